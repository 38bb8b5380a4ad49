import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMap, Reader } from './browser.ts';
import { readMapData } from './page-types.ts';

const data = await readMapData();
const placed = data.products.point.filter((point) => point >= 0).length;
const fullestCommune =
  data.communes.slug[data.communes.products.indexOf(Math.max(...data.communes.products))] ?? '';
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

/** How many products the markers in view stand for. */
const productsShown = (page: Page) =>
  page
    .locator('.hm-marker:not(.hm-legend__mark)')
    .evaluateAll((markers) =>
      markers.reduce(
        (sum, one) => sum + (one.classList.contains('hm-cluster') ? Number(one.textContent) : 1),
        0,
      ),
    );

describe('the map page', () => {
  it('shows a marker for every product that has a place, and says how many have none', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      expect(await productsShown(page)).toBe(placed);
      const missing = data.products.point.length - placed;
      expect(await page.locator('.hm-unplaced').textContent()).toContain(
        `${missing} sản phẩm chưa có vị trí`,
      );
      expect(await page.locator('.hm-unplaced a').getAttribute('href')).toBe('/san-pham/');
    });
  });

  it('paints local zones, and keeps province-wide ones for a click in the legend', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const atFirst = await painted(page);
      expect(atFirst).toBeGreaterThan(1000);
      await page.locator('.hm-key summary').first().click();
      const wide = data.zones.find(({ isProvinceWide }) => isProvinceWide);
      const box = page.getByRole('checkbox', { name: wide?.name ?? '' });
      await box.check();
      await expect.poll(() => painted(page)).toBeGreaterThan(atFirst);
      expect(page.url()).toContain(`lop=${wide?.slug}`);
      await box.uncheck();
      await expect.poll(() => painted(page)).toBe(atFirst);
      expect(page.url()).not.toContain('lop=');
    });
  });

  it('paints anew for the night', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const tone = async () => (await picture(page)).tone;
      const byDay = await tone();
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(tone).not.toBe(byDay);
    });
  });

  it('says that outlines are approximate, on the map and at a zone', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      expect(data.accuracy).toBe('APPROXIMATE');
      expect(await page.locator('.hm-accuracy').textContent()).toContain('ranh giới khái quát');
      const zone = data.zones.find(({ isProvinceWide, hectares }) => !isProvinceWide && hectares !== null);
      const sign = page.locator(`.hm-sign[title="${zone?.name}"]`);
      await sign.evaluate((button: HTMLElement) => button.click());
      const card = page.getByRole('dialog', { name: zone?.name ?? '' });
      await card.waitFor();
      expect(await card.textContent()).toMatch(/\d ha \(/);
      expect(await card.textContent()).toContain('Ranh giới khái quát');
    });
  });

  it('opens a product from a marker by mouse', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const pin = page.locator('.hm-pin:not(.hm-legend__mark)').first();
      const name = (await pin.getAttribute('title')) ?? '';
      await pin.click();
      const card = page.getByRole('dialog', { name });
      await card.getByRole('link', { name: 'Xem sản phẩm' }).click();
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect(await page.locator('h1').textContent()).toContain(name);
    });
  });

  it('is drawn along by a marker without opening it', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const pin = page.locator('.hm-pin:not(.hm-legend__mark)').first();
      const name = (await pin.getAttribute('title')) ?? '';
      const middle = async () => {
        const box = await pin.boundingBox();
        return { x: (box?.x ?? 0) + 22, y: (box?.y ?? 0) + 22 };
      };
      const before = await middle();
      await page.mouse.move(before.x, before.y);
      await page.mouse.down();
      await page.mouse.move(before.x + 60, before.y + 40, { steps: 6 });
      await page.mouse.up();
      await settled(page);
      const after = await middle();
      expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([60, 40]);
      expect(await page.getByRole('dialog', { name }).count()).toBe(0);
      await page.mouse.click(after.x, after.y);
      await page.getByRole('dialog', { name }).waitFor();
    });
  });

  it('opens a product from a marker by keyboard; Escape closes it and gives the focus back', async () => {
    await reader.visit('/en/map/', {}, async ({ page }) => {
      await openMap(page);
      const pin = page.locator('.hm-pin:not(.hm-legend__mark)').first();
      const label = (await pin.getAttribute('aria-label')) ?? '';
      const name = (await pin.getAttribute('title')) ?? '';
      await page.locator('.hm-canvas').focus();
      await tabTo(page, label);
      await page.keyboard.press('Enter');
      const card = page.getByRole('dialog', { name });
      await card.waitFor();
      await page.keyboard.press('Escape');
      await card.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(label);

      await page.keyboard.press('Enter');
      await card.waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Open the product');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/en\/products\/[a-z0-9-]+\/$/);
      expect(await page.locator('h1').textContent()).toContain(name);
    });
  });

  it('opens a cluster step by step, down to the list of the products at one place', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const counts = data.points.lat.map((_, point) => data.products.point.filter((one) => one === point));
      const fullest = counts.reduce((best, one) => (one.length > best.length ? one : best), []);
      const card = page.locator('.hm-card');
      for (let step = 0; step < 10 && !(await card.isVisible()); step++) {
        const largest = await page
          .locator('.hm-cluster:not(.hm-legend__mark)')
          .evaluateAll((all) =>
            all
              .reduce((best, one) => (Number(one.textContent) > Number(best.textContent) ? one : best))
              .getAttribute('aria-label'),
          );
        const button = page.getByRole('button', { name: largest ?? '', exact: true });
        await button.press('Enter');
        // Either it parts and is gone, or the list of its place opens.
        await expect.poll(async () => (await card.isVisible()) || (await button.count()) === 0).toBe(true);
        await settled(page);
      }
      expect(await card.locator('li').count()).toBe(fullest.length);
      expect(await card.locator('a').first().getAttribute('href')).toMatch(/^\/san-pham\//);
    });
  });

  it('shows only what a list beside it tells it to', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await openMap(page);
      const [first = 0, second = 0] = data.products.point.flatMap((point, index) =>
        point >= 0 ? [index] : [],
      );
      const slugs = [first, second].map((index) => data.products.slug[index] ?? '');
      await page.evaluate((products) => document.querySelector('hub-map')?.show({ products }), slugs);
      await expect.poll(() => productsShown(page)).toBe(2);
      await page.evaluate(() => document.querySelector('hub-map')?.show({}));
      await expect.poll(() => productsShown(page)).toBe(placed);
    });
  });

  it('lights up the marker of what the reader points at in the list', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      await page.locator('[data-list-products] > li').first().hover();
      await expect.poll(() => page.locator('.hm-marker.is-lit').count()).toBe(1);
    });
  });

  it('cannot be moved or zoomed away from the province', async () => {
    await reader.visit('/ban-do/', {}, async ({ page }) => {
      await openMap(page);
      const before = await productsShown(page);
      await page.locator('.hm-canvas').focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press('-');
      await settled(page);
      expect(await productsShown(page)).toBe(before);
      for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowRight');
      const land = await page.locator('path.hm-land').boundingBox();
      const canvas = await page.locator('.hm-canvas').boundingBox();
      expect((land?.x ?? 0) + (land?.width ?? 0)).toBeGreaterThan(canvas?.x ?? Infinity);
    });
  });

  it('has controls that a finger can hit', async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    await reader.visit('/ban-do/', phone, async ({ page }) => {
      await openMap(page);
      const sizes = await page
        .locator('.hm-control, .hm-marker:not(.hm-legend__mark), .hm-key summary')
        .evaluateAll((all) =>
          all.map((one) => [(one as HTMLElement).offsetWidth, (one as HTMLElement).offsetHeight]),
        );
      expect(sizes.length).toBeGreaterThan(4);
      for (const [width, height] of sizes) {
        expect(width).toBeGreaterThanOrEqual(44);
        expect(height).toBeGreaterThanOrEqual(44);
      }
    });
  });
});

