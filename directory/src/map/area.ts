/** Areas and what lies in them, in degrees. Pure. */
import type { Bounds } from './layers.ts';
import { isInside, type Rings } from './outlines.ts';

export type Corner = [lat: number, lon: number];

export const rectangle = ([west, south, east, north]: Bounds): Corner[] => [
  [north, west],
  [north, east],
  [south, east],
  [south, west],
];

export function boundsOfCorners(corners: readonly Corner[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lat, lon] of corners) {
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return bounds;
}

export const overlaps = (a: Bounds, b: Bounds): boolean =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

export const holds = ([west, south, east, north]: Bounds, [lat, lon]: Corner): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/** Whether a territory and a drawn area share any ground. */
export function touches(territory: Rings, area: readonly Corner[]): boolean {
  const [first] = area;
  const outer = territory.flatMap(([ring]) => (ring ? [ring] : []));
  if (!first || !overlaps(boundsOfCorners(outer.flat()), boundsOfCorners(area))) return false;
  if (isInside(first, territory)) return true;
  const drawn: Rings = [[[...area]]];
  return outer.some(
    (ring) => (ring[0] && isInside(ring[0], drawn)) || edgesOf(ring).some((edge) => crossesAny(edge, area)),
  );
}

type Edge = [Corner, Corner];

function edgesOf(ring: readonly Corner[]): Edge[] {
  return ring.map((corner, index) => [corner, ring[(index + 1) % ring.length] as Corner]);
}

const crossesAny = (edge: Edge, ring: readonly Corner[]): boolean =>
  edgesOf(ring).some((other) => cross(edge, other));

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** On which side of the line from `a` to `b` a corner lies. */
const side = (a: Corner, b: Corner, corner: Corner): number =>
  Math.sign((b[1] - a[1]) * (corner[0] - a[0]) - (b[0] - a[0]) * (corner[1] - a[1]));

/** Kilometres between two places. */
export function distance([latA, lonA]: Corner, [latB, lonB]: Corner): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const along = Math.cos(radians(latA)) * Math.cos(radians(latB));
  return 2 * 6371 * Math.asin(Math.sqrt(half(latB - latA) + along * half(lonB - lonA)));
}
