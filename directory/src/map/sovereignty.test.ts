import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Bounds } from './layers.ts';
import { isInside } from './outlines.ts';
import { overviewOfVietNam, seaLabels } from './sovereignty.ts';
import { archipelagos, mainland } from './viet-nam.ts';
import { homeBounds, limitsAround } from './view.ts';

const dakLak: Bounds = [107.55, 12.16, 109.47, 13.7];
const hoangSa = 'Quần đảo Hoàng Sa (Việt Nam)';
const truongSa = 'Quần đảo Trường Sa (Việt Nam)';

describe.each([
  ['vi', 'Biển Đông'],
  ['en', 'East Sea'],
] as const)('sovereignty in %s', (lang, seaName) => {
  it('is on every map: both archipelagos and the sea, at their places', () => {
    const labels = seaLabels(lang, dakLak);
    expect(labels.map(({ text }) => text)).toEqual([hoangSa, truongSa, seaName, seaName]);
    const at = Object.fromEntries(labels.map((label) => [label.text, label.at]));
    expect(at[hoangSa]?.[0]).toBeCloseTo(112, 0);
    expect(at[hoangSa]?.[1]).toBeCloseTo(16.5, 0);
    expect(at[truongSa]?.[0]).toBeCloseTo(114, 0);
    expect(at[truongSa]?.[1]).toBeCloseTo(10, 0);
  });

  it('is drawn and written in the overview', () => {
    const svg = overviewOfVietNam(lang, dakLak);
    const text = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, inside = '']) =>
      inside.replaceAll(/<[^>]+>/g, ''),
    );
    expect(text).toEqual([seaName, hoangSa, truongSa]);
    const islands = /<g class="hm-inset__isles">(.*?)<\/g>/.exec(svg)?.[1] ?? '';
    const drawn = archipelagos.reduce((sum, { islands }) => sum + islands.length, 0);
    expect(islands.match(/<circle/g)).toHaveLength(drawn);
  });

  it('lies whole within the frame of the overview', () => {
    const svg = overviewOfVietNam(lang, dakLak);
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    for (const [, cx, cy] of svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)) {
      expect(Number(cx)).toBeLessThan(width);
      expect(Number(cy)).toBeLessThan(height);
    }
    for (const [, y, rest = ''] of svg.matchAll(/<text[^>]* y="([\d.]+)">(.*?)<\/text>/g)) {
      const below = [...rest.matchAll(/dy="(\d+)"/g)].reduce((sum, [, dy]) => sum + Number(dy), 0);
      expect(Number(y) + below).toBeLessThan(height);
    }
  });

  it('has no style attribute that a content policy would refuse', () => {
    expect(overviewOfVietNam(lang, dakLak)).not.toContain('style=');
  });
});

describe('the limits of the view', () => {
  it('keep a map of the province away from the high sea', () => {
    const [, , east, north] = limitsAround(homeBounds(dakLak));
    for (const { islands } of archipelagos) {
      for (const [lon, lat] of islands) expect(lon > east || lat > north).toBe(true);
    }
  });

  it('leave room to bring the edge of the province to the middle', () => {
    const home = homeBounds(dakLak);
    const [west, south, east, north] = limitsAround(home);
    expect(west).toBeLessThan(home[0]);
    expect(south).toBeLessThan(home[1]);
    expect(east).toBeGreaterThan(home[2]);
    expect(north).toBeGreaterThan(home[3]);
  });
});

it('the schematic coast leaves every commune of the seed on dry land', () => {
  const rows = parse(readFileSync(new URL('../../../api/seed/places.csv', import.meta.url)), {
    columns: true,
  }) as { slug: string; lat: string; lon: string }[];
  const land = [[mainland.map(([lon, lat]): [number, number] => [lat, lon])]];
  const points = rows.filter(({ lat }) => lat !== '');
  expect(points.length).toBeGreaterThan(100);
  const inTheSea = points.filter(({ lat, lon }) => !isInside([Number(lat), Number(lon)], land));
  expect(inTheSea.map(({ slug }) => slug)).toEqual([]);
});
