/** The page of the map: what it answers, what can be drawn, what a link holds, and the list that says the same. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapesOf, isInside } from '../src/map/outlines.ts';
import { openMap, Reader } from './browser.ts';
import { readMapData } from './page-types.ts';

const data = await readMapData();
const shapes = shapesOf(data);
const products = data.products.slug.map((slug, index) => {
  const point = data.products.point[index] ?? -1;
  const at: [number, number] = [(data.points.lat[point] ?? 0) / 1e5, (data.points.lon[point] ?? 0) / 1e5];
  return {
    slug,
    name: data.products.name[index] ?? '',
    point,
    at,
    commune: data.points.commune[point] ?? -1,
  };
});
const placed = products.filter(({ point }) => point >= 0);
/** The commune with most products of those that lie in a zone of one material. */
const commune = data.communes.products.indexOf(Math.max(...data.communes.products));
const communeName = data.communes.name[commune] ?? '';
const at: [number, number] = [
  (data.communes.lat[commune] ?? 0) / 1e5,
  (data.communes.lon[commune] ?? 0) / 1e5,
];
const zonesAt = data.zones.filter((_, zone) => isInside(at, shapes.zones.get(zone) ?? []));
const viewOfCommune = `#11/${at.join('/')}`;

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const open = (hash: string, act: (page: Page) => Promise<void>, path = '/ban-do/') =>
  reader.visit(path + hash, {}, async ({ page }) => {
    await openMap(page);
    await act(page);
  });
const answer = (page: Page) => page.locator('[data-answer]');
const title = (page: Page) => answer(page).locator('h2');

/** In the middle of the map, a little beside what may stand there. */
async function clickMiddle(page: Page, dx = 0, dy = 0): Promise<void> {
  const box = await page.locator('.hm-canvas').boundingBox();
  if (!box) throw new Error('The map is not to be seen');
  await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
}

async function expectAnswer(page: Page): Promise<void> {
  await title(page).filter({ hasText: communeName }).waitFor();
  const made = placed.filter((one) => one.commune === commune);
  const listed = await answer(page).locator('.map-lines:not([data-list-zones]) > li').count();
  expect(listed).toBe(Math.min(40, made.length));
  const zones = await answer(page).locator('[data-list-zones] a').allTextContents();
  expect(zones.toSorted()).toEqual(zonesAt.map(({ name }) => name).toSorted());
}

