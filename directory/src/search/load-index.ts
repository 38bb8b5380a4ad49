/** Brings the index into the page, once, whoever asks: first what answers most, then part after part. */
import type { Lang } from '../i18n/routes.ts';
import { once } from './once.ts';
import { headFile, partFile, partsOf } from './files.ts';
import {
  addPart,
  isWhole,
  openIndex,
  type IndexHead,
  type IndexPart,
  type SearchIndex,
} from './search-index.ts';

const beginnings = new Map<Lang, Promise<SearchIndex>>();
const wholes = new Map<Lang, Promise<SearchIndex>>();

/** The head with the first part: all of a province, the likeliest of a country. A failed try may be repeated. */
export function beginIndex(lang: Lang): Promise<SearchIndex> {
  return once(beginnings, lang, async () => {
    const [head, first] = await Promise.all([read<IndexHead>(headFile(lang)), read<IndexPart>(partFile(1))]);
    const index = openIndex(head);
    addPart(index, first);
    return index;
  });
}

/** The same index, once it holds every part. */
export function loadIndex(lang: Lang): Promise<SearchIndex> {
  return once(wholes, lang, async () => {
    const index = await beginIndex(lang);
    if (isWhole(index)) return index;
    const rest = Array.from({ length: partsOf(index.total) - 1 }, (_, at) =>
      read<IndexPart>(partFile(at + 2)),
    );
    // In their order, since numbers point backwards; each in a turn of its own, so that the page stays awake.
    for (const part of await Promise.all(rest)) {
      addPart(index, part);
      await turn();
    }
    return index;
  });
}

/** Lets the browser paint and answer before going on. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function read<Answer>(file: string): Promise<Answer> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return (await response.json()) as Answer;
}
