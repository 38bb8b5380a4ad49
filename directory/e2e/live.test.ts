import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackedFacts } from '../src/verdict/standing.ts';
import { hubUrl, Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const chip = '.verdict [data-part="chip"]';

/** A product in force on the day of the tests, and until when. */
async function productInForce(): Promise<{ path: string; slug: string; facts: PackedFacts; until: string }> {
  const query = `{ products(first: 1, where: { verdict: [IN_FORCE] }) {
    nodes { slug verdict { lastDay recognition { code stars evidence issued validUntil } } } } }`;
  const answer = await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`);
  const { data } = (await answer.json()) as {
    data: { products: { nodes: { slug: string; verdict: { lastDay: string; recognition: Recognition } }[] } };
  };
  const [product] = data.products.nodes;
  if (!product) throw new Error('No product is in force');
  const { code, stars, evidence, issued, validUntil } = product.verdict.recognition;
  return {
    path: `/san-pham/${product.slug}/`,
    slug: product.slug,
    facts: [code, stars, evidence, issued, validUntil, null, null, null, 0],
    until: product.verdict.lastDay,
  };
}
interface Recognition {
  code: string;
  stars: number;
  evidence: PackedFacts[2];
  issued: string;
  validUntil: string;
}

const status = (page: Page) => page.locator(chip).getAttribute('data-status');

describe('a page that stays open', () => {
  it('ends a recognition at midnight in Vietnam, by its own dates', async () => {
    const { path, until } = await productInForce();
    const { page } = await reader.open('/du-lieu/');
    await page.clock.setSystemTime(`${until}T23:00:00+07:00`);
    await page.goto(hubUrl + path);
    expect(await status(page)).toBe('IN_FORCE');
    await page.clock.runFor('02:00:00');
    await expect.poll(() => status(page)).toBe('EXPIRED');
    await page.context().close();
  });

  it('looks at the day again when it wakes up', async () => {
    const { path, until } = await productInForce();
    const { page } = await reader.open(path);
    expect(await status(page)).toBe('IN_FORCE');
    await page.clock.setFixedTime(`${Number(until.slice(0, 4)) + 1}-01-01T12:00:00+07:00`);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => status(page)).toBe('EXPIRED');
    await page.context().close();
  });
});

describe('what the register learned after the build', () => {
  it('is asked for once, with the revision of the page', () =>
    reader.visit('/', {}, async ({ page }) => {
      // Its own question is asked by then.
      await page.waitForLoadState('networkidle');
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/live/')) asked.push(new URL(request.url()).search);
      });
      await page.goto(`${hubUrl}/san-pham/`, { waitUntil: 'networkidle' });
      expect(asked).toEqual([`?since=${await page.getAttribute('html', 'data-revision')}`]);
    }));

  it('shows a revocation on the product’s own page and on its card', async () => {
    const { path, slug, facts } = await productInForce();
    const [code, stars, evidence, issued, validUntil] = facts;
    const revoked = { code, stars, evidence, issued, validUntil, revokedOn: '2026-11-20' };
    const answer = { revision: '1-0', isCut: false, products: { [slug]: [revoked] } };
    const { page, complaints } = await reader.open('/du-lieu/');
    await page.route('**/live/changes.json*', (route) => route.fulfill({ json: answer }));
    await page.goto(hubUrl + path);
    await expect.poll(() => status(page)).toBe('REVOKED');
    const told = await page.locator('script[type="application/ld+json"]').textContent();
    expect(told).toContain('CertificationInactive');
    await page.goto(`${hubUrl}/san-pham/`);
    const card = page.locator(`[data-list] [data-slug="${slug}"] [data-part="chip"]`);
    await expect.poll(() => card.getAttribute('data-status')).toBe('REVOKED');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leaves a page as it is where the hub cannot be reached', async () => {
    const { path } = await productInForce();
    const { page } = await reader.open('/du-lieu/');
    await page.route('**/live/changes.json*', (route) => route.abort());
    await page.goto(hubUrl + path, { waitUntil: 'networkidle' });
    expect(await status(page)).toBe('IN_FORCE');
    await page.context().close();
  });
});
