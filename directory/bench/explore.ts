/**
 * How long a filter of 20,000 products takes from the click to the painted list, on a phone four times slower than
 * this machine: `npm run bench:explore`. Opens the built page of a hub with the index of a generated register in the
 * place of its own. HUB_URL names a hub that is running; without it one is started.
 *
 * Measured twice: as a reader would, slowed down, by the browser's own Event Timing; and by what the page's thread has
 * to do until the answer is ready to be shown, not slowed down and multiplied, which what else the machine does
 * hardly touches.
 */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../api/checks/chromium.ts';
import { startHub } from '../../api/checks/hub-process.ts';
import { partFile } from '../src/search/files.ts';
import { generateIndex, national } from './generated-index.ts';
import { tasksWhile, type Task } from './main-thread.ts';

const SLOWER = 4;
const ROUNDS = 40;
const facets: [name: string, facet: string][] = [
  ['a star', 'stars'],
  ['a commune', 'place'],
  ['a material', 'material'],
  ['a producer', 'producer'],
];

async function measure(hubUrl: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await openPage(browser);
    const phone = await page.context().newCDPSession(page);
    await phone.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const started = performance.now();
    await page.goto(`${hubUrl}/san-pham/?sao=4`);
    await page.locator('[data-chips] button').waitFor();
    const first = performance.now() - started;
    console.log(`${await page.locator('[data-result-count]').textContent()}; CPU ${SLOWER} times slower`);
    console.log(`a shared link with a filter, from the request to the list: ${first.toFixed(0)} ms`);
    const shown = await clickAll(page, (click) => eventTiming(page, click));
    report('From the click to the paint, slowed down', shown);

    await phone.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const worked = await clickAll(page, async (click) => {
      const tasks = await tasksWhile(browser, page, async () => {
        await click();
        // Two frames later the first of them has been put together, however slow the machine.
        await page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
        );
      });
      return SLOWER * workOf(tasks);
    });
    report(`The work of the page's thread until then, times ${SLOWER}`, worked);
  } finally {
    await browser.close();
  }
}

async function openPage(browser: Browser): Promise<Page> {
  const { head, parts } = generateIndex(national);
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  await context.route('**/search/vi.json', (route) => route.fulfill({ json: head }));
  for (const [at, part] of parts.entries()) {
    await context.route(`**${partFile(at + 1)}`, (route) => route.fulfill({ json: part }));
  }
  const page = await context.newPage();
  await page.addInitScript({ content: watch });
  return page;
}

/** Each facet's panel is opened and its values are clicked in turn. */
async function clickAll(
  page: Page,
  time: (click: () => Promise<void>) => Promise<number>,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (const [name, facet] of facets) {
    await page.locator(`[data-facet="${facet}"] > summary`).click();
    const options = page.locator(`[data-facet="${facet}"] .option:visible`);
    await options.first().waitFor();
    await page.waitForTimeout(1_500);
    const boxes = await options.evaluateAll((labels) =>
      labels.map((label) => label.getBoundingClientRect().toJSON()),
    );
    const middles = (boxes as DOMRect[])
      .slice(0, 4)
      .map(({ x, y, width, height }) => [x + width / 2, y + height / 2]);
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [x = 0, y = 0] = middles[round % middles.length] ?? [];
      // With nothing around it that a reader's finger would not cause as well.
      taken.push(await time(() => page.mouse.click(x, y)));
      await page.waitForTimeout(150);
    }
    times.set(name, taken);
    await page.keyboard.press('Escape');
  }
  return times;
}

/** From the finger to the next paint, as the browser itself measures an interaction (in steps of 8 ms). */
async function eventTiming(page: Page, click: () => Promise<void>): Promise<number> {
  const measured = page.evaluate<number>('nextClick()');
  await click();
  return measured;
}

/** Runs in the page: tells how long the next click takes until it is painted. */
const watch = `
  let tell;
  globalThis.nextClick = () => new Promise((resolve) => {
    tell = resolve;
    // Shorter ones are not told.
    setTimeout(resolve, 5000, 16);
  });
  new PerformanceObserver((list) => {
    const clicks = list.getEntries().filter(({ name, interactionId }) => interactionId > 0 && name === 'click');
    if (clicks.length > 0) tell?.(Math.max(...clicks.map(({ duration }) => duration)));
  }).observe({ type: 'event', durationThreshold: 16 });
`;

/** From the task that the change is answered in to the one that puts the frame's layers together. */
function workOf(tasks: readonly Task[]): number {
  const answering = tasks.findIndex(({ events }) => events.has('change'));
  const shown = tasks.findIndex(({ events }, at) => at >= answering && events.has('Layerize'));
  if (answering < 0 || shown < 0) throw new Error('The click was not answered');
  return tasks.slice(answering, shown + 1).reduce((sum, { work }) => sum + work, 0);
}

function report(title: string, times: ReadonlyMap<string, number[]>): void {
  console.log(title);
  for (const [name, taken] of [...times, ['all of them', [...times.values()].flat()] as const]) {
    const sorted = taken.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0).padStart(5);
    console.log(
      `  ${`${name}, the panel open`.padEnd(30)} median ${at(0.5)} ms   p95 ${at(0.95)} ms   slowest ${at(1)} ms`,
    );
  }
}

const running = process.env['HUB_URL'];
const hub = running ? null : await startHub({ env: { HUB_TODAY: '2026-11-24' } });
try {
  await measure(running ?? hub?.url ?? '');
} finally {
  await hub?.stop();
}