describe('a click anywhere', () => {
  it('answers what is made there and from which zones', async () => {
    await open(viewOfCommune, async (page) => {
      await page.locator('.hm').evaluate((map) => map.classList.add('is-drawing'));
      await clickMiddle(page);
      await expectAnswer(page);
      expect(page.url()).toMatch(/chon=diem:[\d.]+,[\d.]+/);
    });
  });

  it('is also a key: Enter asks what the cross in the middle stands on, Escape goes back to the map', async () => {
    await open(viewOfCommune, async (page) => {
      await page.locator('[data-map-find] input').focus();
      await page.locator('.hm-canvas').focus();
      await page.keyboard.press('Enter');
      await expectAnswer(page);
      await expect.poll(() => title(page).evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.press('Escape');
      await answer(page).waitFor({ state: 'hidden' });
      expect(await page.locator('.hm-canvas').evaluate((one) => one === document.activeElement)).toBe(true);
    });
  });

  it('is also a button, in English too, and needs no network any more', async () => {
    await open(
      viewOfCommune,
      async (page) => {
        await page.context().setOffline(true);
        await page.getByRole('button', { name: 'What is in the middle?' }).click();
        await expectAnswer(page);
        await page.locator('[data-do="close-answer"]').click();
        await answer(page).waitFor({ state: 'hidden' });
      },
      '/en/map/',
    );
  });
});

describe('an area', () => {
  const slugsIn = (page: Page) =>
    answer(page)
      .locator('.map-lines > li[data-slug]:not(.map-zone)')
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['slug'] ?? '').sort());
  const cornersOf = (url: string): [number, number][] =>
    (/chon=khu:([^&]+)/.exec(decodeURIComponent(url))?.[1] ?? '')
      .split(';')
      .map((corner) => corner.split(',').map(Number) as [number, number]);
  const inside = (url: string) =>
    placed.filter((one) => isInside(one.at, [[cornersOf(url)]])).map(({ slug }) => slug);

  it('is drawn with the pointer; what is made in it is listed, with a way to the list of products', async () => {
    await open(viewOfCommune, async (page) => {
      await page.getByRole('button', { name: 'Vẽ khu vực' }).click();
      for (const [dx, dy] of [
        [-130, -130],
        [130, -130],
        [130, 130],
        [-130, 130],
        [-130, -130],
      ] as const) {
        await clickMiddle(page, dx, dy);
      }
      await title(page).filter({ hasText: 'Trong khu vực đã vẽ' }).waitFor();
      expect(cornersOf(page.url())).toHaveLength(4);
      const expected = inside(page.url());
      expect(expected.length).toBeGreaterThan(0);
      expect(await slugsIn(page)).toEqual(expected.slice(0, 30).toSorted());
      const [lats, lons] = [0, 1].map((axis) => cornersOf(page.url()).map((corner) => corner[axis] ?? 0));
      const link = await answer(page).locator('a[href*="khung="]').getAttribute('href');
      const bbox = (/khung=([-\d.,]+)/.exec(link ?? '')?.[1] ?? '').split(',').map(Number);
      expect(bbox[0]).toBeCloseTo(Math.min(...(lons ?? [])), 3);
      expect(bbox[3]).toBeCloseTo(Math.max(...(lats ?? [])), 3);
    });
  });

  it('is drawn with the keyboard alone', async () => {
    await open(viewOfCommune, async (page) => {
      await page.getByRole('button', { name: 'Vẽ khu vực' }).press('Enter');
      await page.locator('.hm-canvas').focus();
      const path = [[], ['ArrowRight', 'ArrowRight'], ['ArrowDown', 'ArrowDown'], ['ArrowLeft']];
      for (const keys of path) {
        for (const key of keys) await page.keyboard.press(key);
        await page.locator('.hm:not([data-drawing])').waitFor();
        await page.keyboard.press('Enter');
      }
      await page.locator('[data-draw-status]').filter({ hasText: '4 góc' }).waitFor();
      await page.keyboard.press('Backspace');
      await page.locator('[data-draw-status]').filter({ hasText: '3 góc' }).waitFor();
      await page.getByRole('button', { name: 'Khép lại' }).press('Enter');
      await title(page).filter({ hasText: 'Trong khu vực đã vẽ' }).waitFor();
      expect(await slugsIn(page)).toEqual(inside(page.url()).slice(0, 30).toSorted());
    });
  });

  it('may be what is in view, and drawing can be given up', async () => {
    await open(viewOfCommune, async (page) => {
      await page.getByRole('button', { name: 'Vẽ khu vực' }).click();
      await clickMiddle(page, 100, 100);
      await page.keyboard.press('Escape');
      await page.locator('[data-draw-tools]').waitFor({ state: 'hidden' });
      expect(await page.locator('.hm-corner').count()).toBe(0);
      await page.getByRole('button', { name: 'Vẽ khu vực' }).click();
      await page.getByRole('button', { name: 'Lấy cả khung nhìn' }).click();
      await title(page).filter({ hasText: 'Trong khu vực đã vẽ' }).waitFor();
      expect(await slugsIn(page)).toEqual(inside(page.url()).slice(0, 30).toSorted());
    });
  });
});

describe('a link to the view', () => {
  it('shows the same again, and the back button goes step by step', async () => {
    const wide = data.zones.find(({ isProvinceWide }) => isProvinceWide)?.slug;
    await open(`${viewOfCommune}&lop=${wide}&chon=diem:${at.join(',')}`, async (page) => {
      await expectAnswer(page);
      const view = () => page.evaluate(() => document.querySelector('hub-map')?.atlas?.view());
      // The answer takes room from the map, which then centres itself again.
      await expect.poll(async () => (await view())?.center[0]).toBeCloseTo(at[0], 3);
      expect((await view())?.center[1]).toBeCloseTo(at[1], 3);
      expect((await view())?.zoom).toBe(11);
      expect(await page.evaluate(() => document.querySelector('hub-map')?.atlas?.switched())).toEqual([wide]);
      await page.locator('[data-do="close-answer"]').click();
      await answer(page).waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Về toàn tỉnh' }).click();
      await page.goBack();
      await expectAnswer(page);
      await expect
        .poll(() => page.evaluate(() => document.querySelector('hub-map')?.atlas?.view().zoom))
        .toBe(11);
    });
  });

  it('opens the card of a zone', async () => {
    const zone = data.zones.find(({ isProvinceWide }) => !isProvinceWide);
    await open(`#chon=vung:${zone?.slug}`, async (page) => {
      await page.getByRole('dialog', { name: zone?.name ?? '' }).waitFor();
      await title(page)
        .filter({ hasText: zone?.name ?? '' })
        .waitFor();
      expect(page.url()).toContain(`chon=vung:${zone?.slug}`);
    });
  });
});

