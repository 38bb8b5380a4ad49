import { isCode, plainCode } from '../../register/codes.rules.ts';
import { overlapOf } from '../../register/geography/overlap.rules.ts';
import type { Territory } from '../../register/places/territory.rules.ts';
import { plainSlug } from '../../register/slug.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';
import { likeness, placeKey, placeNameOf, producerKeys, productKey } from '../sheets/names.rules.ts';
import { type Candidate, visible } from '../sheets/remark.rules.ts';
import type { BoundaryIndex, KnownMaterial, KnownUnit, MadeProduct } from './boundary-index.ts';
import type { BoundaryChoices, BoundaryRemark, BoundaryTopic } from './boundary-remark.rules.ts';
import { askFeature, noteFeature, refuseFeature } from './feature-remarks.rules.ts';
import type { Meant } from './match-feature.ts';
import { mayOverlap } from './may-overlap.rules.ts';
import { unitCode } from './properties.rules.ts';

/** A raw-material zone as a file of borders adds it. Its source is the paper that the borders are official by. */
export interface NewZone {
  slug: string;
  name: string;
  material: KnownMaterial;
  level: Level;
  communes: readonly Pick<KnownUnit, 'id' | 'slug' | 'fullName'>[];
  /** As the file names them; null where they follow from the border. */
  communesAsWritten: string | null;
  /** As the file declares it. */
  hectares: number | null;
  /** What is said to be made of what grows there. */
  products: readonly Pick<MadeProduct, 'id' | 'code' | 'name'>[];
}

const levels = {
  PROVINCE: { label: 'cấp tỉnh / province', words: ['tinh', 'cap tinh', 'toan tinh', 'province'] },
  DISTRICT: { label: 'cấp huyện / district', words: ['huyen', 'cap huyen', 'district'] },
  COMMUNE: { label: 'cấp xã / commune', words: ['xa', 'cap xa', 'phuong', 'commune'] },
  COOPERATIVE: {
    label: 'của hợp tác xã / of a co-operative',
    words: ['hop tac xa', 'htx', 'cua hop tac xa', 'to hop tac', 'cooperative', 'co operative'],
  },
} as const;
type Level = keyof typeof levels;
export const levelName = (level: Level): string => levels[level].label;
const indicationWords = ['chi dan dia ly', 'cddl', 'geographical indication', 'gi'];

/** Of a commune or of the zone: what they have in common by less is the border's own roughness. */
const REACHES = 0.01;
/** Of products whose names share so many words with a name that is no product's, so many are named. */
const PERHAPS = 0.4;
const MOST_CANDIDATES = 8;

export const plainZoneName = (name: string): string =>
  name.normalize('NFC').replace(/^\s*vùng\s+(nguyên liệu|trồng|sản xuất)?\s*/iu, '');

