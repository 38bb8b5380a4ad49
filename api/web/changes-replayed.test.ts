import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database/open.ts';
import { applyList } from '../exchange/batches/apply-list.ts';
import { undoBatch } from '../exchange/batches/undo-batch.ts';
import { mergeProducers } from '../exchange/merges/merge-producers.ts';
import { mergeProducts } from '../exchange/merges/merge-products.ts';
import { readList } from '../exchange/sheets/read-list.ts';
import { Random } from '../graphql/random/random.ts';
import { TODAY } from '../graphql/testing.ts';
import { Problem } from '../problem.ts';
import { apply, inOrder, register, type Copy } from '../register/changes/testing.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
/** Each writer is another process to the server: it has connections of its own. */
const writers: Database[] = [];
beforeAll(async () => {
  hub = await openTestHub({ kind: 'postgresql' });
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db);
  const server = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  const { href: databaseUrl } = Object.assign(server, { pathname: `/${rows[0]?.name}` });
  for (let at = 0; at < 4; at++) writers.push(await openDatabase({ dataDir: '', databaseUrl }));
});
afterAll(async () => {
  for (const writer of writers) await writer.close();
  await hub.close();
});

const kyselyOf = ({ em }: Database) => em.getKysely() as unknown as Kysely<unknown>;
const get = (path: string) => fetch(hub.url + path);

/** Follows the links of the feed to its end, and returns where that is. */
async function follow(copy: Copy, from: string): Promise<string> {
  let page = await answerOf(await get(from));
  for (;;) {
    for (const change of page.changes) apply(copy, change);
    if (page.isAtEnd) return page.cursor as string;
    page = await answerOf(await get(page.next));
  }
}

/** All records as of a cursor, as the address of a snapshot gives them. */
async function snapshot(path: string): Promise<{ copy: Copy; cursor: string }> {
  const lines = (await (await get(path)).text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { end } = lines.pop();
  expect(end.records).toBe(lines.length);
  const copy: Copy = new Map();
  for (const { entity, id, record } of lines) copy.set(`${entity} ${id}`, JSON.stringify(record));
  return { copy, cursor: end.cursor };
}

/** What a writer may run into beside others: told that it cannot be, or chosen by the server to give way. */
const canHappen = (error: unknown): boolean =>
  error instanceof Problem ||
  /deadlock detected|one_recognition_in_force|thought better of it/.test(String((error as Error).message));
async function attempt(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (!canHappen(error)) throw error;
    return false;
  }
}

/** Whoever was given way by the others each time goes on until it has done what it is for. */
const MOST_ROUNDS = 60;

/** Lists of known and new producers, some taken back at once and some after others have written. */
async function importing({ em }: Database, random: Random, done: Set<string>): Promise<void> {
  const taken: string[] = [];
  const isDone = () => done.has('import') && done.has('undo');
  for (let round = 0; round < 5 || (!isDone() && round < MOST_ROUNDS); round++) {
    const rows = Array.from(
      { length: 3 },
      (_, at) =>
        `${at + 1};Hàng thử ${round < 5 ? random.int(1, 8) : round};HTX Chung ${random.int(1, 4)};${random.int(3, 4)}`,
    );
    const bytes = Buffer.from(
      `(Kèm theo Quyết định số ${round + 60}/QĐ-UBND ngày 5/${(round % 10) + 1}/2026);;;\nTT;Tên sản phẩm;Chủ thể;Sao\n${rows.join('\n')}\n`,
    );
    const words = { answers: new Map(), decision: null, today: TODAY, by: 'Chị Hoa', onlyValidRows: true };
    await attempt(async () => {
      const list = await readList({ name: `danh sách ${round}.csv`, bytes });
      const applied = await applyList(em, list, words, { product: () => {}, leaveOut: () => {} });
      if (applied.is === 'WRITTEN') {
        taken.push(applied.batch);
        done.add('import');
      }
    });
    const batch = round >= 5 || random.chance(0.6) ? taken.pop() : undefined;
    if (batch === undefined) continue;
    await attempt(async () => {
      const { is } = await undoBatch(em, { batch, by: 'Anh Nam' });
      if (is === 'UNDONE') done.add('undo');
    });
  }
}

