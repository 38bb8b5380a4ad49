import { v7 } from 'uuid';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { checkCharacter } from '../register/codes.rules.ts';
import { fold } from '../register/vietnamese.rules.ts';

/**
 * A register of the size of the whole country, made from a fixed seed: the same rows each time, in real words.
 * None of it is a fact; it is loaded into databases for measurement only.
 */
export const national = {
  provinces: 34,
  communes: 3_321,
  producers: 9_000,
  products: 20_000,
  regions: 600,
  vertices: 60,
};

export type Size = typeof national;

export async function loadNational(em: SqlEntityManager, size: Size = national): Promise<void> {
  const random = mulberry32(20_261_124);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const insert = (table: string, columns: Columns, rows: Row[]) => insertRows(em, table, columns, rows);
  const slugs = new Set<string>();
  const slugOf = (text: string): string => {
    const plain = fold(text).replaceAll(' ', '-');
    let slug = plain;
    for (let n = 2; slugs.has(slug); n++) slug = `${plain}-${n}`;
    slugs.add(slug);
    return slug;
  };

  const source = v7();
  await insert(
    'source',
    { id: 'uuid', slug: 'text', title: 'text', reliability: 'text', retrieved_on: 'date' },
    [
      {
        id: source,
        slug: 'national',
        title: 'Dữ liệu đo tốc độ',
        reliability: 'LOW',
        retrieved_on: '2026-11-24',
      },
    ],
  );

  const taxonomy = v7();
  await insert(
    'taxonomy',
    { id: 'uuid', code: 'text', title: 'text', valid_from: 'date', source_id: 'uuid' },
    [
      {
        id: taxonomy,
        code: '26/2026/QĐ-TTg',
        title: 'Đo tốc độ',
        valid_from: '2026-05-22',
        source_id: source,
      },
    ],
  );
  const sectors = ['FOOD', 'DRINK', 'MEDICINAL', 'HANDICRAFT', 'ORNAMENTAL', 'TOURISM'].map(
    (code, position) => ({
      id: v7(),
      taxonomy_id: taxonomy,
      code,
      numeral: String(position + 1),
      position,
      name_vi: code,
      name_en: code,
    }),
  );
  await insert(
    'sector',
    {
      id: 'uuid',
      taxonomy_id: 'uuid',
      code: 'text',
      numeral: 'text',
      position: 'int',
      name_vi: 'text',
      name_en: 'text',
    },
    sectors,
  );
  const sets = Array.from({ length: 26 }, (_, index) => ({
    id: v7(),
    taxonomy_id: taxonomy,
    sector_id: sectors[Math.min(5, Math.floor(index / 5))]?.id,
    number: index + 1,
    key: String(index + 1),
    name_vi: `Bộ sản phẩm ${index + 1}`,
    name_en: `Product set ${index + 1}`,
  }));
  await insert(
    'product_set',
    {
      id: 'uuid',
      taxonomy_id: 'uuid',
      sector_id: 'uuid',
      number: 'int',
      key: 'text',
      name_vi: 'text',
      name_en: 'text',
    },
    sets,
  );
  const materials = goods.map(([name]) => ({ id: v7(), slug: slugOf(name), name, name_en: name }));
  await insert('material', { id: 'uuid', slug: 'text', name: 'text', name_en: 'text' }, materials);

  const place = (over: Row): Row => ({ id: v7(), valid_from: '2025-07-01', source_id: source, ...over });
  const provinces = Array.from({ length: size.provinces }, (_, index) => {
    const name = `${pick(firsts)} ${pick(seconds)}`;
    const lat = 8.8 + (14.2 * index) / size.provinces;
    return place({
      code: String(index + 1).padStart(2, '0'),
      slug: slugOf(`tinh ${name}`),
      name,
      full_name: `Tỉnh ${name}`,
      kind: 'PROVINCE',
      lat,
      lon: spine(lat),
    });
  });
  const communes = Array.from({ length: size.communes }, (_, index) => {
    const province = provinces[index % provinces.length] as Row;
    const name = `${pick(firsts)} ${pick(seconds)}`;
    const isWard = random() < 0.2;
    return place({
      code: String(index + 10_000),
      slug: slugOf(`${isWard ? 'phuong' : 'xa'} ${name}`),
      name,
      full_name: `${isWard ? 'Phường' : 'Xã'} ${name}`,
      kind: isWard ? 'WARD' : 'COMMUNE',
      parent_id: province['id'],
      lat: Number(province['lat']) + (random() - 0.5) * 0.6,
      lon: Number(province['lon']) + (random() - 0.5) * 1.2,
    });
  });
  const placeColumns: Columns = {
    id: 'uuid',
    code: 'text',
    slug: 'text',
    name: 'text',
    full_name: 'text',
    kind: 'text',
    valid_from: 'date',
    parent_id: 'uuid',
    lat: 'float8',
    lon: 'float8',
    source_id: 'uuid',
  };
  await insert('place', placeColumns, provinces);
  await insert('place', placeColumns, communes);

  const forms = ['COOPERATIVE', 'ENTERPRISE', 'HOUSEHOLD_BUSINESS', 'COOPERATIVE_GROUP'];
  const producers = Array.from({ length: size.producers }, () => {
    const form = pick(forms);
    const name = `${forms.indexOf(form) === 0 ? 'Hợp tác xã' : 'Cơ sở'} ${pick(firsts)} ${pick(seconds)} ${pick(lasts)}`;
    return {
      id: v7(),
      slug: slugOf(name),
      name,
      legal_form: form,
      place_id: pick(communes)['id'],
      source_id: source,
    };
  });
  await insert(
    'producer',
    { id: 'uuid', slug: 'text', name: 'text', legal_form: 'text', place_id: 'uuid', source_id: 'uuid' },
    producers,
  );

  const regions = Array.from({ length: size.regions }, (_, index) => {
    const material = materials[index % materials.length] as (typeof materials)[number];
    const middle = pick(communes);
    const name = `${material.name} ${String(middle['name'])}`;
    return {
      id: v7(),
      slug: slugOf(`vung ${name}`),
      name,
      material_id: material.id,
      level: 'DISTRICT',
      geometry: ring(Number(middle['lon']), Number(middle['lat']), size.vertices, random),
      geometry_accuracy: 'APPROXIMATE',
      geometry_area_km2: 100 + Math.round(random() * 900),
      source_id: source,
      commune: middle['id'],
    };
  });
  await insert(
    'region',
    {
      id: 'uuid',
      slug: 'text',
      name: 'text',
      material_id: 'uuid',
      level: 'text',
      geometry: 'jsonb',
      geometry_accuracy: 'text',
      geometry_area_km2: 'numeric',
      source_id: 'uuid',
    },
    regions,
  );
  await insert(
    'region_commune',
    { id: 'uuid', region_id: 'uuid', place_id: 'uuid' },
    regions.map(({ id, commune }) => ({ id: v7(), region_id: id, place_id: commune })),
  );
  const regionsOf = Map.groupBy(regions, ({ material_id }) => material_id);

  const productCode = codes('P');
  const products = Array.from({ length: size.products }, () => {
    const [material, forms_, set] = pick(goods);
    const producer = pick(producers);
    const name = `${pick(forms_)} ${pick(firsts)} ${pick(lasts)}`;
    return {
      id: v7(),
      code: productCode(),
      slug: slugOf(name),
      name,
      product_set_id: sets[set - 1]?.id,
      product_set_basis: 'STATED',
      producer_id: producer.id,
      place_id: producer.place_id,
      source_id: source,
      material: materials.find((each) => each.name === material)?.id as string,
    };
  });
  await insert(
    'product',
    {
      id: 'uuid',
      code: 'text',
      slug: 'text',
      name: 'text',
      product_set_id: 'uuid',
      product_set_basis: 'text',
      producer_id: 'uuid',
      place_id: 'uuid',
      source_id: 'uuid',
    },
    products,
  );

  const ties = products.flatMap((product) => {
    const own = regionsOf.get(product.material) ?? [];
    const drawn = new Set(
      Array.from({ length: between(1, 3) }, () => (own.length > 0 ? pick(own).id : null)),
    );
    return [...drawn].map((region) => ({
      id: v7(),
      product_id: product.id,
      material_id: product.material,
      region_id: region,
      basis: 'INFERRED',
    }));
  });
  await insert(
    'material_source',
    { id: 'uuid', product_id: 'uuid', material_id: 'uuid', region_id: 'uuid', basis: 'text' },
    ties,
  );

  const recognitionCode = codes('R');
  const recognitions = products.flatMap((product) => {
    const year = between(2020, 2026);
    const day = `-${String(between(1, 11)).padStart(2, '0')}-${String(between(1, 28)).padStart(2, '0')}`;
    const stars = random() < 0.02 ? 5 : random() < 0.2 ? 4 : 3;
    const recognition = (issued: number, kind: string) => ({
      id: v7(),
      code: recognitionCode(),
      product_id: product.id,
      kind,
      stars,
      issued: `${issued}${day}`,
      issued_on: `${issued}${day}`,
      valid_until: `${issued + 3}${day}`,
      evidence: random() < 0.7 ? 'OFFICIAL_NEWS' : 'SIGNED_DECISION',
      decision_number: `${between(1, 4_000)}/QĐ-UBND`,
      taxonomy_id: taxonomy,
      source_id: source,
    });
    // The earlier one ends before the later one begins: four years lie between.
    return random() < 0.4
      ? [recognition(year - 4, 'FIRST'), recognition(year, 'RE_EVALUATION')]
      : [recognition(year, 'FIRST')];
  });
  await insert(
    'recognition',
    {
      id: 'uuid',
      code: 'text',
      product_id: 'uuid',
      kind: 'text',
      stars: 'int',
      issued: 'text',
      issued_on: 'date',
      valid_until: 'date',
      evidence: 'text',
      decision_number: 'text',
      taxonomy_id: 'uuid',
      source_id: 'uuid',
    },
    recognitions,
  );

  await insert(
    'dataset',
    {
      id: 'uuid',
      slug: 'text',
      title_vi: 'text',
      title_en: 'text',
      statement_vi: 'text',
      statement_en: 'text',
      is_official: 'boolean',
      compiled_on: 'date',
      licence: 'text',
      licence_url: 'text',
      attribution: 'text',
      province_id: 'uuid',
    },
    [
      {
        id: v7(),
        slug: 'national',
        title_vi: 'Dữ liệu đo tốc độ',
        title_en: 'Measurement data',
        statement_vi: 'Dữ liệu được sinh ra để đo tốc độ; không phải sự thật.',
        statement_en: 'Generated for measurement; none of it is a fact.',
        is_official: false,
        compiled_on: '2026-11-24',
        licence: 'CC0-1.0',
        licence_url: 'https://creativecommons.org/publicdomain/zero/1.0/',
        attribution: '-',
        province_id: provinces[0]?.['id'],
      },
    ],
  );
  await em.getConnection().execute('analyze');
}

