/**
 * What can be asked of a map: what stands in view, what is made at a place and from which zone, what lies in an area.
 * Pure. For the whole register it is asked in a worker, for the map of one page in the page (surveyor.ts).
 */
import {
  documentOf,
  kindPoints,
  parseQuery,
  ranked,
  type Searchable,
  type SearchField,
  type SearchText,
} from '../../../api/register/search/search.rules.ts';
import type { Lang } from '../i18n/routes.ts';
import { learn } from '../verdict/latest-facts.ts';
import type { Standing, StandingFacts } from '../verdict/standing.ts';
import { boundsOfCorners, distance, holds, overlaps, rectangle, touches, type Corner } from './area.ts';
import { clustersOf, positionOf } from './clusters.ts';
import type { Bounds, GroundContent, MapContent, MapMaterial, Zone } from './layers.ts';
import { innerPoint, isInside, type Rings, type Shapes } from './outlines.ts';
import { standingsOf } from './standings.ts';
import { paint, type Colours, type Page, type Picture } from './picture.ts';
import { MAX_ZOOM } from './view.ts';

/** What a page draws by itself, beside what it asks for. */
export interface Sheet extends GroundContent {
  zones: Zone[];
  materials: MapMaterial[];
  land: Rings;
}

/** A zone's rings on the square that the whole world makes in Mercator's projection: x and y in turn, from 0 to 1. */
export interface ZoneShape {
  bounds: Bounds;
  rings: Float64Array[];
}

export type Face = Pick<Standing, 'stars' | 'badge' | 'chip' | 'status' | 'tone'>;

export interface ProductLine extends Face {
  slug: string;
  name: string;
  producer: string | null;
  place: string;
  commune: string | null;
  at: Corner | null;
  atAddress: boolean;
  /** Indexes into the zones. */
  zones: number[];
}

/** One marker. */
export interface SpotView {
  /** The same for as long as the same products stand at the same place. */
  key: string;
  lat: number;
  lon: number;
  products: number;
  places: number;
  /** Where most of them are. */
  place: string;
  /** The product, where it is only one. */
  only: { slug: string; name: string; stars: number; tone: Face['tone']; badge: string } | null;
}

export interface Finding {
  total: number;
  products: ProductLine[];
  /** Indexes into the zones, the smallest first. */
  zones: number[];
}

export interface PlaceFinding extends Finding {
  /** Index into the communes. */
  commune: number | null;
}

export interface Survey {
  /** Decides everything again: for another day, or with what the register learned after the build. */
  redecide(day: string, learned: Record<string, StandingFacts[]>): void;
  /** Shows only these products; null for all. */
  show(slugs: readonly string[] | null): { placed: number; missing: number };
  sheet(): Sheet;
  zoneShapes(): ZoneShape[];
  /** Borders, and these zones in this order, as a picture. */
  paint(page: Page, zones: readonly number[], colours: Colours): Picture | null;
  /** A place inside of each of these zones, for a sign. */
  zoneHomes(zones: readonly number[]): Corner[];
  zoneRings(zone: number): Rings;
  communeRings(commune: number): Rings;
  spots(bounds: Bounds, zoom: number): SpotView[];
  /** The marker that stands for a product, of those last asked for. */
  spotOf(slug: string): string | null;
  /** The products of a marker (one of them, where it stands for several places), where they are, and from which zoom on they part. */
  open(key: string): { products: ProductLine[]; bounds: Bounds; partsAt: number } | null;
  product(slug: string): ProductLine | null;
  at(at: Corner): PlaceFinding;
  within(area: readonly Corner[], limit: number): Finding;
  inView(bounds: Bounds, limit: number): Finding;
  nearest(at: Corner, limit: number): { line: ProductLine; km: number }[];
  /** Products, zones and communes (by their former names, too) that a text names. */
  find(text: string, limit: number): Found[];
}

export interface Found {
  kind: 'product' | 'region' | 'commune';
  slug: string;
  name: string;
  /** Where it is, or of which material. */
  detail: string;
}

/** What is said of a place at once; the rest stands on the page of its commune. */
const MOST_AT_A_PLACE = 40;
const MOST_AT_A_MARKER = 200;

