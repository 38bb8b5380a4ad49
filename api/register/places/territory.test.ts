import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Position } from 'geojson';
import * as polyclip from 'polyclip-ts';
import { describe, expect, it } from 'vitest';
import {
  areaKm2,
  partsOf,
  type PlacePoint,
  type Territory,
  territoriesOf,
  unionOf,
} from './territory.rules.ts';

const seed = fileURLToPath(new URL('../../seed/places.csv', import.meta.url));
const communes = (parse(readFileSync(seed), { columns: true }) as { lat: string; lon: string }[])
  .filter(({ lat }) => lat !== '')
  .map(({ lat, lon }): PlacePoint => ({ lat: Number(lat), lon: Number(lon) }));
const cells = territoriesOf(communes);
const whole = unionOf(cells);

describe('territories of the communes of Đắk Lắk', () => {
  it('are one for each, with its own point inside', () => {
    expect(cells).toHaveLength(102);
    cells.forEach((cell, index) => expect(contains(cell, communes[index] as PlacePoint)).toBe(true));
  });

  it('have closed rings, counter-clockwise, of at most five decimals', () => {
    for (const ring of [...cells, whole].flatMap(partsOf).flat()) {
      expect(ring.length).toBeGreaterThanOrEqual(4);
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
      for (const value of ring.flat()) expect(value).toBe(Number(value.toFixed(5)));
    }
    for (const [outer] of [...cells, whole].flatMap(partsOf))
      expect(signedArea(outer as Position[])).toBeGreaterThan(0);
  });

  it('do not overlap, and leave no gap', () => {
    for (let a = 0; a < cells.length; a++) {
      for (let b = a + 1; b < cells.length; b++) {
        expect(overlapKm2(cells[a] as Territory, cells[b] as Territory)).toBeLessThan(0.01);
      }
    }
    const sum = cells.reduce((total, cell) => total + areaKm2(cell), 0);
    expect(Math.abs(sum - areaKm2(whole)) / sum).toBeLessThan(1e-5);
    expect(whole.type).toBe('Polygon');
    expect(partsOf(whole)[0]).toHaveLength(1);
  });

  it('share their vertices with their neighbours exactly', () => {
    const vertices = new Set(cells.flatMap(partsOf).flat(2).map(String));
    for (const vertex of partsOf(whole).flat(2)) expect(vertices).toContain(String(vertex));
    const near = [...vertices]
      .map((vertex) => vertex.split(',').map(Number) as [number, number])
      .toSorted(([a], [b]) => a - b);
    for (let i = 1; i < near.length; i++) {
      const [[x0, y0], [x1, y1]] = [near[i - 1], near[i]] as [[number, number], [number, number]];
      expect(Math.hypot(x1 - x0, y1 - y0)).toBeGreaterThan(0.000_015);
    }
  });

  it('sum up to about the area of the province', () => {
    expect(areaKm2(whole) / 18_096).toBeGreaterThan(0.98);
    expect(areaKm2(whole) / 18_096).toBeLessThan(1.02);
  });

  it('come out the same each time, whatever the order of the places', () => {
    expect(territoriesOf(communes)).toEqual(cells);
    const backwards = territoriesOf(communes.toReversed()).toReversed();
    backwards.forEach((cell, index) =>
      expect(areaKm2(cell)).toBeCloseTo(areaKm2(cells[index] as Territory), 1),
    );
  });

  it('are drawn for places that lie far apart, too', () => {
    const far = [communes[0], communes[40], communes[101]] as PlacePoint[];
    territoriesOf(far).forEach((cell, index) => expect(contains(cell, far[index] as PlacePoint)).toBe(true));
  });

  it('are refused for two places on one spot, and for too few', () => {
    expect(() => territoriesOf([...communes, communes[0] as PlacePoint])).toThrow('same spot');
    expect(() => territoriesOf(communes.slice(0, 2))).toThrow('at least three');
  });
});

describe('unionOf', () => {
  const square = (west: number, south: number): Territory => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 1, south],
        [west + 1, south + 1],
        [west, south + 1],
        [west, south],
      ],
    ],
  });

  it('drops the border between neighbours', () => {
    const union = unionOf([square(0, 0), square(1, 0)]);
    expect(union.type).toBe('Polygon');
    expect(signedArea(partsOf(union)[0]?.[0] as Position[])).toBeCloseTo(2);
  });

  it('keeps what lies apart as parts of one', () => {
    expect(unionOf([square(0, 0), square(5, 5)]).type).toBe('MultiPolygon');
  });
});

function overlapKm2(a: Territory, b: Territory): number {
  const coordinates = polyclip.intersection(partsOf(a) as polyclip.Geom, partsOf(b) as polyclip.Geom);
  return areaKm2({ type: 'MultiPolygon', coordinates: coordinates as Position[][][] });
}

function contains(territory: Territory, { lat, lon }: PlacePoint): boolean {
  let isInside = false;
  for (const ring of partsOf(territory).flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]] as [[number, number], [number, number]];
      if (y0 > lat !== y1 > lat && lon < ((x1 - x0) * (lat - y0)) / (y1 - y0) + x0) isInside = !isInside;
    }
  }
  return isInside;
}

function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]] as [[number, number], [number, number]];
    sum += x0 * y1 - x1 * y0;
  }
  return sum / 2;
}
