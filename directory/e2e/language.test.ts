import { afterAll, beforeAll, expect, it } from 'vitest';
import { inLanguage } from '../src/i18n/routes.ts';
import { hubUrl, Reader } from './browser.ts';
import { pageTypes } from './page-types.ts';

const types = (await pageTypes()).filter(({ lang }) => lang === 'vi');
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

it.each(types)('the switch on $name leads to the same page in English, and back', async ({ path }) => {
  await reader.visit(path, {}, async ({ page, strays }) => {
    await page.locator('a[data-language]').click();
    await page.waitForURL(hubUrl + inLanguage(path, 'en'));
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.locator('a[data-language]').click();
    await page.waitForURL(hubUrl + path);
    expect(await page.getAttribute('html', 'lang')).toBe('vi');
    expect(strays).toEqual([]);
  });
});

it('the switch keeps the filters of a list', async () => {
  await reader.visit('/san-pham/?sao=4', {}, async ({ page }) => {
    await page.locator('a[data-language]').click();
    await page.waitForURL(`${hubUrl}/en/products/**`);
    expect(page.url()).toBe(`${hubUrl}/en/products/?sao=4`);
  });
});