describe('a map within a page', () => {
  it('leaves one finger to the page, and says that two move it', async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    await reader.visit('/', phone, async ({ page }) => {
      await openMap(page);
      expect(await page.locator('.hm-canvas.leaflet-touch-drag').count()).toBe(0);
      await page.locator('.hm-canvas').evaluate((canvas) => {
        const touch = new Touch({ identifier: 1, target: canvas, clientX: 100, clientY: 100 });
        canvas.dispatchEvent(new TouchEvent('touchmove', { touches: [touch], bubbles: true }));
      });
      await page.locator('.hm-hint.is-shown').waitFor();
    });
  });

  it('shows the place and the zone of its product', async () => {
    const tied = data.products.slug.find((_, index) => (data.products.point[index] ?? -1) >= 0) ?? '';
    await reader.visit(`/san-pham/${tied}/`, {}, async ({ page }) => {
      await openMap(page);
      await page.locator('.hm-pin:not(.hm-legend__mark)').waitFor();
      expect(await productsShown(page)).toBe(1);
    });
  });

  it('shows the same again after it was out of sight', async () => {
    await reader.visit(`/xa-phuong/${fullestCommune}/`, {}, async ({ page }) => {
      await openMap(page);
      const marker = page.locator('.hm-marker:not(.hm-legend__mark)').first();
      const before = await marker.boundingBox();
      for (const height of ['0', '']) {
        await page.locator('.hm-canvas').evaluate((canvas, height) => {
          canvas.style.height = height;
          return new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame));
        }, height);
      }
      expect(await marker.boundingBox()).toEqual(before);
    });
  });

  it('asks only for the ground that all pages share, and for its own zones', async () => {
    const zone = data.zones.find(({ isProvinceWide }) => !isProvinceWide)?.slug ?? '';
    for (const path of [`/vung-nguyen-lieu/${zone}/`, `/xa-phuong/${fullestCommune}/`]) {
      await reader.visit('/du-lieu/', {}, async ({ page }) => {
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        await page.goto(new URL(path, page.url()).href);
        await openMap(page);
        const zones = path.includes(zone) ? [`/map/zones/${zone}.json`] : [];
        expect(asked.filter((url) => url.startsWith('/map/'))).toEqual(['/map/ground.json', ...zones]);
      });
    }
  });

  it('falls back to its own ground when the tiles of a chosen background do not come', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await page.evaluate(() => {
        const map = document.querySelector('hub-map');
        const parent = map?.parentElement;
        map?.remove();
        map?.setAttribute('tiles', '/no-such-tiles/{z}/{x}/{y}.png');
        if (map) parent?.append(map);
      });
      await openMap(page);
      await expect.poll(() => page.locator('.hm-tiles-note').textContent()).toContain('nền vẽ sẵn');
      expect(await page.locator('.leaflet-tile').count()).toBe(0);
      expect(await page.locator('path.hm-land').count()).toBe(1);
    });
  });

  it('is printed whole, without what only a screen can use', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await openMap(page);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await page.locator('.hm-controls').isVisible()).toBe(false);
      expect(await page.locator('.hm-inset').isVisible()).toBe(true);
      await expect.poll(() => productsShown(page)).toBe(placed);
    });
  });

  it('survives being taken out and put back', async () => {
    await reader.visit('/', {}, async ({ page, complaints }) => {
      await openMap(page);
      await page.evaluate(() => {
        const map = document.querySelector('hub-map');
        const parent = map?.parentElement;
        map?.remove();
        if (map) parent?.append(map);
      });
      await openMap(page);
      expect(await page.locator('hub-map .hm').count()).toBe(1);
      expect(complaints).toEqual([]);
    });
  });
});

/** Waits until what belongs to the view is drawn. */
const settled = (page: Page) => page.locator('.hm:not([data-drawing])').first().waitFor();

/** The picture of borders and zones, as pixels. */
const picture = (page: Page) =>
  page.locator('.hm-canvas canvas').evaluate((canvas: HTMLCanvasElement) => {
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d');
    context?.drawImage(canvas, 0, 0);
    const pixels = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
    let [count, firstDense] = [0, -1];
    for (let alpha = 3; alpha < pixels.length; alpha += 4) {
      if (pixels[alpha]) count++;
      if (firstDense < 0 && (pixels[alpha] ?? 0) > 200) firstDense = alpha;
    }
    return { count, tone: pixels.slice(firstDense - 3, firstDense).join() };
  });
const painted = async (page: Page) => (await picture(page)).count;

async function tabTo(page: Page, label: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === label) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${label}" is not reached with the Tab key`);
}