describe('the list beside the map', () => {
  it('says what is drawn, and says it again when the map has moved', async () => {
    await open('', async (page) => {
      const shown = () =>
        page.locator('.hm-marker:not(.hm-legend__mark)').evaluateAll((markers) => {
          const canvas = document.querySelector('.hm-canvas')?.getBoundingClientRect();
          return markers.reduce((sum, one) => {
            const box = one.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            const isIn =
              canvas && x >= canvas.left && x <= canvas.right && y >= canvas.top && y <= canvas.bottom;
            return sum + (isIn ? (one.classList.contains('hm-cluster') ? Number(one.textContent) : 1) : 0);
          }, 0);
        });
      const said = async () =>
        Number.parseInt((await page.locator('[data-in-view]').textContent()) ?? '', 10);
      await expect.poll(said).toBe(placed.length);
      expect(await shown()).toBe(placed.length);
      expect(await page.locator('[data-list-products] > li').count()).toBe(Math.min(30, placed.length));
      await page.evaluate(
        ([lat = 0, lon = 0]) => document.querySelector('hub-map')?.atlas?.goTo([lat, lon], 13),
        at,
      );
      await expect.poll(said).toBeLessThan(placed.length);
      await page.locator('.hm:not([data-drawing])').waitFor();
      await expect.poll(async () => (await said()) - (await shown())).toBe(0);
    });
  });
});

describe('finding', () => {
  it('goes to a product, a zone or a commune by its name, without Vietnamese marks', async () => {
    await open('', async (page) => {
      const input = page.getByRole('combobox', { name: 'Tìm trên bản đồ' });
      const bare = communeName
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll('đ', 'd')
        .replaceAll('Đ', 'D');
      await input.fill(bare);
      await page.getByRole('option', { name: communeName }).first().waitFor();
      await page.getByRole('option', { name: communeName }).first().click();
      await title(page).filter({ hasText: communeName }).waitFor();
      const one = placed[0];
      await input.fill(one?.name ?? '');
      await page
        .getByRole('option', { name: one?.name ?? '' })
        .first()
        .waitFor();
      await input.press('Enter');
      await title(page)
        .filter({ hasText: one?.name ?? '' })
        .waitFor();
      await page.getByRole('dialog', { name: one?.name ?? '' }).waitFor();
      await input.fill('zzzzzz');
      await expect.poll(() => page.locator('[data-say]').textContent()).toContain('Không thấy gì');
    });
  });

  it('asks before it uses the reader’s place, lists what is nearest, and keeps the place to itself', async () => {
    const here = { latitude: at[0], longitude: at[1] };
    await reader.visit('/ban-do/', { geolocation: here, permissions: ['geolocation'] }, async ({ page }) => {
      await openMap(page);
      await page.getByRole('button', { name: 'Gần tôi' }).click();
      expect(await answer(page).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Đồng ý' }).click();
      await title(page).filter({ hasText: 'Gần bạn nhất' }).waitFor();
      const first = answer(page).locator('.map-lines > li').first();
      expect(await first.textContent()).toContain(communeName);
      expect(page.url()).not.toContain('chon=');
    });
  });
});

it('without JavaScript shows the communes with most products, with how many', async () => {
  await reader.visit('/ban-do/', { javaScriptEnabled: false }, async ({ page }) => {
    const first = page.locator('.map-without li').first();
    expect(await first.locator('a').textContent()).toContain(communeName);
    expect(await first.textContent()).toMatch(new RegExp(`${data.communes.products[commune]}\\ssản phẩm`));
    expect(await page.locator('[data-tools]:visible').count()).toBe(0);
  });
});
