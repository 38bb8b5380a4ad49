import {
  SHORTEST_GUESS,
  type SearchField,
  type SearchQuery,
  type SearchText,
  type SearchWord,
} from './search.rules.ts';
import { codeKey, markedKey, withoutMarks } from './spelling.rules.ts';

/** A piece of a text: put together, the pieces are the whole text as it is written. */
export interface Fragment {
  text: string;
  isMatch: boolean;
}

export interface Highlight {
  field: SearchField;
  fragments: Fragment[];
}

/** What stood in for each word of a query where nothing was found by the words themselves. */
export type Guesses = ReadonlyMap<string, readonly string[]>;

interface Token {
  start: number;
  end: number;
  marked: string[];
  plain: string[];
}

/** How a token answers a word: only the best way that is met with in any text is shown. */
const SPREAD = 1;
const START = 2;
const WHOLE = 3;
const MARKED = 4;

/**
 * The texts of a hit that a query is found in, with the places where. A text that holds only some of the words that
 * another text holds says nothing new.
 */
export function highlights(
  texts: readonly SearchText[],
  query: SearchQuery,
  guesses: Guesses = new Map(),
): Highlight[] {
  const tokens = texts.map(({ field, text }) => (field === 'CODE' ? [] : tokensOf(text)));
  let matches = query.words.map((word) =>
    soughtFor(word, guesses).flatMap((sought) => bestMatches(tokens, sought, query.isMarked)),
  );
  if (matches.every((found) => found.length === 0)) {
    matches = [bestMatches(tokens, { marked: query.run, plain: query.run }, false)];
  }
  const wordsIn = tokens.map(
    (own) =>
      new Set(matches.flatMap((found, word) => (own.some((token) => found.includes(token)) ? [word] : []))),
  );
  const saysLess = (words: ReadonlySet<number>) =>
    wordsIn.some((others) => others.size > words.size && [...words].every((word) => others.has(word)));

  const found = texts.flatMap(({ field, text }, index): Highlight[] => {
    const written = text.normalize('NFC');
    if (field === 'CODE') {
      return codeKey(text) === query.code ? [{ field, fragments: [{ text: written, isMatch: true }] }] : [];
    }
    const words = wordsIn[index];
    if (!words?.size || saysLess(words)) return [];
    const hits = (tokens[index] ?? []).filter((token) => matches.some((one) => one.includes(token)));
    return [{ field, fragments: fragmentsOf(written, hits) }];
  });
  // "Huyện Krông Pắc" says what "Krông Pắc" says.
  return found.some(({ field }) => field === 'FULL_NAME')
    ? found.filter(({ field }) => field !== 'NAME')
    : found;
}

/** The query as the best hit spells it. */
export function suggestion(texts: readonly SearchText[], query: SearchQuery, guesses: Guesses): string {
  const written = query.words.map((word) => {
    const wanted = [word.plain, ...(guesses.get(word.plain) ?? [])];
    for (const { text } of texts) {
      const token = tokensOf(text).find(({ plain }) => plain.some((one) => wanted.includes(one)));
      if (token) return text.normalize('NFC').slice(token.start, token.end).toLowerCase();
    }
    return word.plain;
  });
  return written.join(' ');
}

const soughtFor = (word: SearchWord, guesses: Guesses): SearchWord[] => [
  word,
  ...(guesses.get(word.plain) ?? []).map((plain) => ({ marked: plain, plain })),
];

function bestMatches(texts: readonly Token[][], word: SearchWord, isMarked: boolean): Token[] {
  let best = SPREAD;
  let found: Token[] = [];
  const keep = (level: number, tokens: Token[]) => {
    if (level > best) found = [];
    if (level >= best) found.push(...tokens);
    best = Math.max(best, level);
  };
  for (const tokens of texts) {
    tokens.forEach((token, index) => {
      const level = levelOf(token, word, isMarked);
      if (level > 0) keep(level, [token]);
      else if (best === SPREAD) keep(SPREAD, spreadFrom(tokens, index, word.plain));
    });
  }
  return found;
}

function levelOf({ marked, plain }: Token, word: SearchWord, isMarked: boolean): number {
  if (isMarked && marked.includes(word.marked)) return MARKED;
  if (plain.includes(word.plain)) return WHOLE;
  return plain.some((one) => one.startsWith(word.plain)) ? START : 0;
}

function spreadFrom(tokens: readonly Token[], from: number, word: string): Token[] {
  if (word.length < SHORTEST_GUESS) return [];
  let joined = '';
  for (let to = from; to < tokens.length; to++) {
    joined += tokens[to]?.plain.join('') ?? '';
    if (joined.startsWith(word)) return tokens.slice(from, to + 1);
    if (!word.startsWith(joined)) return [];
  }
  return [];
}

function tokensOf(text: string): Token[] {
  return [...text.normalize('NFC').matchAll(/[\p{L}\p{M}\p{N}'’‘ʼ`´]+/gu)].flatMap(({ 0: word, index }) => {
    const marked = markedKey(word).split(' ').filter(Boolean);
    const token = { start: index, end: index + word.length, marked, plain: marked.map(withoutMarks) };
    return marked.length > 0 ? [token] : [];
  });
}

/** Neighbours with nothing but a space between them are one piece. */
function fragmentsOf(text: string, hits: readonly Token[]): Fragment[] {
  const fragments: Fragment[] = [];
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) fragments.push({ text: text.slice(from, to), isMatch });
  };
  let at = 0;
  for (let i = 0; i < hits.length; i++) {
    const start = hits[i]?.start ?? 0;
    let end = hits[i]?.end ?? 0;
    for (let next = hits[i + 1]; next && text.slice(end, next.start) === ' '; next = hits[i + 1]) {
      end = next.end;
      i += 1;
    }
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, text.length, false);
  return fragments;
}
