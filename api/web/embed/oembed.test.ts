import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { href } from '../../../directory/src/i18n/routes.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';
import { CARD_HEIGHT, NARROW_CARD_HEIGHT } from './look.rules.ts';
import { pagePaths, targetOf, type PageKind } from './pages.rules.ts';
import { within } from './oembed.rules.ts';

const site = 'https://ocop.example';
let hub: TestHub;
let product: { slug: string; code: string; name: string; producer: { slug: string; name: string } };
beforeAll(async () => {
  hub = await openTestHub({ siteUrl: site });
  const { data } = await answerOf(
    await hub.ask({ query: '{ products(first: 50) { nodes { slug code name producer { slug name } } } }' }),
  );
  product = data.products.nodes.find((one: typeof product | { producer: null }) => one.producer);
});
afterAll(() => hub.close());

const ask = (query: Record<string, string>) => fetch(`${hub.url}/oembed?${new URLSearchParams(query)}`);

test('pages are known by the addresses that the directory gives them', () => {
  for (const kind of Object.keys(pagePaths) as PageKind[]) {
    for (const lang of ['vi', 'en'] as const) {
      expect(targetOf(href(kind, 'ca-phe-bot', lang))).toEqual({ kind, key: 'ca-phe-bot', lang });
    }
  }
  expect(targetOf('/v/P123', new URLSearchParams('lang=en'))).toEqual({
    kind: 'code',
    key: 'P123',
    lang: 'en',
  });
  for (const path of ['/', '/san-pham/', '/san-pham/Not A Slug/', '/v/', '/v/%ZZ/x'])
    expect(targetOf(path)).toBeNull();
});

test('the page of a product, in either language, and its code are answered alike', async () => {
  for (const url of [
    `${site}/san-pham/${product.slug}/`,
    `${site}/en/products/${product.slug}/`,
    `/v/${product.code}`,
  ]) {
    const answer = await ask({ url });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const oembed = await answerOf(answer);
    expect(oembed).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: product.name,
      author_name: product.producer.name,
      provider_url: `${site}/`,
      width: 416,
      height: CARD_HEIGHT,
    });
    expect(oembed.html).toMatch(
      /^<blockquote><a href="https:\/\/ocop\.example\/.*?<\/a><\/blockquote><iframe src="https:\/\/ocop\.example\/embed\/product\//,
    );
    expect(oembed).not.toHaveProperty('thumbnail_url');
  }
});

test('only an address of the web is linked to, and only by what is known of it', async () => {
  const path = `/v/${product.code}?`;
  for (const url of [
    `javascript://ocop.example${path}%0aalert(1)//`,
    `https://who@ocop.example${path}`,
    '/v/%00',
  ])
    expect((await ask({ url })).status, url).toBe(404);
  const { html } = await answerOf(await ask({ url: `${site}${path}lang=en&x=1#y` }));
  expect(html).toContain(`<a href="${site}${path}lang=en">`);
});

test('what is larger than the consumer has room for is made smaller', async () => {
  const url = `${site}/san-pham/${product.slug}/`;
  expect(await answerOf(await ask({ url, maxwidth: '200' }))).toMatchObject({
    width: 200,
    height: NARROW_CARD_HEIGHT,
  });
  expect(await answerOf(await ask({ url, maxheight: '150' }))).toMatchObject({ width: 416, height: 150 });
  expect(within({ width: 400, height: 200 }, 'wide', null)).toBeNull();
});

test('errors have the statuses of the standard, and say what is wrong', async () => {
  const url = `${site}/san-pham/${product.slug}/`;
  const status = async (query: Record<string, string>) => (await ask(query)).status;
  expect(await status({})).toBe(400);
  expect(await status({ url: 'http://' })).toBe(400);
  expect(await status({ url, maxwidth: '-1' })).toBe(400);
  expect(await status({ url, format: 'yaml' })).toBe(501);
  expect(await status({ url: `${site}/san-pham/nothing-of-this-name/` })).toBe(404);
  expect(await status({ url: `https://elsewhere.example/san-pham/${product.slug}/` })).toBe(404);
  expect(await status({ url: `${site}/v/PZZZZZZZ` })).toBe(404);
});

test('a page that shared caches keep says where to ask, and nothing of the Host header that it was asked with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-oembed-'));
  const path = `/san-pham/${product.slug}/`;
  mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, path, 'index.html'), '<h1>Sản phẩm</h1>');
  const hubs = [
    await openTestHub({ site: { folder } }),
    await openTestHub({ site: { folder }, siteUrl: site }),
  ];
  try {
    for (const [at, asks] of hubs.entries()) {
      const { headers } = await asks.app.inject({ url: path, headers: { host: 'elsewhere.example' } });
      expect(headers['cache-control']).toMatch(/^public/);
      expect(JSON.stringify(headers)).not.toContain('elsewhere.example');
      const targets = [
        ...String(headers.link).matchAll(/<([^>]+)>; rel="alternate"; type="[a-z]+\/(json|xml)\+oembed"/g),
      ];
      expect(targets.map(([, , format]) => format)).toEqual(['json', 'xml']);
      const url = new URL(targets[0]?.[1] ?? '', `https://ocop.example${path}`);
      expect(url.href).toMatch(/^https:\/\/ocop\.example\/oembed\?url=.*&format=json$/);
      expect(url.searchParams.get('url')).toBe(at === 0 ? path : site + path);
      expect(await answerOf(await fetch(asks.url + url.pathname + url.search))).toMatchObject({
        title: product.name,
      });
    }
  } finally {
    for (const one of hubs) await one.close();
    rmSync(folder, { recursive: true });
  }
});
