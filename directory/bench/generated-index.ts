/** A search index of any size, as a register of that size would have it: for measuring sizes and times. */
import { fold } from '../../api/register/vietnamese.rules.ts';
import { addMonths, VALID_MONTHS } from '../../api/register/recognitions/recognition.rules.ts';
import { PART_SIZE, partsOf } from '../src/search/files.ts';
import { letterOf, slugOf as slugOfLetter } from '../src/lists/alphabet.ts';
import { restOfSlug, type IndexHead, type IndexPart } from '../src/search/search-index.ts';
import type { PackedFacts } from '../src/verdict/standing.ts';

export interface IndexSize {
  products: number;
  producers: number;
  communes: number;
  regions: number;
}

/** What the whole programme has, and a province twice as large as any. */
export const national: IndexSize = { products: 20_000, producers: 9_000, communes: 3_321, regions: 600 };
export const province: IndexSize = { products: 2_000, producers: 900, communes: 102, regions: 40 };

export interface GeneratedIndex {
  head: IndexHead;
  parts: IndexPart[];
}

const goods: [material: string, english: string, made: string[], set: number, symbol: string, hue: string][] =
  [
    ['Cà phê', 'Coffee', ['Cà phê bột', 'Cà phê hạt rang', 'Cà phê hòa tan'], 13, 'coffee', 'earth'],
    ['Mắc ca', 'Macadamia', ['Hạt mắc ca sấy', 'Nhân mắc ca', 'Dầu mắc ca'], 7, 'macadamia', 'earth'],
    ['Sầu riêng', 'Durian', ['Sầu riêng cấp đông', 'Sầu riêng sấy thăng hoa'], 7, 'durian', 'gold'],
    ['Hồ tiêu', 'Pepper', ['Tiêu đen', 'Tiêu sọ', 'Bột tiêu'], 10, 'pepper', 'leaf'],
    ['Lúa', 'Rice', ['Gạo thơm', 'Gạo lứt', 'Bánh tráng', 'Bún khô'], 3, 'rice', 'gold'],
    ['Chè', 'Tea', ['Trà xanh', 'Trà shan tuyết', 'Trà ô long'], 11, 'tea', 'leaf'],
    ['Mật ong', 'Honey', ['Mật ong rừng', 'Mật ong hoa cà phê'], 4, 'honey', 'gold'],
    ['Cá cơm', 'Anchovy', ['Nước mắm nhỉ', 'Cá cơm rim', 'Mắm ruốc'], 9, 'fish-sauce', 'sea'],
    ['Thịt bò', 'Beef', ['Bò một nắng', 'Khô bò', 'Bò gác bếp'], 8, 'beef', 'clay'],
    ['Nghệ', 'Turmeric', ['Tinh bột nghệ', 'Viên nghệ mật ong'], 18, 'turmeric', 'gold'],
    ['Dừa', 'Coconut', ['Kẹo dừa', 'Dầu dừa', 'Bánh tráng dừa'], 7, 'fruit', 'leaf'],
    ['Tre', 'Bamboo', ['Giỏ tre đan', 'Măng khô'], 21, 'handicraft', 'earth'],
  ];
const firsts = 'An Bình Cư Đắk Ea Gia Hòa Krông Long Mỹ Nam Phú Quảng Sơn Tân Vĩnh Xuân Yên Thạnh Đông'.split(
  ' ',
);
const seconds =
  'Phước Hiệp Mgar Lộc Thành Kiến Búk Thắng Hưng Lâm Giang Thủy Nghĩa Trị Điền Khê Ninh Phong Hải Đức'.split(
    ' ',
  );
const lasts = [
  'Ánh Dương',
  'Bảo Ngọc',
  'Cát Tường',
  'Đại Phát',
  'Hương Mộc',
  'Kim Long',
  'Minh Tâm',
  'Năm Sao',
];
const letters = '23456789BCDFGHJKLMNPQRSTVWXZ';

