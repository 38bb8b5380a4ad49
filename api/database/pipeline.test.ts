import { sql, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './open.ts';
import { Pipeline } from './pipeline.ts';
import { askWithin, kyselyOver, PooledDriver } from './pooled.ts';
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
const sessions = async () => (await SESSIONS.execute(db)).rows;

/** Sessions that are at work on what `sleeping` sends. */
const SLEEPERS = sql`select pid from pg_stat_activity
  where state = 'active' and query like 'select pg_sleep($1%' and datname = current_database()`;
const sleepers = async () => (await SLEEPERS.execute(db)).rows;

describe('a pipeline', () => {
  let pipeline: Pipeline;
  let time: number;
  beforeEach(() => {
    time = 0;
    pipeline = new Pipeline(pool, () => time);
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
    // It is answered before anything that is sent after it.
    await send(query);
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

  it('takes no text that would not be prepared', async () => {
    const long = new Preparable(`select 1 as one -- ${'x'.repeat(20_000)}`, []);
    teach(twice(1));
    teach(long);
    await opened(twice(1));
    expect(send(long)).toBeNull();
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
    expect(await sessions()).toHaveLength(1);
  });

  it('sends no more than the server has soon done, and nothing behind what takes longer', async () => {
    teach(sleeping(0), 10);
    teach(twice(1));
    await opened(twice(1));
    expect([1, 2, 3].map(() => send(sleeping(0)) !== null)).toEqual([true, true, false]);
    await send(twice(1));
    const slow = send(sleeping(0.1));
    time += 15;
    const behind = send(twice(1));
    expect(behind).not.toBeNull();
    time += 15;
    expect(send(twice(1))).toBeNull();
    expect(await Promise.all([slow, behind])).toEqual([[{ slept: '' }], [{ double: 2 }]]);
  });

  it('sends no more than so many, however short they are', async () => {
    teach(twice(1));
    await opened(twice(1));
    const sent = Array.from({ length: 120 }, () => send(twice(1))).filter((each) => each !== null);
    expect(sent).toHaveLength(100);
    await Promise.all(sent);
  });

  it('sends no more of what has come to take longer, until it has been short again', async () => {
    teach(sleeping(0));
    await opened(sleeping(0));
    let times = 0;
    for (let asked = send(sleeping(0)); asked !== null; asked = send(sleeping(0))) {
      time += 15;
      await asked;
      times += 1;
    }
    expect(times).toBeGreaterThan(3);
    expect(times).toBeLessThan(20);
    teach(sleeping(0), 0.1, 11);
    expect(send(sleeping(0))).toBeNull();
    teach(sleeping(0), 0.1, 1);
    expect(await send(sleeping(0))).toEqual([{ slept: '' }]);
  });

  it('sends no more of what has held others up, until it has been short for longer', async () => {
    teach(sleeping(0));
    await opened(sleeping(0));
    const slow = send(sleeping(0.01));
    time += 60;
    await slow;
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

  it('prepares anew what its session has forgotten, and not what it has', async () => {
    teach(twice(1));
    await opened(twice(1));
    const all = new Preparable('deallocate all', []);
    const name = new Preparable('select name from pg_prepared_statements', []);
    teach(all);
    teach(name);
    await send(all);
    await expect(send(twice(1))).rejects.toMatchObject({ code: '26000' });
    expect(await send(twice(2))).toEqual([{ double: 4 }]);
    expect(await send(twice(3))).toEqual([{ double: 6 }]);
  });

  it('leaves nobody behind a server that is held up, and nothing on it', async () => {
    teach(sleeping(0));
    teach(twice(1));
    await opened(twice(1));
    const asked = [sleeping(60), sleeping(60), twice(1)].map((query) => send(query));
    await expect.poll(sleepers).toHaveLength(1);
    time += 2_000;
    const gone = { status: 'rejected', reason: { message: expect.stringContaining('terminated') } };
    expect(await Promise.allSettled(asked)).toMatchObject([gone, gone, gone]);
    await expect.poll(sessions).toEqual([]);
    // All of them have to show again that they are short; then another connection takes the place.
    time += 2_000;
    expect(send(twice(1))).toBeNull();
    teach(twice(1), 0.1, 3);
    await opened(twice(1));
  });

  it('ends what nobody uses, and opens it again', async () => {
    teach(twice(1));
    await opened(twice(1));
    time += 20_000;
    await expect.poll(sessions).toEqual([]);
    await opened(twice(1));
    expect(await send(twice(5))).toEqual([{ double: 10 }]);
  });

  it('closes while it opens, and while it is asked', async () => {
    teach(twice(1));
    teach(sleeping(0));
    expect(send(twice(1))).toBeNull();
    await pipeline.close();
    expect(await sessions()).toEqual([]);
    time += 10_000;
    expect(send(twice(1))).toBeNull();

    pipeline = new Pipeline(pool, () => time);
    teach(sleeping(0));
    await opened(sleeping(0));
    const asked = send(sleeping(60));
    await expect.poll(sleepers).toHaveLength(1);
    await Promise.all([expect(asked).rejects.toThrow('terminated'), pipeline.close()]);
    await expect.poll(sessions).toEqual([]);
  });
});

describe('what is asked within a time', () => {
  let driver: PooledDriver;
  let asked: Kysely<unknown>;
  beforeEach(() => {
    driver = new PooledDriver(pool);
    asked = kyselyOver(driver);
  });
  afterEach(() => driver.pipeline.close());

  const exceeded = () => new Error('too late');
  const ask = (query: Preparable, ms = 10_000) =>
    askWithin<Record<string, unknown>>(asked, { query, ms, exceeded })!;

  /** Until the pipeline has taken it. */
  async function taken(query: Preparable): Promise<void> {
    await expect
      .poll(async () => {
        // However long it takes this machine.
        for (let n = 0; n < 1_000; n++) driver.pipeline.learn(query, 0.1);
        await ask(query);
        const { rows } = await sql`select pid from pg_stat_activity where application_name = 'hub pipeline'
          and datname = current_database() and query = ${query.sql}`.execute(db);
        return rows;
      })
      .toHaveLength(1);
  }

  it('is answered though its pipeline goes away under it', async () => {
    const pausing = new Preparable('select pg_sleep(0.002)::text || $1::text as slept', ['!']);
    for (const round of [1, 2]) {
      await taken(pausing);
      const answers = Promise.all(Array.from({ length: 4 }, () => ask(pausing)));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'hub pipeline' and datname = current_database()`.execute(db);
      for (const { rows } of await answers) expect([round, rows]).toEqual([round, [{ slept: '!' }]]);
    }
  });

  it('is cancelled when its time is over, though it had been short', async () => {
    await taken(sleeping(0));
    await expect(ask(sleeping(60), 3_000)).rejects.toThrow('too late');
    await expect.poll(sleepers).toEqual([]);
    await expect(ask(sleeping(60), 200)).rejects.toThrow('too late');
    await expect.poll(sleepers).toEqual([]);
  });
});
