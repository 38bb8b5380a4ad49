import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryBudget } from '../graphql/limits/budget.ts';
import { TODAY } from '../graphql/testing.ts';
import { toldOnce } from './headers.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

const counting = '{ products { totalCount } }';
const long = '{ products(first: 20) { nodes { id slug name note } } }';
const STRICT = 'application/graphql-response+json';

describe('GraphQL over HTTP', () => {
  let hub: TestHub;
  beforeAll(async () => {
    // In the last hour of a day nothing is kept for an hour.
    hub = await openTestHub({ now: () => new Date(`${TODAY}T12:00:00+07:00`) });
  });
  afterAll(() => hub.close());

  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}/graphql?${new URLSearchParams(parameters)}`, {
      headers: { accept: STRICT, ...headers },
    });

  it('passes every audit of the specification', async () => {
    const results = await Promise.all(
      serverAudits({ url: () => `${hub.url}/graphql` }).map(async (audit) => ({
        audit,
        result: await audit.fn(),
      })),
    );
    const failed = results
      .filter(({ result }) => result.status !== 'ok')
      .map(({ audit, result }) => [audit.id, audit.name, 'reason' in result && result.reason]);
    expect(results.length).toBeGreaterThan(60);
    expect(failed).toEqual([]);
  });

  it('answers one query over GET and POST alike, and a shared cache may keep the first', async () => {
    const [byGet, byPost] = [await get({ query: counting }), await hub.ask({ query: counting })];
    expect(await byGet.json()).toEqual(await byPost.json());
    expect(byGet.headers.get('cache-control')).toBe('public, max-age=60');
    expect(byPost.headers.get('cache-control')).toBe('no-store');
    expect(byGet.headers.get('vary')).toMatch(/Accept, Accept-Encoding, GraphQL-Cost/i);
    expect(byGet.headers.get('connection')).toBe('keep-alive');
  });

  it.each([
    ['{ __schema { queryType { name } } }', 'public, max-age=3600'],
    ['{ verdict(of: { slug: "gao-sach-thai-hai" }) { status } }', 'public, max-age=60'],
    [
      '{ ...Root } fragment Root on Query { verdict(of: { slug: "gao-sach-thai-hai" }) { status } }',
      'public, max-age=60',
    ],
    [
      '{ dataset { sources { title } taxonomies { code } materials { slug } } }',
      'public, max-age=60, stale-while-revalidate=300',
    ],
    ['{ dataset { materials { slug } counts { inForce } } }', 'public, max-age=60'],
    ['{ dataset { ...All } } fragment All on Dataset { counts { inForce } }', 'public, max-age=60'],
    ['{ product(by: { slug: "gao-sach-thai-hai" }) { verdict { status } } }', 'public, max-age=60'],
    ['{ products(where: { stars: [3] }) { totalCount } }', 'public, max-age=60'],
    ['{ nothing }', 'no-store'],
    ['{ node(id: "1") { id } dataset { title } }', 'no-store'],
  ])('tells caches by the document how long %s keeps', async (query, expected) => {
    expect((await get({ query })).headers.get('cache-control')).toBe(expected);
  });

  it('sends nothing again that the reader has', async () => {
    const first = await get({ query: counting });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{20,}"$/);
    const second = await get({ query: counting }, { 'if-none-match': `"other", ${etag}` });
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
    expect(second.headers.get('cache-control')).toContain('max-age=60');
    const told = (response: Response) => [...response.headers.keys()];
    const again =
      'access-control-allow-origin access-control-expose-headers cache-control connection date etag keep-alive ratelimit ratelimit-policy vary'.split(
        ' ',
      );
    expect(told(second)).toEqual(again);
    expect(told(first)).toEqual(expect.arrayContaining([...again, ...toldOnce]));
    expect((await get({ query: long }, { 'if-none-match': etag })).status).toBe(200);
  });

  it('knows an answer again in its type alone', async () => {
    const etag = (await get({ query: counting })).headers.get('etag') ?? '';
    const inJson = await get({ query: counting }, { accept: 'application/json', 'if-none-match': etag });
    expect([inJson.status, inJson.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(inJson.headers.get('etag')).not.toBe(etag);
  });

  it('tells of an answer without giving it', async () => {
    const head = (headers: Record<string, string>) =>
      fetch(`${hub.url}/graphql?${new URLSearchParams({ query: counting })}`, {
        method: 'HEAD',
        headers: { accept: STRICT, ...headers },
      });
    const whole = await get({ query: counting });
    const told = await head({});
    expect([told.status, await told.text()]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length', 'cache-control', 'vary'])
      expect([name, told.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    const again = await head({ 'if-none-match': told.headers.get('etag') ?? '' });
    expect([again.status, again.headers.get('content-length')]).toEqual([304, null]);
  });

  it('knows a query again by its hash, over GET, and only one that it was given whole', async () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const extensions = (sha256Hash: string) => JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
    const query = '{ dataset { licence } }';
    const unknown = await get({ extensions: extensions(hash(query)) });
    expect(await unknown.json()).toMatchObject({
      errors: [
        {
          message: 'PersistedQueryNotFound',
          extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', url: '/docs/errors/PERSISTED_QUERY_NOT_FOUND/' },
        },
      ],
    });
    expect([unknown.status, unknown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const wrong = await get({ query, extensions: extensions(hash('{ other }')) });
    expect([wrong.status, (await answerOf(wrong)).errors[0].extensions.code]).toEqual([
      400,
      'PERSISTED_QUERY_MISMATCH',
    ]);
    const given = await get({ query, extensions: extensions(hash(query)) });
    expect(await given.json()).toMatchObject({ data: { dataset: {} } });
    const again = await get({ extensions: extensions(hash(query)) });
    expect(await again.json()).toMatchObject({ data: { dataset: {} } });
    expect(again.headers.get('cache-control')).toContain('public');
    // What is refused is not kept.
    const refused = '{ nothing }';
    await get({ query: refused, extensions: extensions(hash(refused)) });
    expect(
      (await answerOf(await get({ extensions: extensions(hash(refused)) }))).errors[0].extensions.code,
    ).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('compresses what is worth it as %s', async (encoding, decompress) => {
    const raw = await rawGet(`${hub.url}/graphql?query=${encodeURIComponent(long)}`, {
      'accept-encoding': encoding,
    });
    expect(raw.headers['content-encoding']).toBe(encoding);
    expect(JSON.parse(decompress(raw.body).toString()).data.products.nodes).toHaveLength(20);
    const short = await rawGet(`${hub.url}/graphql?query=${encodeURIComponent(counting)}`, {
      'accept-encoding': encoding,
    });
    expect(short.headers['content-encoding']).toBeUndefined();
  });

  it('lets any page read it', async () => {
    const asked = await fetch(`${hub.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://partner.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-own',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    expect(asked.headers.get('access-control-allow-headers')).toBe('*');
    const answer = await hub.ask({ query: counting }, { origin: 'https://partner.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toMatch(
      /ETag, Link, RateLimit, RateLimit-Policy, Retry-After/,
    );
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['application/json', 200, 'application/json; charset=utf-8'],
    [
      'application/graphql-response+json, application/json;q=0.9',
      400,
      'application/graphql-response+json; charset=utf-8',
    ],
    ['*/*', 400, 'application/graphql-response+json; charset=utf-8'],
    ['text/html', 406, 'application/graphql-response+json; charset=utf-8'],
  ])('says with Accept %s what became of a document that fits no schema', async (accept, status, type) => {
    const response = await hub.ask({ query: '{ nothing }' }, { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });

  it('refuses other methods and says which there are', async () => {
    const response = await fetch(`${hub.url}/graphql`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    expect((await answerOf(response)).errors[0].extensions.code).toBe('METHOD_NOT_ALLOWED');
  });

  it('takes HEAD as GET without a body', async () => {
    const response = await fetch(`${hub.url}/graphql?query=${encodeURIComponent(counting)}`, {
      method: 'HEAD',
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('etag')).toBeTruthy();
  });

  it('tells the cost only to who asks for it, past every shared cache', async () => {
    expect(await (await get({ query: counting })).json()).not.toHaveProperty('extensions');
    const told = await get({ query: counting }, { 'graphql-cost': '1' });
    expect((await answerOf(told)).extensions.cost).toEqual({
      requested: 7,
      limit: 10_000,
      remaining: expect.any(Number),
      resetAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    });
    expect(told.headers.get('cache-control')).toBe('no-store');
  });

  it('gives every refusal a code, the page that explains it and all that is wrong', async () => {
    const response = await hub.ask({ query: '{ nothing products { nothing } }' });
    const { errors, data } = await answerOf(response);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(2);
    for (const error of errors) {
      expect(error.extensions).toEqual({
        code: 'GRAPHQL_VALIDATION_FAILED',
        url: '/docs/errors/GRAPHQL_VALIDATION_FAILED/',
      });
      expect(error.locations).toHaveLength(1);
    }
  });

  it('serves the schema and the catalogue of what there is', async () => {
    const sdl = await fetch(`${hub.url}/schema.graphql`);
    expect(sdl.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await sdl.text()).toContain('type Query {');
    const catalog = await fetch(`${hub.url}/.well-known/api-catalog`);
    expect(catalog.headers.get('content-type')).toBe(
      'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
    );
    expect(catalog.headers.get('link')).toContain('rel="api-catalog"');
    const { linkset } = (await catalog.json()) as { linkset: object[] };
    expect(linkset[0]).toMatchObject({
      anchor: `${hub.url}/graphql`,
      'service-desc': [{ href: `${hub.url}/schema.graphql` }],
      status: [{ href: `${hub.url}/health/ready` }],
    });
    expect(linkset[1]).toMatchObject({
      anchor: `${hub.url}/ogc`,
      'service-desc': [{ href: `${hub.url}/ogc/api?f=json` }],
    });
  });

  it('says that it lives, and whether it can answer', async () => {
    for (const path of ['/health', '/health/ready']) {
      const response = await fetch(hub.url + path);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('says no more than that when its database is gone', async () => {
    const ill = await openTestHub({ askDatabase: () => Promise.reject(new Error('secret of the house')) });
    try {
      const response = await fetch(`${ill.url}/health/ready`);
      expect([response.status, await response.text()]).toEqual([503, '{"status":"unavailable"}']);
      expect((await fetch(`${ill.url}/health`)).status).toBe(200);
    } finally {
      await ill.close();
    }
  });
});

describe('the budget of an address', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({
      budget: memoryBudget({ points: 200, seconds: 100 }, () => 0),
      trustProxy: 'loopback',
    });
  });
  afterAll(() => hub.close());

  const from = (address: string, query = counting) => hub.ask({ query }, { 'x-forwarded-for': address });

  it('is told with every answer, and its end with when to come back', async () => {
    const first = await from('203.0.113.7');
    expect(first.headers.get('ratelimit-policy')).toBe('"anonymous";q=200;w=100;qu="points"');
    expect(first.headers.get('ratelimit')).toBe('"anonymous";r=193;t=4');
    expect(first.headers.get('retry-after')).toBeNull();
    const dear = await from('203.0.113.7', '{ products(first: 100) { nodes { place { name } } } }');
    expect(dear.status).toBe(429);
    expect(dear.headers.get('ratelimit')).toBe('"anonymous";r=192;t=4');
    expect(dear.headers.get('retry-after')).toBe('5');
    expect(dear.headers.get('cache-control')).toBe('no-store');
    expect((await answerOf(dear)).errors[0]).toMatchObject({
      message: 'The query costs 202 points, and 192 are left: ask again in 5 seconds',
      extensions: { code: 'RATE_LIMITED', asked: 202 },
    });
  });

  it('pays for what is refused too, and then answers nothing more', async () => {
    const statuses = [];
    for (let asked = 0; asked < 6; asked += 1)
      statuses.push((await from('203.0.113.8', '{ nothing }')).status);
    expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
    const response = await from('203.0.113.8');
    expect(response.headers.get('retry-after')).toBe('1');
    expect((await answerOf(response)).errors[0].message).toContain('is used up');
  });

  it('is each address’s own, and one for a network of IPv6', async () => {
    expect((await from('203.0.113.9')).headers.get('ratelimit')).toContain('r=193');
    expect((await from('2001:db8:1:2::1')).headers.get('ratelimit')).toContain('r=193');
    expect((await from('2001:db8:1:2:ffff::9')).headers.get('ratelimit')).toContain('r=186');
    expect((await from('2001:db8:1:3::1')).headers.get('ratelimit')).toContain('r=193');
  });

  it('does not bind the hub itself', async () => {
    const own = await hub.ask({ query: counting }, { 'hub-key': hub.ownKey });
    expect([own.status, own.headers.get('ratelimit')]).toEqual([200, null]);
    const pretended = await hub.ask({ query: counting }, { 'hub-key': 'the hub itselv' });
    expect(pretended.headers.get('ratelimit')).toBeTruthy();
  });

  it('believes nobody about addresses unless it is told whom', async () => {
    const alone = await openTestHub({ budget: memoryBudget({ points: 200, seconds: 100 }, () => 0) });
    try {
      const ask = (address: string) => alone.ask({ query: counting }, { 'x-forwarded-for': address });
      expect((await ask('203.0.113.1')).headers.get('ratelimit')).toContain('r=193');
      expect((await ask('203.0.113.2')).headers.get('ratelimit')).toContain('r=186');
    } finally {
      await alone.close();
    }
  });
});

/** fetch unpacks by itself: here the bytes as they are sent. */
function rawGet(url: string, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    httpRequest(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}
