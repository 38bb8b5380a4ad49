import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launch, startHub, type HubProcess } from './checks/hub-process.ts';
import { openDatabase, type Database } from './database/open.ts';

/** A hub that serves, and beside it `hub build --watch`, on one PostgreSQL database and one data folder. */
const dataDir = mkdtempSync(join(tmpdir(), 'hub-watch-'));
const patiently = { timeout: 150_000, interval: 500 };
const builds = /built in/;
let database: Database;
let watcher: ReturnType<typeof launch>;
let hub: HubProcess;

beforeAll(async () => {
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const name = `hub_watch_${randomBytes(6).toString('hex')}`;
  const admin = await openDatabase({ dataDir, databaseUrl: server });
  await admin.em.getConnection().execute(`create database ${name}`);
  await admin.close();
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const env = { DATABASE_URL: databaseUrl, HUB_TODAY: '2026-11-24' };
  watcher = launch(['build', '--watch'], { dataDir, env });
  await vi.waitFor(() => {
    if (!builds.test(watcher.output())) throw new Error(watcher.output());
  }, patiently);
  // It finds the pages built.
  hub = await startHub({ dataDir, env });
  database = await openDatabase({ dataDir, databaseUrl });
});
afterAll(async () => {
  await database.close();
  await watcher.stop();
  await hub.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const change = (set: string) =>
  database.em
    .getConnection()
    .execute(`update product set ${set} where id = (select min(id::text)::uuid from product)`);
const home = async () => (await fetch(`${hub.url}/san-pham/`)).text();

test('a build that fails says why and leaves the pages, and the next change brings them up in one step', async () => {
  await change(`slug = 'Không phải địa chỉ'`);
  await expect.poll(() => watcher.output(), patiently).toContain('The pages stay as they were');
  expect(watcher.output()).toContain('has a slug that cannot stand in an address');
  expect(await home()).toContain('OCOP');

  await change(`slug = 'san-pham-thu', name = 'Sản phẩm đổi tên lúc đang chạy'`);
  await expect.poll(home, patiently).toContain('Sản phẩm đổi tên lúc đang chạy');
  expect(watcher.output().match(new RegExp(builds, 'g'))).toHaveLength(2);
}, 400_000);
