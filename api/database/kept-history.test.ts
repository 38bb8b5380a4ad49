import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './open.ts';
import { databaseKinds, openTestDatabase } from './testing.ts';

describe.each(databaseKinds)('what is kept of the past, on %s', (kind) => {
  let database: Database;
  const run = <Row extends object>(sql: string, values: unknown[] = []) =>
    database.em.getConnection().execute<Row[]>(sql, values);
  const together = (...statements: string[]) =>
    database.em.fork().transactional(async (transaction) => {
      for (const statement of statements) await transaction.execute(statement);
    });
  const spans = async (table: string) =>
    (
      await run<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table}_history t order by md5(to_jsonb(t)::text)`,
      )
    ).map(({ row }) => row);

  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
  });
  afterAll(() => database.close());

  it('is what the change log alone tells', async () => {
    const product = `(select product_id from recognition where issued_on is not null
      and evidence in ('SIGNED_DECISION', 'OFFICIAL_NEWS') group by product_id order by min(code) limit 1)`;
    await run(
      `update recognition set revoked_on = issued_on + 30, revocation_reason = 'Thu hồi' where product_id = ${product}`,
    );
    await run(
      `update recognition set revoked_on = null, revocation_reason = null where product_id = ${product}`,
    );
    // Rewritten more than once in one transaction, told in the middle of it, and half of it taken back.
    await together(
      `update product set name = 'Một' where id = ${product}`,
      'set constraints all immediate',
      `update product set name = 'Hai', alternate_names = '{Hai nữa}' where id = ${product}`,
      'savepoint half',
      `update producer set name = 'Cơ sở Ba' where id = (select producer_id from product where id = ${product})`,
      'rollback to half',
      'set constraints all deferred',
      `update producer set name = 'Cơ sở Bốn' where id = (select producer_id from product where id = ${product})`,
      `update product set name = 'Năm' where id = ${product}`,
    );
    // Written later than after its statement: when that is said, and when the transaction ends without a word of it.
    await together(
      "select set_config('hub.keep_later', 'on', true)",
      `update producer set name = 'Cơ sở Năm' where id = (select producer_id from product where id = ${product})`,
      `update recognition set stars = 3, score = null, score_as_published = null where product_id = ${product}`,
      'select keep_now()',
      `update product set alternate_names = '{Năm nữa}' where id = ${product}`,
    );
    // Changed and changed back: nothing that differs.
    await together(
      `update product set name = 'Sáu' where id = ${product}`,
      `update product set name = 'Năm' where id = ${product}`,
    );
    await run(`update place set name = 'Krông Mới', full_name = 'Xã Krông Mới' where slug = 'krong-pac'`);
    await run(
      `delete from place_succession where successor_id = (select id from place where slug = 'krong-pac')`,
    );
    await run(`update material set name = 'Sầu riêng Mới' where slug = 'sau-rieng'`);
    await run(`update region set name = 'Vùng Mới' where slug = 'sau-rieng-krong-pac'`);
    await run(`delete from material_source where product_id = ${product}`);
    const gone = `(select id from product p where not exists (select from certification where product_id = p.id)
      and (select count(*) from recognition where product_id = p.id) = 1 order by slug limit 1)`;
    await together(
      `create temp table gone on commit drop as select id from product where id = ${gone}`,
      'delete from recognition where product_id in (select id from gone)',
      'delete from product where id in (select id from gone)',
    );
    await database.em.fork().transactional(async (transaction) => {
      const [source] = await transaction.execute<{ id: string }[]>('select id from source limit 1');
      const id = v7();
      await transaction.execute(
        `insert into product (id, code, slug, name, source_id) values (?, 'P0ZZZZZ0', 'moi', 'Mới', ?)`,
        [id, source!.id],
      );
      await transaction.execute(
        `insert into recognition (id, code, product_id, kind, stars, issued, issued_on, valid_until, evidence, source_id)
        values (?, 'R0ZZZZZ0', ?, 'FIRST', 4, '2026-01-02', '2026-01-02', '2029-01-02', 'OFFICIAL_NEWS', ?)`,
        [v7(), id, source!.id],
      );
    });

    const kept = { periods: await spans('verdict_period'), documents: await spans('search_document') };
    expect(kept.periods.length).toBeGreaterThan((await run('select from verdict_period')).length + 2);
    expect(kept.documents.length).toBeGreaterThan((await run('select from search_document')).length + 10);
    await run('select retell_history()');
    expect(await spans('verdict_period')).toEqual(kept.periods);
    expect(await spans('search_document')).toEqual(kept.documents);
  });

  it('ends with what stands now, each thing once at a time', async () => {
    for (const [table, key] of [
      ['verdict_period', 'product_id, from_day'],
      ['search_document', 'id'],
    ] as const) {
      const now = await run<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t order by md5(to_jsonb(t)::text)`,
      );
      const last = await run<{ row: Record<string, unknown> }>(
        `select row from (select to_jsonb(t) - '{from_change,before_change}'::text[] as row from ${table}_history t
          where before_change = ${'9223372036854775807'}) as open order by md5(row::text)`,
      );
      expect(last).toEqual(now);
      const overlapping = await run(
        `select from (select before_change, lead(from_change) over (partition by ${key} order by from_change) as next
          from ${table}_history) as spans where next < before_change`,
      );
      expect(overlapping).toEqual([]);
    }
    expect(await run('select from history_due')).toEqual([]);
  });

  it('is written later where that is wished, and once', async () => {
    const [product] = await run<{ id: string }>('select id from product order by slug limit 1');
    const names = async (em: Pick<Database['em'], 'execute'>) =>
      (
        await em.execute<{ texts: { text: string }[] }[]>('select texts from search_document where id = ?', [
          product!.id,
        ])
      )[0]!.texts.map(({ text }) => text);
    await database.em.fork().transactional(async (transaction) => {
      await transaction.execute("select set_config('hub.keep_later', 'on', true)");
      await transaction.execute(`update product set name = 'Để sau' where id = ?`, [product!.id]);
      expect(await names(transaction)).not.toContain('Để sau');
      await transaction.execute('select keep_now()');
      expect(await names(transaction)).toContain('Để sau');
      await transaction.execute(`update product set name = 'Để cuối' where id = ?`, [product!.id]);
    });
    expect(await names(database.em)).toContain('Để cuối');
    // The next transaction has it at once again.
    await database.em.fork().transactional(async (transaction) => {
      await transaction.execute(`update product set name = 'Ngay' where id = ?`, [product!.id]);
      expect(await names(transaction)).toContain('Ngay');
    });
  });

  it('does not grow where nothing differs', async () => {
    const count = async () =>
      (
        await run<{ n: number }>(
          `select ((select count(*) from verdict_period_history) + (select count(*) from search_document_history))::int as n`,
        )
      )[0]?.n;
    const before = await count();
    await run('select refresh_search(array(select id from product))');
    await run('select keep_verdict_periods(array(select id from product))');
    await run(`update product set story = 'Một câu chuyện'`);
    expect(await count()).toBe(before);
  });
});
