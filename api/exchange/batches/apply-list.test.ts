import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqlEntityManager } from '@mikro-orm/sql';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import type { Database } from '../../database/open.ts';
import { openTestHub, type TestHub } from '../../web/testing.ts';
import { changesAfter } from '../../register/changes/change-feed.queries.ts';
import { tables, type Row } from '../../register/changes/public-record.ts';
import { listDecisionOf } from '../sheets/evidence.rules.ts';
import type { PlannedProduct } from '../sheets/plan-list.ts';
import { readList } from '../sheets/read-list.ts';
import { applyList, tryList } from './apply-list.ts';
import { undoneLines } from './batch-report.ts';
import { allBatches } from './batch.queries.ts';
import { mergeProducts } from '../merges/merge-products.ts';
import { undoBatch } from './undo-batch.ts';

const TODAY = '2026-11-24';
const example = (name: string) => ({
  name,
  bytes: readFileSync(new URL(`../sheets/raw_examples/${name}`, import.meta.url)),
});
const csv = (...lines: string[]) => ({ name: 'danh sách.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) });
type File = { name: string; bytes: Buffer };

/** Of a new producer and one that is known, with two rounds, in a known commune. */
const list = csv(
  'DANH SÁCH SẢN PHẨM OCOP;;;;;;;',
  '(Kèm theo Quyết định số 77/QĐ-UBND ngày 5/6/2026 của UBND tỉnh Đắk Lắk);;;;;;;',
  'TT;Tên sản phẩm;Chủ thể;Xã/phường (mới);Sao;Điểm;Số QĐ, ngày;Điện thoại',
  '1;Hạt sen sấy;HTX Sen Hồng Lắk;Xã Liên Sơn Lắk;4;71,5;;0905123456',
  '2;Trà sen;HTX Sen Hồng Lắk;Xã Liên Sơn Lắk;3;;5/QĐ-UBND ngày 1/2/2024;0905123456',
  '3;Trà sen;HTX Sen Hồng Lắk;Xã Liên Sơn Lắk;4;;;0905123456',
  '4;Bơ sấy dẻo Dakado;Công ty TNHH Thu Nhơn;;3;;;',
);

describe.each(databaseKinds)('taking a list in on %s', (kind) => {
  let hub: TestHub;
  let db: Kysely<unknown>;
  let database: Database;
  beforeAll(async () => {
    hub = await openTestHub({ kind });
    ({ db, database } = hub);
  });
  afterAll(() => hub.close());

  const silent = { product: () => {}, leaveOut: () => {} };
  async function take(
    file: File,
    {
      answers = {},
      decision,
      onlyValidRows = false,
      by = 'Chị Hoa',
    }: { answers?: Record<string, string>; decision?: string; onlyValidRows?: boolean; by?: string } = {},
  ) {
    const planned: PlannedProduct[] = [];
    const words = {
      answers: new Map(Object.entries(answers)),
      decision: decision === undefined ? null : listDecisionOf(decision),
      today: TODAY,
    };
    const listener = { ...silent, product: (one: PlannedProduct) => void planned.push(one) };
    const applied = await applyList(
      database.em,
      await readList(file),
      { ...words, by, onlyValidRows },
      listener,
    );
    return { ...applied, planned };
  }
  async function taken(file: File, wishes: Parameters<typeof take>[1] = {}) {
    const applied = await take(file, wishes);
    if (applied.is !== 'WRITTEN') throw new Error(`It was ${applied.is}: ${JSON.stringify(applied.counts)}`);
    return applied;
  }
  const undo = (batch: string) => undoBatch(database.em, { batch, by: 'Anh Nam' });

  /** All that the register says, table by table. */
  async function register(): Promise<string> {
    const lines: string[] = [];
    for (const table of [...tables, 'verdict_period', 'search_document'] as const) {
      const { rows } = await sql<{
        row: Row;
      }>`select to_jsonb(one) as row from ${sql.table(table)} as one`.execute(db);
      lines.push(...rows.map(({ row }) => `${table} ${JSON.stringify(row)}`));
    }
    return lines.toSorted().join('\n');
  }
  const batches = () => allBatches(db);
  const codeOf = async (name: string) => {
    const { rows } = await sql<{ code: string }>`select code from product where name = ${name}`.execute(db);
    return rows.map(({ code }) => code).join();
  };
  async function product(name: string) {
    const answer = await hub.ask({
      query: `query ($code: String!) { product(by: { code: $code }) {
        code slug name producer { name legalForm } place { fullName } source { title reliability note }
        recognitions { code kind stars score decisionNumber issued validUntil evidence supersededOn source { title } }
      } }`,
      variables: { code: await codeOf(name) },
    });
    const { data, errors } = (await answer.json()) as { data: { product: unknown }; errors?: unknown };
    expect(errors).toBeUndefined();
    return data.product;
  }

  it('plans no further than whoever takes the rows in has come', async () => {
    const heard: string[] = [];
    const slow = {
      async product({ row }: PlannedProduct) {
        heard.push(`${row} begins`);
        await sleep(5);
        heard.push(`${row} ends`);
      },
      leaveOut: () => {},
    };
    const words = { answers: new Map<string, string>(), decision: null, today: TODAY };
    await tryList(database.em, await readList(list), words, slow);
    expect(heard.slice(0, 4)).toEqual(['4 begins', '4 ends', '5 begins', '5 ends']);
  });

  it('writes product, producer and recognitions with evidence and source, and takes all of it back', async () => {
    const before = await register();
    const { batch, counts, rows } = await taken(list);
    expect(counts).toMatchObject({ ADD: 3, CHANGE: 1, ASK: 0, REFUSE: 0 });
    expect(rows).toEqual([4, 5, 6, 7]);
    const title = 'Danh sách OCOP – (Kèm theo Quyết định số 77/QĐ-UBND ngày 5/6/2026 của UBND tỉnh Đắk Lắk)';
    expect(await product('Trà sen')).toMatchObject({
      slug: 'tra-sen',
      producer: { name: 'HTX Sen Hồng Lắk', legalForm: 'COOPERATIVE' },
      place: { fullName: 'Xã Liên Sơn Lắk' },
      source: { title, reliability: 'HIGH' },
      recognitions: [
        {
          kind: 'UPGRADE',
          stars: 4,
          decisionNumber: '77/QĐ-UBND',
          validUntil: '2029-06-05',
          evidence: 'SIGNED_DECISION',
        },
        {
          kind: 'FIRST',
          stars: 3,
          decisionNumber: '5/QĐ-UBND',
          evidence: 'SIGNED_DECISION',
          supersededOn: '2026-06-05',
        },
      ],
    });
    expect(await product('Bơ sấy dẻo Dakado')).toMatchObject({ producer: { name: 'Công ty TNHH Thu Nhơn' } });
    const { rows: produced } = await sql`select from producer where name = 'HTX Sen Hồng Lắk'`.execute(db);
    expect(produced).toHaveLength(1);

    const code = await codeOf('Trà sen');
    const page = (path: string) => fetch(`${hub.url}${path}`, { headers: { accept: 'application/ld+json' } });
    expect((await page(`/v/${code}`)).status).toBe(200);
    expect(await batches()).toMatchObject([
      { code: batch, importedBy: 'Chị Hoa', undoneAt: null, counts: { ADD: 3 }, sheet: null },
    ]);

    expect(await undo(batch)).toMatchObject({ is: 'UNDONE', removed: 9, restored: 0 });
    expect(await register()).toBe(before);
    expect((await page(`/v/${code}`)).status).toBe(410);
    expect(await batches()).toMatchObject([{ code: batch, undoneBy: 'Anh Nam' }]);
    await expect(undo(batch)).rejects.toThrow(/đã được Anh Nam hủy lúc .* was undone by Anh Nam/);
    await expect(undo('B2345678')).rejects.toThrow('There is no batch B2345678');
  });

  it('gives the same product its id and code again, never to another, and the same file changes nothing twice', async () => {
    const ids = async () => {
      const { rows } = await sql<{ ids: string }>`
        select string_agg(id || code || slug, ' ' order by name) as ids from product
        where source_id in (select id from source where slug like 'danh-sach-b%')`.execute(db);
      const { rows: others } = await sql<{ ids: string }>`
        select string_agg(recognition.id || recognition.code, ' ' order by recognition.code) as ids from recognition
        where source_id in (select id from source where slug like 'danh-sach-b%')`.execute(db);
      return `${rows[0]?.ids} ${others[0]?.ids}`;
    };
    const first = await taken(list);
    const given = await ids();
    await undo(first.batch);
    const other = await taken(csv('Tên sản phẩm;Chủ thể;Sao;Năm', 'Trà sen;HTX Sen Trắng Lắk;3;2025'), {
      decision: 'Báo cáo tháng 11',
    });
    expect(given).not.toContain(await codeOf('Trà sen'));
    await undo(other.batch);
    const second = await taken(list);
    expect(await ids()).toBe(given);

    const state = await register();
    const again = await take(list);
    expect(again).toMatchObject({
      is: 'NOTHING_NEW',
      counts: { LEAVE: 4 },
      earlier: [{ code: second.batch }],
    });
    expect(again.planned.map(({ remarks }) => remarks.map(({ code }) => code))).toEqual(
      Array.from({ length: 4 }, () => ['ALREADY_IMPORTED']),
    );
    expect(await register()).toBe(state);
    expect((await batches()).filter(({ undoneAt }) => undoneAt === null)).toHaveLength(1);
    await undo(second.batch);
  });

  it('says which later changes stand on a batch, and takes nothing back', async () => {
    const { batch } = await taken(list);
    const later = await taken(
      csv('Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày', 'Chè hạt sen;HTX Sen Hồng Lắk;3;9/QĐ-UBND ngày 1/7/2026'),
      { by: 'Chị Lan' },
    );
    await database.em.fork().transactional(async (em) => {
      await em.execute(`select set_config('hub.actor', 'Anh Tú', true)`);
      await em.execute(`update product set note = 'Đã kiểm tra' where name = 'Hạt sen sấy'`);
      await em.execute(
        `insert into product_variant (id, product_id, name) select gen_random_uuid(), id, 'Hộp 200 g' from product where name = 'Trà sen'`,
      );
    });
    const state = await register();
    const undone = await undo(batch);
    expect(undone).toMatchObject({
      is: 'STOOD_ON',
      count: 3,
      obstacles: [
        {
          table: 'producer',
          name: 'HTX Sen Hồng Lắk',
          later: [{ table: 'product', by: 'Chị Lan', batch: later.batch }],
        },
        {
          table: 'product',
          name: 'Hạt sen sấy',
          later: [{ table: 'product', operation: 'UPDATE', by: 'Anh Tú' }],
        },
        {
          table: 'product',
          name: 'Trà sen',
          later: [{ table: 'product_variant', operation: 'INSERT', by: 'Anh Tú' }],
        },
      ].toSorted((a, b) => (a.table < b.table ? -1 : 1)),
    });
    expect(undoneLines(undone).join('\n')).toContain('Anh Tú: thêm / added quy cách / pack');
    expect(await register()).toBe(state);
    // What was changed and changed back stands in nobody's way.
    await undo(later.batch);
    await database.em.fork().execute(`update product set note = null where name = 'Hạt sen sấy'`);
    await database.em.fork().execute(`delete from product_variant where name = 'Hộp 200 g'`);
    expect(await undo(batch)).toMatchObject({ is: 'UNDONE' });
  });

  it('what officials send: as planned, and as it was once it is taken back', async () => {
    const before = await register();
    const cases: [File, Record<string, string>, object][] = [
      [
        example('01_danh_sach_kem_quyet_dinh_merged.xlsx'),
        { 'all.recognition': 'new', '24.stars': 'potential' },
        { products: 11, CHANGE: 7, LEAVE: 4 },
      ],
      [example('02_bao_cao_xa_phuong_utf16.txt'), {}, { products: 9, duplicates: 1, CHANGE: 1, LEAVE: 9 }],
      [
        example('03_dan_tu_word.csv'),
        {
          'all.split': 'many',
          '6.product': 'new',
          '7.product': 'new',
          'all.blank': 'empty',
          '8.product': 'new',
          '9.product': 'new',
          '10.date': '2022-12-27',
        },
        { products: 13, ASK: 0, REFUSE: 0 },
      ],
    ];
    const decision = 'Báo cáo số 12/BC-VPĐP ngày 20/11/2026';
    const done: string[] = [];
    for (const [file, answers, counts] of cases) {
      await expect(take(file, { answers })).rejects.toThrow(/The list names no decision/);
      const { batch, counts: found } = await taken(file, { answers, decision });
      expect(found).toMatchObject(counts);
      done.push(batch);
      const again = await take(file, { answers, decision });
      expect(again).toMatchObject({ is: 'NOTHING_NEW', earlier: [{ code: batch }] });
    }
    const { rows } = await sql<{ evidence: string }>`select distinct evidence from recognition
      where source_id in (select id from source where slug like 'danh-sach-b%')`.execute(db);
    expect(rows.map(({ evidence }) => evidence).toSorted()).toEqual(['COUNCIL_RESULT']);
    for (const batch of done.toReversed()) expect(await undo(batch)).toMatchObject({ is: 'UNDONE' });
    expect(await register()).toBe(before);
  });

  it('writes nothing where something is refused or asked, or exactly the rows that can be written', async () => {
    const mixed = csv(
      'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
      'Hạt sen sấy;HTX Sen Hồng Lắk;4;77/QĐ-UBND ngày 5/6/2026',
      'Trà sen;HTX Sen Hồng Lắk;hai;77/QĐ-UBND ngày 5/6/2026',
      'Mứt sen, chè sen;HTX Sen Hồng Lắk;3;77/QĐ-UBND ngày 5/6/2026',
      'Sữa sen;HTX Sen Hồng Lắk;3;77/QĐ-UBND ngày 5/6/2026',
    );
    const before = await register();
    expect(await take(mixed)).toMatchObject({ is: 'STOPPED', counts: { ADD: 2, REFUSE: 1, ASK: 1 } });
    expect(await register()).toBe(before);
    const some = await taken(mixed, { onlyValidRows: true });
    expect(some.rows).toEqual([2, 5]);
    expect(await codeOf('Sữa sen')).toMatch(/^P/);
    // Answered later, the rest of the same file is a batch of its own.
    const rest = await taken(mixed, { onlyValidRows: true, answers: { 'all.split': 'many' } });
    expect(rest).toMatchObject({
      rows: [4],
      counts: { ADD: 2, LEAVE: 2, REFUSE: 1 },
      earlier: [{ code: some.batch }],
    });
    await undo(rest.batch);
    await undo(some.batch);
    expect(await register()).toBe(before);
  });

  it('a later recognition ends the one in force, also where the register has it, and undoing brings it back', async () => {
    const { rows } = await sql<{ name: string; producer: string; code: string; stars: number; day: string }>`
      select product.name, producer.name as producer, recognition.code, stars, issued_on::text as day
      from recognition join product on product.id = product_id join producer on producer.id = producer_id
      where upper(days_in_force) > '2026-10-01' and stars in (3, 4)
        and (select count(*) from recognition as other where other.product_id = product.id) = 1
      order by product.slug limit 1`.execute(db);
    const [known] = rows;
    if (!known) throw new Error('The seed has nothing in force');
    const before = await register();
    const { batch } = await taken(
      csv(
        'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
        `${known.name};${known.producer};${known.stars + 1};8/QĐ-BNNMT ngày 1/10/2026`,
      ),
    );
    const after = await sql`select recognition.superseded_on::text as day, later.decision_number as by
      from recognition join recognition later on later.id = recognition.superseded_by_id
      where recognition.code = ${known.code}`.execute(db);
    expect(after.rows).toEqual([{ day: '2026-10-01', by: '8/QĐ-BNNMT' }]);
    expect(await undo(batch)).toMatchObject({ is: 'UNDONE', removed: 2, restored: 1 });
    expect(await register()).toBe(before);
  });

  it('two imports at once do not both add a product, and each batch knows its own changes beside other writers', async () => {
    const rows = (own: string) =>
      csv(
        'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
        ...['Sen sấy giòn', 'Kẹo sen dẻo', 'Bánh sen nướng', own].map(
          (name) => `${name};HTX Sen Hồng Lắk;3;77/QĐ-UBND ngày 5/6/2026`,
        ),
      );
    const before = await register();
    const others = { areDone: false };
    const writing = (async () => {
      for (let n = 0; !others.areDone; n++) {
        await database.em.fork().execute('update dataset set statement_en = ?', [`Statement ${n}`]);
        await sleep(1);
      }
    })();
    const both = await Promise.all([
      take(rows('Rượu men lá'), { by: 'Máy một' }),
      take(rows('Phấn hoa vàng'), { by: 'Máy hai' }),
    ]);
    others.areDone = true;
    await writing;
    expect(both.map(({ counts }) => counts.ADD).toSorted()).toEqual([1, 4]);
    const { rows: foreign } = await sql`
      select from import_batch join change on change.id between first_change and last_change
      where actor <> imported_by`.execute(db);
    expect(foreign).toEqual([]);
    const { rows: own } = await sql`
      select imported_by, count(*)::int as n from import_batch join change on change.id between first_change and last_change
      where undone_at is null group by 1 order by n`.execute(db);
    const [few, many] = own as { n: number }[];
    expect([few?.n, many?.n]).toEqual([3, 10]);
    const open = (await batches()).filter(({ undoneAt }) => undoneAt === null);
    for (const { code } of open) expect(await undo(code)).toMatchObject({ is: 'UNDONE' });
    await database.em.fork().execute('update dataset set statement_en = ?', [
      (
        JSON.parse(
          before
            .split('\n')
            .find((line) => line.startsWith('dataset '))
            ?.slice(8) ?? '{}',
        ) as Row
      )['statement_en'],
    ]);
    expect(await register()).toBe(before);
  });

  it('a copy that follows the change feed gets it all, and nothing of persons is kept anywhere', async () => {
    const { rows: newest } = await sql<{ last: number }>`select max(id)::int as last from change`.execute(db);
    const { batch } = await taken(list);
    const records = new Map<string, unknown>();
    const follow = async () => {
      let at = newest[0]?.last ?? 0;
      for (;;) {
        const { changes, isMore } = await changesAfter(db, at, 100);
        for (const { operation, id, record } of changes)
          if (operation === 'DELETE') records.delete(id);
          else records.set(id, record);
        at = changes.at(-1)?.change ?? at;
        if (!isMore) return;
      }
    };
    await follow();
    expect(records.size).toBe(9);
    const { rows } = await sql<{ all: string }>`
      select (select coalesce(string_agg(to_jsonb(b)::text, ' '), '') from import_batch b)
        || (select string_agg(to_jsonb(c)::text, ' ') from change c) as all`.execute(db);
    expect(rows[0]?.all).not.toContain('0905123456');
    await undo(batch);
    records.clear();
    await follow();
    expect(records.size).toBe(0);
  });

  it('the plan of a try is the plan of the import, and progress is told for both', async () => {
    const steps: string[] = [];
    const words = { answers: new Map(), decision: null, today: TODAY };
    const tried: PlannedProduct[] = [];
    const { counts } = await tryList(database.em, await readList(list), words, {
      ...silent,
      product: (one) => void tried.push(one),
    });
    const applied = await applyList(
      database.em,
      await readList(list),
      { ...words, by: 'Chị Hoa', onlyValidRows: false },
      { ...silent, progress: (step, done, total) => void steps.push(`${step} ${done}/${total}`) },
    );
    expect(applied).toMatchObject({ is: 'WRITTEN', counts });
    expect(tried.map(({ action }) => action)).toEqual(['ADD', 'ADD', 'CHANGE', 'ADD']);
    expect(steps.at(0)).toMatch(/^PLAN/);
    expect(steps.slice(-2)).toEqual(['WRITE 6/7', 'WRITE 7/7']);
    if (applied.is === 'WRITTEN') await undo(applied.batch);
  });

  it('writes nothing more once it has failed', async () => {
    const before = await register();
    // More than are written at once, so that the first are being written while the next are planned.
    const many = csv(
      'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
      ...Array.from(
        { length: 600 },
        (_, n) => `${randomUUID().replaceAll(/[\d-]/g, '')};HTX Lắk ${n % 7};3;77/QĐ-UBND ngày 5/6/2026`,
      ),
    );
    const words = { answers: new Map(), decision: null, today: TODAY, by: 'Chị Hoa', onlyValidRows: false };
    const asked: string[] = [];
    const getKysely = SqlEntityManager.prototype.getKysely;
    const watched = vi.spyOn(SqlEntityManager.prototype, 'getKysely').mockImplementation(function (
      this: SqlEntityManager,
      ...options
    ) {
      return getKysely.apply(this, options).withPlugin({
        transformQuery({ node }) {
          asked.push(node.kind === 'RawNode' ? node.sqlFragments.join('?') : node.kind);
          return node;
        },
        transformResult: async ({ result }) => result,
      });
    });
    onTestFinished(() => watched.mockRestore());
    const failing = applyList(database.em, await readList(many), words, {
      ...silent,
      progress(step, done) {
        if (step === 'WRITE' && done > 501) throw new Error('The line is cut');
      },
    });
    await expect(failing).rejects.toThrow('The line is cut');
    // What was begun has ended, and only then it was taken back.
    const soFar = asked.length;
    expect(asked.join('\n')).toContain('insert into import_batch_row');
    expect(await register()).toBe(before);
    await sleep(200);
    expect(asked.slice(soFar)).toEqual([]);
  });

  it('sees what stands on a batch without a change of its records: what was merged into one, and a report', async () => {
    const { batch } = await taken(list);
    const leaves = csv('Tên sản phẩm;Chủ thể;Sao;Năm', 'Trà lá sen;HTX Sen Trắng Lắk;3;2025');
    const other = await taken(leaves, { decision: 'Báo cáo tháng 11' });
    const gone = await codeOf('Trà lá sen');
    await mergeProducts(db, gone, await codeOf('Hạt sen sấy'), { by: 'Anh Tú', why: 'Nhập hai lần' });
    await database.em.fork().execute(`insert into doubt
        (id, case_number, form_id, product_id, what, place, language, reported_on, received_at)
      select gen_random_uuid(), 'D1234567', gen_random_uuid(), id, 'Không đúng sao', 'Chợ', 'vi', '2026-11-24', now()
      from product where name = 'Trà sen'`);
    const undone = await undo(batch);
    expect(undone).toMatchObject({ is: 'STOOD_ON' });
    const told = undoneLines(undone).join('\n');
    expect(told).toContain(`Anh Tú: thêm / added bản ghi gộp vào / record merged into it ${gone}`);
    expect(told).toMatch(/“Trà sen”\n.*: thêm \/ added phản ánh \/ report of a doubt D1234567/);
    expect(await codeOf('Trà sen')).toMatch(/^P/);

    // What was merged away is there, as another: the file that brought it brings nothing more.
    const again = await take(leaves, { decision: 'Báo cáo tháng 11' });
    expect(again).toMatchObject({ is: 'NOTHING_NEW', earlier: [{ code: other.batch }] });
  });
});