export function materialNamed(
  text: string | null,
  { materials }: Pick<BoundaryIndex, 'materials'>,
): KnownMaterial | null {
  if (text === null) return null;
  const key = placeKey(text);
  const named = materials.filter(
    ({ slug, name, nameEn }) => slug === text.toLowerCase() || [name, nameEn].map(placeKey).includes(key),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The zone that a feature adds; null with what is asked or refused first. `taken`: the slugs that the file gives. */
export function planZone(
  meant: Meant,
  material: KnownMaterial | null,
  index: BoundaryIndex,
  choices: BoundaryChoices,
  taken: Set<string>,
): { added: NewZone | null; remarks: BoundaryRemark[] } {
  const name = visible(meant.said.name ?? '').replace(/\s+/g, ' ');
  const level = levelOf(meant, choices);
  const communes = communesOf(meant, index, choices);
  const products = productsOf(meant, material, index, choices);
  const remarks = [
    ...(material ? [] : [askMaterial(meant, index, choices)]),
    ...level.remarks,
    ...communes.remarks,
    ...products.remarks,
  ];
  const isOpen = remarks.some(({ weight }) => weight !== 'NOTE');
  if (isOpen || !material || !level.found) return { added: null, remarks };
  return {
    added: {
      slug: freeSlug(name, index, taken),
      name,
      material,
      level: level.found,
      communes: communes.found.map(({ id, slug, fullName }) => ({ id, slug, fullName })),
      communesAsWritten: communes.byBorder ? null : meant.said.communes,
      hectares: hectaresOf(meant),
      products: products.found.map(({ id, code, name: product }) => ({ id, code, name: product })),
    },
    remarks,
  };
}

function freeSlug(name: string, { zones }: BoundaryIndex, taken: Set<string>): string {
  const plain = plainSlug(plainZoneName(name));
  const isFree = (slug: string) => !taken.has(slug) && !zones.some((zone) => zone.slug === slug);
  let slug = plain;
  for (let number = 2; !isFree(slug); number++) slug = `${plain}-${number}`;
  taken.add(slug);
  return slug;
}

function hectaresOf({ said: { areas }, areaKm2 }: Meant): number | null {
  const [nearest] = areas.toSorted(
    (a, b) => Math.abs(Math.log(a / (areaKm2 ?? a))) - Math.abs(Math.log(b / (areaKm2 ?? b))),
  );
  return nearest === undefined ? null : Math.max(0.01, Math.round(nearest * 1e4) / 100);
}

function askMaterial(
  { feature, said }: Meant,
  { materials }: BoundaryIndex,
  choices: BoundaryChoices,
): BoundaryRemark {
  const choice = choices.of(feature, 'material');
  if (choice !== undefined) return refuseFeature('WRONG_CHOICE', { feature }, 'material', choice);
  const words = new Set(fold(`${said.material ?? ''} ${said.name ?? ''}`).split(' '));
  const alike = materials.filter(({ slug, name, nameEn }) =>
    [slug.replaceAll('-', ' '), fold(name), fold(nameEn)].some((one) =>
      one.split(' ').every((word) => words.has(word)),
    ),
  );
  const candidates = (alike.length > 0 ? alike : materials).map(({ slug, name, nameEn }) => ({
    value: slug,
    label: `${name} / ${nameEn}`,
  }));
  return askFeature('MATERIAL', { feature }, 'material', candidates, said.material);
}

function levelOf(
  { feature, said }: Meant,
  choices: BoundaryChoices,
): { found: Level | null; remarks: BoundaryRemark[] } {
  const where = { feature };
  const choice = choices.of(feature, 'level');
  const text = choice ?? said.level ?? said.kind;
  const key = fold(text ?? '');
  const found = (Object.keys(levels) as Level[]).find(
    (level) => text === level || (levels[level].words as readonly string[]).includes(key),
  );
  if (found) return { found, remarks: [] };
  if (text === 'GEOGRAPHICAL_INDICATION' || indicationWords.includes(key))
    return { found: null, remarks: [refuseFeature('INDICATION_BY_TABLE', where)] };
  if (choice !== undefined)
    return { found: null, remarks: [refuseFeature('WRONG_CHOICE', where, 'level', choice)] };
  const candidates = Object.entries(levels).map(([value, { label }]) => ({ value, label }));
  return { found: null, remarks: [askFeature('LEVEL', where, 'level', candidates, text)] };
}

const parts = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean);

/** The communes of today that the file names, or else those that the border reaches into. */
function communesOf(
  { feature, said, territory }: Meant,
  { units }: BoundaryIndex,
  choices: BoundaryChoices,
): { found: readonly KnownUnit[]; byBorder: boolean; remarks: BoundaryRemark[] } {
  const where = { feature };
  const today = units.filter(({ isToday }) => isToday);
  const under = territory ? today.filter(({ geometry }) => geometry && reachesInto(territory, geometry)) : [];
  const choice = choices.of(feature, 'communes');
  const open = (remark: BoundaryRemark) => ({ found: [], byBorder: false, remarks: [remark] });
  const byBorder = (remarks: BoundaryRemark[]) =>
    under.length > 0 || !territory
      ? { found: under, byBorder: true, remarks }
      : open(refuseFeature('NO_COMMUNES', where));
  if (choice === 'border') return byBorder([]);
  if (choice !== undefined && choice !== 'file') {
    const slugs = parts(choice, /[;,]/);
    const chosen = today.filter(({ slug }) => slugs.includes(slug));
    return chosen.length > 0 && chosen.length === new Set(slugs).size
      ? { found: chosen, byBorder: false, remarks: [] }
      : open(refuseFeature('WRONG_CHOICE', where, 'communes', choice));
  }
  const named = parts(said.communes ?? '', /[;,\n]/).map((text) => ({
    text,
    units: unitsNamed(text, today),
  }));
  if (named.length === 0) {
    return choice === 'file'
      ? open(refuseFeature('WRONG_CHOICE', where, 'communes', choice))
      : byBorder([
          noteFeature(
            'COMMUNES_BY_BORDER',
            where,
            under.map(({ fullName }) => fullName),
          ),
        ]);
  }
  const unknown = named.filter(({ units: its }) => its.length !== 1).map(({ text }) => text);
  const found = [...new Set(named.flatMap(({ units: its }) => (its.length === 1 ? its : [])))];
  const outside = territory ? found.filter((unit) => unit.geometry && !under.includes(unit)) : [];
  if (unknown.length === 0 && (outside.length === 0 || choice === 'file'))
    return { found, byBorder: false, remarks: [] };
  const names = (some: readonly KnownUnit[]) => some.map(({ slug }) => slug).join(';');
  const answers: Candidate[] = [
    ...(under.length > 0
      ? [{ value: 'border', label: `theo ranh giới / by the border: ${names(under)}` }]
      : []),
    ...(unknown.length === 0 ? [{ value: 'file', label: `như tệp / as the file: ${names(found)}` }] : []),
    ...named.flatMap(({ units: its }) =>
      its.length > 1 ? its.map(({ slug, fullName }) => ({ value: slug, label: fullName })) : [],
    ),
  ];
  const asked = askFeature(
    'COMMUNES',
    where,
    'communes',
    answers,
    unknown,
    outside.map(({ fullName }) => fullName),
  );
  return open(asked);
}

function unitsNamed(text: string, today: readonly KnownUnit[]): KnownUnit[] {
  const code = unitCode(text);
  const byCode = today.filter((unit) => unit.code === code || unit.slug === text.toLowerCase());
  if (byCode.length > 0) return byCode;
  const { key, kind } = placeNameOf(text);
  return today.filter((unit) => unit.keys.includes(key) && (kind === null || unit.kind === kind));
}

function reachesInto(zone: Territory, commune: Territory): boolean {
  const overlap = mayOverlap(commune, zone) ? overlapOf(commune, zone) : null;
  return overlap !== null && Math.max(overlap.shareOfPlace, overlap.shareOfRegion) >= REACHES;
}

/**
 * What the file says is made of the zone's material: by code, by a name that one product has, or by a producer that
 * makes one thing of it.
 */
function productsOf(
  { feature, said }: Meant,
  material: KnownMaterial | null,
  { products }: BoundaryIndex,
  choices: BoundaryChoices,
): { found: readonly MadeProduct[]; remarks: BoundaryRemark[] } {
  const where = { feature };
  const topic: BoundaryTopic = 'products';
  const choice = choices.of(feature, topic);
  if (choice === 'none') return { found: [], remarks: [] };
  if (choice !== undefined) {
    const codes = new Set(parts(choice, /[;,]/).map(plainCode));
    const chosen = products.filter(({ code }) => codes.has(code));
    return codes.size > 0 && chosen.length === codes.size
      ? { found: chosen, remarks: [] }
      : { found: [], remarks: [refuseFeature('WRONG_CHOICE', where, topic, choice)] };
  }
  // Names of products have commas in them; codes have none.
  const byComma = parts(said.products ?? '', /[;,\n]/);
  const areCodes = byComma.every((text) => isCode(plainCode(text), 'P'));
  const byProduct = (areCodes ? byComma : parts(said.products ?? '', /[;\n]/)).map((text) => {
    const its = productsNamed(text, products);
    return { text, products: its, perhaps: its.length > 0 ? its : alike(text, products) };
  });
  const ofMaterial = products.filter(({ materials }) => material !== null && materials.includes(material.id));
  const byProducer = parts(said.producers ?? '', /[;\n]/).map((text) => {
    const { whole, core } = producerKeys(text);
    const isIts = (one: MadeProduct) =>
      one.producer === text.toLowerCase() || one.producerNames.some((name) => name.whole === whole);
    const its = ofMaterial.filter(isIts);
    const like = ofMaterial.filter(({ producerNames }) => producerNames.some((name) => name.core === core));
    return { text, products: its, perhaps: its.length > 0 ? its : like };
  });
  const named = [...byProduct, ...byProducer];
  const sure = [...new Set(named.flatMap(({ products: its }) => (its.length === 1 ? its : [])))];
  const isOfIt = ({ materials }: MadeProduct) =>
    materials.length === 0 || material === null || materials.includes(material.id);
  const ofOther = sure.filter((product) => !isOfIt(product));
  const unknown = named.filter(({ products: its }) => its.length !== 1);
  if (unknown.length + ofOther.length === 0) return { found: sure, remarks: [] };
  const perhaps = unknown.flatMap((one) => one.perhaps);
  const plain = sure.filter(isOfIt).map(({ code }) => code);
  const candidates: Candidate[] = [
    ...(plain.length > 0 ? [{ value: plain.join(';'), label: 'những gì đã rõ / what is plain' }] : []),
    ...[...new Set([...perhaps, ...ofOther])].map(({ code, name }) => ({ value: code, label: name })),
    { value: 'none', label: 'không ghi sản phẩm nào / no product' },
  ];
  return {
    found: [],
    remarks: [
      askFeature(
        'PRODUCTS',
        where,
        topic,
        candidates,
        unknown.map(({ text }) => text),
        ofOther.map(({ name }) => name),
        material?.name ?? '?',
      ),
    ],
  };
}

function productsNamed(text: string, products: readonly MadeProduct[]): MadeProduct[] {
  const byCode = products.filter(
    ({ code, officialCode }) => code === plainCode(text) || officialCode === text,
  );
  if (byCode.length > 0) return byCode;
  const key = productKey(text);
  return products.filter(({ keys }) => keys.includes(key));
}

function alike(text: string, products: readonly MadeProduct[]): MadeProduct[] {
  const key = productKey(text);
  return products
    .map((product) => ({ product, by: Math.max(...product.keys.map((its) => likeness(key, its))) }))
    .filter(({ by }) => by >= PERHAPS)
    .toSorted((a, b) => b.by - a.by)
    .slice(0, MOST_CANDIDATES)
    .map(({ product }) => product);
}
