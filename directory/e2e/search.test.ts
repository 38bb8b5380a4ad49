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
      await expect
        .poll(async () => (await shown.allTextContents())[0]?.toLowerCase())
        .toMatch(/mắc ca|macca/);
    });
  });

  it.each([
    ['/', 'cà phê OCOP 5 sao', '5 sao'],
    ['/en/', 'ca phe 5 stars', '5 stars'],
  ])('on %s hears the stars of "%s", and leads to products that have them', async (home, typed, stars) => {
    await reader.visit(home, {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill(typed);
      const options = page.getByRole('option');
      await options.first().waitFor();
      expect((await options.first().textContent())?.toLowerCase()).toMatch(/cà phê|coffee/);
      await box.press('Enter');
      await page.waitForURL(/[?]q=/);
      const cards = page.locator('[data-list] > li:visible');
      await expect.poll(() => page.locator('[data-chips] button').count()).toBeGreaterThan(0);
      const texts = await cards.allTextContents();
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(text).toContain(stars);
      expect(await page.locator('main input[name=q]').inputValue()).toBe(typed);
    });
  });

  it('asks for the index on the first touch, never per key, and goes on without a network', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).pathname.startsWith('/search/')) asked.push(request.url());
      });
      const box = page.locator('main').getByRole('combobox');
      await page.getByRole('heading', { level: 1 }).click();
      expect(asked).toEqual([]);
      await box.focus();
      await box.pressSequentially('ca');
      await page.getByRole('option').first().waitFor();
      const files = asked.length;
      expect(files).toBeGreaterThan(0);
      await page.context().setOffline(true);
      await box.pressSequentially(' phe chon');
      await expect.poll(() => page.getByRole('option').first().textContent()).toMatch(/chồn/i);
      expect(asked).toHaveLength(files);
    });
  });

  it('marks what matches, says what was meant, and names materials', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill('sau rieng');
      await expect.poll(() => page.locator('.suggestions mark').first().textContent()).toMatch(/sầu riêng/i);
      expect(await page.locator('.suggestions a[href$="?lieu=sau-rieng"]').count()).toBe(1);
      await box.fill('sau rieg');
      const meant = page.locator('.suggestions .meant');
      await expect.poll(() => meant.textContent()).toContain('sầu riêng');
      await meant.click();
      expect(await box.inputValue()).toBe('sầu riêng');
      await expect.poll(() => meant.count()).toBe(0);
      await page.getByRole('option').first().waitFor();
    });
  });

  it('says which option is active, closes with Escape, and goes round', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      const box = page.locator('main').getByRole('combobox');
      await box.fill('cu mgar');
      await page.getByRole('option').first().waitFor();
      await box.press('ArrowUp');
      const last = await page.getByRole('option').last().getAttribute('id');
      expect(await box.getAttribute('aria-activedescendant')).toBe(last);
      expect(await page.getByRole('option').last().getAttribute('aria-selected')).toBe('true');
      await box.press('ArrowDown');
      expect(await box.getAttribute('aria-activedescendant')).toBeNull();
      await box.press('Escape');
      expect(await box.getAttribute('aria-expanded')).toBe('false');
      expect(await box.inputValue()).toBe('cu mgar');
      await box.press('ArrowDown');
      await expect.poll(() => box.getAttribute('aria-expanded')).toBe('true');
    });
  });
});

describe('the search in the head of every page', () => {
  it('opens, is typed into at once, and leads on', async () => {
    await reader.visit('/xa-phuong/', { viewport: { width: 360, height: 740 } }, async ({ page }) => {
      const find = page.locator('[data-find]');
      await find.locator('summary').click();
      await expect
        .poll(() => find.locator('input').evaluate((input) => input === document.activeElement))
        .toBe(true);
      await page.keyboard.type('nuoc mam');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect.poll(() => find.evaluate((details) => (details as HTMLDetailsElement).open)).toBe(false);
      expect(await find.locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(
        true,
      );
    });
  });
});
