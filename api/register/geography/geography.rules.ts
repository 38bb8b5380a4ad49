import type { MultiPolygon, Polygon, Position } from 'geojson';
import { crossing, isInside, selfCrossing } from './rings.rules.ts';

/** What a caller gave as a place on the map, checked. Wrong ones are refused with words that help. */

export interface GivenPoint {
  lat: number;
  lon: number;
}

/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number];

export class MapFault extends RangeError {
  readonly code: 'BAD_POINT' | 'BAD_BBOX' | 'BAD_POLYGON';

  constructor(code: MapFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Việt Nam with its sea, Quần đảo Hoàng Sa and Quần đảo Trường Sa among it. */
export const VIET_NAM = { west: 102, south: 6, east: 118, north: 24 } as const;

export const LARGEST_RADIUS_KM = 500;
export const MOST_POSITIONS = 500;

const isInVietNam = (lon: number, lat: number): boolean =>
  lon >= VIET_NAM.west && lon <= VIET_NAM.east && lat >= VIET_NAM.south && lat <= VIET_NAM.north;

const ALLOWED = `in Việt Nam lat is ${VIET_NAM.south} to ${VIET_NAM.north} and lon ${VIET_NAM.west} to ${VIET_NAM.east}`;

/** Said only where it would help: the other way round, it would be in Việt Nam. */
const swapHint = (lon: number, lat: number): string =>
  isInVietNam(lat, lon) ? '. Are lat and lon swapped?' : '';

export function checkedPoint({ lat, lon }: GivenPoint): GivenPoint {
  if (isInVietNam(lon, lat)) return { lat, lon };
  throw new MapFault(
    'BAD_POINT',
    `The point lat ${lat}, lon ${lon} is not on the map: ${ALLOWED}${swapHint(lon, lat)}`,
  );
}

export function checkedKm(km: number): number {
  if (km > 0 && km <= LARGEST_RADIUS_KM) return km;
  throw new MapFault(
    'BAD_POINT',
    `The radius is ${km} km: more than 0 and at most ${LARGEST_RADIUS_KM} is allowed`,
  );
}

/** A view of the map may reach past Việt Nam, but not lie beside it. */
export function checkedBox(given: readonly number[]): Box {
  const order = 'write west, south, east, north, in degrees';
  const [west, south, east, north] = given;
  if (
    given.length !== 4 ||
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined
  ) {
    throw new MapFault('BAD_BBOX', `The bbox has ${given.length} numbers: ${order}`);
  }
  const box = `The bbox ${given.join(', ')}`;
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) {
    throw new MapFault('BAD_BBOX', `${box} is not on the earth: ${order}${swapHint(west, south)}`);
  }
  if (west >= east) throw new MapFault('BAD_BBOX', `${box} has no width, west is not west of east: ${order}`);
  if (south >= north)
    throw new MapFault('BAD_BBOX', `${box} has no height, south is not south of north: ${order}`);
  if (east < VIET_NAM.west || west > VIET_NAM.east || north < VIET_NAM.south || south > VIET_NAM.north) {
    throw new MapFault('BAD_BBOX', `${box} lies outside of the map: ${ALLOWED}${swapHint(west, south)}`);
  }
  return [west, south, east, north];
}

export const polygonOf = ([west, south, east, north]: Box): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/**
 * A drawn area: a GeoJSON Polygon or MultiPolygon, or one ring as a list of positions. What comes back has closed
 * rings of longitude and latitude only, without repeated positions.
 */
export function parsePolygon(given: unknown): Polygon | MultiPolygon {
  const parts = partsOf(given);
  const positions = parts.flat(2).length;
  if (positions > MOST_POSITIONS) {
    throw badPolygon(
      `The polygon has ${positions} positions: at most ${MOST_POSITIONS} are allowed, draw it simpler`,
    );
  }
  const checked = parts.map((rings, part) =>
    checkedPart(rings, parts.length > 1 ? `Part ${part + 1}, ring` : 'Ring'),
  );
  const [only] = checked;
  return checked.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: checked };
}

const badPolygon = (message: string): MapFault => new MapFault('BAD_POLYGON', message);

const FORMS = 'give a GeoJSON Polygon or MultiPolygon, or one ring as [[lon, lat], …]';

