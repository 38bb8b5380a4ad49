import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

describe('the console of the docs', () => {
  it('runs an example, tells what it cost, and asks no other machine', () =>
    reader.visit('/docs/console/?example=facets', {}, async ({ page, strays, complaints }) => {
      await page.locator('.cm-content').first().waitFor();
      await page.getByRole('button', { name: 'Chạy' }).click();
      await page.locator('[data-answer]', { hasText: '"IN_FORCE"' }).waitFor();
      expect(await page.locator('[data-state]').textContent()).toMatch(
        /^HTTP 200 · .* ms · chi phí \d+ điểm/,
      );
      expect(strays).toEqual([]);
      expect(complaints).toEqual([]);
    }));

  it('checks and completes what is typed by the schema of this hub, and runs it from the keyboard', () =>
    reader.visit('/en/docs/console/', {}, async ({ page }) => {
      // The plain field gives way to it, and a click on that one would wait for ever.
      await page.locator('.cm-content').first().waitFor();
      await page.getByRole('textbox', { name: 'GraphQL' }).click();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('{ data', { delay: 30 });
      await page.getByRole('option', { name: 'dataset' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.type('set { licence }');
      await page.keyboard.press('Control+Enter');
      const answer = page.locator('[data-answer]', { hasText: '"licence"' });
      await answer.waitFor();
      expect(JSON.parse((await answer.textContent()) ?? '')).toMatchObject({
        data: { dataset: { licence: 'CC BY 4.0' } },
      });
    }));

  it('leads from a mistake to the page that explains it', () =>
    reader.visit('/en/docs/console/?example=error', {}, async ({ page }) => {
      await page.locator('.cm-content').first().waitFor();
      await page.getByRole('button', { name: 'Run' }).click();
      await page.getByRole('link', { name: 'BAD_PAGE_SIZE' }).click();
      await page.waitForURL('**/en/docs/errors/BAD_PAGE_SIZE/');
      expect(await page.locator('h1').textContent()).toBe('Page size not allowed');
    }));

  it('is a form that asks by GET where scripts are off', () =>
    reader.visit('/docs/console/', { javaScriptEnabled: false }, async ({ page }) => {
      await page.getByRole('button', { name: 'Chạy' }).click();
      await page.waitForURL('**/graphql?query=*');
      expect(await page.content()).toContain('totalCount');
    }));
});
