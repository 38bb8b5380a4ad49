import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { entities } from '../register/entities.ts';
import { lockDataDir } from './lock.ts';
import { migrate } from './migrate.ts';
import type { Database } from './open.ts';
import { databaseKinds, openTestDatabase } from './testing.ts';

describe('the lock on a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const holder = (over: object) =>
    writeFileSync(
      join(folder, 'hub.lock'),
      JSON.stringify({ pid: process.pid, host: hostname(), started: null, ...over }),
    );

  it('lets one process in at a time', () => {
    holder({ pid: process.ppid });
    expect(() => lockDataDir(folder)).toThrow(`Another hub (process ${process.ppid}`);
  });

  it('takes over from a process that is gone, and from a reused process id', () => {
    const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid']));
    for (const gone of [{ pid }, { pid: process.ppid, started: '1' }]) {
      holder(gone);
      expect(lockDataDir(folder)).not.toThrow();
    }
  });

  it('takes over from a lock that says nothing, and respects one of another machine', () => {
    writeFileSync(join(folder, 'hub.lock'), '');
    expect(lockDataDir(folder)).not.toThrow();
    holder({ host: 'elsewhere', pid: 1 });
    expect(() => lockDataDir(folder)).toThrow('on elsewhere');
  });
});

describe.each(databaseKinds)('the database on %s', (kind) => {
  let database: Database;
  const ids = { source: v7(), product: v7() };
  const run = <T extends object>(sql: string, values: unknown[] = []) =>
    database.em.getConnection().execute<T[]>(sql, values);

  const recognise = (over: Record<string, unknown>) => {
    const row: Record<string, unknown> = {
      id: v7(),
      code: `R${String(serial++).padStart(7, '0')}`,
      product_id: ids.product,
      kind: 'FIRST',
      stars: 3,
      issued: '2024-01-01',
      issued_on: '2024-01-01',
      valid_until: '2027-01-01',
      evidence: 'OFFICIAL_NEWS',
      source_id: ids.source,
      ...over,
    };
    const names = Object.keys(row);
    return run(
      `insert into recognition (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      Object.values(row),
    );
  };
  let serial = 1;

  beforeAll(async () => {
    database = await openTestDatabase(kind, 'migrated');
    await run(
      `insert into source (id, slug, title, reliability, retrieved_on) values (?, 's', 'S', 'HIGH', '2026-11-23')`,
      [ids.source],
    );
    await run(`insert into product (id, code, slug, name, source_id) values (?, 'P0000000', 'p', 'P', ?)`, [
      ids.product,
      ids.source,
    ]);
  });
  afterAll(() => database.close());

  it('has nothing left to migrate, and refuses to go back', async () => {
    expect(await migrate(database)).toEqual([]);
    await run(`insert into migration (name) values ('9999-of-tomorrow')`);
    await expect(migrate(database)).rejects.toThrow('is newer than this hub (it has run 9999-of-tomorrow)');
    await run(`delete from migration where name = '9999-of-tomorrow'`);
    expect(migrations.length).toBe((await run('select 1 from migration')).length);
  });

  it('has a column of the right nullability for every property of every entity', async () => {
    const columns = await run<{ name: string; optional: boolean }>(
      `select table_name || '.' || column_name as name, is_nullable = 'YES' or column_default is not null as optional
      from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER'`,
    );
    const known = new Map(columns.map(({ name, optional }) => [name, optional]));
    const mapped = new Set<string>();
    for (const entity of entities) {
      const { tableName, props } = database.orm.getMetadata().getByClassName(entity.meta.className);
      for (const property of props) {
        const name = `${tableName}.${property.fieldNames[0]}`;
        mapped.add(name);
        expect({ name, isThere: known.has(name) }).toEqual({ name, isThere: true });
        const mayBeEmpty = property.nullable ? known.get(name) : true;
        expect({ name, mayBeEmpty }).toEqual({ name, mayBeEmpty: true });
      }
    }
    const tables = new Set(
      entities.map((entity) => database.orm.getMetadata().getByClassName(entity.meta.className).tableName),
    );
    const unmapped = [...known.keys()].filter(
      (name) => tables.has(name.split('.')[0] ?? '') && !mapped.has(name),
    );
    expect(unmapped).toEqual([]);
  });

  it('indexes every foreign key', async () => {
    const bare = await run(`
      select conrelid::regclass::text || '.' || attname as name
      from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
        select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])
      order by 1`);
    expect(bare).toEqual([]);
  });

  it.each([
    ['two stars', { stars: 2 }],
    ['six stars', { stars: 6 }],
    ['a score above 100', { score: 100.01 }],
    ['70 points for 3 stars', { score: 70 }],
    ['69.99 points for 4 stars', { stars: 4, score: 69.99 }],
    ['89.99 points for 5 stars', { stars: 5, score: 89.99 }],
    ['an end before its beginning', { valid_until: '2024-01-01' }],
    ['an extension of more than 180 days', { extended_until: '2027-07-01' }],
    ['a revocation before the issue', { revoked_on: '2023-12-31' }],
    ['stars beside "potential five stars"', { potential_five_star: true }],
    ['a day of issue that its text does not say', { issued: '2024' }],
    ['a last day without a day of issue', { issued: '2024', issued_on: null }],
    ['an extension of no validity', { valid_until: null, extended_until: '2027-02-01' }],
    ['a day of issue without its text', { issued: null }],
    ['a month that is none', { issued: '2024-13', issued_on: null, valid_until: null }],
    ['evidence of another kind', { evidence: 'HEARSAY' }],
  ])('refuses a recognition with %s', async (_, over) => {
    await expect(recognise(over)).rejects.toThrow(/violates check constraint/);
    expect(await run('select 1 from recognition')).toEqual([]);
  });

  it('refuses two recognitions in force on one day for one product, and takes one after the other', async () => {
    await recognise({ id: ids.product });
    await expect(
      recognise({ issued: '2026-12-31', issued_on: '2026-12-31', valid_until: '2029-12-31' }),
    ).rejects.toThrow('one_recognition_in_force');
    // A council's proposal is no recognition in force; nor is one after another's last day.
    await recognise({
      evidence: 'COUNCIL_RESULT',
      issued: '2025-01-01',
      issued_on: '2025-01-01',
      valid_until: '2028-01-01',
    });
    await recognise({ issued: '2027-01-02', issued_on: '2027-01-02', valid_until: '2030-01-02' });
    await run('delete from recognition');
  });

  it('refuses rings that are not closed, and keeps the rings of those that are', async () => {
    const place = (geometry: object) =>
      run(
        `insert into place (id, slug, name, full_name, kind, geometry, geometry_accuracy, source_id)
        values (?, ?, 'A', 'A', 'COMMUNE', ?::jsonb, 'APPROXIMATE', ?) returning id`,
        [v7(), v7(), JSON.stringify(geometry), ids.source],
      );
    const open = [
      [
        [108, 12],
        [109, 12],
        [109, 13],
        [108, 13],
      ],
    ];
    await expect(place({ type: 'Polygon', coordinates: open })).rejects.toThrow(/check constraint/);
    await expect(place({ type: 'Point', coordinates: [108, 12] })).rejects.toThrow(/check constraint/);

    const closed = [
      [
        [108, 12],
        [109, 12],
        [109, 13],
        [108, 13],
        [108, 12],
      ],
    ];
    const [row] = (await place({ type: 'Polygon', coordinates: closed })) as { id: string }[];
    const inside = `select place_id from place_ring where shape @> point '(108.5,12.5)'`;
    expect(await run(inside)).toEqual([{ place_id: row?.id }]);
    await run('update place set geometry = null, geometry_accuracy = null where id = ?', [row?.id]);
    expect(await run(inside)).toEqual([]);
  });

  it('gives a code once, for ever', async () => {
    const give = (table: 'product' | 'recognition', id: string, code: string) =>
      table === 'product'
        ? run(`insert into product (id, code, slug, name, source_id) values (?, ?, ?, 'G', ?)`, [
            id,
            code,
            v7(),
            ids.source,
          ])
        : recognise({ id, code, evidence: 'COUNCIL_RESULT' });
    for (const [table, code, other] of [
      ['product', 'P2222222', 'P3333333'],
      ['recognition', 'R2222222', 'R3333333'],
    ] as const) {
      const id = v7();
      await give(table, id, code);
      await expect(run(`update ${table} set code = ? where id = ?`, [other, id])).rejects.toThrow(
        `The code ${code} stays with its ${table} for ever: neither it nor the id can change`,
      );
      await expect(run(`update ${table} set id = ? where id = ?`, [v7(), id])).rejects.toThrow('for ever');
      await run(`delete from ${table} where id = ?`, [id]);
      await expect(give(table, v7(), code)).rejects.toThrow(
        `The code ${code} was given to another ${table} before: a code is never given again`,
      );
      // A deletion that is taken back, and a code that was refused to nobody.
      await give(table, id, code);
      await give(table, v7(), other);
      await run(`delete from ${table} where code in (?, ?)`, [code, other]);
      expect(await run('select kind, thing from given_code where code = ?', [code])).toEqual([
        { kind: table, thing: id },
      ]);
    }
    for (const forgetting of ['delete from given_code', `update given_code set thing = gen_random_uuid()`])
      await expect(run(forgetting)).rejects.toThrow('stays given for ever');
    await expect(run('truncate given_code')).rejects.toThrow('stays given for ever');
  });

  it('writes every change to the log with who and what, once, and lets nobody rewrite it', async () => {
    await database.em.fork().transactional(async (em) => {
      await em.execute(`select set_config('hub.actor', 'an officer', true)`);
      await em.execute(`update product set name = 'Q' where id = ?`, [ids.product]);
      await em.execute(`update product set name = 'Q' where id = ?`, [ids.product]);
    });
    const log = await run<{
      operation: string;
      actor: string;
      before: { name: string };
      after: { name: string };
    }>(
      `select operation, actor, before, after from change where entity = 'product' and entity_id = ? order by id`,
      [ids.product],
    );
    expect(log.map(({ operation, before, after }) => [operation, before?.name, after?.name])).toEqual([
      ['INSERT', undefined, 'P'],
      ['UPDATE', 'P', 'Q'],
    ]);
    expect(log[1]?.actor).toBe('an officer');
    await expect(run('delete from change')).rejects.toThrow('append-only');
    await expect(run(`update change set actor = 'nobody'`)).rejects.toThrow('append-only');
  });
});
