import { sortKey } from '../../../api/register/vietnamese.rules.ts';
import { isWellEvidenced, productVerdict } from '../../../api/register/recognitions/recognition.rules.ts';
import { question } from './reads.ts';
import { readSnapshot } from './snapshot.ts';
import type { Material, Place, Producer, Product, ProductSet, Region, Sector, Snapshot } from './snapshot.ts';

const file = process.env['HUB_SNAPSHOT'];
if (!file) throw new Error('HUB_SNAPSHOT does not name a snapshot: build with directory/build.ts.');

/** Read once; every page looks things up here. */
export const snapshot: Snapshot = readSnapshot(file);
export const { dataset, today } = snapshot;
export const since = snapshot.since ?? dataset.revision;

export const products = byName(snapshot.products);
export const producers = byName(snapshot.producers);
export const regions = byName(snapshot.regions);
export const communes = byName(snapshot.communes);
export const formerPlaces = byName(snapshot.formerPlaces);
/** The taxonomy in force: older ones have no sets of their own here. */
export const taxonomy =
  dataset.taxonomies.find((one) => one.productSets.length > 0 && !one.validUntil) ?? dataset.taxonomies[0];

export const productSets: readonly ProductSet[] = taxonomy?.productSets ?? [];

const formerAndPresent = [...communes, ...formerPlaces];
const setByNumber = new Map(productSets.map((set) => [set.number, set]));
const sectorByCode = new Map((taxonomy?.sectors ?? []).map((sector) => [sector.code, sector]));

/** Whatever a page of one thing asks is a question, so that the next build knows whether it would be drawn alike. */
export const product = lookUp('product', products);
export const producer = lookUp('producer', producers);
export const region = lookUp('region', regions);
export const place = lookUp('place', formerAndPresent);
export const material = lookUp('material', dataset.materials);
export const source = lookUp('source', dataset.sources);

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

const childrenOf = group('childrenOf', formerPlaces, (one) => (one.parent ? [one.parent.slug] : []));

/**
 * The communes of today that took over a former place: its own successors, or those of its communes. A former
 * province says too little to point at any of them.
 */
export const successorsOf = (former: Place | undefined): Place[] =>
  former ? successorsBySlug(former.slug) : [];
const successorsBySlug = question('successors', (slug): Place[] => {
  const former = place({ slug });
  if (!former || former.kind === 'PROVINCE') return [];
  const own = former.successors.flatMap((one) => place(one.place) ?? []);
  const inside = own.length > 0 ? own : (childrenOf.get(slug) ?? []).flatMap(successorsOf);
  return byName([...new Set(inside)].filter((one) => one.validUntil === null));
});

export const productsOfProducer = group('productsOfProducer', products, (one) =>
  one.producer ? [one.producer.slug] : [],
);
export const productsOfCommune = group('productsOfCommune', products, (one) =>
  one.place ? [one.place.slug] : [],
);
/** Products known only by a former district or commune: they may belong to any of its successors. */
export const productsPerhapsOfCommune = group('productsPerhapsOfCommune', products, (one) =>
  one.place ? [] : successorsOf(place(one.formerPlace)).map((successor) => successor.slug),
);
export const productsOfRegion = group('productsOfRegion', products, (one) => [
  ...new Set(one.materialSources.flatMap((tie) => (tie.region ? [tie.region.slug] : []))),
]);
/** How many they are, for pages that say no more of them. */
export const countOfRegion = question('countOfRegion', (slug) => productsOfRegion.get(slug)?.length ?? 0);
export const productsOfMaterial = group('productsOfMaterial', products, (one) =>
  materialsOf(one).map((of) => of.slug),
);
export const productsOfSet = group('productsOfSet', products, (one) =>
  one.productSet ? [String(one.productSet.number)] : [],
);
export const producersOfCommune = group('producersOfCommune', producers, (one) =>
  one.place ? [one.place.slug] : [],
);
export const regionsOfCommune = group('regionsOfCommune', regions, (one) =>
  one.communes.map((commune) => commune.slug),
);
export const regionsOfMaterial = group('regionsOfMaterial', regions, (one) => [one.material.slug]);

/** Former units above the commune: they no longer exist, and people still ask by their names. */
export const formerDistricts = formerPlaces.filter(
  (one) => !['COMMUNE', 'WARD', 'TOWNSHIP', 'PROVINCE', 'SPECIAL_ZONE'].includes(one.kind),
);

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

/** What a reader finds who asks for a former district. */
export const productsOfFormerDistrict = group('productsOfFormerDistrict', products, (one) =>
  formerDistrictsOf(one).map(({ slug }) => slug),
);

/** The former districts that a commune of today lies in. */
export const formerDistrictsOfCommune = group('formerDistrictsOfCommune', formerDistricts, (one) => [
  ...new Set(one.successors.map((successor) => successor.place.slug)),
]);

/** Communes with products, most first. */
export const busiestCommunes = (): { commune: Place; count: number }[] =>
  communes
    .map((commune) => ({ commune, count: productsOfCommune.get(commune.slug)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);

/** The communes whose points are nearest to a commune's. */
export const communesNear = (of: Place, most: number): Place[] => nearestTo(`${most} ${of.slug}`);
const located = communes.flatMap((one) => (one.point ? [{ one, ...one.point }] : []));
/** Thousands are measured for each of thousands: as plain numbers beside each other that takes no time. */
const latitudes = Float64Array.from(located, ({ lat }) => lat);
const longitudes = Float64Array.from(located, ({ lon }) => lon);
const nearestTo = question('nearest', (key): Place[] => {
  const [most, slug = ''] = key.split(' ');
  const of = place({ slug });
  if (!of?.point) return [];
  const { lat, lon } = of.point;
  const squeeze = Math.cos((lat * Math.PI) / 180);
  const near: { one: Place; distance: number }[] = [];
  let farthest = Infinity;
  for (let i = 0; i < latitudes.length; i++) {
    const north = (latitudes[i] as number) - lat;
    const east = ((longitudes[i] as number) - lon) * squeeze;
    const distance = north * north + east * east;
    if (distance >= farthest) continue;
    const one = located[i]?.one as Place;
    if (one === of) continue;
    const after = near.findIndex((other) => other.distance > distance);
    near.splice(after < 0 ? near.length : after, 0, { one, distance });
    if (near.length > Number(most)) near.pop();
    if (near.length === Number(most)) farthest = near.at(-1)?.distance ?? Infinity;
  }
  return near.map(({ one }) => one);
});

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

function lookUp<Thing extends { slug: string }>(kind: string, things: readonly Thing[]) {
  const known = new Map(things.map((thing) => [thing.slug, thing]));
  const ask = question(kind, (slug) => known.get(slug));
  return (ref: { slug: string } | null | undefined): Thing | undefined => (ref ? ask(ref.slug) : undefined);
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

function group<Thing>(name: string, things: readonly Thing[], keys: (thing: Thing) => string[]) {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const key of keys(thing)) {
      const group = groups.get(key);
      if (group) group.push(thing);
      else groups.set(key, [thing]);
    }
  }
  return { get: question(name, (key) => groups.get(key)) };
}
