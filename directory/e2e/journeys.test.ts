/** What readers come for, from the first page to the answer: with a mouse, and with the keyboard alone. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const query = (page: Page) => new URL(page.url()).search;
const chips = (page: Page) => page.locator('[data-chips] button');
const count = async (page: Page) =>
  parseInt((await page.locator('[data-result-count]').textContent()) ?? '', 10);

/** Saves the list as it is shown, and reads it as a spreadsheet would. */
async function save(page: Page, press: () => Promise<void>): Promise<Record<string, string>[]> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return parse(readFileSync(await file.path()), { bom: true, columns: true });
}

/** Opens a facet and picks a value, by keys only. */
async function pickByKeys(page: Page, facet: string, typed: string): Promise<void> {
  await page.locator(`[data-facet="${facet}"] > summary`).focus();
  await page.keyboard.press('Enter');
  const find = page.locator(`[data-facet="${facet}"] [data-find-in]`);
  if ((await find.count()) > 0) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  const option = page.locator(`[data-facet="${facet}"] .option:visible`, { hasText: typed }).first();
  await option.waitFor();
  await option.locator('input').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
}

describe('a buyer looks for coffee that is in force, and takes the list away', () => {
  it('with a mouse', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await page.getByRole('link', { name: 'Sản phẩm', exact: true }).first().click();
      await page.locator('[data-facet="material"] > summary').click();
      await page.locator('[data-facet="material"] .option', { hasText: 'Cà phê' }).first().click();
      await expect.poll(() => query(page)).toBe('?lieu=ca-phe');
      await page.locator('[data-facet="verdict"] > summary').click();
      await page.locator('[data-facet="verdict"] .option:visible').first().click();
      await expect.poll(() => chips(page).count()).toBe(3);
      const listed = await count(page);
      const rows = await save(page, () => page.locator('[data-download="csv"]').click());
      expect(rows).toHaveLength(listed);
      expect(listed).toBeGreaterThan(0);
      for (const row of rows) expect(row['Nguyên liệu']).toContain('Cà phê');
    });
  });

  it('with the keyboard', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await pickByKeys(page, 'material', 'Cà phê');
      await expect.poll(() => query(page)).toBe('?lieu=ca-phe');
      await expect.poll(() => chips(page).count()).toBe(1);
      const listed = await count(page);
      await page.locator('[data-download="geojson"]').focus();
      const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      const { features } = JSON.parse(readFileSync(await file.path(), 'utf8')) as { features: unknown[] };
      expect(features).toHaveLength(listed);
    });
  });
});

describe('an official looks for what ends in a commune', () => {
  it('with a mouse, soonest first', async () => {
    await reader.visit('/san-pham/?hieu-luc=IN_FORCE', {}, async ({ page }) => {
      await expect.poll(() => chips(page).count()).toBe(1);
      await page.locator('[data-facet="place"] > summary').click();
      const commune = page.locator('[data-facet="place"] .option:visible').first();
      await commune.waitFor();
      await commune.click();
      await page.keyboard.press('Escape');
      await page.locator('[data-sort]').selectOption('han');
      await expect.poll(() => query(page)).toMatch(/^\?noi=[a-z0-9-]+&hieu-luc=IN_FORCE&xep=han$/);
      const rows = await save(page, () => page.locator('[data-download="csv"]').click());
      expect(rows.length).toBeGreaterThan(0);
      const days = rows.map((row) => row['Hiệu lực đến'] ?? '');
      expect(days).toEqual(days.toSorted());
      expect(rows.every((row) => row['Hiệu lực'] === 'Còn hiệu lực')).toBe(true);
    });
  });

  it('with the keyboard', async () => {
    await reader.visit('/san-pham/?hieu-luc=IN_FORCE&xep=han', {}, async ({ page }) => {
      await expect.poll(() => chips(page).count()).toBe(1);
      await pickByKeys(page, 'place', 'Phường');
      await expect.poll(() => query(page)).toMatch(/^\?noi=/);
      await expect.poll(() => count(page)).toBeGreaterThan(0);
      const first = page.locator('[data-list] h3 a').first();
      const name = await first.textContent();
      await first.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect(await page.locator('h1').textContent()).toContain(name);
    });
  });
});