async function merging(db: Kysely<unknown>, random: Random, done: Set<string>): Promise<void> {
  const merger = { by: 'Chị Hoa', why: 'Một, ghi hai lần' };
  const isDone = () => done.has('product') && done.has('producer');
  for (let round = 0; round < 14 || (!isDone() && round < MOST_ROUNDS); round++) {
    const isProduct = random.chance(0.5);
    const { rows } = await sql<{ name: string }>`select ${sql.ref(isProduct ? 'code' : 'slug')} as name
      from ${sql.table(isProduct ? 'product' : 'producer')} order by md5(id::text || ${String(random.next())}) limit 2`.execute(
      db,
    );
    const [gone = '', kept = ''] = rows.map(({ name }) => name);
    const merge = isProduct ? mergeProducts : mergeProducers;
    if (await attempt(() => merge(db, gone, kept, merger))) done.add(isProduct ? 'product' : 'producer');
  }
}

/** Corrections and deletions, of which some are thought better of, and some commit long after they have written. */
async function correcting(db: Kysely<unknown>, random: Random, pause: number): Promise<void> {
  for (let round = 0; round < 12; round++) {
    await attempt(() =>
      db.transaction().execute(async (trx) => {
        const mark = String(random.next());
        const steps = [
          sql`update product set note = ${mark} where id in (select id from product order by md5(id::text || ${mark}) limit 2)`,
          sql`update recognition set revoked_on = case when revoked_on is null then greatest(issued_on, ${TODAY}::date) end,
            revocation_reason = null
            where id = (select id from recognition order by md5(id::text || ${mark}) limit 1)`,
          // Locked, lest a merge or an undoing takes the product away between choosing it and writing.
          sql`insert into product_variant (id, product_id, name) select gen_random_uuid(), id, ${mark} from (
            select id from product order by md5(id::text || ${mark}) limit 1 for key share) as chosen on conflict do nothing`,
          sql`delete from product_variant where id in (select id from product_variant order by md5(id::text || ${mark}) limit 1)`,
          sql`update producer set website = ${`https://${mark}.example`} where id = (select id from producer order by md5(id::text || ${mark}) limit 1)`,
        ];
        for (let at = 0; at < 2; at++) {
          await random.pick(steps).execute(trx);
          await sql`select pg_sleep(${random.next() * pause})`.execute(trx);
        }
        if (random.chance(0.2)) throw new Error('thought better of it');
      }),
    );
  }
}

it.each([1, 2])(
  'gives whoever follows it the register byte for byte, through imports, undoing, merges and late commits (history %i)',
  async (seed) => {
    const [importer, merger, hasty, late] = writers as [Database, Database, Database, Database];
    const random = (number: number) => new Random(seed * 100 + number);
    const done = new Set<string>();
    const state = { isWriting: true };
    const { rows: before } = await sql<{ id: string }>`select max(id)::text as id from change`.execute(
      hub.db,
    );
    const finished = Promise.all([
      importing(importer, random(1), done),
      merging(kyselyOf(merger), random(2), done),
      correcting(kyselyOf(hasty), random(3), 0.01),
      correcting(kyselyOf(late), random(4), 0.2),
    ]).finally(() => (state.isWriting = false));

    const reading = async (number: number) => {
      const pages = random(number);
      const copy: Copy = new Map();
      let cursor = await follow(copy, `/changes?limit=${pages.int(100, 1_000)}`);
      do {
        await sleep(pages.int(1, 200));
        cursor = await follow(copy, `/changes?since=${cursor}&limit=${pages.int(1, 50)}`);
        // What the log says now of then is what the reader saw then.
        expect(inOrder(copy)).toBe(inOrder((await snapshot(`/changes/snapshot.ndjson?at=${cursor}`)).copy));
      } while (state.isWriting);
      return { copy, cursor };
    };
    /** A partner whose cursor is of another register: what the refusal links to, and the feed from there. */
    const beginningAnew = async () => {
      await sleep(500);
      const refused = await get('/changes?since=1-0123456789');
      expect(refused.status).toBe(410);
      const { snapshot: path } = await answerOf(refused);
      const { copy, cursor } = await snapshot(path);
      return { copy, cursor };
    };
    const copies = await Promise.all([reading(11), reading(12), beginningAnew()]);
    await finished;
    const now = await register(hub.db);
    for (const { copy, cursor } of copies) {
      await follow(copy, `/changes?since=${cursor}`);
      expect(inOrder(copy)).toBe(now);
    }

    // It was no quiet history: all of it happened, and what began earlier came to light later.
    expect([...done].toSorted()).toEqual(['import', 'producer', 'product', 'undo']);
    const { rows: told } = await sql<{ count: number }>`select count(*)::int as count from (
      select transaction_id < lag(transaction_id) over (order by id) as is_late from change where id > ${before[0]?.id}::bigint
    ) as logged where is_late`.execute(hub.db);
    expect(told[0]?.count).toBeGreaterThan(0);
    expect(hub.unexpected).toEqual([]);
  },
);
