/** Asks the hub that the script came from, and nobody else; without cookies, and keeping nothing. */
import type { Card } from '../../../api/web/embed/card.rules.ts';
import type { CardList } from '../../../api/web/embed/list.rules.ts';

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/ocop.js"]');
export const hub = script ? new URL(script.src).origin : location.origin;

export interface Answer<Data> {
  data: Data;
  /** Seconds until it should be asked again. */
  refreshIn: number;
  /** The hub could not be reached: this is what the browser still had. */
  isStale: boolean;
}

const PATIENCE_MS = 10_000;
/** What is asked within this time goes in one request. */
const GATHER_MS = 15;
const MOST_CODES = 50;

export async function read<Data>(path: string): Promise<{ data: Data; isStale: boolean }> {
  const get = async (cache: RequestCache): Promise<Data> => {
    const answer = await fetch(hub + path, {
      cache,
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return (await answer.json()) as Data;
  };
  try {
    return { data: await get('default'), isStale: false };
  } catch {
    return { data: await get('force-cache'), isStale: true };
  }
}

export async function readList(query: string): Promise<Answer<CardList>> {
  const { data, isStale } = await read<{ list: CardList; refreshIn: number }>(`/embed/list.json?${query}`);
  return { data: data.list, refreshIn: data.refreshIn, isStale };
}

interface Batch {
  codes: Set<string>;
  answer: Promise<{ data: { cards: Card[]; refreshIn: number }; isStale: boolean }>;
}
const gathering = new Map<string, Batch>();

/** Every card that a page asks for at once comes in one answer. */
export async function readCard(code: string, lang: string): Promise<Answer<Card>> {
  let batch = gathering.get(lang);
  if (!batch || batch.codes.size >= MOST_CODES) {
    const codes = new Set<string>();
    batch = { codes, answer: gathered(codes, lang) };
    gathering.set(lang, batch);
  }
  batch.codes.add(code);
  const { data, isStale } = await batch.answer;
  const card = data.cards[inOrder(batch.codes).indexOf(code)];
  if (!card) throw new Error(code);
  return { data: card, refreshIn: data.refreshIn, isStale };
}

/** In one order, so that a page finds its answer in the cache when it is opened again. */
const inOrder = (codes: Set<string>): string[] => [...codes].sort();

async function gathered(codes: Set<string>, lang: string): Batch['answer'] {
  await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  if (gathering.get(lang)?.codes === codes) gathering.delete(lang);
  const query = new URLSearchParams([...inOrder(codes).map((code) => ['code', code]), ['lang', lang]]);
  return read(`/embed/products.json?${query}`);
}
