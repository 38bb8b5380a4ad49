import { expect, it } from 'vitest';
import type { Lang } from '../src/i18n/routes.ts';
import { headFile, partFile, partsOf } from '../src/search/files.ts';
import { addPart, openIndex, type IndexHead, type IndexPart } from '../src/search/search-index.ts';
import { SearchEngine } from '../src/search/search.ts';
import { suggest } from '../src/search/suggestions.ts';
import { hubUrl } from './browser.ts';

/** Reads the whole directory by following its links, as a crawler would. */
it('every link within the directory leads somewhere', async () => {
  const pages = new Map<string, { html: string; ids: Set<string> }>();
  const broken: string[] = [];
  const asked = new Set(['/', '/en/']);
  const fragments: { from: string; path: string; id: string }[] = [];
  const waiting = [...asked];
  /** The hub makes only a few of these at a time for one reader. */
  const files: string[] = [];

  async function read(path: string): Promise<void> {
    const response = await fetch(hubUrl + path, { redirect: 'manual' });
    const type = response.headers.get('content-type') ?? '';
    const body = await response.text();
    if (response.status !== 200) {
      broken.push(`${path} answers ${response.status}`);
      return;
    }
    if (!type.includes('text/html')) return;
    const html = body.replaceAll(/<script\b[^>]*>.*?<\/script>/gs, '');
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
    pages.set(path, { html, ids });
    for (const [, raw = ''] of html.matchAll(/<(?:a|link|img|use|script)\b[^>]*?\s(?:href|src)="([^"]+)"/g)) {
      const url = new URL(raw.replaceAll('&amp;', '&'), hubUrl + path);
      if (url.origin !== new URL(hubUrl).origin) continue;
      if (url.hash)
        fragments.push({ from: path, path: url.pathname, id: decodeURIComponent(url.hash.slice(1)) });
      // What follows "?" is read by the page itself; without it, GraphQL and oEmbed have nothing to answer.
      if (asked.has(url.pathname) || ['/graphql', '/oembed'].includes(url.pathname)) continue;
      asked.add(url.pathname);
      (/^\/export\/./.test(url.pathname) ? files : waiting).push(url.pathname);
    }
  }

  while (waiting.length > 0) await Promise.all(waiting.splice(0, 8).map(read));

  for (const path of files) {
    const { status } = await fetch(hubUrl + path, { method: 'HEAD' });
    if (status !== 200) broken.push(`${path} answers ${status}`);
  }

  for (const { from, path, id } of fragments) {
    const target = pages.get(path);
    if (target && !target.ids.has(id)) broken.push(`${from} leads to ${path}#${id}, which is not there`);
  }
  expect(broken).toEqual([]);
  expect(pages.size).toBeGreaterThan(300);
});

it.each<Lang>(['vi', 'en'])(
  'every former place is suggested, and leads to what became of it (%s)',
  async (lang) => {
    const read = async <Part>(file: string) => (await (await fetch(hubUrl + file)).json()) as Part;
    const index = openIndex(await read<IndexHead>(headFile(lang)));
    for (let part = 1; part <= partsOf(index.total); part++)
      addPart(index, await read<IndexPart>(partFile(part)));
    const engine = new SearchEngine(index);
    await engine.grow(() => Promise.resolve());

    const pages = new Map<string, string>();
    const lost: string[] = [];
    for (const former of index.formers.name) {
      const found = suggest(engine, former, lang, 40).shown.filter(
        ({ name }) => name.map(({ text }) => text).join('') === former,
      );
      if (found.length === 0) lost.push(`${former} is not suggested`);
      for (const { address } of found) {
        const { pathname, hash } = new URL(address, hubUrl);
        if (!pages.has(pathname)) {
          const answer = await fetch(hubUrl + pathname);
          pages.set(pathname, answer.ok ? await answer.text() : '');
        }
        const page = pages.get(pathname) ?? '';
        const isThere = hash ? page.includes(` id="${hash.slice(1)}"`) : page !== '';
        if (!isThere) lost.push(`${former} leads to ${address}, which is not there`);
      }
    }
    expect(lost).toEqual([]);
    expect(index.formers.name.length).toBeGreaterThan(300);
  },
);