type Row = Record<string, unknown>;
type Columns = Record<string, string>;

const BATCH = 1_000;

async function insertRows(em: SqlEntityManager, table: string, columns: Columns, rows: Row[]): Promise<void> {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    await em
      .getConnection()
      .execute(
        `insert into ${table} (${names}) select ${names} from jsonb_to_recordset(?::jsonb) as r(${typed.join(', ')})`,
        [JSON.stringify(batch)],
      );
  }
}

/** Codes of the register's own form, counted up. */
export function codes(kind: 'P' | 'R', first = 0): () => string {
  let index = first;
  return () => {
    for (;;) {
      const payload = `${kind}${(index++).toString(36).toUpperCase().padStart(6, '0')}`;
      const check = checkCharacter(payload);
      if (check !== '*') return payload + check;
    }
  };
}

/** A closed, counter-clockwise ring round a point. */
function ring(lon: number, lat: number, vertices: number, random: () => number): object {
  const size = 0.05 + random() * 0.15;
  const points = Array.from({ length: vertices }, (_, index) => {
    const angle = (2 * Math.PI * index) / vertices;
    const radius = size * (0.8 + random() * 0.4);
    return [
      Number((lon + Math.cos(angle) * radius).toFixed(5)),
      Number((lat + Math.sin(angle) * radius).toFixed(5)),
    ];
  });
  return { type: 'Polygon', coordinates: [[...points, points[0]]] };
}

