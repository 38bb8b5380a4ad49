import { describe, expect, it } from 'vitest';
import { meetingPairs } from './meeting-pairs.rules.ts';
import { meet } from './province.rules.ts';

/** The same boxes on every run. */
function boxes(count: number, size: number) {
  let state = 7;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, () => {
    const [west, south] = [next(), next()];
    return { west, south, east: west + next() * size, north: south + next() * size };
  });
}

describe('boxes that meet', () => {
  it('are those that a comparison of all with all finds, in the same order', () => {
    const all = boxes(300, 0.1);
    const expected = all.flatMap((box, later) =>
      all.slice(0, later).flatMap((other, earlier) => (meet(box, other) ? [[earlier, later]] : [])),
    );
    expect(expected.length).toBeGreaterThan(100);
    expect(meetingPairs(all, 10_000)).toEqual(expected);
  });

  it('are not listed where they are too many, and few of many are found', () => {
    expect(meetingPairs(boxes(2_000, 2), 1_000)).toBeNull();
    const row = Array.from({ length: 20_000 }, (_, x) => ({ west: x, east: x + 1, south: 0, north: 1 }));
    expect(meetingPairs(row, 20_000)).toHaveLength(19_999);
  });
});
