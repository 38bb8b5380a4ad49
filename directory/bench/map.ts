/**
 * The map of a whole country, in a real browser: 20,000 products and 600 zones on the page as it is built, moved with
 * a real mouse. Reports every long task (over 50 ms) of the page's own thread: by the clock on the wall, as the browser
 * itself counts them, and by the time of the thread alone, which what else the machine does hardly touches.
 *   npm run bench:map            starts a hub of its own; TEST_HUB_URL names one that runs
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../api/checks/chromium.ts';
import { startHub } from '../../api/checks/hub-process.ts';
import { tasksWhile } from './main-thread.ts';
import { nationalMap } from './national-map.ts';

const LIMIT = 50;

const hub = process.env['TEST_HUB_URL'] ? null : await startHub({ env: { HUB_TODAY: '2026-11-24' } });
const hubUrl = process.env['TEST_HUB_URL'] ?? hub?.url ?? '';
const data = JSON.stringify(nationalMap({ products: 20_000, zones: 600, corners: 60, communes: 3_000 }));
/** The hub's own pages and scripts, but for the data of the map. */
const server = createServer((request, response) => {
  void (async () => {
    const isMap = request.url === '/map/vi.json';
    const answer = isMap ? null : await fetch(hubUrl + (request.url ?? ''), { headers: { accept: '*/*' } });
    const type = answer?.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer?.status ?? 200, { 'content-type': type });
    response.end(answer ? Buffer.from(await answer.arrayBuffer()) : data);
  })();
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const browser = await launchChromium();
let worst = { duration: 0, work: 0 };
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  page.on('pageerror', (error) => console.log(`error in the page: ${error.message}`));
  console.log(
    `${(data.length / 1e6).toFixed(1)} MB of map data; Chromium ${browser.version()}, not slowed down`,
  );

  await measure(page, 'open the page until the map is drawn', async () => {
    await page.goto(`${site}/ban-do/`);
    await page.locator('hub-map[data-ready]').waitFor({ timeout: 60_000 });
  });
  const box = await page.locator('.hm-canvas').boundingBox();
  if (!box) throw new Error('The map is not to be seen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];

  await measure(page, 'zoom in twice with the wheel', async () => {
    await page.mouse.move(x, y);
    for (let step = 0; step < 2; step++) {
      await page.mouse.wheel(0, -300);
      await settled(page);
    }
  });
  await measure(page, 'pan eight times', () => pan(page, x, y));
  await measure(page, 'zoom in to the communes', async () => {
    for (let step = 0; step < 2; step++) {
      await page.mouse.wheel(0, -300);
      await settled(page);
    }
  });
  await measure(page, 'pan eight times among the communes', () => pan(page, x, y));
  await measure(page, 'click a spot and read the answer', async () => {
    await page.mouse.click(x + 3, y + 40);
    await page.locator('[data-answer], .hm-card').first().waitFor({ state: 'attached' });
    await settled(page);
  });
  await measure(page, 'zoom out to the whole country', async () => {
    await page.locator('.hm-control').nth(2).click();
    await settled(page);
  });
  const shown = await page.locator('.hm-marker:not(.hm-legend__mark)').count();
  console.log(`${shown} markers in view at the end`);
} finally {
  await browser.close();
  server.close();
  await hub?.stop();
}
console.log(
  `longest task of all: ${worst.duration.toFixed(0)} ms, of the thread ${worst.work.toFixed(0)} ms (the target: none over ${LIMIT})`,
);

async function measure(page: Page, name: string, act: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const tasks = await tasksWhile(browser, page, async () => {
    await act();
    await page.waitForTimeout(600);
  });
  const longest = (of: 'duration' | 'work') => Math.max(0, ...tasks.map((task) => task[of]));
  worst = {
    duration: Math.max(worst.duration, longest('duration')),
    work: Math.max(worst.work, longest('work')),
  };
  const long = (of: 'duration' | 'work') => {
    const found = tasks.map((task) => Math.round(task[of])).filter((one) => one > LIMIT);
    return `${found.length === 0 ? 'none long' : `${found.length} long: ${found.join(', ')} ms`}, longest ${longest(of).toFixed(0)} ms`;
  };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name} (${seconds} s)\n  on the wall: ${long('duration')}\n  of the thread: ${long('work')}`);
}

async function pan(page: Page, x: number, y: number): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    const [dx, dy] = [
      [-260, 0],
      [0, -200],
      [260, 0],
      [0, 200],
    ][turn % 4] as [number, number];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 15 });
    await page.mouse.up();
    await settled(page);
  }
}

/** The glide has ended and everything of the new view is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await page.locator('.hm:not([data-drawing])').waitFor({ timeout: 30_000 });
}