export function surveyOf(content: MapContent, shapes: Shapes, lang: Lang, day: string): Survey {
  const { products, points, communes, zones } = content;
  let standings = standingsOf(content, day, lang);
  const productIndex = new Map(products.slug.map((slug, index) => [slug, index]));
  const everything = products.slug.map((_, index) => index);
  const communeBounds = boundsOfAll(shapes.communes);
  const zoneBounds = boundsOfAll(shapes.zones);
  const homes = new Map<number, Corner>();
  const drawnZones = zones.map((_, index) => zoneShape(shapes.zones.get(index) ?? []));
  const borders = shapes.borders.map((line) => zoneShape([[line]]));
  let shown: readonly number[] = everything;
  let clusters = clustersOf(content, shown, MAX_ZOOM);
  let findable: Findable[] | undefined;
  let lastSpots = new Map<string, ReturnType<typeof clusters.within>[number]>();

  function faceOf(product: number): Face {
    const { stars, badge, chip, status, tone } = standings.of(product);
    return { stars, badge, chip, status, tone };
  }

  function line(product: number): ProductLine {
    const point = products.point[product] ?? -1;
    const commune = points.commune[point] ?? -1;
    return {
      ...faceOf(product),
      slug: products.slug[product] ?? '',
      name: products.name[product] ?? '',
      producer: products.producer[product] ?? null,
      place: communes.name[commune] ?? '',
      commune: communes.slug[commune] ?? null,
      at: point < 0 ? null : cornerOf(point),
      atAddress: points.atAddress[point] === 1,
      zones: products.zones[product] ?? [],
    };
  }

  const cornerOf = (point: number): Corner => {
    const [lon, lat] = positionOf(content, point);
    return [lat, lon];
  };
  const placeOf = (point: number): string => communes.name[points.commune[point] ?? -1] ?? '';
  /** What is in force and has most stars first. */
  const rank = (product: number): number => {
    const { tone, stars } = standings.of(product);
    return (tone === 'held' ? 10 : 0) + stars;
  };
  const best = (found: readonly number[], limit: number): ProductLine[] =>
    (found.length > limit || found.length < 500 ? [...found].sort((a, b) => rank(b) - rank(a)) : found)
      .slice(0, limit)
      .map(line);

  function fullest(found: readonly number[]): number {
    const counts = new Map<number, number>();
    let [most, mostCount] = [products.point[found[0] ?? -1] ?? 0, 0];
    for (const product of found) {
      const point = products.point[product] ?? 0;
      const count = (counts.get(point) ?? 0) + 1;
      counts.set(point, count);
      if (count > mostCount) [most, mostCount] = [point, count];
    }
    return most;
  }

  function zonesWhere(isWanted: (rings: Rings, bounds: Bounds) => boolean): number[] {
    const size = (index: number) => zones[index]?.areaKm2 ?? 0;
    return [...shapes.zones]
      .filter(([index, rings]) => isWanted(rings, zoneBounds.get(index) ?? [0, 0, 0, 0]))
      .map(([index]) => index)
      .sort((a, b) => size(a) - size(b));
  }

  const productsWhere = (isWanted: (at: Corner) => boolean): number[] => {
    const wanted = points.lat.map((_, point) => isWanted(cornerOf(point)));
    return shown.filter((product) => wanted[products.point[product] ?? -1]);
  };

  return {
    redecide(today, learned) {
      learn(learned);
      standings = standingsOf(content, today, lang);
    },
    show(slugs) {
      shown = slugs ? slugs.flatMap((slug) => productIndex.get(slug) ?? []) : everything;
      clusters = clustersOf(content, shown, MAX_ZOOM);
      const placed = shown.filter((product) => (products.point[product] ?? -1) >= 0).length;
      return { placed, missing: shown.length - placed };
    },
    sheet() {
      const { province, accuracy, materials } = content;
      return { province, accuracy, communes, zones, materials, land: shapes.land };
    },
    zoneShapes: () => drawnZones,
    paint(page, wanted, colours) {
      const drawn = wanted.flatMap((index) => {
        const [shape, zone] = [drawnZones[index], zones[index]];
        return shape && zone ? [{ shape, material: zone.material }] : [];
      });
      return paint(page, borders, drawn, content.materials, colours);
    },
    zoneHomes: (wanted) =>
      wanted.map((zone) => {
        const home = homes.get(zone) ?? innerPoint(shapes.zones.get(zone) ?? []);
        homes.set(zone, home);
        return home;
      }),
    zoneRings: (zone) => shapes.zones.get(zone) ?? [],
    communeRings: (commune) => shapes.communes.get(commune) ?? [],
    spots(bounds, zoom) {
      lastSpots = new Map(clusters.within(bounds, zoom).map((spot) => [spot.key, spot]));
      return [...lastSpots.values()].map((spot) => {
        const { key, lat, lon, products: there, points: places } = spot;
        const [first = 0] = there;
        const { stars, tone, badge } = standings.of(first);
        const only =
          there.length > 1
            ? null
            : { slug: products.slug[first] ?? '', name: products.name[first] ?? '', stars, tone, badge };
        const place = placeOf(fullest(there));
        return { key, lat, lon, products: there.length, places: places.length, place, only };
      });
    },
    spotOf(slug) {
      const product = productIndex.get(slug);
      if (product === undefined) return null;
      for (const { key, products: there } of lastSpots.values()) if (there.includes(product)) return key;
      return null;
    },
    open(key) {
      const spot = lastSpots.get(key);
      if (!spot) return null;
      const isOnePlace = spot.points.length === 1;
      return {
        products: best(spot.products, isOnePlace ? MOST_AT_A_MARKER : 1),
        bounds: boundsOfCorners(spot.points.map(cornerOf)),
        partsAt: isOnePlace ? MAX_ZOOM : clusters.partsAt(spot),
      };
    },
    product(slug) {
      const product = productIndex.get(slug);
      return product === undefined ? null : line(product);
    },
    at(at) {
      const commune =
        [...shapes.communes].find(
          ([index, rings]) => holds(communeBounds.get(index) ?? [0, 0, 0, 0], at) && isInside(at, rings),
        )?.[0] ?? null;
      const made =
        commune === null ? [] : shown.filter((one) => points.commune[products.point[one] ?? -1] === commune);
      return {
        commune,
        total: made.length,
        products: best(made, MOST_AT_A_PLACE),
        zones: zonesWhere((rings, bounds) => holds(bounds, at) && isInside(at, rings)),
      };
    },
    within(area, limit) {
      const [ring, around]: [Rings, Bounds] = [[[[...area]]], boundsOfCorners(area)];
      const made = productsWhere((at) => holds(around, at) && isInside(at, ring));
      return {
        total: made.length,
        products: best(made, limit),
        zones: zonesWhere((rings) => touches(rings, area)),
      };
    },
    inView(bounds, limit) {
      const made = productsWhere((at) => holds(bounds, at));
      const area = rectangle(bounds);
      return {
        total: made.length,
        products: best(made, limit),
        zones: zonesWhere((rings, around) => overlaps(around, bounds) && touches(rings, area)),
      };
    },
    nearest(at, limit) {
      const far = points.lat.map((_, point) => distance(at, cornerOf(point)));
      const kilometres = (product: number) => far[products.point[product] ?? -1] ?? Infinity;
      return shown
        .filter((product) => kilometres(product) < Infinity)
        .sort((a, b) => kilometres(a) - kilometres(b) || rank(b) - rank(a))
        .slice(0, limit)
        .map((product) => ({ line: line(product), km: kilometres(product) }));
    },
    find(text, limit) {
      const query = parseQuery(text);
      if (!query) return [];
      findable ??= findables(content, (product) => line(product).place);
      return ranked(findable, query)
        .hits.slice(0, limit)
        .map(({ thing: { found } }) => found);
    },
  };
}

