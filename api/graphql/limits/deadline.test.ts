import { sql } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from '../../web/testing.ts';
import { deadline, type Deadline } from './deadline.ts';

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

  it('is told as a problem everywhere, with when to ask again', async () => {
    const paths = [
      '/ogc/collections/products/items?limit=1',
      '/feeds/recognitions.rss',
      '/live/changes.json?since=1-a',
      '/changes?limit=1',
      '/catalog.jsonld',
      '/export/?noi=dak-lak',
      '/export/products.csv',
      '/export/products.csv-metadata.json',
    ];
    const told = () =>
      Promise.all(
        paths.map(async (path) => {
          const response = await fetch(hub.url + path);
          const headers = ['retry-after', 'cache-control', 'etag'].map((name) => response.headers.get(name));
          return { path, status: response.status, headers, body: await response.text() };
        }),
      );
    for (const { path, status } of await told()) expect([path, status]).toEqual([path, 200]);
    await hub.db.transaction().execute(async (holder) => {
      await sql`lock table product, place, change, dataset in access exclusive mode`.execute(holder);
      for (const { path, status, headers, body } of await told()) {
        expect([path, status, ...headers]).toEqual([path, 503, '30', 'no-store', null]);
        expect(JSON.parse(body)).toMatchObject({
          title: 'The query ran longer than 5 seconds and was stopped: ask for less at a time',
        });
      }
      await expect.poll(running).toEqual([]);
    });
    for (const { path, status } of await told()) expect([path, status]).toEqual([path, 200]);
    expect(hub.unexpected).toEqual([]);
  });

  const exceeded = { extensions: { code: 'DEADLINE_EXCEEDED' } };
  const none = () => sql`select 1 as one`.compile(hub.db);

  it('stops a statement that computes', async () => {
    const slow = sql`select count(*) from generate_series(1, 1000000000)`.compile(hub.db);
    for (const ask of [
      (limit: Deadline) => limit.ask(hub.db, slow),
      (limit: Deadline) => limit.within((options) => hub.db.executeQuery(slow, options)),
    ]) {
      const limit = deadline({ canCancel: true, ms: 200 });
      await expect(ask(limit)).rejects.toMatchObject(exceeded);
      await expect.poll(running).toEqual([]);
      await expect(limit.within(async () => 'too late')).rejects.toMatchObject(exceeded);
      await expect(limit.ask(hub.db, none())).rejects.toMatchObject(exceeded);
    }
    const { rows } = await deadline({ canCancel: true }).ask(hub.db, none());
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('is kept while all connections are taken, and who waited in vain leaves none behind', async () => {
    const pool = hub.database.pool as Pool & { options: { max: number } };
    const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    const waiting = Array.from({ length: 20 }, () =>
      deadline({ canCancel: true, ms: 200 }).ask(hub.db, none()),
    );
    for (const told of await Promise.allSettled(waiting))
      expect(told).toMatchObject({ status: 'rejected', reason: exceeded });
    for (const connection of taken) connection.release();
    await expect.poll(() => [pool.waitingCount, pool.idleCount]).toEqual([0, pool.totalCount]);
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
