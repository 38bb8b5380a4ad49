/** The pages that the hub answers itself: the verdict, the form for a code, and the report of a doubt. */
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubUrl, Reader } from './browser.ts';

interface Known {
  code: string;
  slug: string;
  verdict: { status: string; lastDay: string | null };
}

let reader: Reader;
let products: Known[];
beforeAll(async () => {
  reader = await Reader.arrive();
  const query = '{ products(first: 100) { nodes { code slug verdict { status lastDay } } } }';
  const response = await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`);
  products = ((await response.json()) as { data: { products: { nodes: Known[] } } }).data.products.nodes;
});
afterAll(() => reader.leave());

const withStatus = (status: string): Known => products.find(({ verdict }) => verdict.status === status)!;

/** What axe finds, with the contrast of AAA, as these pages are read in the sun. */
async function complaintsIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

// The policy of these pages lets no script run: the tests must.
const options: BrowserContextOptions = { bypassCSP: true };

describe.each(['vi', 'en'])('in %s', (lang) => {
  it.each([
    ['a star in force', () => `/v/${withStatus('IN_FORCE').code}`],
    ['a star that expired', () => `/v/${withStatus('EXPIRED').code}`],
    ['a star that is not confirmed', () => `/v/${withStatus('NOT_CONFIRMED').code}`],
    ['another day', () => `/v/${withStatus('IN_FORCE').code}?asOf=2020-01-01`],
    ['the form for a code', () => '/v/'],
    ['the form for a doubt', () => `/v/${withStatus('IN_FORCE').code}/doubt`],
  ])(
    '%s is read by everyone, by day and by night, on the narrowest screen, and asks nobody',
    async (_, path) => {
      const address = path() + (path().includes('?') ? '&' : '?') + `lang=${lang}`;
      await reader.visit(address, options, async ({ page, strays, complaints }) => {
        expect(await page.getAttribute('html', 'lang')).toBe(lang);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await complaintsIn(page), colorScheme).toEqual([]);
        }
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        expect(strays).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await page.context().cookies()).toEqual([]);
        expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
      });
    },
  );
});

it('shows itself in its own style under its own policy, and breaks it nowhere', () =>
  reader.visit(`/v/${withStatus('IN_FORCE').code}`, {}, async ({ page, complaints }) => {
    const ground = await page
      .locator('.answer')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(ground).toBe('rgb(20, 83, 45)');
    expect(complaints).toEqual([]);
  }));

it('leads from a typed code to the answer, from there to another language and back, without a script', () =>
  reader.visit('/v/?lang=vi', { javaScriptEnabled: false }, async ({ page }) => {
    const { code } = withStatus('IN_FORCE');
    await page.getByLabel('Mã số').fill(`${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`);
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByRole('heading', { level: 1, name: 'Còn hiệu lực' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'In force' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Còn hiệu lực' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('vi');
  }));

it('takes a doubt without a script, and keeps what was typed where something is missing', () =>
  reader.visit(
    `/v/${withStatus('EXPIRED').code}/doubt?lang=en`,
    { javaScriptEnabled: false },
    async ({ page }) => {
      const { code } = withStatus('EXPIRED');
      expect(await page.getByLabel('Code or number on the pack').inputValue()).toBe(code);
      await page.getByLabel('What is wrong?').fill('The pack says 5 stars');
      // Spaces pass a browser's own check.
      await page.getByLabel('Where did you see it?').fill('   ');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Say where you saw it.').first().waitFor();
      expect(await page.getByLabel('What is wrong?').inputValue()).toBe('The pack says 5 stars');
      await page.getByLabel('Where did you see it?').fill('Market of Buôn Ma Thuột');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('heading', { name: 'Received' }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/v\/doubt\/D[0-9A-Z]{7}$/);
    },
  ));

it('a page of the directory changes at midnight with all else', () => {
  const { slug, verdict } = withStatus('IN_FORCE');
  const standing = async (page: Page, instant: string) => {
    await page.context().clock.setFixedTime(instant);
    await page.goto(`${hubUrl}/san-pham/${slug}/`);
    return page.locator('[data-facts] [data-status]').first();
  };
  return reader.visit('/', {}, async ({ page }) => {
    const last = await standing(page, `${verdict.lastDay}T23:59:59+07:00`);
    await expect.poll(() => last.getAttribute('data-status')).toBe('IN_FORCE');
    const first = await standing(
      page,
      new Date(Date.parse(`${verdict.lastDay}T23:59:59+07:00`) + 1_000).toISOString(),
    );
    await expect.poll(() => first.getAttribute('data-status')).toBe('EXPIRED');
  });
});
