import { codeKey, hasMarks, letters, markedKey, withoutMarks } from './spelling.rules.ts';

/**
 * What a text finds, and in which order: the same rules for the API and for the browser.
 * SQL twin: search.queries.ts, compared in search.test.ts.
 */

export const LONGEST_TEXT = 200;
export const MOST_WORDS = 20;

/** Shorter words are too alike to guess at. */
export const SHORTEST_GUESS = 4;

/** What is known of a thing by words, and how much each says about it. */
export const partOfField = {
  NAME: 'name',
  FULL_NAME: 'also',
  ALTERNATE_NAME: 'also',
  MATERIAL: 'also',
  GEOGRAPHICAL_INDICATION: 'also',
  PRODUCER: 'around',
  PLACE: 'around',
  FORMER_PLACE: 'around',
  REGION: 'around',
  CODE: 'code',
} as const;

export type SearchField = keyof typeof partOfField;
export type Part = 'name' | 'also' | 'around';

export interface SearchText {
  field: SearchField;
  text: string;
}

/** The keys of a part: its texts between bars, and a space on either side of every word. */
interface Keys {
  marked: string;
  plain: string;
}

export interface SearchDocument extends Record<Part, Keys> {
  codes: readonly string[];
}

export interface SearchWord {
  marked: string;
  plain: string;
}

export interface SearchQuery {
  words: readonly SearchWord[];
  /** Whoever types marks means them: what has the same marks comes first. */
  isMarked: boolean;
  phrase: string;
  /** All words written together: "saurieng". */
  run: string;
  code: string;
}

/** Little words that names have or leave out: "thương mại và dịch vụ". Without their marks they are other words. */
const fillers = new Set(['và', 'ở', 'tại', 'của'].map(letters));

/** Null where the text has neither letter nor digit. */
export function parseQuery(text: string): SearchQuery | null {
  const all = markedKey(text).split(' ').filter(Boolean);
  const kept = all.some((word) => !fillers.has(word)) ? all.filter((word) => !fillers.has(word)) : all;
  if (kept.length === 0) return null;
  const plain = all.map(withoutMarks);
  return {
    words: [...new Set(kept)].map((marked) => ({ marked, plain: withoutMarks(marked) })),
    isMarked: hasMarks(text),
    phrase: plain.join(' '),
    run: plain.join(''),
    code: codeKey(text),
  };
}

/** `keyOf` is for those who write down many documents with the same texts in them, and remember their keys. */
export function documentOf(
  texts: readonly SearchText[],
  keyOf: (text: string) => string = markedKey,
): SearchDocument {
  const keys = (part: Part): Keys => {
    const marked = texts.filter(({ field }) => partOfField[field] === part).map(({ text }) => keyOf(text));
    const joined = ` ${marked.join(' | ')} `;
    return { marked: joined, plain: withoutMarks(joined) };
  };
  return {
    name: keys('name'),
    also: keys('also'),
    around: keys('around'),
    codes: texts.filter(({ field }) => field === 'CODE').map(({ text }) => codeKey(text)),
  };
}

export const parts = ['name', 'also', 'around'] as const satisfies Part[];

/** Points of one word by where it stands, best first. Any word with the marks asked for beats any without. */
export const wordPoints = {
  marked: { name: 28, also: 26, around: 25 },
  whole: { name: 8, also: 6, around: 5 },
  start: { name: 6, also: 4, around: 3 },
  /** Across spaces: "saurieng". */
  spread: { name: 3, also: 2, around: 1 },
} as const;

/** Two words that stand side by side. Most Vietnamese words are two syllables: "ca cao" is not "mắc ca cao cấp". */
export const pairPoints = { name: 10, also: 9, around: 8 } as const;

export const namePoints = { isName: 12, startsName: 8, isOtherName: 6 } as const;

export const CODE_POINTS = 1000;
export const RUN_POINTS = 2;

/** Points for being what people look for most, where texts are alike. */
export const kindPoints = { PRODUCT: 3, PLACE: 2, REGION: 2, PRODUCER: 1 } as const;

export type SearchKind = keyof typeof kindPoints;

/** How well a document answers a query; 0 where it does not. */
export function points(document: SearchDocument, query: SearchQuery): number {
  if (document.codes.includes(query.code)) return CODE_POINTS;
  const ofWords = pointsOfWords(document, query);
  if (ofWords > 0) return ofWords + pointsOfPairs(document, query) + pointsOfName(document, query);
  return query.run.length >= SHORTEST_GUESS && isSpread(document, query.run) ? RUN_POINTS : 0;
}

/** What orders the hits: points first, then the kind, then the shorter name. */
const scoreOf = (points: number, kind: number, document: SearchDocument): number =>
  100 * (points + kind) + Math.floor(100 / (1 + document.name.plain.length));

export interface Searchable {
  document: SearchDocument;
  /** Its kind's points; 0 for a place that has ended. */
  kindPoints: number;
}

export interface Ranking<Thing> {
  hits: { thing: Thing; score: number }[];
  /** The words that were tried for each word, where nothing was found by the words themselves. */
  guesses: ReadonlyMap<string, readonly string[]>;
}

