/** The page's one search engine: whoever needs it first brings it, and everybody gets the same. */
import type { Lang } from '../i18n/routes.ts';
import { beginIndex, loadIndex, turn } from './load-index.ts';
import { once } from './once.ts';
import { SearchEngine } from './search.ts';

const beginnings = new Map<Lang, Promise<SearchEngine>>();
const wholes = new Map<Lang, Promise<SearchEngine>>();

/** Answers from the first part of the index. */
export function beginSearch(lang: Lang): Promise<SearchEngine> {
  return once(beginnings, lang, async () => {
    const engine = new SearchEngine(await beginIndex(lang));
    await engine.grow(turn);
    return engine;
  });
}

/** The same engine, once it knows everything. */
export function wholeSearch(lang: Lang): Promise<SearchEngine> {
  return once(wholes, lang, async () => {
    const engine = await beginSearch(lang);
    await loadIndex(lang);
    await engine.grow(turn);
    return engine;
  });
}
