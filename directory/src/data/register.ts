import { sortKey } from '../../../api/register/vietnamese.rules.ts';
import { isWellEvidenced, productVerdict } from '../../../api/register/recognitions/recognition.rules.ts';
import { readSnapshot } from './snapshot.ts';
import type {
  Material,
  Place,
  Producer,
  Product,
  ProductSet,
  Region,
  Sector,
  Snapshot,
  Source,
} from './snapshot.ts';

const file = process.env['HUB_SNAPSHOT'];
if (!file) throw new Error('HUB_SNAPSHOT does not name a snapshot: build with directory/build.ts.');

/** Read once; every page looks things up here. */
export const snapshot: Snapshot = readSnapshot(file);
export const { dataset, today } = snapshot;

export const products = byName(snapshot.products);
export const producers = byName(snapshot.producers);
export const regions = byName(snapshot.regions);
export const communes = byName(snapshot.communes);
export const formerPlaces = byName(snapshot.formerPlaces);
/** The taxonomy in force: older ones have no sets of their own here. */
export const taxonomy =
  dataset.taxonomies.find((one) => one.productSets.length > 0 && !one.validUntil) ?? dataset.taxonomies[0];

export const productSets: readonly ProductSet[] = taxonomy?.productSets ?? [];

const productBySlug = bySlug(products);
const producerBySlug = bySlug(producers);
const regionBySlug = bySlug(regions);
const placeBySlug = bySlug([...communes, ...formerPlaces]);
const materialBySlug = bySlug(dataset.materials);
const sourceBySlug = bySlug(dataset.sources);
const setByNumber = new Map(productSets.map((set) => [set.number, set]));
const sectorByCode = new Map((taxonomy?.sectors ?? []).map((sector) => [sector.code, sector]));

type Ref = { slug: string } | null | undefined;
export const product = (ref: Ref): Product | undefined => (ref ? productBySlug.get(ref.slug) : undefined);
export const producer = (ref: Ref): Producer | undefined => (ref ? producerBySlug.get(ref.slug) : undefined);
export const region = (ref: Ref): Region | undefined => (ref ? regionBySlug.get(ref.slug) : undefined);
export const place = (ref: Ref): Place | undefined => (ref ? placeBySlug.get(ref.slug) : undefined);
export const material = (ref: Ref): Material | undefined => (ref ? materialBySlug.get(ref.slug) : undefined);
export const source = (ref: Ref): Source | undefined => (ref ? sourceBySlug.get(ref.slug) : undefined);

export const productSet = (number: number): ProductSet | undefined => setByNumber.get(number);
export const sectorOfSet = (set: ProductSet): Sector | undefined => sectorByCode.get(set.sector.code);
export const productSetOf = (of: Product): ProductSet | undefined =>
  of.productSet ? setByNumber.get(of.productSet.number) : undefined;
export const sectorOf = (of: Product): Sector | undefined => {
  const set = productSetOf(of);
  return set && sectorByCode.get(set.sector.code);
};
export const materialsOf = (of: Product): Material[] => [
  ...new Set(of.materialSources.flatMap((tie) => material(tie.material) ?? [])),
];

/** The makers of some products, by name. */
export const producersOf = (some: readonly Product[]): Producer[] =>
  byName([...new Set(some.flatMap((one) => producer(one.producer) ?? []))]);
/** The regions that some products draw on, or may draw on; most drawn on first. */
export const regionsOf = (some: readonly Product[]): Region[] =>
  mostFirst(some.flatMap((one) => one.materialSources.flatMap((tie) => region(tie.region) ?? [])));
export const commonestMaterials = (some: readonly Product[]): Material[] =>
  mostFirst(some.flatMap(materialsOf));

const childrenOf = groupBy(formerPlaces, (one) => (one.parent ? [one.parent.slug] : []));