export function generateIndex(size: IndexSize): GeneratedIndex {
  const random = mulberry32(20_261_124);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const codeOf = (kind: string) => kind + Array.from({ length: 7 }, () => pick([...letters])).join('');
  const taken = new Set<string>();
  const slugOf = (name: string): string => {
    const plain = fold(name).replaceAll(' ', '-');
    let slug = plain;
    for (let n = 2; taken.has(slug); n++) slug = `${plain}-${n}`;
    taken.add(slug);
    return slug;
  };
  const list = <Item>(length: number, item: (index: number) => Item): Item[] =>
    Array.from({ length }, (_, i) => item(i));
  const placeName = () => `${pick(firsts)} ${pick(seconds)}`;

  const communes = list(size.communes, () => `${random() < 0.2 ? 'Phường' : 'Xã'} ${placeName()}`);
  const districts = Math.ceil(size.communes / 7);
  const formers = [
    ...list(districts, () => `Huyện ${placeName()}`),
    ...list(size.communes * 2, () => `Xã ${placeName()}`),
  ];
  const materialNames = goods.map(([name]) => name);
  const regions = list(size.regions, () => ({ material: below(goods.length), place: below(size.communes) }));
  const head: IndexHead = {
    day: '2026-11-24',
    province: { slug: 'dak-lak', name: 'Tỉnh Đắk Lắk' },
    total: size.products,
    materials: {
      slug: materialNames.map(slugOf),
      name: materialNames,
      also: goods.map(([, english]) => english),
      symbol: goods.map((one) => one[4]),
      hue: goods.map((one) => one[5]),
    },
    sectors: {
      code: ['FOOD', 'DRINK', 'MEDICINAL', 'HANDICRAFT', 'ORNAMENTAL', 'TOURISM'],
      name: ['Thực phẩm', 'Đồ uống', 'Dược liệu', 'Thủ công', 'Sinh vật cảnh', 'Du lịch'],
    },
    sets: {
      number: list(26, (i) => i + 1),
      name: list(26, (i) => `Bộ sản phẩm ${i + 1}`),
      sector: list(26, (i) => Math.min(5, Math.floor(i / 5))),
    },
    places: {
      code: communes.map((_, i) => String(10_000 + i)),
      slug: communes.map(slugOf),
      name: communes,
      also: communes.map(() => ''),
      lat: communes.map(() => 88_000 + below(140_000)),
      lon: communes.map(() => 1_040_000 + below(50_000)),
      past: communes.map((_, i) => [districts + 2 * i, districts + 2 * i + 1]),
    },
    formers: {
      code: formers.map((_, i) => String(i)),
      slug: formers.map(slugOf),
      name: formers,
      also: formers.map(() => ''),
      within: formers.map((_, i) => (i < districts ? null : Math.floor((i - districts) / 14))),
      successors: formers.map((_, i) =>
        i < districts
          ? list(7, (n) => i * 7 + n).filter((one) => one < size.communes)
          : [Math.floor((i - districts) / 2)],
      ),
      district: formers.map((_, i) => (i < districts ? 1 : 0)),
      pages: Object.fromEntries(list(districts, (i) => [i, slugOfLetter(letterOf(formers[i]!.slice(6)))])),
    },
    regions: {
      slug: regions.map(({ material, place }) => slugOf(`${materialNames[material]} ${communes[place]}`)),
      name: regions.map(({ material, place }) => `${materialNames[material]} ${communes[place]}`),
      also: regions.map(() => ''),
      material: regions.map(({ material }) => material),
      places: regions.map(({ place }) => [place]),
      codes: regions.map(() => ''),
    },
  };

  const regionsOf = (material: number) => regions.flatMap((one, i) => (one.material === material ? [i] : []));
  const regionsByMaterial = goods.map((_, material) => regionsOf(material));
  const recognition = (): PackedFacts => {
    const issued = `${2020 + below(7)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
    const evidence = random() < 0.8 ? 'OFFICIAL_NEWS' : 'COUNCIL_RESULT';
    return [
      codeOf('R'),
      3 + below(3),
      evidence,
      issued,
      addMonths(issued, VALID_MONTHS),
      null,
      null,
      null,
      0,
    ];
  };
  let named = 0;
  const parts = list(partsOf(size.products), (part): IndexPart => {
    const count = Math.min(PART_SIZE, size.products - part * PART_SIZE);
    const upTo = Math.round((size.producers * (part * PART_SIZE + count)) / size.products);
    const makers = list(upTo - named, () => ({
      name: `${pick(['HTX', 'Công ty TNHH', 'Hộ kinh doanh'])} ${pick(lasts)} ${placeName()}`,
      place: below(size.communes),
    }));
    const first = named;
    named = upTo;
    const made = list(count, () => {
      const good = below(goods.length);
      const [, , names] = goods[good] ?? goods[0]!;
      const producer = first + below(Math.max(1, makers.length));
      const place = makers[producer - first]?.place ?? 0;
      return {
        good,
        producer,
        place,
        name: `${pick(names)} ${pick(lasts)} ${random() < 0.5 ? pick(firsts) : ''}`.trim(),
        facts: list(random() < 0.3 ? 2 : 1, () => recognition()),
      };
    });
    return {
      producers: {
        slug: makers.map(({ name }) => restOfSlug(slugOf(name), name)),
        name: makers.map(({ name }) => name),
        also: makers.map(() => ''),
        form: makers.map(({ name }) => (name.startsWith('HTX') ? 0 : name.startsWith('Công') ? 2 : 4)),
        place: makers.map(({ place }) => place),
        former: makers.map(() => null),
      },
      products: {
        code: made.map(() => codeOf('P')),
        slug: made.map(({ name }) => restOfSlug(slugOf(name), name)),
        name: made.map(({ name }) => name),
        also: made.map(() => ''),
        codes: made.map(() => `${100 + below(900)}/QĐ-UBND`),
        producer: made.map(({ producer }) => producer),
        place: made.map(({ place }) => place),
        former: made.map(() => null),
        districts: made.map(({ place }) => [Math.floor(place / 7)]),
        points: {},
        materials: made.map(({ good }) => [good]),
        regions: made.map(({ good }) => {
          const there = regionsByMaterial[good] ?? [];
          return there.length > 0 && random() < 0.5 ? [pick(there)] : [];
        }),
        stated: made.map(() => []),
        set: made.map(({ good }) => goods[good]?.[3] ?? null),
        photos: [],
        symbol: made.map(({ good }) => goods[good]?.[4] ?? 'basket'),
        hue: made.map(({ good }) => goods[good]?.[5] ?? 'earth'),
        facts: made.map(({ facts }) => facts),
      },
    };
  });
  return { head, parts };
}

/** A small random generator with a seed: the same numbers everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