function partsOf(given: unknown): unknown[][][] {
  if (Array.isArray(given)) return [[given]];
  const { type, coordinates } = (given ?? {}) as { type?: unknown; coordinates?: unknown };
  const parts = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (parts === undefined) {
    const what = typeof type === 'string' ? `a GeoJSON ${type.slice(0, 40)}` : 'no GeoJSON geometry';
    throw badPolygon(`The polygon is ${what}: ${FORMS}`);
  }
  const isWhole =
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.every(
      (rings) => Array.isArray(rings) && rings.length > 0 && rings.every((ring) => Array.isArray(ring)),
    );
  if (!isWhole)
    throw badPolygon(`The coordinates of a ${String(type)} are lists of rings of positions: ${FORMS}`);
  return parts as unknown[][][];
}

function checkedPart(rings: unknown[][], name: string): Position[][] {
  const [outer = [], ...holes] = rings.map((ring, index) => checkedRing(ring, `${name} ${index + 1}`));
  for (const [index, hole] of holes.entries()) {
    const where = `${name} ${index + 2}`;
    if (crossing(outer, hole)) throw badPolygon(`${where}, a hole, crosses the ring around it`);
    if (!liesIn(hole, outer)) {
      throw badPolygon(
        `${where}, a hole, does not lie inside of the first ring: the first ring is the outer one`,
      );
    }
    const other = holes.slice(0, index).findIndex((earlier) => crossing(earlier, hole));
    if (other >= 0) throw badPolygon(`${where} crosses ring ${other + 2}`);
  }
  if (holes.reduce((sum, hole) => sum + areaOf(hole), 0) >= areaOf(outer) * (1 - ROUNDING)) {
    throw badPolygon(
      `${name} 1 leaves no area: ${holes.length > 1 ? 'its holes together are' : 'its hole is'} as large as the ring itself`,
    );
  }
  return [outer, ...holes];
}

/** Sums of differences of degrees are right to about this share. */
const ROUNDING = 1e-9;

/** In square degrees, measured from its first corner, so that little is lost to rounding. */
function areaOf(ring: Position[]): number {
  const [[x = 0, y = 0] = []] = ring;
  const twice = ring.reduce((sum, [ax = 0, ay = 0], index) => {
    const [bx = ax, by = ay] = ring[index + 1] ?? [];
    return sum + (ax - x) * (by - y) - (bx - x) * (ay - y);
  }, 0);
  return Math.abs(twice) / 2;
}

/** Corners may touch the ring around: others, or the middle of an edge, tell where the hole lies. */
const liesIn = (hole: Position[], outer: Position[]): boolean =>
  hole.some(([x = 0, y = 0], index) => {
    const [nextX = x, nextY = y] = hole[index + 1] ?? [];
    return isInside([x, y], outer) || isInside([(x + nextX) / 2, (y + nextY) / 2], outer);
  });

function checkedRing(given: unknown[], name: string): Position[] {
  const positions = given.map((position, index) =>
    checkedPosition(position, `${name}, position ${index + 1}`),
  );
  const isSame = (a: Position | undefined, b: Position | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1];
  const ring = positions.filter((position, index) => index === 0 || !isSame(position, positions[index - 1]));
  if (positions.length < 4) {
    throw badPolygon(`${name} has ${positions.length} positions: a closed ring has four or more`);
  }
  if (!isSame(ring[0], ring.at(-1))) {
    throw badPolygon(
      `${name} is not closed: repeat its first position ${JSON.stringify(ring[0])} as its last`,
    );
  }
  if (ring.length < 4) throw badPolygon(`${name} has no area: it needs three different positions at least`);
  const crossed = selfCrossing(ring);
  if (crossed) {
    const [first, second] = crossed.at.map((edge) => JSON.stringify(ring[edge]));
    throw badPolygon(
      `${name} touches or crosses itself: look at the edges that begin at ${first} and ${second}`,
    );
  }
  return ring;
}

function checkedPosition(given: unknown, name: string): Position {
  const [lon, lat] = Array.isArray(given) ? (given as unknown[]) : [];
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    throw badPolygon(`${name} is no position: write [lon, lat] in degrees`);
  }
  if (!isInVietNam(lon, lat)) {
    throw badPolygon(`${name}, lon ${lon}, lat ${lat}, is not on the map: ${ALLOWED}${swapHint(lon, lat)}`);
  }
  return [lon, lat];
}
