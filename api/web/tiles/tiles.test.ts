import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Feature, FeatureCollection } from 'geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-tiles-'));
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

const run = promisify(execFile);
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${hub.url}${path}`, { headers });

/** A layer of a tile as GDAL reads it. */
async function layer(path: string, name: string): Promise<Feature[]> {
  const file = join(folder, path.replace('/tiles/', ''));
  mkdirSync(dirname(file), { recursive: true });
  const answer = await get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
  const [z, x, y] = path.replace('.mvt', '').split('/').slice(-3);
  const { stdout } = await run(
    'ogr2ogr',
    [
      '-f',
      'GeoJSON',
      '/vsistdout/',
      `MVT:${file}`,
      name,
      '-t_srs',
      'EPSG:4326',
      '-oo',
      `X=${x}`,
      '-oo',
      `Y=${y}`,
      '-oo',
      `Z=${z}`,
    ],
    { maxBuffer: 1e8 },
  );
  return (JSON.parse(stdout) as FeatureCollection).features;
}

/** The tile of a zoom that a spot lies in. */
const tileOf = (lon: number, lat: number, z: number) => {
  const across = 2 ** z;
  const bend = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return `${z}/${Math.floor(((lon + 180) / 360) * across)}/${Math.floor(((1 - bend / Math.PI) / 2) * across)}`;
};
const located = async (collection: string): Promise<Feature[]> => {
  const { features } = await answerOf(await get(`/ogc/collections/${collection}/items?limit=10000`));
  return (features as Feature[]).filter(({ geometry }) => geometry);
};

it('tells in TileJSON where its tiles are and what stands in them', async () => {
  for (const [set, layers] of [
    ['points', ['products', 'producers']],
    ['zones', ['regions', 'places']],
  ] as const) {
    const answer = await get(`/tiles/${set}.json`, { 'accept-language': 'en' });
    const told = await answerOf(answer);
    expect(told).toMatchObject({
      tilejson: '3.0.0',
      scheme: 'xyz',
      minzoom: 0,
      tiles: [`${hub.url}/tiles/${set}/{z}/{x}/{y}.mvt`],
    });
    expect(told.vector_layers.map(({ id }: { id: string }) => id)).toEqual(layers);
    const [west, south, east, north] = told.bounds;
    for (const id of layers) {
      const { fields } = told.vector_layers.find((one: { id: string }) => one.id === id);
      const [feature] = await layer(
        `/tiles/${set}/${tileOf((west + east) / 2, (south + north) / 2, 6)}.mvt`,
        id,
      );
      // GDAL adds one of its own, and the clusters have some that nobody needs.
      const names = Object.keys(feature!.properties!).filter(
        (name) => !/^mvt_id$|^cluster|abbreviated$/.test(name),
      );
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(names));
    }
  }
  expect((await get('/tiles/nothing.json')).status).toBe(404);
});

it('tells every product, by itself from near and counted from afar, and none without a location', async () => {
  const products = await located('products');
  const far = await layer('/tiles/points/0/0/0.mvt', 'products');
  expect(far.length).toBeLessThan(10);
  expect(far.reduce((sum, { properties }) => sum + Number(properties?.['point_count'] ?? 1), 0)).toBe(
    products.length,
  );

  const tiles = new Map<string, Set<unknown>>();
  for (const { id, geometry } of products) {
    if (geometry.type !== 'Point') throw new Error('A product is no point');
    const tile = tileOf(geometry.coordinates[0]!, geometry.coordinates[1]!, 13);
    tiles.set(tile, (tiles.get(tile) ?? new Set()).add(id));
  }
  for (const [tile, ids] of [...tiles].slice(0, 6)) {
    const near = await layer(`/tiles/points/${tile}.mvt`, 'products');
    expect(new Set(near.map(({ properties }) => properties?.['id']))).toEqual(ids);
    for (const { properties, geometry } of near) {
      const own = products.find(({ id }) => id === properties?.['id'])!;
      expect(properties).toMatchObject({
        name: own.properties?.['name'],
        verdict: own.properties?.['verdict'],
      });
      expect(properties?.['stars'] ?? null).toBe(own.properties?.['stars']);
      const [spot, at] = [geometry, own.geometry].map((one) => (one.type === 'Point' ? one.coordinates : []));
      expect(spot![0]).toBeCloseTo(at![0]!, 4);
      expect(spot![1]).toBeCloseTo(at![1]!, 4);
    }
  }
});

it('draws zones and territories, as ogrinfo lists them', async () => {
  expect(await layer('/tiles/zones/6/51/29.mvt', 'places')).not.toEqual([]);
  const whole = await layer('/tiles/zones/0/0/0.mvt', 'regions');
  expect(whole).not.toEqual([]);
  const { stdout } = await run('ogrinfo', ['-so', '-al', `MVT:${join(folder, 'zones/6/51/29.mvt')}`]);
  expect(stdout).toMatch(/Layer name: regions/);
  expect(stdout).toMatch(/Layer name: places/);
  expect(stdout).toMatch(/Geometry: (Multi )?Polygon/);
  const near = await layer(`/tiles/zones/${tileOf(108.05, 12.67, 12)}.mvt`, 'places');
  expect(near.map(({ properties }) => properties?.['name'])).toContain('Buôn Ma Thuột');
});

it('is compressed where the reader takes it, and may be kept until the register or the day changes', async () => {
  const path = '/tiles/zones/6/51/29.mvt';
  const zipped = await raw(path, { 'accept-encoding': 'gzip' });
  expect(zipped.headers).toMatchObject({
    'content-type': 'application/vnd.mapbox-vector-tile',
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    'access-control-allow-origin': '*',
  });
  expect(zipped.headers['cache-control']).toMatch(/^public, max-age=\d+$/);
  const plain = await raw(path, { 'accept-encoding': 'gzip;q=0' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(zipped.body.length).toBeLessThan(plain.body.length);

  const known = { 'if-none-match': String(zipped.headers.etag) };
  expect((await get(path, known)).status).toBe(304);
  await sql`update place set full_name = full_name || ' (mới)' where name = 'Buôn Ma Thuột'`.execute(hub.db);
  expect((await get(path, known)).status).toBe(200);
  const near = await layer(`/tiles/zones/${tileOf(108.05, 12.67, 12)}.mvt`, 'places');
  expect(JSON.stringify(near)).toContain('(mới)');
});

it('says that a tile is empty, and that one is none', async () => {
  for (const [path, status] of [
    ['/tiles/points/6/0/0.mvt', 204],
    ['/tiles/zones/12/0/4095.mvt', 204],
    ['/tiles/zones/13/0/0.mvt', 404],
    ['/tiles/zones/2/4/0.mvt', 404],
    ['/tiles/zones/2/0/4.mvt', 404],
    ['/tiles/nothing/2/0/0.mvt', 404],
    ['/tiles/zones/x/0/0.mvt', 400],
    ['/tiles/zones/2/-1/0.mvt', 400],
    ['/tiles/zones/2/0/1.5.mvt', 400],
  ] as const) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(await answer.text()).toMatch(status === 204 ? /^$/ : /"title":"/);
  }
  expect(hub.unexpected).toEqual([]);
});

it('never holds what the restricted tables hold, nor an address', async () => {
  const mark = 'GIEO-DAU';
  await sql`insert into producer_restricted (producer_id, tax_code, representative_name, phone, home_address, home_lat, home_lon)
    select id, ${mark}, ${mark}, ${mark}, ${mark}, 12.987654, 108.123456 from producer`.execute(hub.db);
  await sql`update producer set address_as_written = ${mark} where legal_form is distinct from 'HOUSEHOLD_BUSINESS'`.execute(
    hub.db,
  );
  const paths = ['/tiles/points.json', '/tiles/zones.json', '/tiles/zones/0/0/0.mvt'];
  for (const { geometry } of await located('producers')) {
    if (geometry.type !== 'Point') throw new Error('A producer is no point');
    paths.push(`/tiles/points/${tileOf(geometry.coordinates[0]!, geometry.coordinates[1]!, 13)}.mvt`);
  }
  let names = 0;
  for (const path of new Set(paths)) {
    const { body } = await raw(path, { 'accept-encoding': 'identity' });
    expect(body.length).toBeGreaterThan(0);
    expect([path, body.includes(mark)]).toEqual([path, false]);
    if (body.includes('producers')) names += 1;
  }
  expect(names).toBeGreaterThan(10);
});

/** As it comes over the wire: fetch would unzip it. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: IncomingMessage['headers']; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpGet(`${hub.url}${path}`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}
