import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubUrl, Reader } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

const held = '[data-figure="standing"] [data-key="IN_FORCE"] b';

it('figures of another day than that of the build are counted again, with their tables and files', async () => {
  await reader.visit('/so-lieu/', {}, async ({ page }) => {
    const before = Number(await page.locator(held).textContent());
    expect(before).toBeGreaterThan(0);
    // Every recognition of the seed has ended by then.
    await page.context().clock.setFixedTime('2031-01-01T09:00:00+07:00');
    await page.reload();
    await page.locator('[data-figures][data-day="2031-01-01"]').waitFor();
    await page.locator('[data-day-of]', { hasText: '01/01/2031' }).waitFor();
    expect(await page.locator(held).count()).toBe(0);
    const file = page.locator('[data-figure="standing"] a[download]');
    expect(await file.getAttribute('download')).toBe('ocop-standing-2031-01-01.csv');
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    expect(download.suggestedFilename()).toBe('ocop-standing-2031-01-01.csv');
  });
});

it('a revocation newer than the build is counted, with the files that say so', async () => {
  const query = `{ products(first: 1, where: { verdict: [IN_FORCE] }) { nodes { slug recognitions {
    code stars evidence issued validUntil extendedUntil revokedOn supersededOn potentialFiveStar } } } }`;
  const answer = await (await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`)).json();
  const { slug, recognitions } = (answer as InForce).data.products.nodes[0]!;
  const revoked = recognitions.map((one) => ({ ...one, revokedOn: '2026-11-20' }));
  await reader.visit('/du-lieu/', {}, async ({ page }) => {
    await page.route('**/live/changes.json*', (route) => route.abort());
    await page.goto(`${hubUrl}/so-lieu/`, { waitUntil: 'networkidle' });
    const before = Number(await page.locator(held).textContent());
    await page.unroute('**/live/changes.json*');
    await page.route('**/live/changes.json*', (route) =>
      route.fulfill({ json: { revision: '1-0', isCut: false, products: { [slug]: revoked } } }),
    );
    await page.reload();
    await expect.poll(async () => Number(await page.locator(held).textContent())).toBe(before - 1);
    const file = page.locator('[data-figure="standing"] a[download]');
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    expect(await text(await download.createReadStream())).toMatch(new RegExp(`^[^,]+,${before - 1}\r$`, 'm'));
  });
});
interface InForce {
  data: { products: { nodes: { slug: string; recognitions: { code: string }[] }[] } };
}

it('each figure has a table that says the same, and a file with the same rows', async () => {
  await reader.visit('/en/figures/', {}, async ({ page }) => {
    for (const name of ['stars-by-year', 'expiring-by-month', 'by-set', 'by-commune']) {
      const section = page.locator(`[data-figure="${name}"]`);
      await section.locator('summary').click();
      const rows = await section.locator('tbody tr').all();
      const shown = await Promise.all(
        rows.map(async (row) => (await row.locator('th, td').allTextContents()).join('|')),
      );
      const path = (await section.locator('a[download]').getAttribute('href')) ?? '';
      const [, ...lines] = (await (await fetch(hubUrl + path)).text()).trim().split('\r\n');
      expect(lines.length).toBe(shown.length);
      // The numbers of each row; names may hold commas of their own.
      const numbers = (text: string, by: RegExp) => text.split(by).slice(1).map(Number);
      expect(lines.map((line) => numbers(line.replace(/^".*?"(?=,)/, ''), /,/))).toEqual(
        shown.map((line) => numbers(line, /\|/)),
      );
    }
  });
});

it('the map of communes leads to the communes that have products', async () => {
  await reader.visit('/so-lieu/', {}, async ({ page }) => {
    const [, ...communes] = (await (await fetch(`${hubUrl}/figures/vi/by-commune.csv`)).text())
      .trim()
      .split('\r\n');
    const links = page.locator('.choropleth a');
    expect(await links.count()).toBe(communes.length);
    await links.first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/xa-phuong/*/');
  });
});
