import { cleaned } from '../cleaned.rules.ts';

/** The words by which an embed chooses products: those of the directory's addresses, and three of its own. */
export const filterWords = {
  text: 'q',
  stars: 'sao',
  sector: 'nganh',
  set: 'bo',
  place: 'noi',
  material: 'lieu',
  verdict: 'hieu-luc',
  region: 'vung',
  producer: 'chu-the',
} as const;
export type FilterWord = keyof typeof filterWords;

/** "Only those in force", in either language. */
export const validWords = ['con-hieu-luc', 'valid'];
/** What is said beside a filter: how many, in which language and look. */
export const otherWords = ['limit', 'lang', 'theme'];

export interface Filter {
  words: Partial<Record<FilterWord, string[]>>;
  /** Words that mean nothing here, as they were written. */
  unknown: string[];
}

const MOST_VALUES = 20;
const slug = /^[a-z0-9-]{1,100}$/;
const forms: Record<FilterWord, RegExp> = {
  text: /^.{1,100}$/su,
  stars: /^[345]$/,
  sector: /^[A-Z_]{1,40}$/,
  set: /^([1-9]|1\d|2[0-6])$/,
  place: slug,
  material: slug,
  verdict: /^(IN_FORCE|EXPIRED|REVOKED|SUPERSEDED|NOT_CONFIRMED|UNKNOWN)$/,
  region: slug,
  producer: slug,
};

export function parseFilter(given: URLSearchParams): Filter {
  const filter: Filter = { words: {}, unknown: [] };
  const byWord = new Map(
    Object.entries(filterWords).map(([key, word]): [string, FilterWord] => [word, key as FilterWord]),
  );
  let isOnlyValid = false;
  for (const [word, text] of given) {
    const key = byWord.get(word);
    if (key) {
      const values = (key === 'text' ? [text] : text.split(',')).map(cleaned).filter(Boolean);
      for (const value of values) {
        const kept = (filter.words[key] ??= []);
        if (!forms[key].test(value) || kept.length >= MOST_VALUES) filter.unknown.push(`${word}=${value}`);
        else if (!kept.includes(value)) kept.push(value);
      }
      if (filter.words[key]?.length === 0) delete filter.words[key];
    } else if (validWords.includes(word)) {
      isOnlyValid ||= !/^(0|false|no)$/.test(text);
    } else if (!otherWords.includes(word)) filter.unknown.push(word);
  }
  // Whatever else is said of verdicts, before it or after.
  if (isOnlyValid) filter.words.verdict = ['IN_FORCE'];
  filter.unknown = filter.unknown.slice(0, 5).map((word) => word.slice(0, 60));
  return filter;
}

/** The same filter as the query of an address of the directory; empty for everything. */
export function printFilter({ words }: Filter): string {
  const parts = Object.entries(filterWords).flatMap(([key, word]) => {
    const values = words[key as FilterWord];
    return values ? [`${word}=${values.map(encodeURIComponent).join(',')}`] : [];
  });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
