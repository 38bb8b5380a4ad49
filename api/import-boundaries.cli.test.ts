import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHub } from './checks/hub-process.ts';

const env = { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24' };
const folder = mkdtempSync(join(tmpdir(), 'hub-borders-'));
const dataDir = join(folder, 'data');
const file = join(folder, 'xã.geojson');
// A made-up square around the point of a ward, of its size.
const [west, south, east, north] = [107.98315, 12.66277, 108.06123, 12.73907];
const ring = [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

const write = (coordinates: unknown, path = file) =>
  writeFileSync(
    path,
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { MA_DVHC: '24133', TEN_DVHC: 'Phường Buôn Ma Thuột' },
          geometry: { type: 'Polygon', coordinates },
        },
      ],
    }),
  );

beforeAll(() => runHub(['seed'], { dataDir, env }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hub = (...args: string[]) => runHub(['import', ...args], { dataDir, env });

describe('hub import boundaries FILE', () => {
  test('tells what a file of borders would bring, in both languages', async () => {
    write([ring]);
    const end = await hub('boundaries', file);
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/Feature 1: Phường Buôn Ma Thuột \[buon-ma-thuot\]: sửa \/ changed/);
    expect(end.stdout).toContain('Chạy thử: chưa ghi gì. / A dry run: nothing was written.');
  });

  test('asks, with exit code 1, and takes the answer; as JSON alone for programs', async () => {
    write([ring.slice(0, 4)]);
    const asked = await hub('boundaries', file);
    expect(asked.code).toBe(1);
    expect(asked.stdout).toMatch(/vòng 1, điểm 4: Vòng không khép/);
    const answered = await hub('boundaries', file, '--choose', 'all.ring=close', '--json');
    expect(answered.code).toBe(0);
    expect(JSON.parse(answered.stdout)).toMatchObject({
      counts: { CHANGE: 1 },
      features: [{ feature: 1, action: 'CHANGE', positions: 5, target: { slug: 'buon-ma-thuot' } }],
    });
  });

  test('adds a zone that is new, with its border, as one batch that can be taken back', async () => {
    const zones = join(folder, 'vùng.geojson');
    const zone = (properties: object) =>
      writeFileSync(
        zones,
        JSON.stringify({
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }],
        }),
      );
    zone({ ten_vung: 'Hồ tiêu Tân Lập', nguyen_lieu: 'Tiêu đen', cap_vung: 'phường' });
    const asked = await hub('regions', zones);
    expect(asked.code).toBe(1);
    expect(asked.stdout).toMatch(
      /Which raw material is “Tiêu đen”\? Answer with --choose 1\.material=…: ho-tieu/,
    );
    const answered = ['regions', zones, '--choose', '1.material=ho-tieu'];
    const tried = await hub(...answered);
    expect(tried.code).toBe(0);
    expect(tried.stdout).toContain('vùng mới / new zone: Hồ tiêu Tân Lập [ho-tieu-tan-lap]');
    const end = await hub(
      ...answered,
      '--apply',
      '--by',
      'Thử',
      '--decision',
      'Quyết định số 77/QĐ-UBND ngày 5/6/2026',
    );
    expect(end.stdout).toContain('1 of them are of new raw-material zones');
    const [, batch = ''] = /as batch (B\w{7})/.exec(end.stdout) ?? [];
    expect((await hub('undo', batch, '--by', 'Thử')).stdout).toContain('Undone');
    expect((await hub(...answered, '--json')).stdout).toMatch(/"added":\{"slug":"ho-tieu-tan-lap"/);
  });

  test('a file of 100 MB is refused before it is read', async () => {
    const large = join(folder, 'lon.geojson');
    write([ring], large);
    truncateSync(large, 100 * 1024 ** 2);
    const end = await hub('boundaries', large);
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(/at most 64 MB are read/);
  });

  test('a file of GeoJSON alone is asked about in both languages, which also say what products come as', async () => {
    const { code, stdout, stderr } = await hub('a.geojson');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /import boundaries "a.geojson" \(xã, phường\).*sản phẩm thì nhập từ CSV hoặc XLSX \/ GeoJSON brings borders/,
    );
    expect(stderr).toMatch(/import regions "a.geojson" \(raw-material zones\); products come as CSV or XLSX/);
  });
});