/** What a query finds, best first; those alike in the order given. The known words are asked for only when guessing. */
export function ranked<Thing extends Searchable>(
  things: readonly Thing[],
  query: SearchQuery,
  knownWords: () => readonly string[] = () => vocabularyOf(things),
): Ranking<Thing> {
  const hitsBy = (pointsOf: (document: SearchDocument) => number) =>
    things
      .map((thing) => ({ thing, points: pointsOf(thing.document) }))
      .filter((hit) => hit.points > 0)
      .map(({ thing, points }) => ({ thing, score: scoreOf(points, thing.kindPoints, thing.document) }))
      .sort((a, b) => b.score - a.score);

  const hits = hitsBy((document) => points(document, query));
  if (hits.length > 0) return { hits, guesses: new Map() };
  const guesses = guessesFor(query, knownWords());
  return { hits: hitsBy((document) => pointsOfGuesses(document, query, guesses)), guesses };
}

/** A word left as it was typed weighs more than any guess. */
export const OWN_WORD_POINTS = 20;

/** For each word, the known words that may have been meant. */
function guessesFor({ words }: SearchQuery, vocabulary: readonly string[]): Map<string, string[]> {
  const guesses = words
    .filter(({ plain }) => plain.length >= SHORTEST_GUESS)
    .map(({ plain }) => {
      const alike = new RegExp(`^(${oneLetterOff(plain).join('|').replaceAll('_', '.')})$`);
      return [plain, vocabulary.filter((word) => alike.test(word))] as const;
    });
  return new Map(
    guesses.filter(([, others]) => others.length > 0).map(([word, others]) => [word, [...others]]),
  );
}

/** Every word of some documents, for guessing at what was meant. */
export function vocabularyOf(things: readonly Searchable[]): string[] {
  const words = things.flatMap(({ document }) =>
    parts.flatMap((part) => document[part].plain.split(/[ |]+/)),
  );
  return [...new Set(words)].filter(({ length }) => length >= 3 && length <= 20);
}

function pointsOfGuesses(
  document: SearchDocument,
  { words }: SearchQuery,
  guesses: ReadonlyMap<string, readonly string[]>,
): number {
  if (guesses.size === 0) return 0;
  const pointsOf = (pieces: readonly string[]) => {
    const part = parts.find((one) => pieces.some((piece) => document[one].plain.includes(piece)));
    return part ? wordPoints.whole[part] : 0;
  };
  const each = words.map(({ plain }) => {
    const own = pointsOf([` ${plain}`]);
    const guessed = pointsOf((guesses.get(plain) ?? []).map((other) => ` ${other} `));
    return Math.max(own > 0 ? own + OWN_WORD_POINTS : 0, guessed);
  });
  return each.every((one) => one > 0) ? each.reduce((sum, one) => sum + one, 0) : 0;
}

/** 0 as soon as one word is missing: most documents are done with after the first. */
function pointsOfWords(document: SearchDocument, { words, isMarked }: SearchQuery): number {
  let sum = 0;
  for (const word of words) {
    const one = pointsOfWord(document, word, isMarked);
    if (one === 0) return 0;
    sum += one;
  }
  return sum;
}

function pointsOfWord(document: SearchDocument, { marked, plain }: SearchWord, isMarked: boolean): number {
  if (isMarked) {
    for (const part of parts)
      if (document[part].marked.includes(` ${marked} `)) return wordPoints.marked[part];
  }
  for (const part of parts) {
    if (document[part].plain.includes(` ${plain} `)) return wordPoints.whole[part];
    if (document[part].plain.includes(` ${plain}`)) return wordPoints.start[part];
  }
  if (plain.length < SHORTEST_GUESS) return 0;
  const part = parts.find((one) => spread(plain).test(document[one].plain));
  return part ? wordPoints.spread[part] : 0;
}

function pointsOfPairs(document: SearchDocument, query: SearchQuery): number {
  return pairsOf(query).reduce((sum, pair) => {
    const part = parts.find((one) => document[one].plain.includes(pair));
    return sum + (part ? pairPoints[part] : 0);
  }, 0);
}

export const pairsOf = ({ words }: SearchQuery): string[] =>
  words.slice(1).map(({ plain }, index) => ` ${words[index]?.plain} ${plain}`);

function pointsOfName({ name, also }: SearchDocument, { run, phrase }: SearchQuery): number {
  if (name.plain.replaceAll(' ', '') === run) return namePoints.isName;
  if (name.plain.startsWith(` ${phrase}`)) return namePoints.startsName;
  return `|${also.plain}|`.includes(`| ${phrase} |`) ? namePoints.isOtherName : 0;
}

const isSpread = (document: SearchDocument, run: string): boolean =>
  parts.some((part) => spread(run).test(document[part].plain));

/** The letters of a word from the start of a word on, whatever spaces stand between them. */
export const spreadPattern = (word: string): string => ` ${[...word].join(' ?')}`;

const patterns = new Map<string, RegExp>();
function spread(word: string): RegExp {
  let pattern = patterns.get(word);
  if (!pattern) {
    if (patterns.size > 100) patterns.clear();
    patterns.set(word, (pattern = new RegExp(spreadPattern(word))));
  }
  return pattern;
}

/**
 * Words one letter off, as patterns in which "_" is any one letter: one letter wrong, missing, too many, or two
 * neighbours in the other's place. For words of SHORTEST_GUESS letters and more.
 */
export function oneLetterOff(word: string): string[] {
  const found = new Set<string>();
  for (let i = 0; i <= word.length; i++) {
    const [before, after] = [word.slice(0, i), word.slice(i)];
    found.add(`${before}_${after}`);
    if (after === '') continue;
    found.add(`${before}_${after.slice(1)}`);
    found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  found.delete(word);
  return [...found];
}