interface Findable extends Searchable {
  found: Found;
}

/** By the register's own rules of search. */
function findables(
  { products, zones, materials, communes, formerNames }: MapContent,
  placeOf: (product: number) => string,
): Findable[] {
  const names = (field: SearchField, ...texts: string[]): SearchText[] =>
    texts.filter(Boolean).map((text) => ({ field, text }));
  return [
    ...products.slug.map((slug, index): Findable => {
      const [name, producer, place] = [
        products.name[index] ?? '',
        products.producer[index] ?? '',
        placeOf(index),
      ];
      return {
        found: { kind: 'product', slug, name, detail: place || producer },
        document: documentOf([
          ...names('NAME', name),
          ...names('PRODUCER', producer),
          ...names('PLACE', place),
        ]),
        kindPoints: kindPoints.PRODUCT,
      };
    }),
    ...zones.map(({ slug, name, material }): Findable => {
      const detail = materials[material]?.name ?? '';
      return {
        found: { kind: 'region', slug, name, detail },
        document: documentOf([...names('NAME', name), ...names('MATERIAL', detail)]),
        kindPoints: kindPoints.REGION,
      };
    }),
    ...communes.slug.map((slug, index): Findable => {
      const [name, former] = [communes.name[index] ?? '', formerNames[index] ?? []];
      return {
        found: { kind: 'commune', slug, name, detail: former.join(', ') },
        document: documentOf([
          ...names('NAME', name.replace(/^(Xã|Phường|Thị trấn|Đặc khu) /, '')),
          ...names('FULL_NAME', name),
          ...names('FORMER_PLACE', ...former),
        ]),
        kindPoints: kindPoints.PLACE,
      };
    }),
  ];
}

const boundsOfAll = (rings: ReadonlyMap<number, Rings>): Map<number, Bounds> =>
  new Map(
    [...rings].map(([index, parts]) => [index, boundsOfCorners(parts.flatMap(([outer = []]) => outer))]),
  );

function zoneShape(rings: Rings): ZoneShape {
  return {
    bounds: boundsOfCorners(rings.flatMap(([outer = []]) => outer)),
    rings: rings.flat().map((ring) => Float64Array.from(ring.flatMap(([lat, lon]) => mercator(lat, lon)))),
  };
}

export function mercator(lat: number, lon: number): [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
