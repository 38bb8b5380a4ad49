import { get } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../api/checks/chromium.ts';
import { href, languages } from '../src/i18n/routes.ts';
import type { Pack } from '../src/offline/pack.ts';
import { statusListFiles } from '../src/offline/verifier-files.ts';
import { hubUrl } from './browser.ts';
import { Cable } from './cable.ts';
import { readMapData } from './page-types.ts';
import { productsWithProof, type ProvenProduct } from './products.ts';

/** Bytes as they are sent to a browser. */
function sent(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(hubUrl + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      let bytes = 0;
      if (answer.statusCode !== 200) reject(new Error(`${path}: HTTP ${answer.statusCode}`));
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

describe('what is kept on a device', () => {
  it.each(languages)('is less than 2 MB for the whole province, in %s', async (lang) => {
    const pack = (await (await fetch(`${hubUrl}/offline/${lang}.json`)).json()) as Pack;
    const sizes = await Promise.all([`/offline/${lang}.json`, ...pack.files].map(sent));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
    const { products, zones } = await readMapData();
    const records = [
      ...products.slug.map((slug) => href('product', slug, lang)),
      ...zones.map(({ slug }) => href('region', slug, lang)),
    ];
    expect(records.filter((path) => !(path in pack.texts))).toEqual([]);
  });
});

describe('without a network', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let cable: Cable;
  let inForce: string;
  let keptUnasked: string[];
  let scanned: ProvenProduct;

  beforeAll(async () => {
    cable = await Cable.lay();
    browser = await launchChromium();
    context = await browser.newContext({ locale: 'vi-VN', serviceWorkers: 'allow', reducedMotion: 'reduce' });
    page = await context.newPage();
    const query = '{ products(first: 1, where: { verdict: [IN_FORCE] }) { nodes { slug } } }';
    const answer = await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`);
    inForce = ((await answer.json()) as { data: { products: { nodes: { slug: string }[] } } }).data.products
      .nodes[0]!.slug;

    await page.goto(`${cable.url}/san-pham/`, { waitUntil: 'networkidle' });
    keptUnasked = await page.evaluate(async () => [...(await caches.keys()), ...Object.keys(localStorage)]);
    await page.goto(`${cable.url}/ngoai-tuyen/`);
    await page.getByRole('button', { name: 'Giữ trong máy' }).click();
    await page.getByText('Đã giữ trong máy').waitFor();
    [scanned] = (await productsWithProof('IN_FORCE')) as [ProvenProduct];
    await page.goto(`${cable.url}/v/${scanned.code}#${scanned.proof?.fragment}`, { waitUntil: 'load' });
    await page.evaluate(async (path) => {
      for (const name of await caches.keys()) await (await caches.open(name)).delete(path);
    }, statusListFiles.revocation);
    // Of the same build: what changes without one is fetched all the same.
    await page.goto(`${cable.url}/san-pham/`);
    await page.waitForFunction(async (path) => Boolean(await caches.match(path)), statusListFiles.revocation);
    await cable.cut();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('nothing is kept that the reader did not choose', () => expect(keptUnasked).toEqual([]));

  it('a product that was never visited opens, and is decided for the day of the reader', async () => {
    await page.clock.setFixedTime('2026-11-24T09:00:00+07:00');
    await page.goto(`${cable.url}/san-pham/${inForce}/`);
    const chip = page.locator('.verdict [data-part="chip"]');
    expect(await chip.getAttribute('data-status')).toBe('IN_FORCE');
    await page.clock.setFixedTime('2032-01-01T09:00:00+07:00');
    await page.reload();
    await expect.poll(() => chip.getAttribute('data-status')).toBe('EXPIRED');
  });

  it('the register is searched as with a network', async () => {
    await page.goto(`${cable.url}/ngoai-tuyen/`);
    const box = page.locator('main input[name=q]');
    await box.pressSequentially('ca phe');
    const first = page.locator('main').getByRole('option').first();
    await first.waitFor();
    expect(await first.innerText()).toMatch(/cà phê/i);
  });

  it('the map shows its products and zones', async () => {
    await page.goto(`${cable.url}/ban-do/`);
    await page.locator('hub-map[data-ready]').waitFor();
    expect(await page.locator('hub-map .leaflet-marker-icon').count()).toBeGreaterThan(0);
  });

  it('a code that was looked up before is verified, and its forgery told', async () => {
    await page.clock.setFixedTime('2026-11-24T09:00:00+07:00');
    const url = `${cable.url}/v/${scanned.code}#${scanned.proof?.fragment}`;
    await page.goto(url);
    await page.getByText('Thật, còn hiệu lực').waitFor();
    await page.goto(`${cable.url}/ngoai-tuyen/`);
    await page.goto(url.slice(0, -9) + (url.at(-9) === 'A' ? 'B' : 'A') + url.slice(-8));
    await page.locator('.finding').getByText('Giả', { exact: true }).waitFor();
    await page.goto(`${cable.url}/v/doubt?code=${scanned.code}`);
    expect(await page.locator('h1').textContent()).toBe('Xem khi không có mạng');
  });

  it('a page that is not kept says so in the reader’s language', async () => {
    await page.goto(`${cable.url}/docs/console/`);
    expect(await page.locator('h1').textContent()).toBe('Xem khi không có mạng');
    await page.getByText('Trang bạn vừa mở chưa có trong máy.').waitFor();
  });

  it('a page that is kept in the other language leads there', async () => {
    await page.goto(`${cable.url}/en/communes/`);
    await page.getByRole('link', { name: 'Đọc bản tiếng Việt đã giữ' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/xa-phuong/');
    expect(await page.locator('h1').textContent()).not.toBe('Xem khi không có mạng');
  });

  it('the reader can have the room back', async () => {
    await page.goto(`${cable.url}/ngoai-tuyen/`);
    await page.getByRole('button', { name: 'Xóa khỏi máy' }).click();
    await page.getByText('Chưa giữ gì').waitFor();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });
});

describe('a page that does not exist', () => {
  it('offers what the words of its address may have meant', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${hubUrl}/en/products/ca-phe-chon-kien-cuongg/`);
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      const meant = page.locator('[data-meant] li a').first();
      await meant.waitFor();
      // What it is stands in a line of its own.
      const about = page.locator('[data-meant] li small').first();
      expect(await about.textContent()).toMatch(/^Product · /);
      expect((await about.boundingBox())!.y).toBeGreaterThan((await meant.boundingBox())!.y);
      await meant.click();
      await page.waitForURL('**/en/products/*/');
    } finally {
      await browser.close();
    }
  });
});
