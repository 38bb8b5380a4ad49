/** Which names fit on a map without touching each other. Pure: pixels in, pixels out. */
export interface LabelCandidate {
  key: string;
  x: number;
  y: number;
  text: string;
  /** Higher goes first. */
  weight: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const LETTER = 6.4;
const LINE = 16;
const GAP = 6;

export function placeLabels(candidates: readonly LabelCandidate[], taken: readonly Box[], view: Box): LabelCandidate[] {
  const boxes = [...taken];
  return candidates
    .toSorted((a, b) => b.weight - a.weight)
    .filter((candidate) => {
      const box = boxOf(candidate);
      if (!contains(view, box) || boxes.some((other) => overlap(box, other))) return false;
      boxes.push(box);
      return true;
    });
}

/** The first free spot around a place, looking further out in rings; the place itself when all are taken. */
export function freeSpot(
  x: number,
  y: number,
  size: number,
  taken: readonly Box[],
): { x: number; y: number; box: Box } {
  const at = (dx: number, dy: number) => ({ x: x + dx, y: y + dy, box: square(x + dx, y + dy, size) });
  for (let ring = 0; ring < 5; ring++) {
    const turns = ring === 0 ? 1 : 8;
    for (let turn = 0; turn < turns; turn++) {
      const angle = (turn / turns) * 2 * Math.PI;
      const spot = at(Math.round(Math.cos(angle) * ring * size), Math.round(Math.sin(angle) * ring * size));
      if (!taken.some((other) => overlap(spot.box, other))) return spot;
    }
  }
  return at(0, 0);
}

export function square(x: number, y: number, size: number): Box {
  return { left: x - size / 2, top: y - size / 2, right: x + size / 2, bottom: y + size / 2 };
}

function boxOf({ x, y, text }: LabelCandidate): Box {
  const half = (text.length * LETTER) / 2 + GAP;
  return { left: x - half, top: y - LINE / 2 - 2, right: x + half, bottom: y + LINE / 2 + 2 };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const contains = (outer: Box, inner: Box): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
