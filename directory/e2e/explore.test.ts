import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubUrl, openMap, Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const phone = { viewport: { width: 360, height: 740 } };
/** The cards below the screen are written a moment later. */
const drawn = (page: Page) =>
  page.locator('[data-list]:not([aria-busy="true"])').first().waitFor({ state: 'attached' });
const shown = async (page: Page) => {
  await drawn(page);
  return page
    .locator('[data-list] > li:visible [data-slug]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-slug')));
};
const query = (page: Page) => new URL(page.url()).search;
const count = async (page: Page) =>
  Number(/^\d+/.exec((await page.locator('[data-result-count]').textContent()) ?? '')?.[0]);

async function open(page: Page, facet: string): Promise<void> {
  await page.locator(`[data-facet="${facet}"] > summary`).click();
  // Its values are put in order as it opens: nobody chooses within a frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
/** Chooses a value of a facet as a reader does, and leaves the facet. */
async function choose(page: Page, facet: string, value: string): Promise<void> {
  await open(page, facet);
  await page.locator(`[data-facet="${facet}"] input[value="${value}"]`).check();
  await page.keyboard.press('Escape');
}
async function download(page: Page, kind: 'csv' | 'geojson'): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-download="${kind}"]`).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

describe('exploring products', () => {
  it('one state stands in the address: back, forward, a reload and a second tab show the same', async () => {
    await reader.visit('/san-pham/', {}, async ({ page, complaints }) => {
      const all = await count(page);
      await choose(page, 'stars', '4');
      await expect.poll(() => query(page)).toBe('?sao=4');
      await expect.poll(() => count(page)).toBeLessThan(all);
      const four = await count(page);
      await choose(page, 'material', 'ca-phe');
      await expect.poll(() => query(page)).toBe('?sao=4&lieu=ca-phe');
      await expect.poll(() => count(page)).toBeLessThan(four);
      const both = await shown(page);
      expect(both.length).toBeGreaterThan(0);

      await page.goBack();
      await expect.poll(() => count(page)).toBe(four);
      expect(await page.locator('[data-chips] button').allTextContents()).toEqual(['4 sao']);
      await page.goForward();
      await expect.poll(() => shown(page)).toEqual(both);
      await page.reload();
      await expect.poll(() => shown(page)).toEqual(both);
      const second = await page.context().newPage();
      await second.goto(page.url());
      await expect.poll(() => shown(second)).toEqual(both);
      await open(second, 'stars');
      expect(await second.locator('[data-facet="stars"] input[value="4"]').isChecked()).toBe(true);
      expect(complaints).toEqual([]);
    });
  });

  it('counts each value as the choice of it then lists', async () => {
    await reader.visit('/san-pham/?lieu=ca-phe', {}, async ({ page }) => {
      await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
      await open(page, 'verdict');
      const option = page.locator('[data-facet="verdict"] .option:visible').first();
      await option.waitFor();
      const promised = Number(await option.locator('[data-count]').textContent());
      await option.locator('input').check();
      await expect.poll(() => count(page)).toBe(promised);
    });
  });

  it('finds a value by typing without marks, and takes filters off by their chips', async () => {
    await reader.visit('/san-pham/?sao=3', {}, async ({ page }) => {
      await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
      await open(page, 'place');
      await page.locator('[data-facet="place"] [data-find-in]').fill('krong');
      const options = page.locator('[data-facet="place"] .option:visible [data-label]');
      await expect.poll(() => options.first().textContent()).toMatch(/Krông/);
      await options.first().click();
      await expect.poll(() => query(page)).toMatch(/^\?sao=3&noi=/);
      await page.keyboard.press('Escape');
      const chips = page.locator('[data-chips] button');
      await expect.poll(() => chips.count()).toBe(3);
      await chips.first().click();
      await expect.poll(() => query(page)).toMatch(/^\?noi=/);
      await chips.first().click();
      await expect.poll(() => query(page)).toBe('');
    });
  });

  it('finds words without marks, does not guess but asks, and says when nothing fits', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      const field = page.locator('.finder [name=q]');
      await field.fill('nuoc mam');
      await expect.poll(() => query(page)).toBe('?q=nuoc+mam');
      await expect
        .poll(async () =>
          (await page.locator('[data-list] > li:visible h3').first().innerText()).toLowerCase(),
        )
        .toContain('nước mắm');
      await field.fill('sau rieg');
      await page.locator('[data-meant-text]').click();
      await expect.poll(() => query(page)).toMatch(/^\?q=s%E1%BA%A7u/);
      await expect.poll(() => count(page)).toBeGreaterThan(0);
      await field.fill('xyzzy');
      await page.locator('[data-nothing]').waitFor();
      expect(await shown(page)).toEqual([]);
    });
  });

  it('drops from a link what the register does not have, says so, and survives nonsense', async () => {
    await reader.visit(
      '/san-pham/?sao=9,4&noi=khong-co&gan=x&khung=1,2&xep=gi&nam=abc',
      {},
      async ({ page, complaints }) => {
        await expect.poll(() => page.locator('[data-chips] button').allTextContents()).toEqual(['4 sao']);
        await expect.poll(() => count(page)).toBeGreaterThan(0);
        const note = page.locator('[data-note]');
        expect(await note.textContent()).toContain('sao=9, noi=khong-co, nam=abc, gan=x, khung=1,2, xep=gi');
        await choose(page, 'material', 'ca-phe');
        await expect.poll(() => note.isVisible()).toBe(false);
        expect(complaints).toEqual([]);
      },
    );
  });

  it('is worked by keyboard alone', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await page.locator('[data-facet="stars"] > summary').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await expect.poll(() => query(page)).toMatch(/^\?sao=\d$/);
      await page.keyboard.press('Escape');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.parentElement?.dataset['facet']))
        .toBe('stars');
      await page.locator('[data-chips] button').first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => query(page)).toBe('');
    });
  });

  it('sorts, and shows more of a long list', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await page.locator('[data-sort]').selectOption('ten');
      await expect.poll(() => query(page)).toBe('?xep=ten');
      const more = page.locator('[data-more-products]');
      await more.waitFor();
      const before = (await shown(page)).length;
      await more.click();
      await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(before);
      const slugs = await shown(page);
      expect(new Set(slugs).size).toBe(slugs.length);
    });
  });

  it('comes back to the card from which the reader left, however far down', async () => {
    await reader.visit('/san-pham/', { viewport: { width: 360, height: 740 } }, async ({ page }) => {
      for (const many of [48, 72]) {
        await page.locator('[data-more-products]').click();
        await expect.poll(async () => (await shown(page)).length).toBe(many);
      }
      const slug = (await shown(page))[50] as string;
      const card = page.locator(`[data-list] [data-slug="${slug}"]`);
      await card.scrollIntoViewIfNeeded();
      await card.locator('h3 a').click();
      await page.waitForURL(`**/${slug}/`);
      await page.goBack();
      await expect.poll(async () => (await shown(page)).length).toBe(72);
      await expect
        .poll(() => card.evaluate((one) => one.getBoundingClientRect().top))
        .toSatisfy((top: number) => top > -200 && top < 740);
    });
  });

  it('says how many of a commune’s products are known only by an old name', async () => {
    await reader.visit('/san-pham/?noi=tan-an', {}, async ({ page }) => {
      const note = page.locator('[data-note]');
      await expect.poll(() => note.textContent()).toMatch(/^\d+ sản phẩm trong số này chỉ rõ đến tên cũ/);
      await expect
        .poll(() => page.locator('[data-list] .place').allTextContents())
        .toContain('Thành phố Buôn Ma Thuột (cũ)');
    });
  });

  it.each(['/san-pham/', '/en/products/'])('on %s gives exactly the listed rows as files', async (list) => {
    await reader.visit(`${list}?sao=4&xep=ten`, {}, async ({ page }) => {
      await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
      const total = await count(page);
      await drawn(page);
      const slugs = await shown(page);
      const csv = await download(page, 'csv');
      expect(csv.name).toMatch(/_sao-4_2026-11-24\.csv$/);
      const rows = parse(csv.text, { bom: true, from_line: 2 }) as string[][];
      expect(rows).toHaveLength(total);
      const addresses = rows.slice(0, slugs.length).map((row) => row.at(-1));
      expect(addresses).toEqual(slugs.map((slug) => `${hubUrl}${list}${slug}/`));
      const geojson = await download(page, 'geojson');
      const { features } = JSON.parse(geojson.text) as { features: { id: string }[] };
      expect(features.map(({ id }) => id)).toEqual(rows.map(([code]) => code));
    });
  });
});

describe('the way from a page to its products', () => {
  it.each([
    '/vung-nguyen-lieu/ca-phe-buon-ma-thuot/',
    '/en/regions/sau-rieng-krong-pac/',
    '/nguyen-lieu/ca-phe/',
    '/bo-san-pham/13/',
    '/xa-phuong/son-hoa/',
    '/chu-the/cong-ty-tnhh-ca-cao-nam-truong-son/',
  ])('shows exactly those of %s', async (path) => {
    await reader.visit(path, {}, async ({ page }) => {
      const told = await page
        .locator('.cards [data-slug]')
        .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-slug')));
      expect(told.length).toBeGreaterThan(1);
      await page.locator('.cards-more a').click();
      await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
      expect(await count(page)).toBe(told.length);
      for (const slug of await shown(page)) expect(told).toContain(slug);
    });
  });
});

describe('near a place', () => {
  it('asks first, and orders by distance from a granted position', async () => {
    const position = {
      geolocation: { latitude: 13.0955, longitude: 109.3209 },
      permissions: ['geolocation'],
    };
    await reader.visit('/san-pham/', position, async ({ page }) => {
      await page.locator('[data-near] > summary').click();
      expect(query(page)).toBe('');
      await page.locator('[data-near-me]').click();
      await expect.poll(() => query(page)).toBe('?gan=13.1,109.32,25');
      await expect.poll(() => page.locator('.distance').first().textContent()).toContain('km');
      const kilometres = await page
        .locator('[data-list] > li:visible .distance')
        .evaluateAll((all) =>
          all.map((one) => parseFloat((one.textContent ?? '').replace(/[^\d,]/g, '').replace(',', '.'))),
        );
      expect(kilometres).toEqual(kilometres.toSorted((a, b) => a - b));
    });
  });

  it('works without a position: by choosing a commune', async () => {
    await reader.visit('/san-pham/', { permissions: [] }, async ({ page }) => {
      await page.locator('[data-near] > summary').click();
      await page.locator('[data-near-me]').click();
      await expect.poll(() => page.locator('[data-near-status]').textContent()).toContain('Hãy chọn');
      await page.locator('[data-near-find]').fill('krong pac');
      await page.locator('[data-near-places] button').first().click();
      await expect.poll(() => query(page)).toMatch(/^\?gan=/);
      await expect
        .poll(() => page.locator('[data-chips] button').first().textContent())
        .toContain('Krông Pắc');
    });
  });
});

describe('the map beside the list', () => {
  it('fills its side of the screen, and offers nothing before the reader has moved it', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await openMap(page);
      const canvas = await page.locator('hub-map .hm-canvas').boundingBox();
      expect(canvas?.height).toBeGreaterThan(500);
      expect(await page.locator('[data-switch]').isVisible()).toBe(false);
      await page.setViewportSize({ width: 1440, height: 1000 });
      await page.waitForLoadState('networkidle');
      expect(await page.locator('[data-search-here]').isVisible()).toBe(false);
    });
  });

  it('shows what the list shows, lights up what is pointed at, and searches where it was moved to', async () => {
    await reader.visit('/san-pham/?sao=4', {}, async ({ page }) => {
      await openMap(page);
      const all = await count(page);
      const single = page.locator('hub-map .hm-pin');
      if ((await single.count()) > 0) {
        await single.first().hover();
      }
      const canvas = await page.locator('hub-map .hm-canvas').boundingBox();
      expect(canvas?.height).toBeGreaterThan(400);
      // Both are there: nothing to switch between. Nobody moved the map: nothing to search anew.
      expect(await page.locator('[data-switch]').isVisible()).toBe(false);
      expect(await page.locator('[data-search-here]').isVisible()).toBe(false);
      await page.locator('hub-map .hm-control').first().click();
      await page.locator('hub-map .hm-control').first().click();
      const here = page.locator('[data-search-here]');
      await here.click();
      await expect.poll(() => query(page)).toMatch(/^\?sao=4&khung=[\d.,]+$/);
      await expect.poll(() => count(page)).toBeLessThanOrEqual(all);
      expect(await here.isVisible()).toBe(false);
      const slugs = await shown(page);
      await page.reload();
      await expect.poll(() => shown(page)).toEqual(slugs);
    });
  });

  it('on a phone there is one of them, with a switch that the back button undoes', async () => {
    await reader.visit('/san-pham/', phone, async ({ page }) => {
      expect(await page.locator('hub-map').isVisible()).toBe(false);
      await page.locator('[data-switch]').click();
      await page.locator('hub-map[data-ready]').waitFor();
      expect(await page.locator('[data-list]').first().isVisible()).toBe(false);
      expect(query(page)).toBe('?xem=ban-do');
      await page.goBack();
      await page.locator('[data-list]').first().waitFor();
      expect(await page.locator('hub-map').isVisible()).toBe(false);
    });
  });
});

describe('what a list must not do', () => {
  it('move while it is loading and being filtered', async () => {
    for (const options of [{}, phone]) {
      await reader.visit('/san-pham/?sao=3', options, async ({ page }) => {
        await page.evaluate(() => {
          const seen: string[] = [];
          // A slow machine answers later than the half second that browsers allow for what a reader asked for.
          const answerWithin = 3_000;
          let asked = -Infinity;
          for (const input of ['pointerdown', 'keydown'])
            addEventListener(input, ({ timeStamp }) => (asked = timeStamp), true);
          Object.assign(globalThis, { seen });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              const { value, hadRecentInput } = entry as unknown as {
                value: number;
                hadRecentInput: boolean;
              };
              const { sources } = entry as unknown as { sources: { node: Element | null }[] };
              const what = sources.map(({ node }) => node?.className ?? node?.nodeName).join(', ');
              const isAnswer =
                hadRecentInput || (entry.startTime > asked && entry.startTime < asked + answerWithin);
              if (!isAnswer) seen.push(`${value.toFixed(4)} ${what}`);
            }
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
        await choose(page, 'material', 'ca-phe');
        await expect.poll(() => page.locator('[data-chips] button').count()).toBe(3);
        await page.locator('[data-chips] button').last().click();
        await expect.poll(() => query(page)).toBe('');
        const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
        const moved = seen.reduce((sum, one) => sum + parseFloat(one), 0);
        expect(moved, seen.join('\n')).toBeLessThan(0.02);
      });
    }
  });

  it('be silent without its index: it says so, and tries again', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await page.route('**/search/**', (route) => route.abort());
      await page.goto(`${hubUrl}/san-pham/?sao=4`);
      await page.locator('[data-nothing]').waitFor();
      expect(await page.locator('[data-result-count]').textContent()).toBe('');
      expect(await page.locator('[data-list] > li').first().isVisible()).toBe(false);
      expect(await page.locator('[data-download="csv"]').isDisabled()).toBe(true);
      await page.unroute('**/search/**');
      await page.locator('[data-again]').click();
      await expect.poll(() => page.locator('[data-chips] button').count()).toBe(1);
      expect(await page.locator('[data-nothing]').isVisible()).toBe(false);
      expect(await page.locator('[data-download="csv"]').isEnabled()).toBe(true);
    });
  });
});
