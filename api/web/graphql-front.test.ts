import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KnownOperations } from '../graphql/known-operations.ts';
import { memoryBudget } from '../graphql/limits/budget.ts';
import { realValues } from '../graphql/random/pools.ts';
import { Random } from '../graphql/random/random.ts';
import { randomQuery } from '../graphql/random/random-query.ts';
import { publicSchema } from '../graphql/schema.ts';
import { openTestHub, type TestHub } from './testing.ts';

const QUERIES = 100;
const SEED = 20_261_129;
const examples = fileURLToPath(new URL('../../directory/src/docs/examples', import.meta.url));

/** Counts how often an operation was known, so that no comparison passes without the shorter way. */
class Counted extends KnownOperations {
  found = 0;

  override find(...asked: Parameters<KnownOperations['find']>) {
    const known = super.find(...asked);
    if (known) this.found += 1;
    return known;
  }
}

interface Sent {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

describe('what is answered the shorter way', () => {
  const known = new Counted();
  let hub: TestHub;
  let longer: Server;
  let longerUrl: string;

  beforeAll(async () => {
    hub = await openTestHub({
      known,
      compileAfter: 0,
      trustProxy: 'loopback',
      budget: memoryBudget({ points: 1_000_000, seconds: 60 }, () => 0),
      deadlineMs: 600_000,
    });
    // The same hub, past what stands before it.
    longer = createServer(hub.app.routing).listen(0, '127.0.0.1');
    longer.keepAliveTimeout = hub.app.server.keepAliveTimeout;
    await once(longer, 'listening');
    longerUrl = `http://127.0.0.1:${(longer.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    longer.close();
    longer.closeAllConnections();
    await hub.close();
  });

  let addresses = 0;

  /** Asks both ways until the operation is known, and compares what comes back. */
  async function expectAlike(sent: Sent): Promise<{ status: number | undefined; text: string }> {
    const shown = JSON.stringify(sent);
    // Another address for every question: what is left of its budget is told.
    const from = () => ({
      'x-forwarded-for': `10.${(addresses += 1) >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`,
    });
    const expected = await raw(longerUrl, sent, from());
    // Answered in full first, then the shorter way, then anew to be kept, then from what is kept.
    await raw(hub.url, sent, from());
    let actual = expected;
    for (let asking = 0; asking < 3; asking += 1) {
      actual = await raw(hub.url, sent, from());
      expect(actual, shown).toEqual(expected);
    }
    // What fails on the shorter way is answered on the other, and told.
    expect(hub.unexpected, shown).toEqual([]);
    return { status: actual.status, text: actual.text };
  }

  const post = (body: object | string | Buffer, headers: Record<string, string> = {}): Sent => ({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}): Sent => ({
    method: 'GET',
    path: `/graphql?${new URLSearchParams(parameters)}`,
    headers,
  });

  it(`is what the longer way answers, to ${QUERIES} random queries with variables that fit and that do not`, async () => {
    const schema = await publicSchema();
    const ask = async (query: string) =>
      ((await (await hub.ask({ query })).json()) as { data: unknown }).data;
    const pools = await realValues(ask);
    const random = new Random(SEED);
    const headers = [
      {},
      { accept: 'application/json' },
      { accept: 'application/graphql-response+json', 'accept-encoding': 'br, gzip' },
      { 'accept-encoding': 'gzip' },
      { accept: '*/*', 'accept-encoding': 'gzip;q=0.5, *' },
    ];
    const before = known.found;
    for (let count = 0; count < QUERIES; count += 1) {
      const { query, variables } = randomQuery(schema, pools, random);
      const own = random.pick(headers);
      const wrong = wrongly(variables, random);
      await expectAlike(
        random.chance(0.5)
          ? get({ query, variables: JSON.stringify(variables) }, own)
          : post({ query, variables }, own),
      );
      if (wrong) await expectAlike(post({ query, variables: wrong }, own));
    }
    expect(known.found - before).toBeGreaterThan(QUERIES);
    expect(hub.unexpected).toEqual([]);
  }, 600_000);

  it('is so for every example of the docs', async () => {
    for (const file of readdirSync(examples).filter((each) => each.endsWith('.graphql'))) {
      const query = readFileSync(join(examples, file), 'utf8');
      const given = join(examples, file.replace(/\.graphql$/, '.variables.json'));
      const variables = existsSync(given) ? (JSON.parse(readFileSync(given, 'utf8')) as object) : {};
      await expectAlike(post({ query, variables }));
      await expectAlike(get({ query, variables: JSON.stringify(variables) }, { 'accept-encoding': 'br' }));
    }
  });

  const counting = '{ products { totalCount } }';
  const one =
    'query One($slug: String!, $day: Date) { product(by: { slug: $slug }) { name verdict(asOf: $day) { status } } }';
  const slug = 'gao-sach-thai-hai';

  it('is so in whatever way it is asked', async () => {
    const hash = '0'.repeat(64);
    const questions: Sent[] = [
      post({ query: counting }),
      get({ query: counting }),
      get({ query: counting }, { 'if-none-match': '*' }),
      get({ query: counting }, { 'if-none-match': 'W/"other", "more"' }),
      get({ query: counting }, { 'x-no-compression': '1' }),
      get({ query: counting }, { 'content-type': 'text/plain' }),
      get({ query: counting, operationName: 'Nobody' }),
      get({ query: counting, variables: '[]' }),
      get({ query: counting, variables: '{' }),
      get({
        query: counting,
        extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
      }),
      { method: 'GET', path: `/graphql?query=${encodeURIComponent(counting)}&query=1`, headers: {} },
      { method: 'GET', path: `/graphql?query=${encodeURIComponent(counting)}#and`, headers: {} },
      { method: 'GET', path: `/graphqlx?query=${encodeURIComponent(counting)}`, headers: {} },
      { method: 'GET', path: '/graphql', headers: {} },
      { method: 'GET', path: '/graphql?', headers: {} },
      post({ query: one, variables: { slug }, operationName: 'One' }),
      post({ query: one, variables: { slug }, operationName: 'Other' }),
      post({ query: one, variables: { slug, day: '2026-02-30' } }),
      post({ query: one, variables: { slug: null } }),
      post({ query: one, variables: { slug, more: deep(40) } }),
      post({ query: one, variables: { slug, more: 1 } }),
      post(
        `{ "query": ${JSON.stringify(one)}, "variables": { "slug": ${'['.repeat(20_000)}${']'.repeat(20_000)} } }`,
      ),
      post(`{ "query": ${JSON.stringify(one)}, "variables": { "slug": 1e400 } }`),
      // Of the length of the hub's own key, but not of its bytes.
      post({ query: one, variables: { slug } }, { 'hub-key': 'the hub itsel\u00e9' }),
      post({ query: one, variables: { slug: 'a\u0000b' } }),
      post({ query: one, variables: [slug] }),
      post({ query: one, variables: { slug }, extensions: {} }),
      post({ query: one, variables: { slug }, further: 1 }),
      post(
        `{ "query": ${JSON.stringify(one)}, "variables": { "slug": "${slug}", "__proto__": { "day": 1 } } }`,
      ),
      post(`{ "query": ${JSON.stringify(one)}, "variables": { "\\u005f_proto__": {}, "slug": "${slug}" } }`),
      post(
        Buffer.from([
          ...Buffer.from('{"query":"{ product(by: { slug: \\"'),
          0xc3,
          0x28,
          ...Buffer.from('\\" }) { name } }"}'),
        ]),
      ),
      post(`\uFEFF${JSON.stringify({ query: counting })}`),
      post(JSON.stringify({ query: counting }), { 'content-type': 'application/json; charset=utf-8' }),
      post(JSON.stringify({ query: counting }), { 'content-type': 'application/json; charset=latin1' }),
      post(JSON.stringify({ query: counting }), { 'content-type': 'text/plain' }),
      post(JSON.stringify({ query: counting }), { 'content-encoding': 'gzip' }),
      post(JSON.stringify({ query: counting }), { accept: 'text/html' }),
      post(JSON.stringify({ query: counting }), { accept: 'text/html, */*;q=0.1' }),
      post(JSON.stringify([{ query: counting }])),
      post('{'),
      post(''),
      post({ query: '{ nothing }' }),
      post({
        query:
          'query ($recorded: DateTime) { product(by: { slug: "gao-sach-thai-hai" }, recordedAt: $recorded) { name } }',
        variables: { recorded: '2020-01-01T00:00:00Z' },
      }),
      post(
        { query: '{ products(first: 100) { nodes { name note recognitions { code } } } }' },
        { 'accept-encoding': 'br' },
      ),
      get(
        { query: '{ products(first: 100) { nodes { name note recognitions { code } } } }' },
        { 'accept-encoding': 'gzip' },
      ),
    ];
    for (const sent of questions) await expectAlike(sent);
    const { etag } = (await raw(hub.url, get({ query: counting }))).headers;
    expect((await expectAlike(get({ query: counting }, { 'if-none-match': String(etag) }))).status).toBe(304);
  });

  it('is told with its cost to whoever asks for it', async () => {
    for (const sent of [
      post({ query: counting }, { 'graphql-cost': '1' }),
      get({ query: counting }, { 'graphql-cost': '1' }),
    ])
      expect(JSON.parse((await expectAlike(sent)).text)).toMatchObject({
        extensions: { cost: { requested: 7 } },
      });
  });

  it('is refused alike when too little of a budget is left', async () => {
    const query = '{ products(first: 100) { nodes { place { name } } } }';
    const poor = await openTestHub({
      compileAfter: 0,
      trustProxy: 'loopback',
      budget: memoryBudget({ points: 350, seconds: 100 }, () => 0),
    });
    try {
      // Asked by others until it is known.
      await poor.ask({ query }, { 'x-forwarded-for': '10.1.1.1' });
      const ask = async () => {
        const response = await poor.ask({ query }, { 'x-forwarded-for': '10.1.1.2' });
        return [response.status, response.headers.get('ratelimit'), response.headers.get('retry-after')];
      };
      expect(await ask()).toEqual([200, '"anonymous";r=148;t=58', null]);
      expect(await ask()).toEqual([429, '"anonymous";r=147;t=58', '16']);
    } finally {
      await poor.close();
    }
  });
});

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** The same variables, one of them as it must not be. */
function wrongly(variables: Record<string, unknown>, random: Random): Record<string, unknown> | null {
  const names = Object.keys(variables);
  if (names.length === 0) return null;
  const value = random.pick<unknown>([
    null,
    'x'.repeat(3),
    -1,
    1e12,
    true,
    {},
    [],
    { slug: 'a', code: 'b' },
    ['?', null],
  ]);
  return { ...variables, [random.pick(names)]: value };
}

async function raw(url: string, { method, path, headers, body }: Sent, from: Record<string, string> = {}) {
  const response = await new Promise<{
    status: number | undefined;
    headers: Record<string, unknown>;
    body: Buffer;
  }>((resolve, reject) => {
    const asked = httpRequest(
      url + path,
      {
        method,
        headers: {
          ...headers,
          ...from,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
  // The time of day, and how long what is compressed as a whole is.
  const {
    date: _,
    'content-length': length,
    'transfer-encoding': chunked,
    'x-request-id': __,
    ...told
  } = response.headers;
  const { 'content-encoding': encoding } = told;
  const plain =
    encoding === 'br'
      ? brotliDecompressSync(response.body)
      : encoding === 'gzip'
        ? gunzipSync(response.body)
        : response.body;
  const text = plain
    .toString()
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/"resetAt":"[^"]*"/, '"resetAt":"…"');
  return { status: response.status, headers: encoding ? told : { ...told, length, chunked }, text };
}
