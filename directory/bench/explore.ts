/**
 * How long a filter of 20,000 products takes from the click to the painted list, on a phone four times slower than
 * this machine: `npm run bench:explore`. Opens the built page of a hub with the index of a generated register in the
 * place of its own. HUB_URL names a hub that is running; without it one is started.
 */
import type { Page } from 'playwright-core';
import { launchChromium } from '../../api/checks/chromium.ts';
import { startHub } from '../../api/checks/hub-process.ts';
import { partFile } from '../src/search/files.ts';
import { generateIndex, national } from './generated-index.ts';

const SLOWER = 4;
const ROUNDS = 40;

async function measure(hubUrl: string): Promise<void> {
  const { head, parts } = generateIndex(national);
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 412, height: 823 },
      reducedMotion: 'reduce',
      bypassCSP: true,
    });
    await context.clock.setFixedTime('2026-11-24T09:00:00+07:00');
    await context.route('**/search/vi.json', (route) => route.fulfill({ json: head }));
    for (const [at, part] of parts.entries()) {
      await context.route(`**${partFile(at + 1)}`, (route) => route.fulfill({ json: part }));
    }
    const page = await context.newPage();
    await page.addInitScript({ content: watch });
    const phone = await context.newCDPSession(page);
    await phone.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });

    const started = performance.now();
    await page.goto(`${hubUrl}/san-pham/?sao=4`);
    await page.locator('[data-chips] button').waitFor();
    const first = performance.now() - started;
    console.log(`${await page.locator('[data-result-count]').textContent()}; CPU ${SLOWER} times slower`);
    console.log(`a shared link with a filter, from the request to the list: ${first.toFixed(0)} ms`);

    const clicks: [name: string, facet: string, times: number[]][] = [
      ['a star', 'stars', []],
      ['a commune', 'place', []],
      ['a material', 'material', []],
      ['a producer', 'producer', []],
    ];
    for (const [name, facet, times] of clicks) {
      await page.locator(`[data-facet="${facet}"] > summary`).click();
      await page.locator(`[data-facet="${facet}"] .option:visible`).first().waitFor();
      await page.waitForTimeout(1_500);
      const options = Math.min(4, await page.locator(`[data-facet="${facet}"] .option:visible`).count());
      for (let round = 0; round < ROUNDS; round++) {
        times.push(await click(page, facet, round % options));
        await page.waitForTimeout(150);
      }
      await page.keyboard.press('Escape');
      report(`${name}, the panel open`, times);
    }
    report(
      'all of them',
      clicks.flatMap(([, , times]) => times),
    );
  } finally {
    await browser.close();
  }
}

/** From the finger to the next paint, as the browser itself measures an interaction (Event Timing, steps of 8 ms). */
async function click(page: Page, facet: string, option: number): Promise<number> {
  const before = await page.evaluate('measured.length');
  await page.locator(`[data-facet="${facet}"] .option:visible`).nth(option).click();
  await page.waitForFunction(`measured.length > ${String(before)}`);
  return page.evaluate(`Math.max(...measured.slice(${String(before)}))`);
}

/** Runs in the page: remembers how long each click took until it was painted. */
const watch = `
  globalThis.measured = [];
  new PerformanceObserver((list) => {
    for (const { name, interactionId, duration } of list.getEntries()) {
      if (interactionId > 0 && name === 'click') measured.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
`;

function report(name: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0).padStart(5);
  console.log(`${name.padEnd(30)} median ${at(0.5)} ms   p95 ${at(0.95)} ms   slowest ${at(1)} ms`);
}

const running = process.env['HUB_URL'];
const hub = running ? null : await startHub({ env: { HUB_TODAY: '2026-11-24' } });
try {
  await measure(running ?? hub?.url ?? '');
} finally {
  await hub?.stop();
}
