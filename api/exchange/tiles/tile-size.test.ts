import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { FeatureCollection } from 'geojson';
import { expect, it } from 'vitest';
import { encoded } from './tile-size.ts';

const MOST = 20_000;

/** Squares of growing size beside each other, and as many points. */
const squares: FeatureCollection = {
  type: 'FeatureCollection',
  features: Array.from({ length: 2_000 }, (_, n) => {
    const [x, y, side] = [(n % 50) * 3 - 75, 0, 1 + n / 1_000];
    const ring = [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    return { type: 'Feature', properties: { n }, geometry: { type: 'Polygon', coordinates: [ring] } };
  }),
};
const points: FeatureCollection = {
  type: 'FeatureCollection',
  features: squares.features.map(({ properties }, n) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [(n % 50) * 3 - 75, 0] },
  })),
};

it('leaves the smallest out of a tile that would be too large, and no more than that', () => {
  const [areas, spots] = [squares, points].map((data) =>
    new GeoJSONVT(data, { extent: 4_096, tolerance: 0 }).getTile(0, 0, 0)!,
  );
  const whole = encoded({ squares: areas!, points: spots! }, { version: 2, extent: 4_096 }, Infinity);
  const small = encoded({ squares: areas!, points: spots! }, { version: 2, extent: 4_096 }, MOST);
  expect(whole.length).toBeGreaterThan(MOST);
  expect(small.length).toBeLessThan(MOST);
  expect(small.length).toBeGreaterThan(MOST / 2);
  const kept = numbersIn(small, 'squares');
  // A side that is rounded to units of the tile is as long as those of some two hundred neighbours.
  expect(kept.length).toBeGreaterThan(400);
  expect(kept[0]).toBeGreaterThan(2_000 - kept.length - 200);
  expect(numbersIn(whole, 'points')).toHaveLength(2_000);

  // Points alone go in the order in which they came.
  const few = numbersIn(encoded({ points: spots! }, { version: 2, extent: 4_096 }, MOST), 'points');
  expect(few).toEqual(Array.from({ length: few.length }, (_, n) => n));
  expect(few.length).toBeGreaterThan(100);
});

/** The numbers of the features of a layer, as GDAL reads them. */
function numbersIn(tile: Uint8Array, layer: string): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'hub-tile-'));
  try {
    const file = join(folder, '0.mvt');
    writeFileSync(file, tile);
    const told = execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', `MVT:${file}`, layer], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const { features } = JSON.parse(told) as FeatureCollection;
    return features.map(({ properties }) => Number(properties?.['n'])).toSorted((a, b) => a - b);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