export const productsOfProducer = groupBy(products, (one) => (one.producer ? [one.producer.slug] : []));
export const productsOfCommune = groupBy(products, (one) => (one.place ? [one.place.slug] : []));
/** Products known only by a former district or commune: they may belong to any of its successors. */
export const productsPerhapsOfCommune = groupBy(products, (one) =>
  one.place ? [] : successorsOf(place(one.formerPlace)).map((successor) => successor.slug),
);
export const productsOfFormerPlace = groupBy(products, (one) =>
  one.formerPlace ? [one.formerPlace.slug] : [],
);
export const productsOfRegion = groupBy(products, (one) => [
  ...new Set(one.materialSources.flatMap((tie) => (tie.region ? [tie.region.slug] : []))),
]);
export const productsOfMaterial = groupBy(products, (one) => materialsOf(one).map((of) => of.slug));
export const productsOfSet = groupBy(products, (one) =>
  one.productSet ? [String(one.productSet.number)] : [],
);
export const producersOfCommune = groupBy(producers, (one) => (one.place ? [one.place.slug] : []));
export const regionsOfCommune = groupBy(regions, (one) => one.communes.map((commune) => commune.slug));
export const regionsOfMaterial = groupBy(regions, (one) => [one.material.slug]);

/** Former units above the commune: they no longer exist, and people still ask by their names. */
export const formerDistricts = formerPlaces.filter(
  (one) => !['COMMUNE', 'WARD', 'TOWNSHIP', 'PROVINCE', 'SPECIAL_ZONE'].includes(one.kind),
);

/**
 * The communes of today that took over a former place: its own successors, or those of its communes. A former
 * province says too little to point at any of them.
 */
export function successorsOf(former: Place | undefined): Place[] {
  if (!former || former.kind === 'PROVINCE') return [];
  const own = former.successors.flatMap((one) => place(one.place) ?? []);
  const inside = own.length > 0 ? own : (childrenOf.get(former.slug) ?? []).flatMap(successorsOf);
  return byName([...new Set(inside)].filter((one) => one.validUntil === null));
}

/** The districts that a product is asked for by: the one that its source names, or those of its commune's past. */
export function formerDistrictsOf(of: Product): Place[] {
  const named = place(of.formerPlace);
  const past = named
    ? [named, place(named.parent)]
    : (place(of.place)?.predecessors ?? []).flatMap((old) => [
        place(old.place),
        place(place(old.place)?.parent),
      ]);
  return formerDistricts.filter((district) => past.includes(district));
}

/** Communes with products, most first. */
export const busiestCommunes = (): { commune: Place; count: number }[] =>
  communes
    .map((commune) => ({ commune, count: productsOfCommune.get(commune.slug)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);

const nearest = new Map<Place, Place[]>();
/** The communes whose points are nearest to a commune's; both languages share the work. */
export function communesNear(of: Place, most: number): Place[] {
  const { point } = of;
  if (!point) return [];
  const known = nearest.get(of);
  if (known) return known;
  const squeeze = Math.cos((point.lat * Math.PI) / 180);
  const near = communes
    .flatMap((one) => {
      if (!one.point || one === of) return [];
      const [north, east] = [one.point.lat - point.lat, (one.point.lon - point.lon) * squeeze];
      return [{ one, distance: north * north + east * east }];
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ one }) => one);
  nearest.set(of, near);
  return near;
}

/** For lists: what is confirmed to be in force first, then by evidence, then by name. */
export const productsBestFirst = (): Product[] => {
  const rank = (one: Product) => {
    const { status, recognition } = verdictOf(one);
    if (status === 'IN_FORCE') return 0;
    return recognition && isWellEvidenced(recognition.evidence) ? (status === 'NOT_CONFIRMED' ? 1 : 2) : 3;
  };
  const ranks = new Map(products.map((one) => [one, rank(one)]));
  return [...products].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
};

/** What is said of a product on the day of the build; a browser decides again for its own day. */
export const verdictOf = (of: Product) => productVerdict(of.recognitions, today);

function bySlug<Thing extends { slug: string }>(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.slug, thing]));
}

function byName<Thing extends { name: string }>(things: readonly Thing[]): Thing[] {
  return things
    .map((thing) => [sortKey(thing.name), thing] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, thing]) => thing);
}

function mostFirst<Thing>(things: readonly Thing[]): Thing[] {
  const counts = new Map<Thing, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([thing]) => thing);
}

function groupBy<Thing>(things: readonly Thing[], keys: (thing: Thing) => string[]): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const key of keys(thing)) {
      const group = groups.get(key);
      if (group) group.push(thing);
      else groups.set(key, [thing]);
    }
  }
  return groups;
}
