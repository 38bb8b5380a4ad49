import { sql } from 'kysely';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomCode } from '../../register/random-code.ts';
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

  const told = async (path: string) => {
    const response = await fetch(hub.url + path);
    const headers = ['retry-after', 'cache-control', 'etag'].map((name) => response.headers.get(name));
    return { path, status: response.status, headers, body: await response.text() };
  };
  /** Fewer at a time than there are connections. */
  const toldOf = async (paths: string[]) => {
    const answers = [];
    for (let from = 0; from < paths.length; from += 6)
      answers.push(...(await Promise.all(paths.slice(from, from + 6).map(told))));
    return answers;
  };
  const held = (lock: string, meanwhile: () => Promise<void>) =>
    hub.db.transaction().execute(async (holder) => {
      await sql.raw(lock).execute(holder);
      await meanwhile();
      // What has been answered waits no longer.
      await expect.poll(running).toEqual([]);
    });

  it('is told wherever the register is read, with when to ask again', async () => {
    const { cursor } = JSON.parse((await told('/changes?limit=1')).body) as { cursor: string };
    const { snapshot } = JSON.parse((await told('/export/products.csv?receipt=1')).body) as {
      snapshot: { id: string };
    };
    const { rows } = await sql<{ code: string }>`select code from product order by code limit 1`.execute(
      hub.db,
    );
    const noCase = randomCode('D');
    const paths = [
      '/ogc/collections/products/items?limit=1',
      '/feeds/recognitions.rss',
      '/feeds/changes.atom',
      '/feeds/expiries.ics',
      '/live/changes.json?since=1-a',
      '/changes?limit=1',
      `/changes?since=${cursor}`,
      '/changes/snapshot.ndjson',
      `/changes/snapshot.ndjson?at=${cursor}`,
      '/catalog.jsonld',
      '/export/?noi=dak-lak',
      '/export/products.csv',
      `/export/products.csv?snapshot=${snapshot.id}`,
      '/export/products.csv-metadata.json',
      '/status/1',
      `/qr/${rows[0]?.code}.svg`,
      '/v/P0000000',
      `/v/doubt/${noCase}`,
    ];
    const before = (await toldOf(paths)).map(({ path, status }) => [path, status]);
    expect(before.filter(([, status]) => status !== 200)).toEqual([
      ['/v/P0000000', 404],
      [`/v/doubt/${noCase}`, 404],
    ]);
    await held('lock table product, place, change, dataset, doubt in access exclusive mode', async () => {
      const answers = await toldOf(paths);
      for (const { path, status, headers } of answers)
        expect([path, status, ...headers]).toEqual([path, 503, '30', 'no-store', null]);
      const forPrograms = answers.filter(({ path }) => !path.startsWith('/v/'));
      expect(new Set(forPrograms.map(({ body }) => JSON.parse(body).title))).toEqual(
        new Set([
          'The query ran longer than 5 seconds and was stopped: ask for less at a time',
          'The register did not answer within 5 seconds: try again soon',
        ]),
      );
    });
    expect((await toldOf(paths)).map(({ path, status }) => [path, status])).toEqual(before);
    expect(hub.unexpected).toEqual([]);
  });

  it.each([
    ['what a filter names', 'lock table place in access exclusive mode', '/export/products.csv?noi=dak-lak'],
    ['which rows it has', 'select pg_advisory_xact_lock(20250701)', '/export/products.csv'],
  ])('is told of an export that cannot find out %s', async (_what, lock, path) => {
    expect((await told(path)).status).toBe(200);
    await held(lock, async () => {
      const { status, headers } = await told(path);
      expect([status, ...headers]).toEqual([503, '30', 'no-store', null]);
    });
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
