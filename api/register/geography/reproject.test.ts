import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CRS84, referenceSystem, referenceSystems } from './reference-systems.rules.ts';
import { converted, intoSystem, outOfSystem } from './reproject.ts';

/** Buôn Ma Thuột, Tuy Hoà and the corners of the province. */
const spots = [
  [108.0383, 12.6667],
  [109.28702, 13.0762],
  [107.48, 12.16],
  [109.46, 13.7],
] as const;

/** What PROJ makes of them, by way of the shift that is prescribed here. */
function byProj(definition: string): number[][] {
  const answer = execFileSync(
    'gdaltransform',
    ['-s_srs', '+proj=longlat +datum=WGS84 +no_defs', '-t_srs', definition, '-output_xy'],
    { input: spots.map((spot) => spot.join(' ')).join('\n'), encoding: 'utf8' },
  );
  return answer
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
}

describe('reference systems', () => {
  it.each(
    referenceSystems.filter(({ uri }) => uri !== CRS84.uri).map((system) => [system.name, system] as const),
  )('gives and takes back %s as PROJ does with the EPSG registry', (_, system) => {
    const code = system.uri.split('/').at(-1);
    const registered = execFileSync('gdalsrsinfo', ['-o', 'proj4', `EPSG:${code}`], {
      encoding: 'utf8',
    }).trim();
    const expected = byProj(registered);
    for (const [index, spot] of spots.entries()) {
      const [first = 0, second = 0] = intoSystem(system)([...spot]);
      const [x, y] = system.isLatitudeFirst ? [second, first] : [first, second];
      const digits = system.isMetric ? 2 : 7;
      expect(x).toBeCloseTo(expected[index]![0]!, digits);
      expect(y).toBeCloseTo(expected[index]![1]!, digits);
      const [lon, lat] = outOfSystem(system)([first, second]);
      expect(lon).toBeCloseTo(spot[0], 7);
      expect(lat).toBeCloseTo(spot[1], 7);
    }
  });

  it('moves VN-2000 by the two hundred metres that lie between it and WGS 84', () => {
    const [lat = 0, lon = 0] = intoSystem(referenceSystem('http://www.opengis.net/def/crs/EPSG/0/4756')!)([
      108.0383, 12.6667,
    ]);
    const metres = Math.hypot(
      (lon - 108.0383) * 111_320 * Math.cos((lat * Math.PI) / 180),
      (lat - 12.6667) * 110_600,
    );
    expect(metres).toBeGreaterThan(150);
    expect(metres).toBeLessThan(250);
  });

  it('converts every position of a geometry, and leaves the geometry as it was', () => {
    const ring = [
      [108, 12],
      [109, 12],
      [109, 13],
      [108, 12],
    ];
    const polygon = { type: 'Polygon' as const, coordinates: [ring] };
    const turned = converted(
      polygon,
      intoSystem(referenceSystem('http://www.opengis.net/def/crs/EPSG/0/4326')!),
    );
    expect(turned.coordinates[0]?.[1]).toEqual([12, 109]);
    expect(polygon.coordinates[0]).toBe(ring);
    expect(ring[1]).toEqual([109, 12]);
  });
});
