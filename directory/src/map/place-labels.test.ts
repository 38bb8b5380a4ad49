import { describe, expect, it } from 'vitest';
import { freeSpot, isIn, placeLabels, square } from './place-labels.ts';

const view = { left: 0, top: 0, right: 400, bottom: 300 };

describe('names on the map', () => {
  it('leave out the lighter of two that would touch', () => {
    const names = [
      { x: 100, y: 100, text: 'Ea Kar', weight: 1 },
      { x: 110, y: 105, text: 'Krông Pắc', weight: 9 },
      { x: 300, y: 200, text: 'Sơn Hoà', weight: 0 },
    ];
    expect(placeLabels(names, [], view).map(({ text }) => text)).toEqual(['Krông Pắc', 'Sơn Hoà']);
  });

  it('keep off what is taken, and inside the view', () => {
    const names = [
      { x: 100, y: 100, text: 'Ea Kar', weight: 1 },
      { x: 398, y: 100, text: 'Sông Cầu', weight: 1 },
    ];
    expect(placeLabels(names, [square(110, 100, 40)], view)).toEqual([]);
  });
});

describe('a free spot', () => {
  const anywhere = () => true;

  it('is the place itself where nothing is in the way', () => {
    expect(freeSpot(50, 60, 30, [], anywhere)).toMatchObject({ x: 50, y: 60 });
  });

  it('is beside what is in the way', () => {
    const spot = freeSpot(50, 60, 30, [square(50, 60, 30)], anywhere);
    expect(spot && isIn(spot, square(50, 60, 30))).toBe(false);
  });

  it('is nowhere when only taken ground is allowed', () => {
    const taken = square(50, 60, 60);
    expect(freeSpot(50, 60, 30, [taken], (x, y) => isIn({ x, y }, taken))).toBeNull();
  });
});
