import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepSnapshot, pruneSnapshots, type Keeping } from '../../exchange/exports/kept-snapshots.ts';
import { dayIn } from '../../clock.ts';
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

const keep = (today: string, more: Partial<Keeping> = {}) =>
  keepSnapshot(
    { db: hub.db, primary: hub.db, onStatement: undefined, today },
    { folder, origin: '', ...more },
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

it('gives a part of a file to whoever goes on where a download broke off', async () => {
  const { snapshots } = await answerOf(await get('/export/snapshots'));
  for (const { href, format } of snapshots[0].files) {
    const answer = await get(href, { 'accept-encoding': 'identity' });
    const whole = Buffer.from(await answer.arrayBuffer());
    const etag = answer.headers.get('etag') ?? '';
    const head = await fetch(hub.url + href, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(whole.length)]);
    expect([format, answer.headers.get('accept-ranges'), etag[0]]).toEqual([format, 'bytes', '"']);
    // Compressed or not, a part is one of the file itself.
    for (const encoding of ['identity', 'gzip, br']) {
      const headers = { 'accept-encoding': encoding };
      const half = Math.floor(whole.length / 2);
      for (const [range, from, to] of [
        [`bytes=${half}-`, half, whole.length],
        ['bytes=0-3', 0, 4],
        ['bytes=-8', whole.length - 8, whole.length],
      ] as const) {
        const part = await get(href, { ...headers, range, 'if-range': etag });
        expect([
          part.status,
          part.headers.get('content-range'),
          part.headers.get('content-encoding'),
        ]).toEqual([206, `bytes ${from}-${to - 1}/${whole.length}`, null]);
        expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(from, to))).toBe(true);
      }
      const behind = await get(href, { ...headers, range: `bytes=${whole.length}-` });
      expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
      // It tells of a fault, and nobody takes it for the file.
      expect(['etag', 'content-disposition'].map((name) => behind.headers.get(name))).toEqual([null, null]);
      expect(behind.headers.get('content-type')).toContain('application/problem+json');
      expect(behind.headers.get('cache-control')).toBe('no-store');
      expect(await answerOf(behind)).toMatchObject({
        status: 416,
        title: expect.stringContaining(`${whole.length}`),
      });
      const known = await get(href, { ...headers, range: `bytes=${whole.length}-`, 'if-none-match': etag });
      expect([known.status, known.headers.get('content-range')]).toEqual([304, null]);
      // A page of a partner's reads where its part lies.
      for (const { headers: told } of [answer, behind])
        for (const name of ['Accept-Ranges', 'Content-Range', 'ETag'])
          expect(told.get('access-control-expose-headers')?.split(', ')).toContain(name);
      const may = await fetch(hub.url + href, { method: 'OPTIONS' });
      expect([may.status, may.headers.get('access-control-allow-headers')]).toEqual([204, '*']);
      // Of another file, or of a form that is not the bytes themselves, nothing is gone on with.
      for (const other of ['"0"', `W/${etag}`, 'Sun, 29 Nov 2026 00:00:00 GMT']) {
        const all = await get(href, { ...headers, range: 'bytes=5-', 'if-range': other });
        expect([all.status, Buffer.from(await all.arrayBuffer()).equals(whole)]).toEqual([200, true]);
      }
    }
    const packed = await get(href, { 'accept-encoding': 'gzip' });
    await packed.arrayBuffer();
    // What went compressed is not those bytes.
    const isPacked = packed.headers.get('content-encoding') !== null;
    expect(!isPacked || packed.headers.get('etag')?.startsWith('W/')).toBe(true);
  }
  expect(hub.unexpected).toEqual([]);
});

it('is read where it lies by programs that ask for parts of a file', async () => {
  const { stdout } = await promisify(execFile)('ogrinfo', [
    '-so',
    '-al',
    `/vsicurl/${hub.url}/export/snapshots/${TODAY}/products.gpkg`,
  ]);
  expect(stdout).toContain('Layer name: products');
  expect(stdout).toMatch(/Feature Count: \d+/);
});

it('keeps the register as the day found it, so that every hub keeps the same', async () => {
  const own = await openTestHub();
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'ocop-hub-snapshots-')));
  const keepIn = (target = '') =>
    keepSnapshot(
      { db: own.db, primary: own.db, onStatement: undefined, today: day },
      { folder: target, origin: '' },
    );
  const rename = (name: string) =>
    sql`update product set name = ${name} where id = (select id from product order by id limit 1)`.execute(
      own.db,
    );
  const day = dayIn(new Date());
  try {
    await rename('Tối hôm trước');
    // The log is never rewritten; here all that it holds has to be of the days before.
    await sql`alter table change disable trigger user`.execute(own.db);
    await sql`update change set changed_at = changed_at - interval '2 days'`.execute(own.db);
    await sql`alter table change enable trigger user`.execute(own.db);
    const here = await keepIn(folders[0]);
    await rename('Sáng hôm sau');
    expect(await keepIn(folders[1])).toEqual(here);
    const rows = readFileSync(join(folders[1]!, day, 'products.ndjson'), 'utf8');
    expect([rows.includes('Tối hôm trước'), rows.includes('Sáng hôm sau')]).toEqual([true, false]);
    expect(rows).toContain(`"asOf":"${day}"`);
  } finally {
    for (const target of folders) rmSync(target, { recursive: true });
    await own.close();
  }
});

it('leaves nothing half-kept where it is stopped, and sweeps away what a dead process left', async () => {
  mkdirSync(join(folder, '.taking-2026-11-20-1'));
  writeFileSync(join(folder, '.taking-2026-11-20-1/products.csv'), 'half');
  const long = new Date(Date.now() - 2 * 3_600_000);
  utimesSync(join(folder, '.taking-2026-11-20-1'), long, long);
  mkdirSync(join(folder, '.taking-2026-11-24-other'));
  const stopped = new AbortController();
  stopped.abort();
  await expect(keep('2026-11-25', { signal: stopped.signal })).rejects.toThrow(/abort/i);
  // Another hub may be at work on its own.
  expect(readdirSync(folder)).toEqual(['.taking-2026-11-24-other', TODAY]);
  rmSync(join(folder, '.taking-2026-11-24-other'), { recursive: true });
});

it('keeps the same at half the speed, and can be stopped while it pauses', async () => {
  const other = mkdtempSync(join(tmpdir(), 'ocop-hub-snapshots-'));
  try {
    const whole = await keep('2026-11-26', { folder: join(other, 'whole') });
    expect(await keep('2026-11-26', { folder: join(other, 'half'), atHalfSpeed: true })).toEqual(whole);

    const stopped = new AbortController();
    const keeping = keep('2026-11-27', { folder: other, atHalfSpeed: true, signal: stopped.signal });
    await expect.poll(() => globSync('.taking-*/products.csv', { cwd: other })).toHaveLength(1);
    stopped.abort();
    await expect(keeping).rejects.toThrow(/abort/i);
    expect(readdirSync(other).toSorted()).toEqual(['half', 'whole']);
  } finally {
    rmSync(other, { recursive: true });
  }
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
