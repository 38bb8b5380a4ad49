import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicSchema } from '../graphql/schema.ts';
import { graphqlServer, requestContext } from '../graphql/server.ts';
import { proofIssuer } from '../register/proofs/proof-issuer.ts';
import { testKeys } from '../register/proofs/testing.ts';
import type { Site } from './static-files.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

describe('the hub over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-site-'));
  const site: Site = { folder };
  let hub: TestHub;
  let app: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    mkdirSync(join(folder, 'san-pham'));
    mkdirSync(join(folder, '_astro'));
    mkdirSync(join(folder, 'en/404'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<h1>Trang chủ</h1>');
    writeFileSync(join(folder, 'index.html.gz'), gzipSync('<h1>Trang chủ</h1>'));
    writeFileSync(join(folder, 'san-pham/index.html'), '<h1>Sản phẩm</h1>');
    writeFileSync(join(folder, '_astro/a.B1c2.js'), '1');
    writeFileSync(join(folder, '404.html'), '<h1>Không có</h1>');
    writeFileSync(join(folder, 'en/404/index.html'), '<h1>Nothing</h1>');

    hub = await openTestHub({ site });
    ({ app, url } = hub);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const post = (body: string, type = 'application/json') =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });

  it('answers GraphQL by POST and by GET', async () => {
    const query = '{ products(where: { verdict: [IN_FORCE] }) { totalCount } }';
    const answer = { data: { products: { totalCount: 19 } } };
    expect(await (await post(JSON.stringify({ query }))).json()).toEqual(answer);
    const byGet = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`);
    expect(await byGet.json()).toEqual(answer);
  });

  it.each([
    ['a body that is no JSON', '{', 400],
    ['no query at all', '{}', 400],
    ['an unknown field', JSON.stringify({ query: '{ nothing }' }), 400],
    ['a body that is too large', JSON.stringify({ query: `{ a(${'x'.repeat(300_000)}) }` }), 413],
    [
      'a document of too many tokens',
      JSON.stringify({ query: `{ ${'dataset { title } '.repeat(3_000)} }` }),
      400,
    ],
  ])('answers %s with its own status and no stack trace', async (_, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/node_modules|\.ts:\d/);
  });

  it('masks what nobody expected, with a number to quote', async () => {
    const unexpected: unknown[] = [];
    const graphql = graphqlServer(await publicSchema(), (error) => unexpected.push(error));
    const { db } = hub;
    const onStatement = () => {
      throw new Error('secret of the house');
    };
    const { body } = await graphql.executeOperation(
      { query: '{ dataset { licence } }' },
      {
        contextValue: requestContext({
          db,
          clock: () => '2026-11-24',
          issueProof: proofIssuer(testKeys(), ''),
          onStatement,
        }),
      },
    );
    const [error] = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
    expect(error?.message).toMatch(/^Something went wrong on our side. Please quote [0-9a-f-]{36}/);
    expect(error?.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(String(unexpected[0])).toContain('secret of the house');
  });

  it('serves pages, compressed where the reader takes it, and tells folders from files', async () => {
    const home = await fetch(`${url}/`, { headers: { 'accept-encoding': 'gzip' } });
    expect(home.headers.get('content-encoding')).toBe('gzip');
    expect(await home.text()).toBe('<h1>Trang chủ</h1>');
    const redirect = await fetch(`${url}/san-pham?q=x`, { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/san-pham/?q=x']);
    expect((await fetch(`${url}/_astro/a.B1c2.js`)).headers.get('cache-control')).toContain('immutable');
  });

  it('says in the reader’s language that a page is not there', async () => {
    const [vi, en] = await Promise.all([fetch(`${url}/khong-co/`), fetch(`${url}/en/nothing/`)]);
    expect([vi.status, await vi.text()]).toEqual([404, '<h1>Không có</h1>']);
    expect([en.status, await en.text()]).toEqual([404, '<h1>Nothing</h1>']);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/%00', '/.hidden', '/%'])(
    'gives away nothing outside of the site for %s',
    async (path) => {
      const response = await app.inject({ method: 'GET', url: path });
      expect([400, 403, 404]).toContain(response.statusCode);
      expect(response.body).not.toContain('ocop-hub');
    },
  );

  it('refuses an address with a broken percent sign in the way of every refusal', async () => {
    const response = await fetch(`${url}/v/%E0%A4%A`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answerOf(response)).toMatchObject({ status: 400 });
  });

  it('says so while there are no pages yet', async () => {
    site.folder = null;
    const response = await fetch(`${url}/`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    site.folder = folder;
  });
});
