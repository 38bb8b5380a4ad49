import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type CompiledQuery, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runHub, startHub, type HubProcess } from '../checks/hub-process.ts';
import { freePort } from '../checks/ports.ts';
import { findPostgres, startPostgres, type PostgresServer } from '../checks/postgres.ts';
import { openDatabase, type Database } from '../database/open.ts';
import { Preparable } from '../database/prepared.ts';
import { newestCursor } from '../register/changes/change-feed.queries.ts';
import { printCursor } from '../register/changes/cursor.ts';
import { deadline } from '../graphql/limits/deadline.ts';
import { placed, shipped, startServer, workplace } from './testing.ts';

const BOUND_MS = 1_000;
const LIST = `${root}/api/deployment/two-products.csv`;
const PASSWORD = 'only for the tests';

/**
 * Two PostgreSQL servers, one the replica of the other, PgBouncer in transaction mode, two hubs and HAProxy, with the
 * settings that are shipped for them.
 */
describe('several machines', () => {
  const place = workplace();
  let primary: PostgresServer;
  let replica: PostgresServer;
  let hubs: HubProcess[];
  let env: Record<string, string>;
  let balancer: string;
  let batch: string;
  /** The servers themselves, asked beside PgBouncer. */
  let onPrimary: Database;
  let onReplica: Database;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const settings = { synchronous_commit: 'on' };
    const include = [shipped('postgresql/primary.conf')];
    primary = await startPostgres({ include, settings });
    const passwords = ['hub', 'replication'].flatMap((role) => ['-v', `${role}_password=${PASSWORD}`]);
    const setUp = ['-v', 'ON_ERROR_STOP=1', ...passwords, '-f', shipped('postgresql/roles.sql'), primary.url];
    execFileSync(join(findPostgres()!, 'psql'), setUp, { stdio: ['ignore', 'ignore', 'pipe'] });
    include.push(shipped('postgresql/replica.conf'));
    replica = await startPostgres({ replicaOf: primary, include, settings });
    closing.push(
      () => primary.stop(),
      () => replica.stop(),
    );
    const direct = ({ port }: PostgresServer) => `postgresql://postgres@127.0.0.1:${port}/hub`;
    onPrimary = await openDatabase({ dataDir: '', databaseUrl: direct(primary) });
    onReplica = await openDatabase({ dataDir: '', databaseUrl: direct(replica) });
    closing.push(
      () => onPrimary.close(),
      () => onReplica.close(),
    );

    const pooler = await freePort();
    const users = place.write('userlist.txt', `"hub" "${PASSWORD}"\n`);
    const ini = placed('pgbouncer.ini', {
      'host=db-1.internal port=5432': `host=127.0.0.1 port=${primary.port}`,
      'host=db-2.internal port=5432': `host=127.0.0.1 port=${replica.port}`,
      'listen_port = 6432': `listen_port = ${pooler}`,
      '/etc/pgbouncer/userlist.txt': users,
      '/var/log/postgresql/pgbouncer.log': `${place.folder}/pgbouncer.log`,
      '/var/run/postgresql/pgbouncer.pid': `${place.folder}/pgbouncer.pid`,
    });
    const poolerSettings = place.write('pgbouncer.ini', ini);
    const bouncer = await startServer('pgbouncer', [poolerSettings], { port: pooler, folder: place.folder });
    closing.push(() => bouncer.stop());

    const through = (database: string) =>
      `postgresql://hub:${encodeURIComponent(PASSWORD)}@127.0.0.1:${pooler}/${database}`;
    env = {
      HUB_DIRECTORY: 'off',
      HUB_SNAPSHOTS: 'off',
      HUB_TODAY: '2026-11-24',
      HUB_TRUST_PROXY: '1',
      HUB_SITE_URL: 'https://ocop.example',
      HUB_POINTS_PER_MINUTE: '1000000000',
      HUB_KEYS: `${place.folder}/keys/keys.json`,
      DATABASE_URL: through('hub'),
      DATABASE_REPLICA_URLS: through('hub_replica'),
      HUB_REPLICA_LAG_MS: String(BOUND_MS),
    };
    // Both at once, on a database that is empty.
    hubs = await Promise.all([startHub({ env }), startHub({ env })]);
    closing.push(() => Promise.all(hubs.map((hub) => hub.stop('SIGKILL'))));

    const port = await freePort();
    const config = placed('haproxy.cfg', {
      'bind *:80': `bind 127.0.0.1:${port}`,
      'maxconn 20000': 'maxconn 200',
      'hub-1.internal:4000': `127.0.0.1:${hubs[0]!.port}`,
      'hub-2.internal:4000': `127.0.0.1:${hubs[1]!.port}`,
    });
    const proxySettings = place.write('haproxy.cfg', config);
    const proxy = await startServer('haproxy', ['-f', proxySettings], { port, folder: place.folder });
    closing.push(() => proxy.stop());
    balancer = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    place.remove();
  });

  const ask = (query: string, at = balancer) =>
    fetch(`${at}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  let asked = 0;
  /** A question that no hub has kept the answer of. */
  const unheard = (query: string) => query.replace(' name ', ` n${asked++}: name `);
  const productsAt = async (at: string): Promise<number> => {
    const answer = (await (await ask('{ products { totalCount } }', at)).json()) as {
      data: { products: { totalCount: number } };
    };
    return answer.data.products.totalCount;
  };
  const products = () => Promise.all(hubs.map(({ url }) => productsAt(url)));
  const one = async <Row>(database: Database, statement: string): Promise<Row> =>
    (await database.em.getConnection().execute<Row[]>(statement))[0]!;
  const committed = async (database: Database): Promise<number> => {
    const statement = `select xact_commit::int as n from pg_stat_database where datname = 'hub'`;
    return (await one<{ n: number }>(database, statement)).n;
  };
  const replay = (what: 'pause' | 'resume') => one(onReplica, `select pg_wal_replay_${what}()`);
  const said = (hub: HubProcess, words: string) => hub.output().split(words).length - 1;
  /** What each hub has said of its replica for the nth time. */
  const untilAllSay = async (words: string, times: number) => {
    await expect
      .poll(() => hubs.map((hub) => said(hub, words) >= times), { interval: 20 })
      .toEqual([true, true]);
  };
  const isReadable = 'hub_replica is read';
  const isLeftOut = 'hub_replica is left out';
  const timesOf = (words: string) => Math.min(...hubs.map((hub) => said(hub, words)));
  const importList = async () => {
    const end = await runHub(['import', LIST, '--apply', '--by', 'Chị Hoa'], { env });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    return /\bB[0-9A-Z]{7}\b/.exec(end.stdout)?.[0] ?? '';
  };
  const report = (at: string) => {
    const body = new FormData();
    const fields = { form: randomUUID(), lang: 'en', what: 'Bao bì in 5 sao', place: 'Chợ Buôn Ma Thuột' };
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return fetch(`${at}/v/doubt?lang=en`, { method: 'POST', body, redirect: 'manual' });
  };
  /** Readers who ask without a pause while something happens; what went wrong for them. */
  async function whileRead(
    happening: () => Promise<unknown>,
  ): Promise<{ answers: number; failures: unknown[] }> {
    const end = new AbortController();
    const failures: unknown[] = [];
    let answers = 0;
    const reader = async () => {
      while (!end.signal.aborted) {
        try {
          const response = await ask(unheard('{ products(first: 5) { nodes { name producer { name } } } }'));
          const body = (await response.json()) as { errors?: unknown };
          if (response.status !== 200 || body.errors) failures.push([response.status, body.errors]);
          answers++;
        } catch (error) {
          failures.push(error);
        }
      }
    };
    const readers = Array.from({ length: 6 }, reader);
    await sleep(300);
    await happening();
    await sleep(500);
    end.abort();
    await Promise.all(readers);
    return { answers, failures };
  }

  test('start at once on an empty database, live and are ready', async () => {
    for (const { url } of [...hubs, { url: balancer }]) {
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    }
    expect(await products()).toEqual([136, 136]);
    const seeds = hubs.map((hub) => said(hub, 'reading'));
    expect(seeds.toSorted()).toEqual([0, 1]);
  });

  test('read from the replica, and leave the primary alone', async () => {
    await expect.poll(products).toEqual([136, 136]);
    const databases = [onReplica, onPrimary];
    const share = async () => {
      const before = await Promise.all(databases.map(committed));
      for (let n = 0; n < 200; n++)
        await (await ask(unheard('{ products(first: 1) { nodes { name } } }'))).text();
      // What a session did is counted within a second.
      await sleep(1_100);
      const [ofReplica = 0, ofPrimary = 0] = (await Promise.all(databases.map(committed))).map(
        (n, at) => n - before[at]!,
      );
      return ofReplica >= 200 && ofReplica > 3 * ofPrimary;
    };
    await expect.poll(share).toBe(true);
  });

  test('answer alike, byte for byte', async () => {
    const { data } = (await (await ask('{ products(first: 1) { nodes { code } } }')).json()) as never as {
      data: { products: { nodes: [{ code: string }] } };
    };
    const [{ code }] = data.products.nodes;
    const paths = [
      `/graphql?query=${encodeURIComponent('{ products(first: 100) { nodes { id name slug recognitions { stars } } } }')}`,
      `/v/${code}`,
      `/v/${code}?f=jsonld`,
      `/qr/${code}.svg`,
      '/changes?limit=50',
      '/changes/snapshot.ndjson',
      '/feeds/changes.atom',
      '/export/products.csv',
      '/export/products.csv?receipt=1',
      '/ogc/collections/products/items?limit=20&f=json',
      '/tiles/points/7/102/58.mvt',
      '/live/changes.json?since=1-0',
    ];
    for (const path of paths) {
      const [first, second] = await Promise.all(
        hubs.map(async ({ url }) => {
          const response = await fetch(url + path);
          // A features answer tells when it was given.
          const body = (await response.text()).replace(/"timeStamp":"[^"]*",/, '');
          return { status: response.status, body };
        }),
      );
      expect(first!.status, path).toBeLessThan(300);
      expect(first).toEqual(second);
    }
  });

  test('show a report to whoever sent it, through whichever hub, while the replica stands still', async () => {
    await replay('pause');
    try {
      const response = await report(balancer);
      expect(response.status).toBe(303);
      const address = response.headers.get('location');
      for (const { url } of hubs) expect((await fetch(url + address)).status).toBe(200);
    } finally {
      await replay('resume');
    }
  });

  test('show an import within a second of each other, and both when its command has ended', async () => {
    const ended = importList();
    const seen = hubs.map(async ({ url }) => {
      while ((await productsAt(url)) !== 138) await sleep(5);
      return performance.now();
    });
    const [first = 0, second = 0] = await Promise.all(seen);
    expect(Math.abs(first - second)).toBeLessThan(BOUND_MS);
    batch = await ended;
    expect(await products()).toEqual([138, 138]);
  });

  test('leave out a replica that stands still, and read it again when it has caught up', async () => {
    await replay('pause');
    const [left, again] = [timesOf(isLeftOut), timesOf(isReadable)];
    const end = await runHub(['import', 'undo', batch, '--by', 'Chị Hoa'], { env });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(await products()).toEqual([136, 136]);
    expect(await onReplica.em.getConnection().execute('select 1 from product')).toHaveLength(138);
    await untilAllSay(isLeftOut, left + 1);
    const { failures } = await whileRead(() => sleep(200));
    expect(failures).toEqual([]);

    await replay('resume');
    await untilAllSay(isReadable, again + 1);
    expect(await products()).toEqual([136, 136]);
    const before = await committed(onReplica);
    await whileRead(() => sleep(200));
    await expect.poll(async () => (await committed(onReplica)) - before).toBeGreaterThan(20);
  });

  test('know a cursor that another hub gave out, also where the replica has not heard of it', async () => {
    await replay('pause');
    try {
      await one(
        onPrimary,
        `update product set story = 'Một câu mới' where slug = 'gao-sach-thai-hai' returning 1`,
      );
      const cursor = printCursor(await newestCursor(onPrimary.primary));
      expect(printCursor(await newestCursor(onReplica.primary))).not.toBe(cursor);
      // At first the replica is still read, and later it is not: all is well with both.
      for (let n = 0; n < 6; n++) {
        for (const { url } of hubs) {
          expect((await fetch(`${url}/changes?since=${cursor}`)).status).toBe(200);
          const answer = await ask(`{ changes(after: "${cursor}") { isAtEnd } }`, url);
          expect(await answer.json()).toEqual({ data: { changes: { isAtEnd: true } } });
        }
        await sleep(BOUND_MS / 4);
      }
    } finally {
      await replay('resume');
    }
  });

  test('cancel a statement and prepare none through PgBouncer', async () => {
    const pooled = await openDatabase({ dataDir: '', databaseUrl: env['DATABASE_URL'] });
    try {
      const db: Kysely<unknown> = pooled.primary;
      const slow = sql`select count(*) from generate_series(1, 1000000000)`.compile(db);
      const limit = deadline({ canCancel: true, ms: 300 });
      await expect(limit.within((options) => db.executeQuery(slow, options))).rejects.toMatchObject({
        extensions: { code: 'DEADLINE_EXCEEDED' },
      });
      const running = `select count(*)::int as n from pg_stat_activity where state = 'active' and query like '%generate_series%'
        and pid <> pg_backend_pid()`;
      await expect.poll(async () => (await one<{ n: number }>(onPrimary, running)).n).toBe(0);

      const answers = Array.from({ length: 40 }, async (_, n) => {
        const asked: CompiledQuery<{ n: number }> = new Preparable('select $1::int as n', [n]);
        return (await db.executeQuery<{ n: number }>(asked)).rows[0]!.n;
      });
      expect(await Promise.all(answers)).toEqual(Array.from({ length: 40 }, (_, n) => n));
      const { rows } = await sql`select * from pg_prepared_statements`.execute(db);
      expect(rows).toEqual([]);
    } finally {
      await pooled.close();
    }
  });

  test('lose no request with the replica, and take it back when it is there again', async () => {
    const [left, again] = [timesOf(isLeftOut), timesOf(isReadable)];
    const { answers, failures } = await whileRead(async () => {
      await replica.kill();
      await untilAllSay(isLeftOut, left + 1);
    });
    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(20);
    await replica.revive();
    await untilAllSay(isReadable, again + 1);
  });

  test('lose no request with a hub', async () => {
    const [, second] = hubs as [HubProcess, HubProcess];
    const { answers, failures } = await whileRead(() => second.stop('SIGKILL'));
    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(20);
    hubs[1] = await startHub({ env: { ...env, PORT: String(second.port) } });
    await expect.poll(products).toEqual([136, 136]);
  });

  test('go on reading without the primary, refuse what they cannot keep, and take it when the primary is back', async () => {
    const { answers, failures } = await whileRead(() => primary.kill());
    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(20);
    expect((await fetch(`${balancer}/health/ready`)).status).toBe(200);
    const refused = await report(balancer);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await refused.text()).toContain('The register does not answer');

    await primary.revive();
    await expect.poll(async () => (await report(balancer)).status).toBe(303);
    expect(await products()).toEqual([136, 136]);
  });

  test('are alive and not ready without any database', async () => {
    await Promise.all([primary.kill(), replica.kill()]);
    for (const { url } of hubs) {
      await expect.poll(async () => (await fetch(`${url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      expect((await fetch(`${url}/changes`)).status).toBe(503);
    }
  });
});
