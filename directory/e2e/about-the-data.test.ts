import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doors } from '../../api/exchange/catalogue/doors.rules.ts';
import { tables } from '../../api/exchange/exports/tables.rules.ts';
import { sectionHref } from '../src/i18n/routes.ts';
import { hubUrl, Reader, widerThan } from './browser.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

describe.each(['vi', 'en'] as const)('the ways out of the register, in %s', (lang) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await reader.open(sectionHref('about', lang)));
  });
  afterAll(() => page.context().close());

  it('are all named, each with what it is', async () => {
    for (const { key, title, about, path } of doors) {
      const door = page.locator(`[data-door="${key}"]`);
      const told = (await door.textContent()) ?? '';
      expect(told).toContain(title[lang]);
      expect(told).toContain(about[lang]);
      expect(await door.locator('a').count()).toBe(path ? 1 : 0);
    }
    expect(await page.locator('[data-door]').count()).toBe(doors.length);
  });

  it('lead to something', async () => {
    const targets = await page
      .locator('[data-door] a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(targets).toHaveLength(doors.filter(({ path }) => path).length);
    for (const target of targets) {
      const answer = await fetch(target, { headers: { accept: 'text/html, */*' } });
      expect([target, answer.status]).toEqual([target, 200]);
      await answer.body?.cancel();
    }
  });

  it.each([360, 768, 1440])(
    'can be used by everyone on a screen of %i pixels, by day and by night',
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      expect(await widerThan(page, width)).toEqual([]);
      await page.evaluate(axe.source);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: typeof axe }).axe.run('#doors'),
        );
        expect([colorScheme, violations.map(({ id }) => id)]).toEqual([colorScheme, []]);
      }
    },
  );

  it('say the same to machines, and lead to the catalogues', async () => {
    const [text = ''] = await page.locator('script[type="application/ld+json"]').allTextContents();
    const graph = JSON.parse(text)['@graph'] as {
      '@type': string;
      distribution?: { contentUrl: string }[];
    }[];
    const offered = graph
      .filter((node) => node['@type'] === 'Dataset')
      .flatMap(({ distribution = [] }) => distribution.map(({ contentUrl }) => contentUrl));
    for (const { name, formats } of tables) {
      for (const format of formats)
        expect(offered.some((address) => address.endsWith(`/export/${name}.${format}`))).toBe(true);
    }
    const catalogues = await page
      .locator('link[rel="describedby"]')
      .evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.getAttribute('type')]));
    expect(catalogues).toContainEqual(['/catalog.ttl', 'text/turtle']);
    expect(catalogues).toContainEqual(['/catalog.jsonld', 'application/ld+json']);
    for (const [path, type] of catalogues) {
      const answer = await fetch(hubUrl + path);
      expect([path, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
        path,
        200,
        type,
      ]);
      await answer.body?.cancel();
    }
  });

  it('are where a person comes to who asks for the catalogue', async () => {
    const answer = await fetch(`${hubUrl}/catalog`, {
      headers: { accept: 'text/html', 'accept-language': lang },
    });
    expect(new URL(answer.url).pathname).toBe(sectionHref('about', lang));
    await answer.body?.cancel();
  });
});

it('nothing keeps harvesters from the catalogues', async () => {
  const robots = await (await fetch(`${hubUrl}/robots.txt`)).text();
  const closed = [...robots.matchAll(/^Disallow: (.*)$/gm)].map(([, path]) => path ?? '');
  for (const { path } of doors.filter(({ group }) => group === 'CATALOGUES' || group === 'FILES')) {
    expect(closed.filter((prefix) => path?.startsWith(prefix))).toEqual([]);
  }
});
