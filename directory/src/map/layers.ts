/**
 * What a map needs, made once at build from the snapshot: points in columns, zones and commune outlines in one
 * topology, so that a border shared by two communes and a zone is sent once and stays without gaps.
 *
 * A map of the whole register reads all of it (`mapData`). A map on the page of one thing reads the ground, which is
 * the same for all of them (`ground`), and the zones that the page is about (`zonePart`).
 */
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, quantize } from 'topojson-client';
import { topology as topologyOf } from 'topojson-server';
import { presimplify, quantile, simplify } from 'topojson-simplify';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Place, Region, Snapshot } from '../data/snapshot.ts';
import type { Lang } from '../i18n/routes.ts';
import { pack, type PackedFacts } from '../verdict/standing.ts';
import { shortNames } from './short-names.ts';

export type Accuracy = NonNullable<Place['geometryAccuracy']>;
/** West, south, east, north, in degrees. */
export type Bounds = [west: number, south: number, east: number, north: number];

/** What lies under every map. */
export interface GroundContent {
  province: { name: string; bounds: Bounds };
  /** How well the outlines of the communes are known: the weakest of them. */
  accuracy: Accuracy;
  /** Columns; positions in 1e-5 degrees, of the point that stands for the commune. */
  communes: {
    slug: string[];
    name: string[];
    lat: (number | null)[];
    lon: (number | null)[];
    products: number[];
  };
}

/** What stands on a map, without its outlines. */
export interface MapContent extends GroundContent {
  /** Columns; `point` is an index into `points`, or -1 for a product whose place is not known. */
  products: {
    slug: string[];
    name: string[];
    producer: (string | null)[];
    point: number[];
    /** Indexes into `zones` of where its raw material comes from. */
    zones: number[][];
    facts: PackedFacts[][];
  };
  /** Columns; positions in 1e-5 degrees; `commune` is an index into `communes`, or -1. */
  points: { lat: number[]; lon: number[]; commune: number[]; atAddress: (0 | 1)[] };
  /** For each commune, the names of the communes that it was made from and of its former districts. */
  formerNames: string[][];
  zones: Zone[];
  materials: MapMaterial[];
}

export interface Ground extends GroundContent {
  topology: Topology<{ communes: Outlines }>;
}

export interface MapData extends MapContent {
  topology: Topology<{ communes: Outlines; zones: Outlines }>;
}

/** One zone for the pages that are about it, in both languages. Rings in 1e-4 degrees, longitude first. */
export interface ZonePart {
  zone: Omit<Zone, 'material'>;
  material: Record<Lang, MapMaterial>;
  rings: [lon: number, lat: number][][][];
}

/** A geometry's `i` is its index in `communes` or `zones`; a commune without an outline has none. */
export type Outlines = GeometryCollection<{ i: number }>;

export interface Zone {
  slug: string;
  name: string;
  /** Index into `materials`. */
  material: number;
  /** Covers a whole province, of today or of before 2025-07-01: on the map only when asked for. */
  isProvinceWide: boolean;
  accuracy: Accuracy;
  hectares: number | null;
  /** The year, or month, that the hectares are of; null when the source does not say. */
  hectaresAsOf: string | null;
  /** Vietnamese, as the source words it: "hơn", "xen trong cà phê". */
  hectaresNote: string | null;
  areaKm2: number | null;
  products: number;
}

export interface MapMaterial {
  slug: string;
  name: string;
  /** One to three letters that stand for it where there is no room, unlike those of any other material here. */
  short: string;
  /** Its place among all materials of the register, which decides its hatch: the same on every map. */
  order: number;
}

/** Enough for a province at street-less zooms: about 15 kB compressed. */
const MOST_VERTICES = 6_000;
/** Of one zone on its own page. */
const MOST_VERTICES_OF_ZONE = 1_500;
/** Steps of the grid that outlines are rounded to: about 20 m over a province. */
const GRID = 1e4;

const accuracies: Accuracy[] = ['OFFICIAL', 'SURVEYED', 'COMMUNE_UNION', 'APPROXIMATE'];

