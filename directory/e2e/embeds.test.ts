/** Embeds on the pages of strangers, each in a browser. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../api/checks/chromium.ts';
import type { Card } from '../../api/web/embed/card.rules.ts';
import { CARD_HEIGHT, listHeight, NARROW_CARD_HEIGHT } from '../../api/web/embed/look.rules.ts';
import { version } from '../src/widgets/version.ts';
import { hubUrl } from './browser.ts';
import { Host } from './host-pages.ts';
import { discover, filtered, script as wordpressScript } from './wordpress.ts';

const integrity = (
  JSON.parse(readFileSync(new URL('../released-widgets/integrity.json', import.meta.url), 'utf8')) as Record<
    string,
    Record<string, string>
  >
)[version]?.['ocop.js'];

let browser: Browser;
let host: Host;
let products: { code: string; slug: string; name: string; place: { slug: string } | null }[];
/** In force, and recognised once. */
let held: { code: string; slug: string; name: string };

beforeAll(async () => {
  browser = await launchChromium();
  host = await Host.open();
  const answer = await fetch(`${hubUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `{ all: products(first: 30) { nodes { code slug name place { slug } } }
        held: products(first: 1, where: { verdict: [IN_FORCE] }) { nodes { code slug name } } }`,
    }),
  });
  const { data } = (await answer.json()) as {
    data: Record<'all' | 'held', { nodes: typeof products }>;
  };
  products = data.all.nodes;
  if (!data.held.nodes[0]) throw new Error('no product is in force');
  [held] = data.held.nodes;
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const script = `<script async src="${hubUrl}/w/v1/ocop.js"></script>`;
const reserve = `<link rel="stylesheet" href="${hubUrl}/w/v1/ocop.css">`;
const product = (code: string, more = '') =>
  `<ocop-product code="${code}"${more}><a href="${hubUrl}/v/${code}">What the host wrote</a></ocop-product>`;

interface Visit {
  page: Page;
  context: BrowserContext;
  requests: string[];
  complaints: string[];
}

/** Opens a host's page; `before` may change how the hub answers. */
async function visit(
  address: string,
  act: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
): Promise<void> {
  const { before, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...rest });
  try {
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await before?.(page);
    await page.goto(address);
    await act({ page, context, requests, complaints });
  } finally {
    // A renewed card may still be on its way through a route when the test has seen enough.
    for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

const card = (page: Page) => page.locator('ocop-product article');

/** How far the page moved by itself. */
const shifted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          observer.disconnect();
          resolve(
            list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0),
          );
        }).observe({ type: 'layout-shift', buffered: true });
        // Without a shift nothing is ever reported.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );

async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Answers for the hub with what it says, changed. */
const changeCards = (page: Page, change: (card: Card) => Card): Promise<unknown> =>
  page.route('**/embed/products.json*', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { cards: Card[] };
    await route.fulfill({ response, json: { ...body, cards: body.cards.map(change) } });
  });

describe('on a page with a strict policy', () => {
  it('shows a card, a list and nothing of its own besides: no cookie, no storage, no other request, no shift', async () => {
    const policy = `default-src 'none'; script-src ${hubUrl}; connect-src ${hubUrl}; style-src ${hubUrl}; require-trusted-types-for 'script'`;
    const address = host.put(
      'strict',
      `${product(held.code)}<p>Below</p><ocop-list con-hieu-luc limit="3" lang="en"></ocop-list><p>Last</p>
      <script async src="${hubUrl}/w/${version}/ocop.js" integrity="${integrity}" crossorigin="anonymous"></script>`,
      { policy, head: reserve },
    );
    await visit(address, async ({ page, context, requests, complaints }) => {
      await card(page).getByText(held.name).waitFor();
      await page.locator('ocop-list li').nth(2).waitFor();
      expect(await card(page).getAttribute('aria-label')).toMatch(/: OCOP \d sao, Còn hiệu lực đến /);
      expect(await page.locator('ocop-list').getByText('OCOP products').isVisible()).toBe(true);
      expect(await shifted(page)).toBe(0);
      expect(complaints).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
      const origins = new Set(requests.map((url) => new URL(url).origin));
      expect([...origins].toSorted()).toEqual([new URL(address).origin, hubUrl].toSorted());
    });
  });

  it.each(['light', 'dark'] as const)('can be used by everyone, %s', async (theme) => {
    const address = host.put(
      `everyone-${theme}`,
      `${product(held.code, ` theme="${theme}"`)}${product('PZZZZZZZ', ` theme="${theme}"`)}<ocop-list limit="6" theme="${theme}"></ocop-list>${script}`,
    );
    await visit(address, async ({ page }) => {
      await page.locator('ocop-list li').nth(5).waitFor();
      await card(page).nth(1).waitFor();
      expect(await seriousIn(page)).toEqual([]);
      // Links in the order in which they are read.
      const focused = [];
      for (let i = 0; i < 3; i++) {
        await page.keyboard.press('Tab');
        focused.push(
          await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? ''),
        );
      }
      expect(focused).toEqual([held.name, `Kiểm tra ${held.code}`, expect.stringMatching(/./)]);
    });
  });
});

describe('on a page whose style wants everything', () => {
  it('keeps its look, and is no way into the page for words', async () => {
    const hostile = `<style>
      * { all: unset !important; color: red !important; font: 3px serif !important; letter-spacing: 9px !important;
          text-transform: uppercase !important; display: inline !important; visibility: hidden !important }
      article, section, p, a, li { display: none !important; float: right !important }
      html { font-size: 200px !important; line-height: 9 !important }
    </style>`;
    const attack = '&lt;img src=x onerror=&quot;document.title=1&quot;&gt;';
    const address = host.put(
      'hostile',
      `${product(held.code)}${product(attack)}<ocop-list q="${attack}" valid="no"></ocop-list>${script}`,
      { head: hostile },
    );
    await visit(address, async ({ page }) => {
      await card(page).nth(1).waitFor();
      await page.locator('ocop-list section').waitFor();
      const looks = await card(page)
        .first()
        .evaluate((element) => {
          const { color, fontSize, letterSpacing, display, textTransform, visibility } =
            getComputedStyle(element);
          return { color, fontSize, letterSpacing, display, textTransform, visibility };
        });
      expect(looks).toEqual({
        color: 'rgb(28, 25, 23)',
        fontSize: '14px',
        letterSpacing: 'normal',
        display: 'flex',
        textTransform: 'none',
        visibility: 'visible',
      });
      expect((await card(page).first().boundingBox())?.height).toBeGreaterThanOrEqual(CARD_HEIGHT);
      expect(await card(page).nth(1).innerText()).toContain('<img src=x onerror="document.title=1">');
      expect(await page.locator('ocop-list section').innerText()).toContain('<img src=x');
      expect(await page.title()).toBe('hostile');
      expect(await page.locator('img').count()).toBe(0);
    });
  });
});

describe('in narrow columns', () => {
  it.each([
    ['a column of 200 pixels', 900, '<div class="column">', '.column{width:200px}'],
    [
      'a right-hand column at 360 pixels',
      360,
      '<div class="two"><p>Text</p><div>',
      '.two{display:grid;grid-template-columns:1fr 220px;gap:8px}',
    ],
  ])('%s holds cards and lists', async (name, width, open, style) => {
    const address = host.put(
      `narrow-${width}`,
      `${open}${products
        .slice(0, 6)
        .map(({ code }) => product(code))
        .join('')}<ocop-list limit="4" lang="en"></ocop-list></div>${script}`,
      { head: `<style>body{margin:8px}${style}</style>` },
    );
    await visit(
      address,
      async ({ page }) => {
        await page.locator('ocop-list li').nth(3).waitFor();
        await card(page).nth(5).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const boxes = await card(page).evaluateAll((cards) =>
          cards.map((one) => [
            one.scrollWidth - one.clientWidth,
            one.scrollHeight - one.clientHeight,
            one.clientHeight,
          ]),
        );
        for (const [right, below, height] of boxes) {
          expect(right, name).toBeLessThanOrEqual(0);
          expect(below, name).toBeLessThanOrEqual(0);
          expect(height, name).toBeGreaterThanOrEqual(NARROW_CARD_HEIGHT - 2);
        }
      },
      { viewport: { width, height: 800 }, reducedMotion: 'reduce' },
    );
  });
});

describe('many on one page', () => {
  it('twenty, with the script named twice, ask once, and nothing moves by itself', async () => {
    const address = host.put(
      'twenty',
      `${products
        .slice(0, 20)
        .map(({ code }) => product(code))
        .join('')}${script}${script}`,
      { head: reserve },
    );
    await visit(
      address,
      async ({ page, requests, complaints }) => {
        await card(page).nth(19).waitFor();
        expect(await card(page).count()).toBe(20);
        expect(requests.filter((url) => url.includes('/embed/'))).toHaveLength(1);
        expect(complaints).toEqual([]);
        expect(await shifted(page)).toBe(0);
        expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      },
      { reducedMotion: 'reduce' },
    );
  });

  it('follows changes of its attributes, and being taken out and put back', async () => {
    const other = products.find(({ code }) => code !== held.code);
    const address = host.put('changing', `${product(held.code)}${script}`);
    await visit(address, async ({ page }) => {
      await card(page).getByText(held.name).waitFor();
      await page.evaluate((code) => {
        const element = document.querySelector('ocop-product');
        element?.setAttribute('code', code);
        element?.setAttribute('lang', 'en');
      }, other?.code ?? '');
      await card(page).getByText(`Check ${other?.code}`).waitFor();
      await page.evaluate(() => {
        const element = document.querySelector('ocop-product');
        element?.remove();
        document.body.append(element ?? '');
      });
      expect(
        await card(page)
          .getByText(other?.name ?? '?')
          .isVisible(),
      ).toBe(true);
      await page.evaluate(() => document.querySelector('ocop-product')?.removeAttribute('code'));
      await page.getByText('What the host wrote').waitFor();
    });
  });
});

describe('when the hub is slow or gone', () => {
  it('leaves what the host wrote, and takes its place when the answer comes', async () => {
    let release = (): void => {};
    const held_back = new Promise<void>((resolve) => {
      release = resolve;
    });
    const address = host.put('slow', `${product(held.code)}<p>Below</p>${script}`, { head: reserve });
    await visit(
      address,
      async ({ page }) => {
        await page.waitForFunction(() => customElements.get('ocop-product'));
        expect(await page.getByText('What the host wrote').isVisible()).toBe(true);
        release();
        await card(page).getByText(held.name).waitFor();
        expect(await page.getByText('What the host wrote').isVisible()).toBe(false);
        expect(await shifted(page)).toBe(0);
      },
      {
        before: (page) =>
          page.route('**/embed/products.json*', async (route) => {
            await held_back;
            await route.continue();
          }),
      },
    );
  });

  it('shows nothing but the host’s own words where it was never reached', async () => {
    const address = host.put(
      'dead',
      `${product(held.code)}<ocop-map place="x">The host’s map</ocop-map>${script}`,
    );
    await visit(
      address,
      async ({ page, requests }) => {
        await page.waitForFunction(() => customElements.get('ocop-product'));
        await expect.poll(() => requests.some((url) => url.includes('/embed/products.json'))).toBe(true);
        expect(await page.getByText('What the host wrote').isVisible()).toBe(true);
        expect(await page.getByText('The host’s map').isVisible()).toBe(true);
        expect(await card(page).count()).toBe(0);
      },
      { before: (page) => page.route('**/embed/**', (route) => route.abort()) },
    );
  });

  it('keeps the last card with its day, and tells of a revocation within five minutes', async () => {
    const address = host.put('open-for-hours', `${product(held.code)}${script}`);
    await visit(
      address,
      async ({ page }) => {
        await page.clock.runFor(100);
        await card(page).getByText('Còn hiệu lực').waitFor();
        await page.route('**/embed/products.json*', (route) => route.abort());
        await page.clock.runFor('05:00');
        await card(page).getByText('Chưa kết nối lại được').waitFor();
        expect(await card(page).innerText()).toMatch(/Sổ OCOP, \d{2}\/\d{2}\/\d{4}/);
        await page.unroute('**/embed/products.json*');
        await changeCards(page, (one) => ({
          ...one,
          tone: 'past',
          badge: 'Từng đạt 3 sao',
          standing: 'Đã bị thu hồi',
        }));
        await page.clock.runFor('05:00');
        await card(page).getByText('Đã bị thu hồi').waitFor();
        expect(await card(page).getByText('Còn hiệu lực').count()).toBe(0);
      },
      { before: (page) => page.clock.install() },
    );
  });
});

describe('in a sandbox', () => {
  const frame = (path: string, height: number) =>
    `<iframe sandbox="allow-scripts" src="${hubUrl}${path}" width="600" height="${height}" title="x"></iframe>`;

  it('card and list work without an origin, and tell their height', async () => {
    const address = host.put(
      'sandbox',
      `${frame(`/embed/product/${held.code}?theme=dark`, 50)}${frame('/embed/list?con-hieu-luc&limit=3&lang=en', 50)}${script}`,
    );
    await visit(address, async ({ page, complaints }) => {
      const frames = page.locator('iframe');
      await expect.poll(() => frames.first().getAttribute('height')).toBe(String(CARD_HEIGHT));
      await expect.poll(async () => Number(await frames.nth(1).getAttribute('height'))).toBeGreaterThan(150);
      expect(await page.frameLocator('iframe').first().locator('article').innerText()).toContain(held.name);
      expect(complaints).toEqual([]);
    });
  });

  it('the map is drawn, with the names that every map of ours has', async () => {
    const place = products.find((one) => one.place)?.place?.slug ?? '';
    const address = host.put('map', `<ocop-map place="${place}" lang="en">Map</ocop-map>${script}`);
    await visit(address, async ({ page }) => {
      const map = page.locator('ocop-map iframe').contentFrame();
      await map.locator('hub-map[data-ready]').waitFor();
      expect(await map.locator('.hm-name').allTextContents()).toEqual(
        expect.arrayContaining(['Quần đảo Hoàng Sa (Việt Nam)', 'Quần đảo Trường Sa (Việt Nam)']),
      );
      expect(await map.locator('[data-all]').getAttribute('href')).toBe(`/en/map/?noi=${place}`);
    });
  });
});

describe('in a frame that stays open', () => {
  const clock = (page: Page) => page.clock.install({ time: '2026-11-24T09:00:00+07:00' });

  it('a card says when the hub cannot be reached, and of which day it is', async () => {
    const address = host.put('open-card', `<iframe src="${hubUrl}/embed/product/${held.code}"></iframe>`);
    await visit(
      address,
      async ({ page }) => {
        const source = page.frameLocator('iframe').locator('.f span');
        await source.waitFor();
        await page.route('**/embed/product/*', (route) => route.abort());
        await page.clock.runFor('05:00');
        await source.getByText('Chưa kết nối lại được').waitFor();
        expect(await source.innerText()).toMatch(/\d{2}\/\d{2}\/\d{4}/);
        await page.unroute('**/embed/product/*');
        await page.clock.runFor('05:00');
        await source.getByText(/^Sổ OCOP/).waitFor();
      },
      { before: clock },
    );
  });

  it('the map tells of a revocation within five minutes', async () => {
    const query = `{ product(by: { slug: "${held.slug}" }) { recognitions {
      code stars evidence issued validUntil extendedUntil revokedOn supersededOn potentialFiveStar } } }`;
    const answer = await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`);
    const { data } = (await answer.json()) as { data: { product: { recognitions: object[] } } };
    const revoked = data.product.recognitions.map((one) => ({ ...one, revokedOn: '2026-11-23' }));
    const address = host.put(
      'open-map',
      `<iframe sandbox="allow-scripts" width="800" height="600" src="${hubUrl}/embed/map?lang=vi"></iframe>`,
    );
    await visit(
      address,
      async ({ page }) => {
        const pin = page.frameLocator('iframe').locator('.hm-marker.hm-pin');
        await pin.and(page.frameLocator('iframe').locator('.hm-pin--held')).waitFor();
        await page.route('**/live/changes.json*', async (route) => {
          const response = await route.fetch();
          const body = (await response.json()) as object;
          await route.fulfill({ response, json: { ...body, products: { [held.slug]: revoked } } });
        });
        await page.clock.runFor('05:00');
        await pin.and(page.frameLocator('iframe').locator('.hm-pin--past')).waitFor();
        expect(await pin.count()).toBe(1);
      },
      {
        reducedMotion: 'reduce',
        before: async (page) => {
          await clock(page);
          await page.route('**/embed/map.json*', async (route) => {
            const response = await route.fetch();
            const body = (await response.json()) as object;
            await route.fulfill({ response, json: { ...body, products: [held.slug] } });
          });
        },
      },
    );
  });
});

