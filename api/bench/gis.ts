/**
 * What `npm run bench:gis` does: a hub on a generated register of national size, asked one request at a time what GIS
 * programs ask: collections, features by page, box and filter, and the tiles with most in them. Prints what a request
 * takes: the median and the slowest, the CPU time of the hub and of its database, and the bytes before compression.
 * `-- --share 0.05` takes a smaller register; `-- --database URL` one that is loaded already.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHub, type HubProcess } from '../checks/hub-process.ts';
import { startPostgres } from '../checks/postgres.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { cpuSeconds } from './machine.ts';
import { loadNational } from './national.ts';
import { sizeOf } from './size.ts';
import { drawTerritories } from './territories.ts';

const ROUNDS = 20;
const DAY = '2026-11-24';

const { values: given } = parseArgs({
  options: { share: { type: 'string', default: '1' }, database: { type: 'string' } },
});

const postgres = given.database ? null : await startPostgres();
const databaseUrl = given.database ?? postgres!.url;
const dataDir = mkdtempSync(join(tmpdir(), 'hub-bench-'));
try {
  if (postgres) await load(databaseUrl);
  const serverPid = await serverOf(databaseUrl);
  const hub = await startHub({
    dataDir,
    env: {
      DATABASE_URL: databaseUrl,
      HUB_DIRECTORY: 'off',
      HUB_SNAPSHOTS: 'off',
      HUB_POINTS_PER_MINUTE: '1000000000',
      HUB_TODAY: DAY,
    },
  });
  try {
    console.log(`${'question'.padEnd(52)}  p50 ms  most ms  hub ms   db ms      kB`);
    for (const [name, path] of await questions(hub.url)) await measure(name, path, hub, serverPid);
  } finally {
    await hub.stop();
  }
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function load(url: string): Promise<void> {
  const size = sizeOf(given.share);
  console.log(`Loading ${size.products} products, ${size.communes} communes with their borders …`);
  const database = await openDatabase({ dataDir: '', databaseUrl: url });
  try {
    await migrate(database);
    await loadNational(database.em, size);
    await drawTerritories(database.em);
  } finally {
    await database.close();
  }
}

/** The process that all of PostgreSQL's are children of. */
async function serverOf(url: string): Promise<number> {
  const database = await openDatabase({ dataDir: '', databaseUrl: url });
  try {
    const [row] = await database.em
      .getConnection()
      .execute<{ pid: string }[]>(`select split_part(pg_read_file('postmaster.pid'), chr(10), 1) as pid`);
    return Number(row?.pid);
  } finally {
    await database.close();
  }
}

async function questions(hub: string): Promise<[name: string, path: string][]> {
  const items = (collection: string, query: Record<string, string>) =>
    `/ogc/collections/${collection}/items?${new URLSearchParams({ limit: '100', ...query })}`;
  const deep = await cursorAfter(hub, items('products', { limit: '10000' }));
  const box = '107.6,12.2,108.2,12.8';
  const filter = (text: string, collection = 'products'): string => items(collection, { filter: text });
  return [
    ['collections', '/ogc/collections'],
    ['products: first page', items('products', {})],
    ['products: page behind 10,000', items('products', { cursor: deep })],
    ['products: page of 1,000', items('products', { limit: '1000' })],
    ['products: a box', items('products', { bbox: box })],
    ['products: a box, sorted by stars', items('products', { bbox: box, sortby: '-stars' })],
    ['products: stars = 4', filter('stars = 4')],
    ["products: verdict = 'IN_FORCE' AND stars >= 4", filter("verdict = 'IN_FORCE' AND stars >= 4")],
    ["products: name LIKE 'Cà phê%'", filter("name LIKE 'Cà phê%'")],
    ['products: name without marks', filter("CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%ca phe%'))")],
    ["products: code = '…'", filter("code = 'P000009V'")],
    ['products: in a polygon', filter(`S_INTERSECTS(geometry, ${circle(108, 12.5, 0.5)})`)],
    ['products: datetime', items('products', { datetime: '2024-06-01/2024-12-31' })],
    ['producers: first page', items('producers', {})],
    ['producers: products_in_force > 3', filter('products_in_force > 3', 'producers')],
    ['regions: first page', items('regions', {})],
    ['regions: a box', items('regions', { bbox: box })],
    ['places: first page', items('places', {})],
    ['places: a box', items('places', { bbox: box })],
    ['places: products > 10', filter('products > 10', 'places')],
    ['tiles: TileJSON', '/tiles/points.json'],
    ...(['points', 'zones'] as const).flatMap((set) =>
      Array.from({ length: set === 'points' ? 15 : 13 }, (_, z): [string, string] => [
        `tiles: ${set} ${z}`,
        `/tiles/${set}/${tileOf(108, 12.5, z)}.mvt`,
      ]),
    ),
  ];
}

async function cursorAfter(hub: string, path: string): Promise<string> {
  const { links } = (await (await fetch(hub + path)).json()) as { links: { rel: string; href: string }[] };
  const next = links.find(({ rel }) => rel === 'next');
  return next ? (new URL(next.href).searchParams.get('cursor') ?? '') : '';
}

function circle(lon: number, lat: number, reach: number): string {
  const at = (step: number) => {
    const angle = (2 * Math.PI * (step % 60)) / 60;
    return `${(lon + Math.cos(angle) * reach).toFixed(4)} ${(lat + Math.sin(angle) * reach).toFixed(4)}`;
  };
  return `POLYGON((${Array.from({ length: 61 }, (_, step) => at(step)).join()}))`;
}

function tileOf(lon: number, lat: number, z: number): string {
  const across = 2 ** z;
  const bend = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return `${z}/${Math.floor(((lon + 180) / 360) * across)}/${Math.floor(((1 - bend / Math.PI) / 2) * across)}`;
}

async function measure(name: string, path: string, { url, pid }: HubProcess, server: number): Promise<void> {
  const ask = async () => {
    const started = performance.now();
    const answer = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return { ms: performance.now() - started, bytes };
  };
  // The first is counted among the slowest: it may be the one that fills a cache.
  const first = await ask();
  for (let warm = 0; warm < 4; warm++) await ask();
  const before = [cpuSeconds(pid), cpuSeconds(server)];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await ask()).ms);
  const [own, database] = [cpuSeconds(pid), cpuSeconds(server)].map(
    (after, index) => ((after - before[index]!) * 1_000) / ROUNDS,
  );
  const median = times.toSorted((a, b) => a - b)[ROUNDS / 2]!;
  const cells = [median, Math.max(first.ms, ...times), own!, database!, first.bytes / 1e3];
  console.log(name.padEnd(52) + cells.map((cell) => cell.toFixed(1).padStart(8)).join(''));
}