export function mapData(snapshot: Snapshot, lang: Lang): MapData {
  const { communes, regions } = snapshot;
  const communeIndex = new Map(communes.map((commune, index) => [commune.slug, index]));
  const zoneIndex = new Map(regions.map(({ slug }, index) => [slug, index]));
  const producerNames = new Map(snapshot.producers.map((producer) => [producer.slug, producer.name]));
  const productsIn = productsByRegion(snapshot);

  const points: MapData['points'] = { lat: [], lon: [], commune: [], atAddress: [] };
  const pointIndex = new Map<string, number>();
  const pointOf = (product: Snapshot['products'][number]): number => {
    if (!product.point) return -1;
    const [lat, lon] = [degrees(product.point.lat), degrees(product.point.lon)];
    const commune = communeIndex.get(product.place?.slug ?? '') ?? -1;
    const key = `${lat},${lon},${commune}`;
    const known = pointIndex.get(key);
    if (known !== undefined) return known;
    points.lat.push(lat);
    points.lon.push(lon);
    points.commune.push(commune);
    points.atAddress.push(product.point.accuracy === 'ADDRESS' ? 1 : 0);
    pointIndex.set(key, points.lat.length - 1);
    return points.lat.length - 1;
  };

  const materials = materialsIn(snapshot, lang);
  const materialIndex = new Map(materials.map(({ slug }, index) => [slug, index]));

  return {
    ...groundContent(snapshot),
    products: {
      slug: snapshot.products.map(({ slug }) => slug),
      name: snapshot.products.map(({ name }) => name),
      producer: snapshot.products.map(({ producer }) => producerNames.get(producer?.slug ?? '') ?? null),
      point: snapshot.products.map(pointOf),
      zones: snapshot.products.map((product) =>
        regionsOf(product).flatMap((slug) => zoneIndex.get(slug) ?? []),
      ),
      facts: snapshot.products.map(({ recognitions }) => recognitions.map(pack)),
    },
    points,
    formerNames: formerNamesOf(snapshot),
    zones: regions.map((region) => ({
      ...zoneFacts(region, productsIn),
      material: materialIndex.get(region.material.slug) ?? -1,
    })),
    materials,
    topology: outlinesOf({ communes: collectionOf(communes), zones: collectionOf(regions) }),
  };
}

/** The same for every page with a map of its own, so that a browser fetches it once. */
export function ground(snapshot: Snapshot): Ground {
  return {
    ...groundContent(snapshot),
    topology: outlinesOf({ communes: collectionOf(snapshot.communes) }),
  };
}

/** Every zone for itself, by slug. */
export function zoneParts(snapshot: Snapshot): Map<string, ZonePart> {
  const productsIn = productsByRegion(snapshot);
  const [vi, en] = [materialsIn(snapshot, 'vi'), materialsIn(snapshot, 'en')];
  return new Map(
    snapshot.regions.map((region) => {
      const index = vi.findIndex(({ slug }) => slug === region.material.slug);
      const material = { vi: vi[index] as MapMaterial, en: en[index] as MapMaterial };
      return [
        region.slug,
        { zone: zoneFacts(region, productsIn), material, rings: lightRings(region.geometry) },
      ];
    }),
  );
}

function groundContent({ communes, dataset, products }: Snapshot): GroundContent {
  const productsOf = countBy(products, (product) => (product.place ? [product.place.slug] : []));
  const outlined = communes.flatMap(({ geometry }) => territoryOf(geometry) ?? []);
  return {
    province: {
      name: dataset.province.fullName,
      bounds: boundsOf(outlined) ?? boundsOfPoints(communes),
    },
    accuracy: weakest(communes.flatMap(({ geometryAccuracy }) => geometryAccuracy ?? [])),
    communes: {
      slug: communes.map(({ slug }) => slug),
      name: communes.map(({ fullName }) => fullName),
      lat: communes.map(({ point }) => point && degrees(point.lat)),
      lon: communes.map(({ point }) => point && degrees(point.lon)),
      products: communes.map(({ slug }) => productsOf.get(slug) ?? 0),
    },
  };
}

function formerNamesOf({ communes, formerPlaces }: Snapshot): string[][] {
  const bySlug = new Map(formerPlaces.map((place) => [place.slug, place]));
  return communes.map(({ predecessors }) => {
    const old = predecessors.flatMap(({ place }) => bySlug.get(place.slug) ?? []);
    const districts = old.flatMap(({ parent }) => (parent ? (bySlug.get(parent.slug) ?? []) : []));
    return [...new Set([...old, ...districts].map(({ fullName }) => fullName))];
  });
}

function materialsIn({ dataset, regions }: Snapshot, lang: Lang): MapMaterial[] {
  const used = new Set(regions.map((region) => region.material.slug));
  const materials = dataset.materials.filter(({ slug }) => used.has(slug));
  const names = materials.map((material) => (lang === 'vi' ? material.nameVi : material.nameEn));
  const shorts = shortNames(names);
  return materials.map(({ slug }, order) => ({
    slug,
    name: names[order] ?? slug,
    short: shorts[order] ?? '',
    order,
  }));
}

