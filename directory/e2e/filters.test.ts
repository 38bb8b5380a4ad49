import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const shown = (page: Page) =>
  page
    .locator('[data-list] > li:visible [data-slug]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-slug')));
const query = (page: Page) => new URL(page.url()).search;

describe('the filters of the products page', () => {
  it('stand in the address; back, forward and reload show the same', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      const all = await shown(page);
      await page.locator('input[name=sao][value="4"]').check({ force: true });
      await expect.poll(() => query(page)).toBe('?sao=4');
      await expect.poll(async () => (await shown(page)).length).toBeLessThan(all.length);
      const four = await shown(page);

      await page.locator('select[name=lieu]').selectOption('ca-phe');
      await expect.poll(() => query(page)).toBe('?sao=4&lieu=ca-phe');
      await expect.poll(async () => (await shown(page)).length).toBeLessThan(four.length);
      const both = await shown(page);
      expect(both.length).toBeGreaterThan(0);

      await page.goBack();
      await expect.poll(() => shown(page)).toEqual(four);
      expect(await page.locator('select[name=lieu]').inputValue()).toBe('');
      await page.goForward();
      await expect.poll(() => shown(page)).toEqual(both);
      await page.reload();
      await expect.poll(() => shown(page)).toEqual(both);
      expect(await page.locator('input[name=sao][value="4"]').isChecked()).toBe(true);
      expect(await page.locator('select[name=lieu]').inputValue()).toBe('ca-phe');
    });
  });

  it('find words typed without marks, and say when nothing fits', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await page.locator('input[name=q]').last().fill('nuoc mam');
      await expect.poll(() => query(page)).toBe('?q=nuoc+mam');
      await expect
        .poll(async () =>
          (await page.locator('[data-list] > li:visible h3').first().innerText()).toLowerCase(),
        )
        .toContain('nước mắm');
      await page.locator('input[name=q]').last().fill('xyzzy');
      await page.locator('[data-nothing]').waitFor();
      expect(await shown(page)).toEqual([]);
    });
  });

  it('are taken off by their chips', async () => {
    await reader.visit('/san-pham/?sao=3&lieu=ca-phe', {}, async ({ page }) => {
      const chips = page.locator('[data-chips] button');
      await expect.poll(() => chips.count()).toBe(3);
      await chips.first().click();
      await expect.poll(() => query(page)).toBe('?lieu=ca-phe');
      await chips.first().click();
      await expect.poll(() => query(page)).toBe('');
    });
  });
});
