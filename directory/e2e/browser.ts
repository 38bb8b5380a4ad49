/**
 * A reader's browser for the tests: it sees only the hub, its clock stands on the day of the tests, and it remembers
 * everything that a page should not have done.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../api/checks/chromium.ts';
import { TEST_TODAY } from '../../api/checks/hub.setup.ts';

export const hubUrl = process.env['TEST_HUB_URL'] ?? 'http://127.0.0.1:4000';

export interface Visit {
  page: Page;
  /** Requests to other machines (they were refused), and answers of the hub that were errors. */
  strays: string[];
  /** Errors and warnings of the console, and exceptions. */
  complaints: string[];
}

export class Reader {
  private constructor(private readonly browser: Browser) {}

  static async arrive(...browserArgs: string[]): Promise<Reader> {
    return new Reader(await launchChromium(...browserArgs));
  }

  leave(): Promise<void> {
    return this.browser.close();
  }

  /** Opens a path of the hub in a profile of its own, does something there, and throws the profile away. */
  async visit(
    path: string,
    options: BrowserContextOptions,
    act: (visit: Visit) => Promise<void>,
  ): Promise<void> {
    const visit = await this.open(path, options);
    try {
      await act(visit);
    } finally {
      const context = visit.page.context();
      // What is still on its way through a route may end with the profile.
      for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
  }

  async open(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    // A slow machine draws a page in its own time.
    context.setDefaultTimeout(60_000);
    const strays: string[] = [];
    const complaints: string[] = [];
    await context.clock.setFixedTime(`${TEST_TODAY}T09:00:00+07:00`);
    await context.route('**/*', (route) => {
      const url = new URL(route.request().url());
      if (url.origin === new URL(hubUrl).origin || ['data:', 'blob:'].includes(url.protocol)) {
        return route.continue();
      }
      strays.push(url.href);
      return route.abort();
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('response', (answer) => {
      if (answer.status() >= 400) strays.push(`${answer.status()} ${answer.url()}`);
    });
    await page.goto(hubUrl + path);
    return { page, strays, complaints };
  }
}

/** Brings the page's map near the screen and waits until it is drawn. */
export async function openMap(page: Page): Promise<void> {
  await page.locator('hub-map').first().scrollIntoViewIfNeeded();
  await page.locator('hub-map[data-ready]').first().waitFor();
}

/** Scrolls through the whole page, so that what waits for being seen wakes up. */
export async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
  });
  if ((await page.locator('hub-map').count()) > 0) await openMap(page);
}

/** When the page is wider than the screen: the elements that reach past it. */
export function widerThan(page: Page, width: number): Promise<string[]> {
  return page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
  }, width);
}
