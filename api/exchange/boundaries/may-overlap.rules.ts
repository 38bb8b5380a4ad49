import type { Position } from 'geojson';
import { crossing, isInside } from '../../register/geography/rings.rules.ts';
import { partsOf, type Territory } from '../../register/places/territory.rules.ts';
import { onGrid } from './grid.rules.ts';
import { type Bounds, boundsOf, isIn, meet } from './province.rules.ts';

/**
 * Whether two territories can have land in common. Neighbours that share their border exactly, as most do, are told
 * apart without working out what they have in common, which takes a hundred times longer.
 */
export function mayOverlap(one: Territory, other: Territory): boolean {
  const [first, second] = [shapeOf(one), shapeOf(other)];
  if (!meet(first.bounds, second.bounds)) return false;

  for (const ring of first.rings) {
    for (const against of second.rings) {
      if (crossing(ring, against)) return true;
    }
  }
  return isAlike(first, second) || reaches(first, second) || reaches(second, first);
}

interface Shape {
  bounds: Bounds;
  rings: Position[][];
  parts: Position[][][];
  corners: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

const shapes = new WeakMap<Territory, Shape>();

function shapeOf(territory: Territory): Shape {
  const known = shapes.get(territory);
  if (known) return known;
  const parts = partsOf(territory).map((rings) => rings.map((ring) => ring.map(onGrid)));
  const rings = parts.flat();
  const { west, south, east, north } = boundsOf(territory);
  const [[left = 0, bottom = 0], [right = 0, top = 0]] = [onGrid([west, south]), onGrid([east, north])];
  const shape = {
    bounds: { west: left, south: bottom, east: right, north: top },
    rings,
    parts,
    corners: new Set(rings.flatMap((ring) => ring.map(String))),
    edges: new Set(
      rings.flatMap((ring) => ring.slice(1).flatMap((end, at) => bothWays(ring[at] ?? end, end))),
    ),
  };
  shapes.set(territory, shape);
  return shape;
}

const bothWays = (a: Position, b: Position): string[] => [
  `${String(a)} ${String(b)}`,
  `${String(b)} ${String(a)}`,
];

/** A ring of one is a ring of the other: it lies upon it, or fills its hole. */
const isAlike = (one: Shape, other: Shape): boolean =>
  one.rings.some((ring) =>
    ring.every((position, at) => at === 0 || other.edges.has(`${String(ring[at - 1])} ${String(position)}`)),
  );

/** A corner of one, or the middle of an edge between two corners that both have, lies inside of the other. */
function reaches(one: Shape, other: Shape): boolean {
  const isWithin = (position: Position) =>
    isIn(other.bounds, position) &&
    other.parts.some(
      ([outer = [], ...holes]) =>
        isInside(position, outer) && !holes.some((hole) => isInside(position, hole)),
    );
  return one.rings.some(
    (ring) =>
      ring.some((position) => isIn(other.bounds, position)) &&
      ring.some((position, at) => {
        if (!other.corners.has(String(position))) return isWithin(position);
        const next = ring[at + 1];
        if (!next || !other.corners.has(String(next))) return false;
        if (other.edges.has(`${String(position)} ${String(next)}`)) return false;
        const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [position, next];
        return isWithin([(ax + bx) / 2, (ay + by) / 2]);
      }),
  );
}
