import type { Position } from 'geojson';

/** Where two rings, or two parts of one ring, meet though they should not: the positions that the two edges begin at. */
export interface Crossing {
  at: readonly [edge: number, otherEdge: number];
}

/** A closed ring that touches or crosses itself; null where it does not. A crossing is told before a mere touch. */
export function selfCrossing(ring: readonly Position[]): (Crossing & { crosses: boolean }) | null {
  const last = ring.length - 2;
  let crossed: Crossing['at'] | null = null;
  let touched: Crossing['at'] | null = null;
  for (const { first, second } of pairsThatMayMeet(edgesOf(ring))) {
    const [i, j] = first.index < second.index ? [first, second] : [second, first];
    const at = [i.index, j.index] as const;
    const [{ a, b }, { a: c, b: d }] = [i, j];
    if (j.index === i.index + 1) {
      if (turnsBack(a, b, d)) touched = lower(touched, at);
    } else if (i.index === 0 && j.index === last) {
      if (turnsBack(c, a, b)) touched = lower(touched, at);
    } else if (crosses(a, b, c, d)) crossed = lower(crossed, at);
    else if (touches(a, b, c, d)) touched = lower(touched, at);
  }
  const at = crossed ?? touched;
  return at && { at, crosses: crossed !== null };
}

/** Two rings that cross; that they touch at a corner is allowed. */
export function crossing(ring: readonly Position[], other: readonly Position[]): Crossing | null {
  let found: Crossing['at'] | null = null;
  for (const { first, second } of pairsThatMayMeet([...edgesOf(ring, 0), ...edgesOf(other, 1)])) {
    if (first.ring === second.ring) continue;
    const [mine, others] = first.ring === 0 ? [first, second] : [second, first];
    if (crosses(mine.a, mine.b, others.a, others.b)) found = lower(found, [mine.index, others.index]);
  }
  return found && { at: found };
}

interface Edge {
  ring: number;
  index: number;
  a: Position;
  b: Position;
  west: number;
  east: number;
  south: number;
  north: number;
}

function edgesOf(ring: readonly Position[], name = 0): Edge[] {
  return ring.slice(1).map((b, index) => {
    const a = ring[index] ?? b;
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [a, b];
    return {
      ring: name,
      index,
      a,
      b,
      west: Math.min(ax, bx),
      east: Math.max(ax, bx),
      south: Math.min(ay, by),
      north: Math.max(ay, by),
    };
  });
}

/** Every two edges whose boxes meet, found from west to east: of a border drawn point by point, few do. */
function* pairsThatMayMeet(edges: readonly Edge[]): Generator<{ first: Edge; second: Edge }> {
  let open: Edge[] = [];
  for (const second of edges.toSorted((one, other) => one.west - other.west)) {
    open = open.filter(({ east }) => east >= second.west);
    for (const first of open) {
      if (first.south <= second.north && second.south <= first.north) yield { first, second };
    }
    open.push(second);
  }
}

const lower = (known: Crossing['at'] | null, at: Crossing['at']): Crossing['at'] =>
  known === null || at[0] < known[0] || (at[0] === known[0] && at[1] < known[1]) ? at : known;

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