function zoneFacts(region: Region, productsIn: ReadonlyMap<string, number>): Omit<Zone, 'material'> {
  return {
    slug: region.slug,
    name: region.name,
    isProvinceWide: region.level === 'PROVINCE',
    accuracy: region.geometryAccuracy,
    ...hectaresOf(region),
    areaKm2: region.geometryAreaKm2,
    products: productsIn.get(region.slug) ?? 0,
  };
}

const regionsOf = (product: Snapshot['products'][number]): string[] => [
  ...new Set(product.materialSources.flatMap((tie) => (tie.region ? [tie.region.slug] : []))),
];
const productsByRegion = ({ products }: Snapshot): Map<string, number> => countBy(products, regionsOf);

/** The newest figure with its date, or the undated one. */
function hectaresOf(region: Region): Pick<Zone, 'hectares' | 'hectaresAsOf' | 'hectaresNote'> {
  const [newest] = region.figures
    .filter(({ hectares, asOf }) => hectares !== null && asOf !== null)
    .toSorted((a, b) => (String(a.asOf) < String(b.asOf) ? 1 : -1));
  const figure = newest ?? region.figures.find(({ hectares }) => hectares !== null);
  if (figure) {
    return { hectares: figure.hectares, hectaresAsOf: figure.asOf, hectaresNote: figure.hectaresNote };
  }
  return { hectares: region.hectares, hectaresAsOf: null, hectaresNote: region.hectaresNote };
}

type Territory = Polygon | MultiPolygon;
type Outlined = { geometry: Geometry | null };

function outlinesOf<Layers extends Record<string, FeatureCollection<Territory, { i: number }>>>(
  layers: Layers,
  mostVertices = MOST_VERTICES,
): Topology<{ [Name in keyof Layers]: Outlines }> {
  const exact = presimplify(topologyOf(layers, 1e6) as AnyTopology);
  const vertices = exact.arcs.reduce((sum, arc) => sum + arc.length, 0);
  const weight = vertices > mostVertices ? quantile(exact, mostVertices / vertices) : 0;
  const light = simplify(exact, weight);
  // `presimplify` undid the rounding to a grid; without it, coordinates would be sent in full.
  const sent = light.arcs.length > 0 ? quantize(light, GRID) : light;
  // The libraries' types do not carry the names of the layers from one step to the next.
  return sent as unknown as Topology<{ [Name in keyof Layers]: Outlines }>;
}

function lightRings(geometry: Geometry | null): ZonePart['rings'] {
  const topology = outlinesOf({ zone: collectionOf([{ geometry }]) }, MOST_VERTICES_OF_ZONE);
  return feature(topology, topology.objects.zone).features.flatMap(({ geometry: light }) => {
    if (light.type !== 'Polygon' && light.type !== 'MultiPolygon') return [];
    const parts = light.type === 'Polygon' ? [light.coordinates] : light.coordinates;
    return parts.map((part) =>
      part.map((ring) =>
        ring.map(([lon = 0, lat = 0]): [number, number] => [Math.round(lon * 1e4), Math.round(lat * 1e4)]),
      ),
    );
  });
}

type AnyTopology = Parameters<typeof presimplify>[0];

function collectionOf(things: readonly Outlined[]): FeatureCollection<Territory, { i: number }> {
  const features = things.flatMap(({ geometry }, i): Feature<Territory, { i: number }>[] => {
    const territory = territoryOf(geometry);
    return territory ? [{ type: 'Feature', properties: { i }, geometry: territory }] : [];
  });
  return { type: 'FeatureCollection', features };
}

const territoryOf = (geometry: Geometry | null): Territory | null =>
  geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry : null;

function boundsOf(territories: readonly Territory[]): Bounds | null {
  const rings = territories.flatMap(({ type, coordinates }): Position[][] =>
    type === 'Polygon' ? coordinates.slice(0, 1) : coordinates.flatMap((part) => part.slice(0, 1)),
  );
  return around(rings.flat() as [number, number][]);
}

function boundsOfPoints(places: readonly Place[]): Bounds {
  const positions = places.flatMap(({ point }): [number, number][] =>
    point ? [[point.lon, point.lat]] : [],
  );
  return around(positions) ?? [102, 8, 110, 24];
}

function around(positions: readonly [number, number][]): Bounds | null {
  if (positions.length === 0) return null;
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}

const weakest = (known: readonly Accuracy[]): Accuracy =>
  accuracies[Math.max(...known.map((accuracy) => accuracies.indexOf(accuracy)), -1)] ?? 'APPROXIMATE';

const degrees = (value: number): number => Math.round(value * 1e5);

function countBy<Thing>(things: readonly Thing[], keys: (thing: Thing) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of things.flatMap(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
