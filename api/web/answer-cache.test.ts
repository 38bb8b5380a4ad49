import { parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Kysely } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds, type DatabaseKind } from '../database/testing.ts';
import { answerKey } from '../graphql/answer-key.ts';
import { publicSchema } from '../graphql/schema.ts';
import type { Revisions } from '../register/changes/revision.ts';
import { answerCache, type Made } from './answer-cache.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

const slug = 'gao-sach-thai-hai';
const naming = `/graphql?query=${encodeURIComponent(`{ product(by: { slug: "${slug}" }) { name } }`)}`;
const CHANGES = 40;

describe.each(databaseKinds)('kept answers on %s', (kind: DatabaseKind) => {
  let hubs: TestHub[];
  beforeAll(async () => {
    const first = await openTestHub({ kind, compileAfter: 0 });
    hubs = [first, await openTestHub({ kind, compileAfter: 0, database: first.database })];
  });
  afterAll(async () => {
    for (const hub of hubs.toReversed()) await hub.close();
  });

  const name = async (hub: TestHub): Promise<string> =>
    (await answerOf(await fetch(hub.url + naming))).data.product.name;

  /** Who changes the register past the hubs: a session of its own where the database takes one. */
  async function writer() {
    const { database } = hubs[0] as TestHub;
    if (kind === 'embedded') {
      return {
        rename: (to: string) =>
          database.em.getConnection().execute('update product set name = ? where slug = ?', [to, slug]),
        end: async () => {},
      };
    }
    const client = new Client(String(database.orm.config.get('clientUrl')));
    await client.connect();
    return {
      rename: (to: string) => client.query('update product set name = $1 where slug = $2', [to, slug]),
      end: () => client.end(),
    };
  }

  it('are never older than what had been committed when they were asked for, on any hub', async () => {
    const { rename, end } = await writer();
    let committed = 0;
    const over = new AbortController();
    let asked = 0;
    const stale: string[] = [];
    await rename('Gạo 0');
    const reader = async (hub: TestHub) => {
      while (!over.signal.aborted) {
        const least = committed;
        const told = Number((await name(hub)).replace('Gạo ', ''));
        asked += 1;
        if (told < least) stale.push(`${told} after ${least}`);
      }
    };
    const readers = [...hubs, ...hubs].map(reader);
    for (let change = 1; change <= CHANGES; change += 1) {
      await rename(`Gạo ${change}`);
      committed = change;
      const told = await Promise.all(hubs.map(name));
      expect(told).toEqual(hubs.map(() => `Gạo ${change}`));
    }
    over.abort();
    await Promise.all(readers);
    await end();
    expect(stale).toEqual([]);
    expect(asked).toBeGreaterThan(CHANGES);
    const [relying] = await (hubs[0] as TestHub).database.em
      .getConnection()
      .execute<[{ count: number }]>(
        'select count(distinct node)::int as count from revision_reader where until > clock_timestamp()',
      );
    // On PostgreSQL both rely on leases: otherwise nothing was shown of them.
    expect(relying.count).toBe(kind === 'postgresql' ? 2 : 0);
  });

  it('end their ETags with the change, and have the same again when it is undone', async () => {
    const { rename, end } = await writer();
    const [hub] = hubs as [TestHub];
    const read = (etag?: string | null) =>
      fetch(hub.url + naming, { headers: etag ? { 'if-none-match': etag } : {} });
    await rename('Gạo');
    for (let asking = 0; asking < 4; asking += 1) await (await read()).text();
    const etag = (await read()).headers.get('etag');
    expect([(await read(etag)).status, (await read(etag)).status]).toEqual([304, 304]);
    await rename('Gạo khác');
    const changed = await read(etag);
    expect([changed.status, (await answerOf(changed)).data.product.name]).toEqual([200, 'Gạo khác']);
    await rename('Gạo');
    expect((await read(etag)).status).toBe(304);
    await end();
  });

  it('are compressed once, and as every other answer', async () => {
    const [hub] = hubs as [TestHub];
    const long = `/graphql?query=${encodeURIComponent('{ products(first: 50) { nodes { id slug name note } } }')}`;
    const sizes = new Map<string, number>();
    for (const encoding of ['identity', 'gzip', 'br', 'identity', 'gzip', 'br', 'identity', 'gzip', 'br']) {
      const response = await fetch(hub.url + long, { headers: { 'accept-encoding': encoding } });
      expect((await answerOf(response)).data.products.nodes).toHaveLength(50);
      sizes.set(encoding, Number(response.headers.get('content-length')));
      expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    }
    const whole = sizes.get('identity') as number;
    expect(sizes.get('br')).toBeLessThan(whole / 2);
    expect(sizes.get('gzip')).toBeLessThan(whole / 2);
  });
});

