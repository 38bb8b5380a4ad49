import { afterAll, beforeAll, expect, it } from 'vitest';
import { Reader, widerThan } from './browser.ts';
import { pageTypes } from './page-types.ts';

const types = (await pageTypes()).filter(({ lang }) => lang === 'vi');

/** A reader who has set the letters of the browser twice as large: 32 pixels instead of 16. */
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive('--blink-settings=defaultFontSize=32');
});
afterAll(() => reader.leave());

it.each(types)('$name ($path) fits the screen in letters twice as large', async ({ path }) => {
  await reader.visit(path, {}, async ({ page }) => {
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    expect(size).toBeGreaterThan(30);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      expect((await widerThan(page, width)).slice(-5), `${width} pixels`).toEqual([]);
    }
  });
});
