import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds, openTestDatabase } from '../../database/testing.ts';
import type { Database } from '../../database/open.ts';
import { Random } from '../../graphql/random/random.ts';
import { changesAfter, newestCursor, recordsAt } from './change-feed.queries.ts';
import { heldBack, tables, toldColumns } from './public-record.ts';
import { apply, inOrder, register, type Copy } from './testing.ts';

async function snapshot(db: Kysely<unknown>, change: number): Promise<string> {
  const copy: Copy = new Map();
  for await (const { entity, id, record } of recordsAt(db, change))
    copy.set(`${entity} ${id}`, JSON.stringify(record));
  return inOrder(copy);
}

async function follow(db: Kysely<unknown>, copy: Copy, after: number, first: number): Promise<number> {
  let at = after;
  for (;;) {
    const { changes, isMore } = await changesAfter(db, at, first);
    for (const change of changes) apply(copy, change);
    at = changes.at(-1)?.change ?? at;
    if (!isMore) return at;
  }
}

describe.each(databaseKinds)('the change feed on %s', (kind) => {
  let database: Database;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
    db = database.em.getKysely() as unknown as Kysely<unknown>;
  });
  afterAll(() => database.close());

  it('decides for every column of every logged table whether partners get it', async () => {
    const { rows } = await sql<{ table: string; column: string }>`
      select c.relname as table, a.attname as column from pg_attribute a
        join pg_class c on c.oid = a.attrelid join pg_trigger t on t.tgrelid = c.oid
      where t.tgname = c.relname || '_change' and c.relnamespace = 'public'::regnamespace
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'id'`.execute(db);
    // Overlaps follow from zones; what is restricted has no content in the log to begin with.
    const derived = ['region_overlap', 'producer_restricted', 'producer_contact'];
    const kept = rows.filter(({ table }) => !derived.includes(table));
    const decided = tables.flatMap((table) =>
      [...toldColumns(table), ...Object.keys(heldBack[table] ?? {})].map((column) => `${table}.${column}`),
    );
    expect(decided.toSorted()).toEqual(kept.map(({ table, column }) => `${table}.${column}`).toSorted());
  });

  it('gives an empty copy the register byte for byte, whatever the size of its pages', async () => {
    const now = await register(db);
    expect(now.length).toBeGreaterThan(100_000);
    for (const first of [97, 1_000]) {
      const copy: Copy = new Map();
      const end = await follow(db, copy, 0, first);
      expect(inOrder(copy)).toBe(now);
      expect(await snapshot(db, end)).toBe(now);
    }
  });

  it('tells of a deletion, keeps what was, and never tells what is restricted', async () => {
    const { change: before } = await newestCursor(db);
    const was = await register(db);
    const { rows } = await sql<{ id: string }>`
      select producer.id from producer join product on producer_id = producer.id limit 1`.execute(db);
    const producer = rows[0]?.id;
    await sql`insert into producer_restricted (producer_id, phone, tax_code)
      values (${producer}, '0900-planted', 'planted-tax')`.execute(db);
    await sql`update producer set address_as_written = 'planted home' where id = ${producer}
      and legal_form is distinct from 'HOUSEHOLD_BUSINESS'`.execute(db);
    const variant = '018f0000-0000-7000-8000-000000000001';
    await sql`insert into product_variant (id, product_id, name)
      select ${variant}, id, 'Gói thử' from product order by id limit 1`.execute(db);
    await sql`delete from product_variant where id = ${variant}`.execute(db);

    const { changes } = await changesAfter(db, before, 100);
    expect(changes.filter(({ id }) => id === variant)).toMatchObject([
      { operation: 'PUT', entity: 'ProductVariant', record: { name: 'Gói thử', gtin: null } },
      { operation: 'DELETE', entity: 'ProductVariant', record: null },
    ]);
    expect(JSON.stringify(changes)).not.toContain('planted');
    expect(await snapshot(db, before)).toBe(was);
    expect(await snapshot(db, changes.at(-2)?.change ?? 0)).toContain('Gói thử');
    expect(await snapshot(db, changes.at(-1)?.change ?? 0)).toBe(await register(db));
  });

  it('ends a page before it grows too long to carry, and never in front of its first change', async () => {
    const { change: before } = await newestCursor(db);
    await sql`update source set note = repeat('dài', 1500000) where slug in (select slug from source limit 2)`.execute(
      db,
    );
    for (const at of [0, 1]) {
      const start = at === 0 ? before : ((await changesAfter(db, before, 1)).changes[0]?.change ?? 0);
      const { changes, isMore } = await changesAfter(db, start, 100);
      expect([changes.length, isMore]).toEqual([1, at === 0]);
    }
  });
});

describe('concurrent writers, some of whom commit late', () => {
  let database: Database;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    database = await openTestDatabase('postgresql', 'seeded');
    db = database.em.getKysely() as unknown as Kysely<unknown>;
  });
  afterAll(() => database.close());

  it.each([1, 2, 3])('never escape a reader who follows them (history %i)', async (seed) => {
    const { rows: products } = await sql<{ id: string }>`select id from product order by id limit 12`.execute(
      db,
    );
    const state = { isWriting: true };
    const writers = [1, 2, 3, 4].map((number) => write(db, products, new Random(seed * 100 + number)));
    const finished = Promise.all(writers).finally(() => (state.isWriting = false));

    const copy: Copy = new Map();
    let at = 0;
    const random = new Random(seed);
    do {
      at = await follow(db, copy, at, random.int(1, 400));
      // What the log says now of then is what the reader saw then.
      expect(inOrder(copy)).toBe(await snapshot(db, at));
    } while (state.isWriting);
    await finished;
    await follow(db, copy, at, 100);
    expect(inOrder(copy)).toBe(await register(db));
  });
});

/** Transactions of several changes each, that pause before they commit, and sometimes think better of it. */
async function write(db: Kysely<unknown>, products: { id: string }[], random: Random): Promise<void> {
  for (let round = 0; round < 12; round++) {
    await db
      .transaction()
      .execute(async (trx) => {
        // Rows in one order, so that writers wait for each other and do not lock each other out.
        const touched = [1, 2, 3].map(() => random.pick(products).id).toSorted();
        for (const product of touched) {
          const name = `Gói ${random.int(1, 6)}`;
          await sql`select 1 from product where id = ${product} for update`.execute(trx);
          const dice = random.next();
          if (dice < 0.35) {
            await sql`insert into product_variant (id, product_id, name) values (gen_random_uuid(), ${product}, ${name})
              on conflict (product_id, name) do update set net_content = ${String(random.next())}`.execute(
              trx,
            );
          } else if (dice < 0.6) {
            await sql`delete from product_variant where product_id = ${product} and name = ${name}`.execute(
              trx,
            );
          } else {
            await sql`update product set note = ${String(random.next())} where id = ${product}`.execute(trx);
          }
          await sql`select pg_sleep(${random.next() / 50})`.execute(trx);
        }
        if (random.chance(0.2)) throw new Error('thought better of it');
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error && error.message === 'thought better of it')) throw error;
      });
  }
}