describe('in WordPress', () => {
  it('the address of a page becomes a card, as from a provider that it does not know', async () => {
    const answer = await discover(`${hubUrl}/en/products/${held.slug}/`, 'json');
    const oembed = (await answer.json()) as { html: string; type: string; version: string; title: string };
    expect(oembed).toMatchObject({ version: '1.0', type: 'rich', title: held.name, height: CARD_HEIGHT });
    const address = host.put('wordpress', `${filtered(oembed.html)}<script>${wordpressScript}</script>`);
    await visit(address, async ({ page }) => {
      const frame = page.locator('iframe[data-fitted]');
      await frame.waitFor();
      expect(await frame.getAttribute('height')).toBe(String(CARD_HEIGHT));
      expect(await page.locator('blockquote').isVisible()).toBe(false);
      const link = frame.contentFrame().getByRole('link', { name: held.name });
      await link.click();
      await page.locator('body[data-followed]').waitFor();
      expect(await page.getAttribute('body', 'data-followed')).toBe(`${hubUrl}/en/products/${held.slug}/`);
    });
  });

  it('XML says the same, for a list and a map too', async () => {
    const first = async (list: string) => {
      const html = await (await fetch(hubUrl + list)).text();
      return `${hubUrl}${list}${new RegExp(`href="${list}([a-z0-9-]+)/"`).exec(html)?.[1]}/`;
    };
    for (const [list, path] of [
      ['/chu-the/', '/embed/list?chu-the='],
      ['/vung-nguyen-lieu/', '/embed/map?vung='],
    ] as const) {
      const xml = await (await discover(await first(list), 'xml')).text();
      expect(xml).toMatch(/<type>rich<\/type>.*<width>\d+<\/width><height>\d+<\/height><\/oembed>/);
      expect(xml).toContain(path);
    }
  });
});

