/** The Vietnamese alphabet with the letters of Ê Đê and M'nông beside those they are filed under. */
const alphabet = [
  'a',
  'ă',
  'â',
  'bƀ',
  'cč',
  'd',
  'đð',
  'e',
  'ê',
  'f',
  'g',
  'h',
  'iĭ',
  'j',
  'k',
  'l',
  'm',
  'nñ',
  'oŏ',
];
alphabet.push('ô', 'ơ', 'p', 'q', 'r', 's', 't', 'uŭ', 'ư', 'v', 'w', 'x', 'y', 'z');

const rank = new Map(
  alphabet.flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String.fromCharCode(65 + index)] as const),
  ),
);
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const apostrophes = /['’‘ʼ`´]/g;
const withoutDecomposition: Record<string, string> = { đ: 'd', ð: 'd', ƀ: 'b' };

/** Letters without marks, as typed on a keyboard without Vietnamese: "Cư M’gar" → "cu mgar". SQL twin: vi_fold. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(apostrophes, '')
    .replace(/[đðƀ]/g, (letter) => withoutDecomposition[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A key whose bytewise order is the dictionary's: letters first, tones last. SQL twin: vi_sort_key. */
export function sortKey(text: string): string {
  const plain = text.normalize('NFC').toLowerCase();
  const letters = plain.normalize('NFD').replace(tones, '').normalize('NFC');
  const key = [...letters.replace(/['’‘ʼ"()]/g, '')].map((letter) => rank.get(letter) ?? letter).join('');
  return `${key}\u0001${plain}`;
}
