import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from '../../web/testing.ts';
import { deadline } from './deadline.ts';

const document = '{ products(first: 1) { nodes { name } } }';

describe('the deadline on postgresql', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ kind: 'postgresql', deadlineMs: 5_000 });
  });
  afterAll(() => hub.close());

  const running = async () => {
    const { rows } = await sql<{ query: string }>`select query from pg_stat_activity
      where datname = current_database() and state = 'active' and pid <> pg_backend_pid()
        and query not like 'select pg_sleep%'`.execute(hub.db);
    return rows;
  };

  it('stops the statement in the database, and the next query is answered', async () => {
    // What is known of the document is not a part of the time.
    expect((await hub.ask({ query: document })).status).toBe(200);
    // Whoever holds this lock makes every reader of products wait: a slow query that costs nothing.
    await hub.db.transaction().execute(async (holder) => {
      await sql`lock table product in access exclusive mode`.execute(holder);
      const asked = hub.ask({ query: document });
      await expect.poll(running).toHaveLength(1);
      const response = await asked;
      expect(response.status).toBe(503);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const answer = await answerOf(response);
      expect(answer).not.toHaveProperty('data');
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors[0]).toMatchObject({
        message: 'The query ran longer than 5 seconds and was stopped: ask for less at a time',
        extensions: { code: 'DEADLINE_EXCEEDED', url: '/docs/errors/DEADLINE_EXCEEDED/', limit: 5_000 },
      });
      // The lock is still held: the reader is gone because it was cancelled, not because it came to its end.
      await expect.poll(running).toEqual([]);
    });
    expect((await hub.ask({ query: document })).status).toBe(200);
    expect(hub.unexpected).toEqual([]);
  });

  it('stops a statement that computes', async () => {
    const limit = deadline({ canCancel: true, ms: 200 });
    const slow = sql`select count(*) from generate_series(1, 1000000000)`.compile(hub.db);
    await expect(limit.within((options) => hub.db.executeQuery(slow, options))).rejects.toMatchObject({
      extensions: { code: 'DEADLINE_EXCEEDED' },
    });
    await expect.poll(running).toEqual([]);
    await expect(limit.within(async () => 'too late')).rejects.toMatchObject({
      extensions: { code: 'DEADLINE_EXCEEDED' },
    });
  });
});

describe('the deadline on the embedded database', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ deadlineMs: 5_000 });
  });
  afterAll(() => hub.close());

  it('cannot interrupt a statement, and answers the same when it has ended', async () => {
    const limit = deadline({ canCancel: false, ms: 20 });
    const slow = sql`select count(*) from generate_series(1, 2000000)`.compile(hub.db);
    await expect(limit.within((options) => hub.db.executeQuery(slow, options))).rejects.toMatchObject({
      extensions: { code: 'DEADLINE_EXCEEDED' },
    });
    expect((await hub.ask({ query: document })).status).toBe(200);
  });
});