describe('the builder', () => {
  it('previews the code that is copied, for the product in the address', async () => {
    await visit(
      `${hubUrl}/docs/embed/?product=${held.code}&theme=dark&width=200`,
      async ({ page, complaints }) => {
        const code = page.locator('[data-snippet="html"] code');
        await expect.poll(() => code.textContent()).toContain(`code="${held.code}" lang="vi" theme="dark"`);
        const preview = page.locator('[data-preview]');
        await expect.poll(() => preview.getAttribute('srcdoc')).toContain(await code.textContent());
        await preview.contentFrame().locator('article').getByText(held.name).waitFor();
        await page.getByLabel('Danh sách').check();
        await page.getByLabel('4 sao').check();
        await expect
          .poll(() => code.textContent())
          .toContain('<ocop-list sao="4" con-hieu-luc limit="5" lang="vi" theme="dark">');
        await preview.contentFrame().locator('ocop-list section').waitFor();
        expect(page.url()).toContain('kind=list&sao=4&valid=');
        expect(complaints).toEqual([]);
      },
    );
  });

  it('stands there from the start: nothing moves when it begins to answer', async () => {
    await visit(`${hubUrl}/docs/embed/`, async ({ page }) => {
      await page.locator('[data-preview][srcdoc]').waitFor();
      // A menu may be a few pixels wider once the page's own letters have come.
      expect(await shifted(page)).toBeLessThan(0.001);
    });
  });

  it('finds a product by a part of its name', async () => {
    await visit(`${hubUrl}/en/docs/embed/`, async ({ page }) => {
      await page.getByLabel('Find a product').fill(held.name);
      await page.locator('[data-found] button').filter({ hasText: held.code }).click();
      const code = (name: string) => page.locator(`[data-snippet="${name}"] code`);
      await expect.poll(() => code('poster').textContent()).toBe(`${hubUrl}/v/${held.code}?lang=en`);
      expect(await code('markdown').textContent()).toContain(
        `/embed/product/${held.code}.svg?lang=en)](${hubUrl}/v/`,
      );
      expect(await code('wordpress').textContent()).toBe(`${hubUrl}/en/products/${held.slug}/`);
      expect(await code('strict').textContent()).toContain(`integrity="${integrity}"`);
    });
  });
});

it('keeps the room that a list will take', async () => {
  const address = host.put('room', `<ocop-list limit="3"></ocop-list>`, { head: reserve });
  await visit(address, async ({ page }) => {
    expect((await page.locator('ocop-list').boundingBox())?.height).toBe(listHeight(3));
  });
});
