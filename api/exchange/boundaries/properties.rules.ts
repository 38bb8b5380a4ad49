import { fold } from '../../register/vietnamese.rules.ts';
import type { RawFeature } from './read-geojson.ts';

/** What a property of a feature can be; everything else in the file is left alone. */
export const propertyFields = [
  'code',
  'name',
  'kind',
  'district',
  'km2',
  'hectares',
  'area',
  'material',
  'level',
  'communes',
  'products',
  'producers',
] as const;
export type PropertyField = (typeof propertyFields)[number];

/** Said of raw-material zones alone: what a new one is written by. */
const ofZones: ReadonlySet<PropertyField> = new Set([
  'material',
  'level',
  'communes',
  'products',
  'producers',
]);
/** These may be lists. */
const lists: ReadonlySet<PropertyField> = new Set(['communes', 'products', 'producers']);
const LONGEST = { text: 300, list: 10_000 };

const words = (text: string): string[] => text.trim().split(/\s+/);

/** As land, statistics and mapping offices name them, without marks and gaps: "MA_DVHC", "maXa", "Tên xã". */
const spellings: Readonly<Record<PropertyField, readonly string[]>> = {
  code: words(`
    maxa maxaphuong maphuongxa maphuong maphx mapx maxp madvhc madvhcxa mahc mahcxa madonvihanhchinh
    madonvi macapxa madvhccapxa ma code communecode communeid wardcode wardid unitcode adm3code
    adm3pcode adm2code adm2pcode idxa slug mavung zonecode
  `),
  name: words(`
    tenxa tenxaphuong tenphuongxa tenphuong tendvhc tendvhcxa tenhc tendonvihanhchinh tendonvi tencapxa
    ten tendaydu name namevi communename wardname unitname fullname adm3vi adm2vi xaphuong phuongxa xa
    phuong tenvung tenvungnguyenlieu vungnguyenlieu zonename regionname tenvungtrong
  `),
  kind: words(`loai loaidvhc loaixa loaihinh kind type unittype cap capdvhc`),
  district: words(`huyen tenhuyen quanhuyen tenquanhuyen district districtname tencaphuyen tenqh`),
  km2: words(`dientichkm2 dtkm2 areakm2 km2 sqkm areasqkm dientichtunhienkm2 geometryareakm2`),
  hectares: words(`dientichha dtha areaha hectares ha dientichtunhienha`),
  area: words(`dientich dt dientichtunhien dttn area`),
  material: words(
    `nguyenlieu tennguyenlieu manguyenlieu caytrong loaicay loaicaytrong vatnuoi material materialslug crop`,
  ),
  level: words(`capvung loaivung capdovung zonelevel regionlevel level`),
  communes: words(`cacxa dsxa danhsachxa xatrongvung xathuocvung diaban communes placesaswritten`),
  producers: words(`chuthe tenchuthe dschuthe chutheocop producers producernames producer`),
  products: words(`sanpham masanpham dssanpham sanphamocop masanphamocop products productcodes`),
};
const fieldOfSpelling = new Map(
  propertyFields.flatMap((field) => spellings[field].map((spelling) => [spelling, field] as const)),
);

const keyOf = (property: string): string => fold(property).replaceAll(' ', '');

export type PropertyMap = ReadonlyMap<string, PropertyField>;

/** Which property of the file is what. Where several could be, the one whose spelling stands further up is taken. */
export function recogniseProperties(
  features: readonly RawFeature[],
  byHand: PropertyMap,
  areZones: boolean,
): PropertyMap {
  const present = presentProperties(features);
  const found = new Map<string, PropertyField>();
  for (const property of present) {
    const said = byHand.get(keyOf(property));
    if (said) found.set(property, said);
  }
  for (const field of propertyFields) {
    if ([...found.values()].includes(field) || (ofZones.has(field) && !areZones)) continue;
    const best = present
      .filter((property) => !found.has(property) && fieldOfSpelling.get(keyOf(property)) === field)
      .toSorted((a, b) => spellings[field].indexOf(keyOf(a)) - spellings[field].indexOf(keyOf(b)))[0];
    if (best !== undefined) found.set(best, field);
  }
  return found;
}

/** Of the first features: a layer has the same properties throughout. */
export function presentProperties(features: readonly RawFeature[]): string[] {
  return [...new Set(features.slice(0, 200).flatMap(({ properties }) => Object.keys(properties)))].slice(
    0,
    200,
  );
}

/** What is mapped by hand and stands in no feature. */
export const missingProperties = (features: readonly RawFeature[], byHand: PropertyMap): string[] => {
  const present = new Set(presentProperties(features).map(keyOf));
  return [...byHand.keys()].filter((property) => !present.has(property));
};

export const mappedProperty = keyOf;

export interface Said {
  code: string | null;
  name: string | null;
  kind: string | null;
  district: string | null;
  /** Square kilometres, in each unit that the number may be meant in; the likeliest is taken. */
  areas: readonly number[];
  material: string | null;
  level: string | null;
  /** As written, one behind the other. */
  communes: string | null;
  products: string | null;
  producers: string | null;
}

/** What the properties of one feature say. */
export function saidOf({ properties }: RawFeature, map: PropertyMap): Said {
  const values = new Map<PropertyField, string>();
  for (const [property, field] of map) {
    const isList = lists.has(field);
    const written = properties[property];
    const value = isList && Array.isArray(written) ? written.join('; ') : written;
    const text =
      typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC').trim() : '';
    if (text !== '' && text.length <= LONGEST[isList ? 'list' : 'text']) values.set(field, text);
  }
  return {
    code: values.get('code') ?? null,
    name: values.get('name') ?? null,
    kind: values.get('kind') ?? null,
    district: values.get('district') ?? null,
    areas: [
      ...numbers(values.get('km2')),
      ...numbers(values.get('hectares')).map((hectares) => hectares / 100),
      ...numbers(values.get('area')).flatMap((area) => [area, area / 100, area / 1e6]),
    ],
    material: values.get('material') ?? null,
    level: values.get('level') ?? null,
    communes: values.get('communes') ?? null,
    products: values.get('products') ?? null,
    producers: values.get('producers') ?? null,
  };
}

/** "33,77" and "1.234,5" as Vietnamese write them, "33.77" as programs do. */
function numbers(text: string | undefined): number[] {
  if (text === undefined) return [];
  const bare = text.replace(/\s/g, '');
  const plain = /,\d+$/.test(bare) ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) && value > 0 ? [value] : [];
}

/** Five digits of today's units: "24133", 24133, "66_24133", "66-24133" and, of a number that lost it, "1234". */
export function unitCode(code: string): string {
  const [, digits] = /^(?:\d{2}[-_. ]?)?(\d{5})$/.exec(code) ?? [];
  return digits ?? (/^\d{3,4}$/.test(code) ? code.padStart(5, '0') : code);
}
