import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

describe('the search box of the home page', () => {
  it.each([
    ['/', '/san-pham/'],
    ['/en/', '/en/products/'],
  ])('on %s finds "ca phe" typed without marks, and opens a product', async (home, products) => {
    await reader.visit(home, {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill('ca phe');
      const option = page.getByRole('option').filter({ has: page.locator(`a[href^="${products}"]`) });
      const link = option.first().getByRole('link', { includeHidden: true });
      const name =
        (await link
          .locator('span')
          .nth(1)
          .evaluate((text) => text.firstChild?.textContent)) ?? '';
      expect(name.toLowerCase()).toMatch(/cà phê|ca phê|coffee|café/);
      await link.click();
      await page.waitForURL(new RegExp(`${products}[a-z0-9-]+/$`));
      expect(await page.locator('h1').textContent()).toContain(name);
    });
  });

  it('is worked by keyboard', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill('bo mot nang');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect((await page.locator('h1').textContent())?.toLowerCase()).toContain('bò một nắng');
    });
  });

  it('leads to the filtered list with Enter', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill('mac ca');
      await box.press('Enter');
      await page.waitForURL(/\/san-pham\/\?q=mac\+ca$/);
      const shown = page.locator('[data-list] > li:visible h3');
      expect(await shown.count()).toBeGreaterThan(0);
      expect((await shown.first().textContent())?.toLowerCase()).toMatch(/mắc ca|macca/);
    });
  });
});
