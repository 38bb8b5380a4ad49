import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepSnapshot, pruneSnapshots } from '../../exchange/exports/kept-snapshots.ts';
import { TODAY } from '../../graphql/testing.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';

let hub: TestHub;
let folder: string;
beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'ocop-hub-snapshots-')), 'snapshots');
  hub = await openTestHub({ snapshotsDir: folder });
});
afterAll(async () => {
  await hub.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const keep = (today: string, signal?: AbortSignal) =>
  keepSnapshot(
    { db: hub.db, primary: hub.db, onStatement: undefined, today },
    { folder, origin: '', ...(signal && { signal }) },
  );
const get = (path: string, headers = {}) => fetch(hub.url + path, { headers });
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it('lists nothing before the first night', async () => {
  expect(await answerOf(await get('/export/snapshots'))).toEqual({ snapshots: [] });
  expect((await get(`/export/snapshots/${TODAY}/products.csv`)).status).toBe(404);
  expect(await (await get('/export/?lang=en')).text()).toContain('None has been kept yet');
});

it('keeps the register of a day in every format, once, and gives it byte for byte', async () => {
  const kept = await keep(TODAY);
  expect(readdirSync(folder)).toEqual([TODAY]);
  await sql`update product set note = 'Sau đó' where id = (select id from product order by id limit 1)`.execute(
    hub.db,
  );
  expect(await keep(TODAY)).toEqual(kept);

  const { snapshots } = await answerOf(await get('/export/snapshots'));
  expect(snapshots.map(({ day }: { day: string }) => day)).toEqual([TODAY]);
  expect(snapshots[0].files).toHaveLength(27);
  for (const { href, receipt } of snapshots[0].files) {
    const answer = await get(href);
    expect(answer.headers.get('content-type')).toContain(receipt.mediaType);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([href, bytes.length, hashOf(bytes)]).toEqual([href, receipt.bytes, receipt.sha256]);
    // The same as what the address of its snapshot gives.
    const again = Buffer.from(await (await get(receipt.address)).arrayBuffer());
    expect(hashOf(again)).toBe(receipt.sha256);
    const etag = answer.headers.get('etag') ?? '';
    expect((await get(href, { 'if-none-match': etag })).status).toBe(304);
  }
  for (const path of [
    `${TODAY}/receipts.json`,
    `${TODAY}/products.pdf`,
    '..%2F..%2Fkeys/keys.json',
    '2026-01-01/products.csv',
  ])
    expect((await get(`/export/snapshots/${path}`)).status).toBe(404);
});

it('leaves nothing half-kept where it is stopped, and sweeps away what a dead process left', async () => {
  mkdirSync(join(folder, '.taking-2026-11-20-1'));
  writeFileSync(join(folder, '.taking-2026-11-20-1/products.csv'), 'half');
  const stopped = new AbortController();
  stopped.abort();
  await expect(keep('2026-11-25', stopped.signal)).rejects.toThrow(/abort/i);
  expect(readdirSync(folder)).toEqual([TODAY]);
});

it('tells each day for itself, and lets go of what the policy does not keep', async () => {
  await keep('2027-11-30');
  await keep('2027-12-01');
  expect(pruneSnapshots(folder, { daily: 1, monthly: 0 })).toEqual([]);
  await keep('2027-12-02');
  expect(pruneSnapshots(folder, { daily: 1, monthly: 0 })).toEqual(['2027-12-01']);
  expect(readdirSync(folder)).toEqual([TODAY, '2027-11-30', '2027-12-02']);
  const rows = (day: string) => readFileSync(join(folder, day, 'products.ndjson'), 'utf8');
  expect(rows('2027-12-02')).toContain('"asOf":"2027-12-02"');
  expect(existsSync(join(folder, '2027-12-01'))).toBe(false);
});

it('has a page that leads to every file of the same filter, in both languages and without a script', async () => {
  const answer = await get('/export?sao=4&noi=ea-na&lang=en');
  expect(answer.url).toBe(`${hub.url}/export/?sao=4&noi=ea-na&lang=en`);
  const page = await answer.text();
  expect(page).toContain('<html lang="en">');
  expect(page).not.toContain('<script');
  const links = [...page.matchAll(/href="(\/export\/[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links).toContain('/export/products.gpkg?sao=4&noi=ea-na&lang=en');
  expect(links).toContain(`/export/snapshots/2027-12-02/products.parquet`);
  for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
  expect(await (await get('/export/')).text()).toContain('<html lang="vi">');

  const wrong = await get('/export/?sao=9&x="><b>');
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).not.toContain('"><b>');
  expect(hub.unexpected).toEqual([]);
});
