/** Which names fit on a map without touching each other. Pure: pixels in, pixels out. */
export interface LabelCandidate {
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

export function placeLabels<Candidate extends LabelCandidate>(
  candidates: readonly Candidate[],
  taken: readonly Box[],
  view: Box,
): Candidate[] {
  const boxes = [...taken];
  return [...candidates]
    .sort((a, b) => b.weight - a.weight)
    .filter((candidate) => {
      const box = boxOf(candidate);
      if (!contains(view, box) || boxes.some((other) => overlap(box, other))) return false;
      boxes.push(box);
      return true;
    });
}

/** The closest free spot around a place that is allowed; null where there is none within reach. */
export function freeSpot(
  x: number,
  y: number,
  size: number,
  taken: readonly Box[],
  isAllowed: (x: number, y: number) => boolean,
): { x: number; y: number; box: Box } | null {
  for (let ring = 0; ring <= RINGS; ring++) {
    const turns = ring === 0 ? 1 : 6 + ring * 2;
    for (let turn = 0; turn < turns; turn++) {
      const angle = (turn / turns) * 2 * Math.PI;
      const [atX, atY] = [x + Math.cos(angle) * ring * RING, y + Math.sin(angle) * ring * RING];
      const box = square(atX, atY, size);
      if (!taken.some((other) => overlap(box, other)) && isAllowed(atX, atY)) return { x: atX, y: atY, box };
    }
  }
  return null;
}

const RING = 14;
const RINGS = 8;

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
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

export const isIn = ({ x, y }: { x: number; y: number }, box: Box): boolean =>
  x > box.left && x < box.right && y > box.top && y < box.bottom;
