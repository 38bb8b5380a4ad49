import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader } from './browser.ts';
import { pageTypes, readMapData } from './page-types.ts';

// Both languages come from the same templates.
const types = (await pageTypes()).filter(({ lang }) => lang === 'vi');
const data = await readMapData();
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

describe('without JavaScript', () => {
  it.each(types)('$name shows no less than with it', async ({ path }) => {
    let scripted = '';
    await reader.visit(path, {}, async ({ page }) => {
      // The words of a map's legend and of filters are tools, not facts.
      await page.evaluate(() => {
        for (const tool of document.querySelectorAll<HTMLElement>('hub-map, form'))
          tool.style.setProperty('display', 'none', 'important');
      });
      scripted = await page.locator('main').innerText();
    });
    await reader.visit(path, { javaScriptEnabled: false }, async ({ page }) => {
      const plain = await page.locator('main').innerText();
      expect(await page.locator('h1').isVisible()).toBe(true);
      expect(plain.length).toBeGreaterThan(scripted.length * 0.9);
      // What stands in the place of a map says where things are.
      for (const fallback of await page.locator('hub-map').all()) {
        expect((await fallback.innerText()).trim()).not.toBe('');
      }
    });
  });

  it('a list names everything that there is', async () => {
    await reader.visit('/san-pham/', { javaScriptEnabled: false }, async ({ page }) => {
      const names = await page.locator('[data-list] h3').allInnerTexts();
      expect(names).toHaveLength(data.products.slug.length);
    });
  });

  it('a product says its name, its standing with the day, its maker and its source', async () => {
    const index = data.products.point.findIndex(
      (point, i) => point >= 0 && data.products.producer[i] !== null,
    );
    await reader.visit(
      `/san-pham/${data.products.slug[index]}/`,
      { javaScriptEnabled: false },
      async ({ page }) => {
        const text = await page.locator('main').innerText();
        expect(text).toContain(data.products.name[index]);
        expect(text).toMatch(/\d{2}\/\d{2}\/20\d{2}/);
        expect(text).toContain(data.products.producer[index]);
        expect(await page.locator('main a[href^="http"]').count()).toBeGreaterThan(0);
      },
    );
  });
});
