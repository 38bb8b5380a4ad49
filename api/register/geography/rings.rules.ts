import type { Position } from 'geojson';

/** Where two rings, or two parts of one ring, meet though they should not: the positions that the two edges begin at. */
export interface Crossing {
  at: readonly [edge: number, otherEdge: number];
}

/** A closed ring that touches or crosses itself; null where it does not. */
export function selfCrossing(ring: readonly Position[]): Crossing | null {
  const edges = ring.length - 1;
  for (let i = 0; i < edges; i++) {
    for (let j = i + 1; j < edges; j++) {
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[j + 1]] as [
        Position,
        Position,
        Position,
        Position,
      ];
      const meet =
        j === i + 1
          ? turnsBack(a, b, d)
          : i === 0 && j === edges - 1
            ? turnsBack(c, a, b)
            : touches(a, b, c, d);
      if (meet) return { at: [i, j] };
    }
  }
  return null;
}

/** Two rings that cross; that they touch at a corner is allowed. */
export function crossing(ring: readonly Position[], other: readonly Position[]): Crossing | null {
  for (let i = 1; i < ring.length; i++) {
    for (let j = 1; j < other.length; j++) {
      const [a, b, c, d] = [ring[i - 1], ring[i], other[j - 1], other[j]] as [
        Position,
        Position,
        Position,
        Position,
      ];
      if (crosses(a, b, c, d)) return { at: [i - 1, j - 1] };
    }
  }
  return null;
}

/** Ray casting; what lies on the border counts for either side. */
export function isInside([x = 0, y = 0]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? [];
    const [bx = 0, by = 0] = ring[i] ?? [];
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  }
  return inside;
}

/** Which side of the line from a to b the point p is on: 1 left, -1 right, 0 on it. */
function side([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [px = 0, py = 0]: Position): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
}

/** A point that is on the line from a to b lies between them. */
const isBetween = (
  [ax = 0, ay = 0]: Position,
  [bx = 0, by = 0]: Position,
  [px = 0, py = 0]: Position,
): boolean =>
  Math.min(ax, bx) <= px && px <= Math.max(ax, bx) && Math.min(ay, by) <= py && py <= Math.max(ay, by);

const crosses = (a: Position, b: Position, c: Position, d: Position): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

const touches = (a: Position, b: Position, c: Position, d: Position): boolean =>
  crosses(a, b, c, d) ||
  (side(a, b, c) === 0 && isBetween(a, b, c)) ||
  (side(a, b, d) === 0 && isBetween(a, b, d)) ||
  (side(c, d, a) === 0 && isBetween(c, d, a)) ||
  (side(c, d, b) === 0 && isBetween(c, d, b));

/** From a to b and back over the same line. */
const turnsBack = (a: Position, b: Position, c: Position): boolean =>
  side(a, b, c) === 0 && (isBetween(a, b, c) || isBetween(b, c, a));
