/** Lists by letter, in the order of the Vietnamese alphabet; long ones are cut into pages. */
import { sortKey } from '../../../api/register/vietnamese.rules.ts';

/** A page that names more things than this is slow to read and to load. */
export const LONGEST_PAGE = 500;

export interface Entry {
  name: string;
  href: string;
  /** What it is filed under, where that is not its name. */
  filedAs?: string;
  under?: string | undefined;
  count?: number;
}

export interface Letter {
  letter: string;
  /** Stands in addresses and anchors. */
  slug: string;
  entries: Entry[];
}

export interface Part {
  slug: string;
  letters: Letter[];
}

/** What is neither a letter of Vietnamese nor one of its neighbours. */
const OTHER = '#';

/** As typed on a Vietnamese keyboard (Telex): Đ and D need two addresses. */
const typed: Record<string, string> = { Ă: 'aw', Â: 'aa', Đ: 'dd', Ê: 'ee', Ô: 'oo', Ơ: 'ow', Ư: 'uw' };
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Letters of Ê Đê and M’nông stand with those that they are filed under. */
const neighbours: Record<string, string> = { Ƀ: 'B', Č: 'C', Ð: 'Đ', Ĭ: 'I', Ñ: 'N', Ŏ: 'O', Ŭ: 'U' };

export function letterOf(name: string): string {
  const [first = ''] = name.trim().normalize('NFC').toUpperCase();
  const letter = first.normalize('NFD').replace(tones, '').normalize('NFC');
  const filed = neighbours[letter] ?? letter;
  return /^[A-ZĂÂĐÊÔƠƯ]$/.test(filed) ? filed : OTHER;
}

export const slugOf = (letter: string): string =>
  letter === OTHER ? 'khac' : (typed[letter] ?? letter.toLowerCase());

export function byLetter(entries: readonly Entry[]): Letter[] {
  const sorted = entries
    .map((entry) => [sortKey(entry.filedAs ?? entry.name), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, entry]) => entry);
  const groups = Map.groupBy(sorted, (entry) => letterOf(entry.filedAs ?? entry.name));
  const order = (letter: string) => (letter === OTHER ? '' : sortKey(letter));
  return [...groups]
    .sort(([a], [b]) => (order(a) < order(b) ? -1 : 1))
    .map(([letter, of]) => ({ letter, slug: slugOf(letter), entries: of }));
}

/** Nothing where all fits on the list's own page; else a page a letter, and several where a letter is long. */
export function partsOf(letters: readonly Letter[], longest = LONGEST_PAGE): Part[] {
  const total = letters.reduce((sum, { entries }) => sum + entries.length, 0);
  if (total <= longest) return [];
  return letters.flatMap(({ letter, slug, entries }) => {
    const pages = Math.ceil(entries.length / longest);
    const size = Math.ceil(entries.length / pages);
    return Array.from({ length: pages }, (_, index): Part => ({
      slug: index === 0 ? slug : `${slug}-${index + 1}`,
      letters: [{ letter, slug, entries: entries.slice(index * size, (index + 1) * size) }],
    }));
  });
}

/** Where in a list something is looked for that is not listed itself, such as an old name: empty for its own page. */
export const firstPageOf = (name: string, parts: readonly Part[]): string =>
  parts.find(({ letters: [first] }) => first?.letter === letterOf(name))?.slug ?? '';
