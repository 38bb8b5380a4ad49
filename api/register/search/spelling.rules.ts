/**
 * How a text is written down for searching, so that what people type meets what decisions print.
 * A marked key keeps tones and marks, as Telex letters after the letter or the word: "Thuý" and "thúy" are both
 * "thuyS". A plain key leaves them out: "thuy". SQL twins in migrations/0006-search.ts: search_letters,
 * search_marked and search_plain.
 */
const telex: Record<string, string> = {
  '\u0300': 'F',
  '\u0301': 'S',
  '\u0309': 'R',
  '\u0303': 'X',
  '\u0323': 'J',
  '\u0302': 'A',
  '\u0306': 'W',
  '\u031b': 'W',
};

/** Other writings of the same words. Only ones that mean nothing else in the names of products and places. */
const spellings = new Map(
  [
    ['htx', 'hợp tác xã'],
    ['tht', 'tổ hợp tác'],
    ['cty', 'công ty'],
    ['ctcp', 'công ty cổ phần'],
    ['cp', 'cổ phần'],
    ['tnhh', 'trách nhiệm hữu hạn'],
    ['mtv', 'một thành viên'],
    ['hkd', 'hộ kinh doanh'],
    ['sx', 'sản xuất'],
    ['sxkd', 'sản xuất kinh doanh'],
    ['sxcb', 'sản xuất chế biến'],
    ['tm', 'thương mại'],
    ['dv', 'dịch vụ'],
    ['tmdv', 'thương mại dịch vụ'],
    ['nn', 'nông nghiệp'],
    ['dvnn', 'dịch vụ nông nghiệp'],
    ['tp', 'thành phố'],
    ['tx', 'thị xã'],
    ['tt', 'thị trấn'],
    ['bmt', 'buôn ma thuột'],
    ['cafe', 'cà phê'],
    ['café', 'cà phê'],
    ['macca', 'mắc ca'],
    ['maca', 'mắc ca'],
    ['socola', 'sô cô la'],
    ['sôcôla', 'sô cô la'],
    ['chocolate', 'sô cô la'],
    ['ana', 'a na'],
    ['ede', 'ê đê'],
    ['êđê', 'ê đê'],
    ['drai', 'dray'],
    ['knech', 'knuec'],
    ['knếch', 'knuếc'],
  ].map(([from = '', to = '']) => [letters(from), letters(to)] as const),
);

const rewrites = [
  // Ê Đê names: the apostrophe becomes a space as easily as nothing: "Cư M gar", "Ea H leo".
  [/\b([hkmr]) (?=[b-df-hj-np-tv-xzD])/g, '$1'],
  // Lý and Lí, quý and quí; but not tay and tai.
  [/\b([bcdghklmnpqrstvwxD]+|qu)y(?=[FSRXJ]?\b)/g, '$1i'],
  // Krông Pắk and Krông Pắc, Dak Lak and Đác Lắc: Vietnamese ends no word in k.
  [/([aeiouy][WA]*)k(?=[FSRXJ]?\b)/g, '$1c'],
  // Bò 1 nắng, bò 2 nắng; bột ca cao 3 trong 1.
  [/\b1(?= naW?ngS?\b)/g, 'moAtJ'],
  [/\b2(?= naW?ngS?\b)/g, 'hai'],
  [/\btrong(?= 1\b)/g, 'in'],
] as const;

/** The letters of a text with their marks beside them, before its spelling is evened out. */
export function letters(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/['’‘ʼ`´]/g, '')
    .replace(/[đð]/g, 'D')
    .replace(/ƀ/g, 'b')
    .replace(/[\u0300-\u036f]/g, (mark) => telex[mark] ?? '')
    .replace(/[^a-zA-Z0-9]+/g, ' ')
    .replace(/([FSRXJ])([a-z0-9DWA]+)/g, '$2$1')
    .trim();
}

export function markedKey(text: string): string {
  const words = letters(text).split(' ');
  let key = words.map((word) => spellings.get(word) ?? word).join(' ');
  for (const [pattern, replacement] of rewrites) key = key.replace(pattern, replacement);
  return key;
}

export const withoutMarks = (marked: string): string => marked.replace(/[FSRXJWA]/g, '').replaceAll('D', 'd');

export const plainKey = (text: string): string => withoutMarks(markedKey(text));

export const hasMarks = (text: string): boolean => /[FSRXJWAD]/.test(letters(text));

/** Numbers are the same with and without their dots, dashes and spaces. SQL twin: search_code. */
export const codeKey = (text: string): string => withoutMarks(letters(text)).replaceAll(' ', '');