/** The longitude where the country lies at a latitude, roughly. */
const spine = (lat: number): number =>
  lat < 12 ? 106.5 : lat < 17 ? 108.2 - (lat - 12) * 0.25 : 106.2 - (lat - 17) * 0.15;

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

/** Raw material, what is made of it, and the product set that it falls in. */
const goods: readonly (readonly [string, readonly string[], number])[] = [
  ['Cà phê', ['Cà phê bột', 'Cà phê hạt rang', 'Cà phê hòa tan', 'Cà phê chồn'], 13],
  ['Ca cao', ['Bột ca cao', 'Socola đen', 'Socola sữa'], 13],
  ['Mắc ca', ['Hạt mắc ca sấy', 'Nhân mắc ca', 'Dầu mắc ca'], 7],
  ['Sầu riêng', ['Sầu riêng cấp đông', 'Sầu riêng sấy thăng hoa'], 7],
  ['Hồ tiêu', ['Tiêu đen', 'Tiêu sọ', 'Bột tiêu'], 10],
  ['Lúa', ['Gạo thơm', 'Gạo lứt', 'Bánh tráng', 'Bún khô'], 3],
  ['Chè', ['Trà xanh', 'Trà shan tuyết', 'Trà ô long'], 11],
  ['Mật ong', ['Mật ong rừng', 'Mật ong hoa cà phê'], 4],
  ['Cá cơm', ['Nước mắm nhỉ', 'Cá cơm rim', 'Mắm ruốc'], 9],
  ['Thịt bò', ['Bò một nắng', 'Khô bò', 'Bò gác bếp'], 8],
  ['Yến', ['Yến sào', 'Yến chưng sẵn'], 8],
  ['Nghệ', ['Tinh bột nghệ', 'Viên nghệ mật ong'], 18],
  ['Dừa', ['Kẹo dừa', 'Dầu dừa', 'Bánh tráng dừa'], 7],
  ['Bưởi', ['Bưởi da xanh', 'Tinh dầu bưởi'], 1],
  ['Muối', ['Muối hạt sạch', 'Muối ớt xanh'], 10],
  ['Nếp', ['Rượu nếp', 'Bánh chưng', 'Cốm'], 14],
  ['Sả', ['Tinh dầu sả', 'Nước rửa tay sả chanh'], 20],
  ['Tre', ['Giỏ tre đan', 'Măng khô'], 21],
];

