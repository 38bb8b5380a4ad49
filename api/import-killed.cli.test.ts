import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, runHub } from './checks/hub-process.ts';
import { openDatabase } from './database/open.ts';

const SIZE = 400;
const folder = mkdtempSync(join(tmpdir(), 'hub-import-killed-'));
const list = join(folder, 'dài.csv');
const wordOf = (number: number) =>
  `Sen${[...number.toString(20)].map((digit) => 'bcdghklmnpqrstvxyzwf'[parseInt(digit, 20)] ?? '').join('a')}a`;
writeFileSync(
  list,
  [
    'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
    ...Array.from(
      { length: SIZE },
      (_, at) =>
        `Trà ${wordOf(at)} ${wordOf(at * 7 + 1)};HTX ${wordOf(at * 3 + 2)} Lắk;3;${at}/QĐ-UBND ngày 5/6/2026`,
    ),
  ].join('\n'),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['embedded', 'postgresql'] as const)('an import that is cut off on %s', (kind) => {
  const dataDir = join(folder, kind);
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const name = `hub_killed_${randomBytes(6).toString('hex')}`;
  const address = Object.assign(new URL(server || 'postgresql://x/x'), { pathname: `/${name}` }).href;
  const databaseUrl = kind === 'postgresql' ? address : undefined;
  const options = {
    dataDir,
    env: { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24', ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
  };

  async function ask(sql: string, at = databaseUrl): Promise<Record<string, unknown>[]> {
    const database = await openDatabase({ dataDir, databaseUrl: at });
    try {
      return await database.em.getConnection().execute(sql);
    } finally {
      await database.close();
    }
  }
  /** What there is of the list, in every table that it writes. */
  const found = () =>
    ask(`select
      (select count(*)::int from import_batch where undone_at is null) as batches,
      (select count(*)::int from import_batch where last_change is null) as open,
      (select count(*)::int from import_batch_row join import_batch on batch = code where undone_at is null) as rows,
      (select count(*)::int from product where name like 'Trà Sen%') as products,
      (select count(*)::int from producer where name like 'HTX Sen% Lắk') as producers,
      (select count(*)::int from recognition where name_as_written like 'Trà Sen%') as recognitions,
      (select count(*)::int from source where slug like 'danh-sach-b%') as sources,
      (select count(*)::int from search_document where name_plain like '%tra sen%') as documents,
      (select count(*)::int from change) as changes`);

  beforeAll(async () => {
    if (databaseUrl) await ask(`create database ${name}`, server);
    const end = await runHub(['seed'], options);
    if (end.code !== 0) throw new Error(end.stderr);
  });

  async function undoWhatStands(): Promise<void> {
    const standing = await ask('select code from import_batch where undone_at is null');
    for (const { code } of standing) {
      const end = await runHub(['import', 'undo', String(code), '--by', 'Chị Hoa'], options);
      if (end.code !== 0) throw new Error(end.stderr + end.stdout);
    }
  }

  const start = () => launch(['import', list, '--apply', '--by', 'Chị Hoa'], options);
  /** Until the process has said so much, or has ended. */
  async function until(hub: ReturnType<typeof start>, said: string) {
    while (!hub.output().includes(said) && !hub.hasEnded()) await sleep(5);
  }

  test('leaves nothing half-done whenever it is killed, and can be run again', async () => {
    let [before] = await found();
    expect(before).toMatchObject({ batches: 0, products: 0 });
    const killed: string[] = [];
    // While it plans; and at moments after the last row was planned, when it writes.
    for (const [said, wait] of [
      ['Dòng / Row 2:', 0],
      [`Dòng / Row ${SIZE + 1}:`, 0],
      [`Dòng / Row ${SIZE + 1}:`, 200],
    ] as const) {
      const hub = start();
      await until(hub, said);
      await sleep(wait);
      const { signal } = await hub.stop('SIGKILL');
      const [after] = await found();
      // Where it was quicker than the signal, all of it is there.
      const isCutOff = signal === 'SIGKILL' && after?.['products'] === 0;
      const all = { batches: 1, open: 0, rows: SIZE, products: SIZE, recognitions: SIZE };
      expect(after).toEqual(isCutOff ? before : { ...after, ...all });
      if (isCutOff) killed.push(`${said} ${wait}`);
      else await undoWhatStands();
      [before] = await found();
    }
    // The first at least, whose plan has only begun.
    expect(killed.length).toBeGreaterThanOrEqual(1);

    const end = await start().end;
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const [whole] = await found();
    expect(whole).toMatchObject({
      batches: 1,
      open: 0,
      rows: SIZE,
      products: SIZE,
      producers: SIZE,
      recognitions: SIZE,
      documents: SIZE,
      sources: 1,
    });
    const [{ code } = {}] = await ask('select code from import_batch where undone_at is null');

    const undoing = launch(['import', 'undo', String(code), '--by', 'Anh Nam'], options);
    await sleep(1_500);
    await undoing.stop('SIGKILL');
    const [after] = await found();
    expect(after).toEqual(after?.['batches'] === 1 ? whole : { ...after, batches: 0, products: 0 });
    await undoWhatStands();
    expect((await found())[0]).toMatchObject({
      batches: 0,
      products: 0,
      producers: 0,
      sources: 0,
      documents: 0,
    });
  });

  // The embedded database has no connection to lose.
  test.each(kind === 'postgresql' ? [kind] : [])(
    'says so when the connection to %s is lost, and nothing is half-written',
    async () => {
      const [before] = await found();
      const hub = start();
      const lost = async () => {
        const ended = await ask(`select pg_terminate_backend(pid) from pg_locks
        where database = (select oid from pg_database where datname = current_database())
          and relation = 'import_batch_row'::regclass and mode = 'RowExclusiveLock'`);
        return ended.length > 0;
      };
      while (!(await lost()) && !hub.hasEnded()) await sleep(20);
      const end = await hub.end;
      expect(end.code).toBe(1);
      expect(end.stderr).toMatch(
        /^Mất kết nối với cơ sở dữ liệu: .* The connection to the database was lost: nothing is half-written\..*\n$/,
      );
      expect((await found())[0]).toEqual(before);
    },
  );
});