describe('the name of a kept answer', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await publicSchema();
  });
  const nameOf = (text: string, variables: Record<string, unknown> = {}) => {
    const document = parse(text);
    return answerKey(schema, document, document.definitions[0] as OperationDefinitionNode)(variables);
  };

  it('is none for what is signed with a key', () => {
    expect(nameOf('{ product(by: { slug: "a" }) { name proof { __typename } } }')).toBeNull();
    expect(
      nameOf('{ ...P } fragment P on Query { product(by: { slug: "a" }) { p: proof { __typename } } }'),
    ).toBeNull();
  });

  it('is the same in whatever order variables come, and another where one is null or left out', () => {
    const document = parse('query ($a: String, $b: Int) { __typename }');
    const key = answerKey(schema, document, document.definitions[0] as OperationDefinitionNode);
    expect(key({ b: 1, a: 'x' })).toBe(key({ a: 'x', b: 1 }));
    expect(
      new Set([key({}), key({ a: null }), key({ a: null, b: null }), key({ b: 1 }), key({ a: '1' })]).size,
    ).toBe(5);
    expect(key({ c: 1 })).toBeNull();
  });
});

describe('the cache of answers', () => {
  const made = (text: string, day = '2026-11-24'): Made => ({ body: Buffer.from(text), points: 1, day });

  /** What is read from it is told by each test. */
  const db = {} as Kysely<unknown>;

  function opened(mostBytes?: number) {
    const state = { revision: '1', day: '2026-11-24' };
    const revisions: Revisions = {
      leased: () => null,
      confirmed: async () => state.revision,
      readFrom: async () => state.revision,
    };
    const cache = answerCache(revisions, () => state.day, mostBytes);
    const kept = async (key: string) => (await cache.find(key))?.body.toString() ?? null;
    const ask = async (key: string, text = key) => {
      await cache.make(key, db, async () => made(text, state.day));
      return kept(key);
    };
    return { state, cache, kept, ask };
  }

  it('keeps what is asked for a second time', async () => {
    const { ask } = opened();
    expect([await ask('a'), await ask('a')]).toEqual([null, 'a']);
  });

  it('gives nothing of another revision or another day', async () => {
    const { ask, kept, state } = opened();
    await ask('a');
    await ask('a');
    state.revision = '2';
    expect(await kept('a')).toBeNull();
    expect(await ask('a', 'anew')).toBe('anew');
    state.day = '2026-11-25';
    expect(await kept('a')).toBeNull();
  });

  it('keeps nothing that was read while the register changed', async () => {
    const { ask, cache, kept, state } = opened();
    await ask('a');
    await cache.make('a', db, async () => {
      state.revision = '2';
      return made('of which?');
    });
    expect(await kept('a')).toBeNull();
  });

  it('keeps no error, and goes on after a failure', async () => {
    const { ask, cache, kept } = opened();
    await ask('a');
    expect(await cache.make('a', db, async () => null)).toBeNull();
    expect(await kept('a')).toBeNull();
    await expect(cache.make('a', db, () => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    expect(await ask('a')).toBe('a');
  });

  it('has one made at a time: whoever asks for the same meanwhile waits for it', async () => {
    const { ask, cache } = opened();
    await ask('a');
    const { promise, resolve } = Promise.withResolvers<Made>();
    const first = cache.make('a', db, () => promise);
    const others = [cache.find('a'), cache.find('a')];
    resolve(made('once'));
    await first;
    const bodies = (await Promise.all(others)).map((one) => one?.body.toString());
    expect(bodies).toEqual(['once', 'once']);
  });

  it('holds no more than it may, and lets go of what was not asked for longest', async () => {
    const { ask, kept } = opened(20_000);
    const text = 'x'.repeat(2_000);
    for (const key of ['a', 'b', 'c', 'd']) {
      await ask(key, text);
      await ask(key, text);
    }
    expect(await kept('a')).toBe(text);
    await ask('e', text);
    await ask('e', text);
    await ask('f', text);
    await ask('f', text);
    expect([await kept('a'), await kept('b'), await kept('f')]).toEqual([text, null, text]);
  });
});
