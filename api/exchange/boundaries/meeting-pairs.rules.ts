import { type Bounds, meet } from './province.rules.ts';

/**
 * Which boxes meet, as pairs of their indexes in the order of the second: swept from west to east, so that only what
 * lies on one meridian is compared. Null where they are more than somebody means.
 */
export function meetingPairs(boxes: readonly Bounds[], most: number): [number, number][] | null {
  const fromWest = [...boxes.entries()].toSorted(([, a], [, b]) => a.west - b.west);
  const pairs: [number, number][] = [];
  let open: [number, Bounds][] = [];
  for (const [index, box] of fromWest) {
    open = open.filter(([, { east }]) => east >= box.west);
    for (const [other, against] of open) {
      if (!meet(box, against)) continue;
      pairs.push(index < other ? [index, other] : [other, index]);
      if (pairs.length > most) return null;
    }
    open.push([index, box]);
  }
  return pairs.toSorted(([a, b], [c, d]) => b - d || a - c);
}
