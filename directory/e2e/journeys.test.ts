/** What readers come for, from the first page to the answer: with a mouse, with the keyboard alone, and without a network. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../api/checks/chromium.ts';
import { TEST_TODAY } from '../../api/checks/hub.setup.ts';
import { readQr } from '../../api/checks/read-qr.ts';
import { hubUrl, openMap, Reader } from './browser.ts';
import { Cable } from './cable.ts';
import { readMapData } from './page-types.ts';
import { productsWithProof, type ProvenProduct } from './products.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const query = (page: Page) => new URL(page.url()).search;
const chips = (page: Page) => page.locator('[data-chips] button');
const count = async (page: Page) =>
  parseInt((await page.locator('[data-result-count]').textContent()) ?? '', 10);

/** Saves the list as it is shown, and reads it as a spreadsheet would. */
async function save(page: Page, press: () => Promise<void>): Promise<Record<string, string>[]> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return parse(readFileSync(await file.path()), { bom: true, columns: true });
}

/** Opens a facet and picks a value, by keys only. */
async function pickByKeys(page: Page, facet: string, typed: string): Promise<void> {
  await page.locator(`[data-facet="${facet}"] > summary`).focus();
  await page.keyboard.press('Enter');
  const find = page.locator(`[data-facet="${facet}"] [data-find-in]`);
  if ((await find.count()) > 0) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  const option = page.locator(`[data-facet="${facet}"] .option:visible`, { hasText: typed }).first();
  await option.waitFor();
  await option.locator('input').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
}

describe('a buyer looks for coffee that is in force, and takes the list away', () => {
  it('with a mouse', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await page.getByRole('link', { name: 'Sản phẩm', exact: true }).first().click();
      await page.waitForURL('**/san-pham/');
      await page.waitForLoadState('networkidle');
      await page.locator('[data-facet="material"] > summary').click();
      await page.locator('[data-facet="material"] .option', { hasText: 'Cà phê' }).first().click();
      await expect.poll(() => query(page)).toBe('?lieu=ca-phe');
      await page.locator('[data-facet="verdict"] > summary').click();
      await page.locator('[data-facet="verdict"] .option:visible').first().click();
      await expect.poll(() => chips(page).count()).toBe(3);
      const listed = await count(page);
      const rows = await save(page, () => page.locator('[data-download="csv"]').click());
      expect(rows).toHaveLength(listed);
      expect(listed).toBeGreaterThan(0);
      for (const row of rows) expect(row['Nguyên liệu']).toContain('Cà phê');

      // The hub makes the same list, in formats that a browser does not make.
      await page.locator('[data-more-files]').click();
      await page.waitForURL(/\/export\/\?/);
      const link = page.locator('a[href^="/export/products.csv"]').first();
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const whole = parse(readFileSync(await file.path()), { columns: true }) as Record<string, string>[];
      expect(whole.map((row) => row['Mã sản phẩm']).toSorted()).toEqual(
        rows.map((row) => row['Mã trong sổ']).toSorted(),
      );
    });
  });

  it('with the keyboard', async () => {
    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await pickByKeys(page, 'material', 'Cà phê');
      await expect.poll(() => query(page)).toBe('?lieu=ca-phe');
      await expect.poll(() => chips(page).count()).toBe(1);
      const listed = await count(page);
      await page.locator('[data-download="geojson"]').focus();
      const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      const { features } = JSON.parse(readFileSync(await file.path(), 'utf8')) as { features: unknown[] };
      expect(features).toHaveLength(listed);
    });
  });
});

describe('an official looks for what ends in a commune', () => {
  it('with a mouse, soonest first', async () => {
    await reader.visit('/san-pham/?hieu-luc=IN_FORCE', {}, async ({ page }) => {
      await expect.poll(() => chips(page).count()).toBe(1);
      await page.locator('[data-facet="place"] > summary').click();
      const commune = page.locator('[data-facet="place"] .option:visible').first();
      await commune.waitFor();
      await commune.click();
      await page.keyboard.press('Escape');
      await page.locator('[data-sort]').selectOption('han');
      await expect.poll(() => query(page)).toMatch(/^\?noi=[a-z0-9-]+&hieu-luc=IN_FORCE&xep=han$/);
      const rows = await save(page, () => page.locator('[data-download="csv"]').click());
      expect(rows.length).toBeGreaterThan(0);
      const days = rows.map((row) => row['Hiệu lực đến'] ?? '');
      expect(days).toEqual(days.toSorted());
      expect(rows.every((row) => row['Hiệu lực'] === 'Còn hiệu lực')).toBe(true);
    });
  });

  it('with the keyboard', async () => {
    await reader.visit('/san-pham/?hieu-luc=IN_FORCE&xep=han', {}, async ({ page }) => {
      await expect.poll(() => chips(page).count()).toBe(1);
      await pickByKeys(page, 'place', 'Phường');
      await expect.poll(() => query(page)).toMatch(/^\?noi=/);
      await expect.poll(() => count(page)).toBeGreaterThan(0);
      const first = page.locator('[data-list] h3 a').first();
      const name = await first.textContent();
      await first.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect(await page.locator('h1').textContent()).toContain(name);
    });
  });
});

