/** The compact index that the browser searches and filters: columns, not objects, and numbers that point into them. */
import { fold } from '../../../api/register/vietnamese.rules.ts';
import { knowsMore, latestFacts } from '../verdict/latest-facts.ts';
import type { PackedFacts } from '../verdict/standing.ts';

/** All but products and producers; in the words of one language. */
export interface IndexHead {
  /** The day for which the build decided. */
  day: string;
  /** Everything of today lies in it. */
  province: { slug: string; name: string };
  /** How many products there are in all parts together. */
  total: number;
  materials: {
    slug: string[];
    name: string[];
    /** The name in the other language. */
    also: string[];
    symbol: string[];
    hue: string[];
  };
  sectors: { code: string[]; name: string[] };
  sets: { number: number[]; name: string[]; sector: number[] };
  places: {
    code: string[];
    slug: string[];
    name: string[];
    also: string[];
    /** Of its point, in 1e-4 degrees. */
    lat: (number | null)[];
    lon: (number | null)[];
    /** Numbers in `formers` of what it was made from. */
    past: number[][];
  };
  /** Former districts and communes: number of each successor in `places`. */
  formers: {
    code: string[];
    slug: string[];
    name: string[];
    also: string[];
    /** Number of the district or province that it was in. */
    within: (number | null)[];
    successors: number[][];
    district: (0 | 1)[];
    /** The page of communes by letter that tells what it became, where that is not the page of them all. */
    pages: Record<number, string>;
  };
  regions: {
    slug: string[];
    name: string[];
    /** Geographical indication and places as the source writes them, with bars between them. */
    also: string[];
    material: (number | null)[];
    places: number[][];
    /** Numbers of its certificates, and its planting-area codes. */
    codes: string[];
  };
}

/**
 * Columns of products, best first, and of the producers that no earlier part has named. A slug is sent and held as
 * what comes after that of its name: most often nothing, else "-2". `slugAt` spells it when it is asked for: twenty
 * thousand at once would hold a phone up.
 */
export interface IndexPart {
  producers: {
    slug: string[];
    name: string[];
    /** Other names, with bars between them. */
    also: string[];
    /** Number in `legalForms`; null where it is not known. */
    form: (number | null)[];
    place: (number | null)[];
    former: (number | null)[];
  };
  products: {
    code: string[];
    slug: string[];
    name: string[];
    also: string[];
    /** Other numbers that it goes by, with bars between them: decisions, certificates, GTINs. */
    codes: string[];
    producer: (number | null)[];
    place: (number | null)[];
    /** As the source names it, where no commune of today is known. */
    former: (number | null)[];
    /** Former districts that it is found by. */
    districts: number[][];
    /** Its own point in 1e-4 degrees, where it has another than its commune's. */
    points: Record<number, [lat: number, lon: number]>;
    materials: number[][];
    regions: number[][];
    /** Those of `regions` that a source names: only by these it is found. */
    stated: number[][];
    set: (number | null)[];
    /** Numbers within the part of those with a photo. */
    photos: number[];
    symbol: string[];
    hue: string[];
    facts: PackedFacts[][];
  };
}

/** The head with all parts that have come so far. */
export type SearchIndex = IndexHead & IndexPart;

export const openIndex = (head: IndexHead): SearchIndex => ({
  ...head,
  producers: { slug: [], name: [], also: [], form: [], place: [], former: [] },
  products: {
    code: [],
    slug: [],
    name: [],
    also: [],
    codes: [],
    producer: [],
    place: [],
    former: [],
    districts: [],
    points: {},
    materials: [],
    regions: [],
    stated: [],
    set: [],
    photos: [],
    symbol: [],
    hue: [],
    facts: [],
  },
});

/** Puts a part behind those that are there. */
export function addPart(index: SearchIndex, part: IndexPart): void {
  const before = index.products.slug.length;
  append(index.producers, part.producers);
  const { points, photos, ...columns } = part.products;
  const { points: allPoints, photos: allPhotos, ...all } = index.products;
  append(all, columns);
  for (const [number, point] of Object.entries(points)) allPoints[Number(number) + before] = point;
  for (const number of photos) allPhotos.push(number + before);
}

const slugOfName = (name: string): string => fold(name).replaceAll(' ', '-');

export function restOfSlug(slug: string, name: string): string {
  const start = slugOfName(name);
  return slug === start || slug.startsWith(`${start}-`) ? slug.slice(start.length) : slug;
}

/** Of a product or a producer; kept once it is spelled. */
export function slugAt({ slug, name }: { slug: string[]; name: string[] }, number: number): string {
  const rest = slug[number];
  if (rest === undefined) return '';
  const isWhole = rest !== '' && !rest.startsWith('-');
  return isWhole ? rest : (slug[number] = slugOfName(name[number] ?? '') + rest);
}

/** The facts of a product, brought up to what is known now. */
export function factsAt(products: SearchIndex['products'], number: number): readonly PackedFacts[] {
  const built = products.facts[number] ?? [];
  return knowsMore() ? latestFacts(slugAt(products, number), built) : built;
}

function append<Columns extends Record<string, unknown[]>>(to: Columns, columns: Columns): void {
  for (const name of Object.keys(columns)) {
    const column = to[name] as unknown[];
    for (const value of columns[name] ?? []) column.push(value);
  }
}

export const isWhole = (index: SearchIndex): boolean => index.products.slug.length >= index.total;

/** Where a product is, in degrees: its own point or its commune's; null where neither is known. */
export function pointOf(
  { products, places }: SearchIndex,
  product: number,
): [lat: number, lon: number] | null {
  const own = products.points[product];
  if (own) return [own[0] / 1e4, own[1] / 1e4];
  const place = products.place[product] ?? -1;
  const [lat, lon] = [places.lat[place], places.lon[place]];
  return lat == null || lon == null ? null : [lat / 1e4, lon / 1e4];
}
