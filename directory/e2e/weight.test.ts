import type { Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubUrl, Reader } from './browser.ts';
import { pageTypes, type PageType } from './page-types.ts';

const types = (await pageTypes()).filter(({ lang }) => lang === 'vi');
const byName = (name: string) => types.filter((type) => type.name === name);
const hasMap = async ({ path }: PageType) => (await (await fetch(hubUrl + path)).text()).includes('<hub-map');
const withMap = await Promise.all(types.map(hasMap));
/** The console is an editor with completion for people who write programs. */
const withoutMap = types.filter(({ name }, index) => !withMap[index] && name !== 'docsConsole');
let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

interface Load {
  path: string;
  type: string;
  bytes: number;
}

/** What a first visit on a phone sends for, compressed as it came, until the page is quiet. */
async function firstLoad(path: string): Promise<Load[]> {
  const loads: Load[] = [];
  await reader.visit('/icon.svg', { viewport: { width: 360, height: 640 } }, async ({ page }) => {
    const requests: Request[] = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(hubUrl + path, { waitUntil: 'networkidle' });
    for (const request of requests) {
      const { responseBodySize } = await request.sizes();
      const { pathname } = new URL(request.url());
      loads.push({ path: pathname, type: request.resourceType(), bytes: responseBodySize });
    }
  });
  return loads;
}
/** Its element with what that asks for, and its styles; its drawing and data come when it is near the view. */
const ofTheMap = /\/_astro\/(MapFrame|atlas|hub-map|survey|view|view-address|search\.rules)\./;
const total = (loads: readonly Load[]) => loads.reduce((sum, { bytes }) => sum + bytes, 0);

describe('on a weak network', () => {
  it.each([...byName('product'), ...byName('product without a place')])(
    'the first load of a $name is light, and asks for no map that is out of view',
    async ({ path }) => {
      const loads = (await firstLoad(path)).filter((one) => !ofTheMap.test(one.path));
      expect(loads.filter((one) => one.path.startsWith('/map/'))).toEqual([]);
      expect(total(loads), JSON.stringify(loads)).toBeLessThanOrEqual(100_000);
      expect(total(loads)).toBeGreaterThan(20_000);
    },
  );

  it.each(withoutMap)('$name runs at most 60 kB of JavaScript', async ({ path }) => {
    const scripts = (await firstLoad(path)).filter(({ type }) => type === 'script');
    expect(total(scripts), JSON.stringify(scripts)).toBeLessThanOrEqual(60_000);
  });
});