/** The commune with most products, and where it lies. */
const { communes } = await readMapData();
const busiest = communes.products.indexOf(Math.max(...communes.products));
const place = communes.name[busiest] ?? '';
const placeView = `#11/${(communes.lat[busiest] ?? 0) / 1e5}/${(communes.lon[busiest] ?? 0) / 1e5}`;
const made = (page: Page) => page.locator('[data-answer] .map-lines:not([data-list-zones]) > li a').first();

describe('a tourist looks for what is made near a place, and from which zone', () => {
  it('with a mouse', async () => {
    await reader.visit('/', {}, async ({ page }) => {
      await page.getByRole('link', { name: 'Bản đồ', exact: true }).first().click();
      await openMap(page);
      await page.getByRole('combobox', { name: 'Tìm trên bản đồ' }).fill(place);
      await page.getByRole('option', { name: place }).first().click();
      await page.locator('[data-answer] h2', { hasText: place }).waitFor();
      const name = (await made(page).innerText()).trim();
      await made(page).click();
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect(name).toContain((await page.locator('h1').innerText()).trim());
      expect(await page.locator('main').innerText()).toContain(place);
    });
  });

  it('with the keyboard', async () => {
    await reader.visit(`/ban-do/${placeView}`, {}, async ({ page }) => {
      await openMap(page);
      await page.locator('.hm-canvas').focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-answer] h2', { hasText: place }).waitFor();
      await made(page).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/san-pham\/[a-z0-9-]+\/$/);
      expect(await page.locator('main').innerText()).toContain(place);
    });
  });
});

describe('a shopper scans the code on a pack', () => {
  let held: ProvenProduct;
  beforeAll(async () => {
    [held] = (await productsWithProof('IN_FORCE')) as [ProvenProduct];
  });

  it('and reads whether the star is real, today, for this product', async () => {
    await reader.visit(`/qr/${held.code}.svg`, {}, async ({ page }) => {
      const [scanned] = await readQr(await page.screenshot());
      const address = new URL(scanned?.text ?? '');
      expect(address.pathname).toBe(`/v/${held.code}`);
      await page.goto(hubUrl + address.pathname + address.hash);
      const answer = await page.locator('main').innerText();
      expect(answer).toContain(held.name);
      expect(answer).toContain((held.proof?.lastDay ?? '').split('-').toReversed().join('/'));
    });
  });

  it('or types it, with the keyboard, as it is printed', async () => {
    await reader.visit('/v/', {}, async ({ page }) => {
      await page.getByRole('textbox').first().focus();
      await page.keyboard.type(`${held.code.slice(0, 4)} ${held.code.slice(4).toLowerCase()}`);
      await page.keyboard.press('Enter');
      await page.locator('main', { hasText: held.name }).waitFor();
      expect(await page.locator('h1').innerText()).toContain('Còn hiệu lực');
    });
  });
});

describe('where there is no network', () => {
  let browser: Browser;
  let cable: Cable;
  let page: Page;
  let held: ProvenProduct;
  beforeAll(async () => {
    [held] = (await productsWithProof('IN_FORCE')) as [ProvenProduct];
    cable = await Cable.lay();
    browser = await launchChromium();
    const context = await browser.newContext({
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
      serviceWorkers: 'allow',
    });
    await context.clock.setFixedTime(`${TEST_TODAY}T09:00:00+07:00`);
    page = await context.newPage();
    await page.goto(`${cable.url}/ngoai-tuyen/`);
    await page.getByRole('button', { name: 'Giữ trong máy' }).click();
    await page.getByText('Đã giữ trong máy').waitFor();
    await cable.cut();
  });
  afterAll(() => browser.close());

  it('the shopper’s code is answered by its signature', async () => {
    await page.goto(`${cable.url}/v/${held.code}#${held.proof?.fragment}`);
    await page.locator('.finding').waitFor();
    expect(await page.locator('.finding').innerText()).toContain(held.name);
  });

  it('the tourist’s map answers', async () => {
    await page.goto(`${cable.url}/ban-do/${placeView}`);
    await openMap(page);
    await page.locator('.hm-canvas').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-answer] h2', { hasText: place }).waitFor();
    await expect.poll(() => made(page).innerText()).not.toBe('');
  });

  it('the buyer filters and takes the list away', async () => {
    await page.goto(`${cable.url}/san-pham/?lieu=ca-phe`);
    await expect.poll(() => chips(page).count()).toBe(1);
    const rows = await save(page, () => page.locator('[data-download="csv"]').click());
    expect(rows).toHaveLength(await count(page));
  });

  it('the official sees what ends soonest in a commune', async () => {
    await page.goto(`${cable.url}/san-pham/?noi=${communes.slug[busiest]}&xep=han`);
    await expect.poll(() => chips(page).count()).toBe(1);
    expect(await count(page)).toBeGreaterThanOrEqual(communes.products[busiest] ?? 1);
  });
});
