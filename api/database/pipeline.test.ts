import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './open.ts';
import { Pipeline } from './pipeline.ts';
import { askWithin } from './pooled.ts';
import { Preparable } from './prepared.ts';

let database: Database;
let db: Kysely<unknown>;
let pool: Pool;

beforeAll(async () => {
  database = await openDatabase({ dataDir: '', databaseUrl: process.env['TEST_POSTGRES_URL'] ?? '' });
  db = database.primary;
  pool = database.pool!;
});
afterAll(() => database.close());

const twice = (value: number) => new Preparable('select $1::int * 2 as double', [value]);

/** Sleeps for as many seconds as it is told. */
const sleeping = (seconds: number) => new Preparable('select pg_sleep($1::float8)::text as slept', [seconds]);

const SESSIONS = sql<{ pid: number }>`select pid from pg_stat_activity
  where application_name = 'hub pipeline' and datname = current_database()`;

describe('a pipeline', () => {
  let pipeline: Pipeline;
  beforeEach(() => {
    pipeline = new Pipeline(pool);
  });
  afterEach(() => pipeline.close());

  const teach = (query: Preparable, ms = 0.1, times = 3) => {
    for (let n = 0; n < times; n++) pipeline.learn(query, ms);
  };

  /** Null where the statement was not sent. */
  const send = (query: Preparable): Promise<unknown[]> | null => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
    return pipeline.send(query, (error, result) => (error ? reject(error) : resolve(result.rows)))
      ? promise
      : null;
  };

  /** Once the connection is open. */
  async function opened(query: Preparable): Promise<void> {
    await expect.poll(() => send(query)).not.toBeNull();
  }

  it('takes what has been short three times', async () => {
    teach(twice(1), 0.1, 2);
    expect(send(twice(1))).toBeNull();
    teach(twice(1), 30, 5);
    expect(send(twice(1))).toBeNull();
    teach(twice(1), 0.1, 1);
    await opened(twice(1));
    expect(await send(twice(4))).toEqual([{ double: 8 }]);
  });

  it('answers each its own, however many wait, and tells what fails to nobody else', async () => {
    const inverse = (value: number) => new Preparable('select 10 / $1::int as part', [value]);
    teach(twice(1));
    teach(inverse(1));
    await opened(twice(1));
    const asked = [twice(1), inverse(2), inverse(0), twice(3), inverse(5)].map((query) => send(query));
    expect(await Promise.allSettled(asked)).toMatchObject([
      { value: [{ double: 2 }] },
      { value: [{ part: 5 }] },
      { reason: { code: '22012' } },
      { value: [{ double: 6 }] },
      { value: [{ part: 2 }] },
    ]);
    expect((await SESSIONS.execute(db)).rows).toHaveLength(1);
  });

  it('sends no more than the server has soon done', async () => {
    teach(sleeping(0), 4);
    await opened(sleeping(0));
    teach(sleeping(0), 4);
    const taken = Array.from({ length: 10 }, () => send(sleeping(0.004)));
    expect(taken.filter((one) => one !== null).length).toBeLessThan(10);
    await Promise.all(taken);
    expect(await send(sleeping(0))).toEqual([{ slept: '' }]);
  });

  it('sends no more of what has held others up', async () => {
    teach(sleeping(0));
    await opened(sleeping(0));
    await send(sleeping(0.06));
    expect(send(sleeping(0))).toBeNull();
    teach(sleeping(0), 0.1, 11);
    expect(send(sleeping(0))).toBeNull();
    teach(sleeping(0), 0.1, 1);
    expect(await send(sleeping(0))).toEqual([{ slept: '' }]);
  });

  it('keeps so many statements prepared, those asked last', async () => {
    const named = (n: number) => new Preparable(`select $1::int as "named_${n}"`, [n]);
    teach(named(0));
    await opened(named(0));
    for (let n = 0; n < 70; n++) {
      teach(named(n));
      expect(await send(named(n))).toEqual([{ [`named_${n}`]: n }]);
    }
    const count = new Preparable('select count(*)::int as kept from pg_prepared_statements', []);
    teach(count);
    expect(await send(count)).toEqual([{ kept: 60 }]);
    expect(await send(named(0))).toEqual([{ named_0: 0 }]);
  });

  it('leaves nobody behind a server that is held up', async () => {
    teach(sleeping(0));
    teach(twice(1));
    await opened(twice(1));
    const asked = [sleeping(30), twice(1)].map((query) => send(query));
    expect(await Promise.allSettled(asked)).toMatchObject([
      { status: 'rejected', reason: { message: expect.stringContaining('terminated') } },
      { status: 'rejected', reason: { message: expect.stringContaining('terminated') } },
    ]);
    await expect.poll(async () => (await SESSIONS.execute(db)).rows).toEqual([]);
    // Another connection takes its place.
    await opened(twice(1));
  });

  it('closes while it opens', async () => {
    teach(twice(1));
    expect(send(twice(1))).toBeNull();
    await pipeline.close();
    expect((await SESSIONS.execute(db)).rows).toEqual([]);
    expect(send(twice(1))).toBeNull();
  });
});

describe('what is asked within a time', () => {
  const exceeded = () => new Error('too late');
  const ask = (query: Preparable, ms = 10_000) =>
    askWithin<Record<string, unknown>>(db, { query, ms, exceeded })!;
  const session = async () => (await SESSIONS.execute(db)).rows;

  it('is answered though its pipeline goes away under it', async () => {
    const query = () => new Preparable('select $1::int + 1 as next', [1]);
    await expect
      .poll(async () => {
        await ask(query());
        return session();
      })
      .toHaveLength(1);
    const asked = Array.from({ length: 200 }, async (_, n) => {
      await sleep(n);
      return (await ask(query())).rows;
    });
    for (const wait of [50, 50]) {
      await sleep(wait);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hub pipeline'`.execute(
        db,
      );
    }
    for (const rows of await Promise.all(asked)) expect(rows).toEqual([{ next: 2 }]);
  });

  it('is cancelled when its time is over, though it had been short', async () => {
    for (let n = 0; n < 6; n++) await ask(sleeping(0));
    const begun = performance.now();
    await expect(ask(sleeping(30), 2_500)).rejects.toThrow('too late');
    expect(performance.now() - begun).toBeGreaterThan(2_400);
    const running = sql`select pid from pg_stat_activity where state = 'active' and query like 'select pg_sleep($1%'`;
    await expect.poll(async () => (await running.execute(db)).rows).toEqual([]);
    await expect(ask(sleeping(30), 200)).rejects.toThrow('too late');
  });
});
