/**
 * `npm run lighthouse`: Lighthouse, as a phone, on every type of page of a hub that it starts (or of the one that
 * TEST_HUB_URL names). Prints the four scores of each page with what cost it points, writes all of it as JSON, and
 * fails below the measure: performance 95, everything else 100.
 *   npm run lighthouse -- [--only product] [--lang vi] [--out lighthouse.json]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumOptions } from '../../api/checks/chromium.ts';
import { startHub } from '../../api/checks/hub-process.ts';
import { freePort } from '../../api/checks/ports.ts';

const least = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
type Category = keyof typeof least;
const categories = Object.keys(least) as Category[];

const { values: given } = parseArgs({
  options: { only: { type: 'string' }, lang: { type: 'string' }, out: { type: 'string' } },
});

interface Result {
  name: string;
  path: string;
  scores: Record<Category, number>;
  /** What Lighthouse found wanting, by the name of its audit. */
  found: string[];
}

const hub = process.env['TEST_HUB_URL'] ? undefined : await startHub({ env: { HUB_TODAY: '2026-11-24' } });
if (hub) process.env['TEST_HUB_URL'] = hub.url;
const port = await freePort();
const options = chromiumOptions();
const browser = await chromium.launch({
  ...options,
  args: [...(options.args ?? []), `--remote-debugging-port=${port}`],
});
try {
  // The address of the hub is read when these are loaded.
  const { pageTypes } = await import('../e2e/page-types.ts');
  const { hubUrl } = await import('../e2e/browser.ts');
  const types = (await pageTypes()).filter(
    ({ name, lang }) => (!given.only || name.includes(given.only)) && (!given.lang || lang === given.lang),
  );
  const results: Result[] = [];
  console.log(`${'page'.padEnd(34)}${categories.map((one) => one.padStart(16)).join('')}`);
  for (const { name, lang, path } of types) {
    const run = await lighthouse(hubUrl + path, { port, onlyCategories: categories, logLevel: 'error' });
    if (!run) throw new Error(`Lighthouse says nothing of ${path}`);
    const { lhr } = run;
    const scores = Object.fromEntries(
      categories.map((one) => [one, Math.round((lhr.categories[one]?.score ?? 0) * 100)]),
    ) as Result['scores'];
    const weighed = categories.flatMap((one) =>
      scores[one] === 100 ? [] : (lhr.categories[one]?.auditRefs.filter(({ weight }) => weight > 0) ?? []),
    );
    const found = weighed.flatMap(({ id }) => {
      const audit = lhr.audits[id];
      return audit && audit.score !== null && audit.score < 0.9
        ? `${id} ${audit.displayValue ?? ''}`.trim()
        : [];
    });
    results.push({ name: `${name} (${lang})`, path, scores, found });
    const line = categories.map((one) => String(scores[one]).padStart(16)).join('');
    console.log(`${`${name} (${lang})`.padEnd(34)}${line}${found.map((one) => `\n    ${one}`).join('')}`);
  }
  if (given.out) writeFileSync(given.out, JSON.stringify(results, null, 2));
  const below = results.filter(({ scores }) => categories.some((one) => scores[one] < least[one]));
  console.log(`${results.length - below.length} of ${results.length} pages reach the measure`);
  if (below.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await hub?.stop();
}
