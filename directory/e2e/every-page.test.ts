import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reader, seeAll, widerThan, type Visit } from './browser.ts';
import { pageTypes } from './page-types.ts';

const types = await pageTypes();
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

describe.each(types)('$name in $lang ($path)', ({ path, lang, hasMap }) => {
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    visit = await reader.open(path);
    page = visit.page;
    await seeAll(page);
    await page.waitForLoadState('networkidle');
  });
  afterAll(() => page.context().close());

  it('stays on this machine, keeps nothing about the reader, and works without complaint', async () => {
    expect(await page.getAttribute('html', 'lang')).toBe(lang);
    expect(visit.strays).toEqual([]);
    expect(visit.complaints).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('names the archipelagos and the sea of Viet Nam on each of its maps', async () => {
    const maps = await page.locator('hub-map').all();
    expect(maps.length).toBeGreaterThanOrEqual(hasMap ? 1 : 0);
    const sea = lang === 'vi' ? 'Biển Đông' : 'East Sea';
    for (const map of maps) {
      expect(await map.locator('.hm-name').allTextContents()).toEqual(
        expect.arrayContaining(['Quần đảo Hoàng Sa (Việt Nam)', 'Quần đảo Trường Sa (Việt Nam)', sea]),
      );
      expect(await map.locator('.hm-inset').isVisible()).toBe(true);
      const written = await map.locator('.hm-inset text').allTextContents();
      expect(written).toEqual([sea, 'Quần đảo Hoàng Sa (Việt Nam)', 'Quần đảo Trường Sa (Việt Nam)']);
    }
  });

  it('can be used by everyone, by day and by night', async () => {
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await seriousIn(page), colorScheme).toEqual([]);
    }
  });

  it.each([360, 320])('does not scroll sideways on a screen of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 740 });
    expect(await widerThan(page, width)).toEqual([]);
  });
});

it.each(['/en/communes/', '/bo-san-pham/'])(
  'the tabs of %s stand whole on a phone, in one line each',
  async (path) => {
    await reader.visit(path, { viewport: { width: 360, height: 740 } }, async ({ page }) => {
      const tabs = await page.locator('.list-tabs a').all();
      expect(tabs.length).toBe(6);
      for (const tab of tabs) {
        const { x, width, height } = (await tab.boundingBox())!;
        expect(x + width).toBeLessThanOrEqual(360);
        expect(height).toBeLessThan(60);
      }
    });
  },
);

/** What axe finds that would keep somebody out. */
async function seriousIn(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
