import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { overlapOf } from './overlap.rules.ts';

const box = (west: number, south: number, east: number, north: number): Polygon => ({
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

describe('what a region covers of a place', () => {
  const place = box(108, 12, 108.2, 12.2);

  it('is all of a place inside of it, and never more', () => {
    expect(overlapOf(place, box(107, 11, 109, 13))?.shareOfPlace).toBe(1);
    expect(overlapOf(place, place)).toMatchObject({ shareOfPlace: 1, shareOfRegion: 1 });
  });

  it('is a part of both where their borders cross', () => {
    const overlap = overlapOf(place, box(108.1, 12, 108.5, 12.2));
    expect(overlap?.shareOfPlace).toBeCloseTo(0.5, 6);
    expect(overlap?.shareOfRegion).toBeCloseTo(0.25, 6);
    // A tenth of a degree there is 10.9 km from west to east, and two are 22.2 km from south to north.
    expect(overlap?.areaKm2).toBeCloseTo(10.88 * 22.24, -1);
  });

  it('leaves the holes of the region out', () => {
    const around = box(107, 11, 109, 13);
    const [hole] = box(108, 12, 108.2, 12.1).coordinates;
    const region: Polygon = { type: 'Polygon', coordinates: [...around.coordinates, hole!.toReversed()] };
    expect(overlapOf(place, region)?.shareOfPlace).toBeCloseTo(0.5, 3);
  });

  it('is nothing for neighbours', () => {
    expect(overlapOf(place, box(108.2, 12, 108.4, 12.2))).toBeNull();
    expect(overlapOf(place, box(110, 12, 111, 13))).toBeNull();
  });
});