const firsts = [
  'An',
  'Bình',
  'Cư',
  'Đắk',
  'Ea',
  'Gia',
  'Hòa',
  'Krông',
  'Long',
  'Mỹ',
  'Nam',
  'Phú',
  'Quảng',
  'Sơn',
  'Tân',
  'Vĩnh',
  'Xuân',
  'Yên',
  'Thạnh',
  'Đông',
];
const seconds = [
  'Phước',
  'Hiệp',
  'Mgar',
  'Lộc',
  'Thành',
  'Kiến',
  'Búk',
  'Thắng',
  'Hưng',
  'Lâm',
  'Giang',
  'Thủy',
  'Nghĩa',
  'Trị',
  'Điền',
  'Khê',
  'Bảng',
  'Ninh',
  'Phong',
  'Hải',
  'Châu',
  'Đức',
];
const lasts = [
  'Ánh Dương',
  'Bảo Ngọc',
  'Cát Tường',
  'Đại Phát',
  'Gia Bảo',
  'Hạnh Dung',
  'Hương Mộc',
  'Kim Long',
  'Minh Tâm',
  'Năm Sao',
  'Quê Hương',
  'Sáu Thiệu',
  'Thăng Tiến',
  'Út Nhỏ',
  'Việt Farm',
  'Xứ Nẫu',
];
