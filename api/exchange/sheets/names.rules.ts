import type { legalForms } from '../../register/producers/legal-forms.rules.ts';
import { markedKey, withoutMarks as plainOf } from '../../register/search/spelling.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';

export type LegalForm = (typeof legalForms)[number];

const formWords: readonly (readonly [LegalForm, RegExp])[] = [
  ['COOPERATIVE_GROUP', /^(to hop tac|to lien ket)\b/],
  ['COOPERATIVE', /^(lien hiep )?hop tac xa\b/],
  ['ENTERPRISE', /^(cong ti|doanh nghiep|dntn|chi nhanh (cong ti|doanh nghiep)|co ltd)\b/],
  ['HOUSEHOLD_BUSINESS', /^(ho kinh doanh|ho kd|ho san xuat|ho gia dinh|ho ca the|ho\b)/],
  ['FARM', /^(trang trai|nong trai)\b/],
  ['ASSOCIATION', /^(hoi|hiep hoi|lien hiep hoi)\b/],
];

/** The rows of a list that stand together say the same names, and of each row a name is asked for more than once. */
function remembering<Result>(work: (text: string) => Result): (text: string) => Result {
  const recent = new Map<string, Result>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    if (recent.size >= REMEMBERED) recent.clear();
    const found = work(text);
    recent.set(text, found);
    return found;
  };
}
const REMEMBERED = 1_000;

const markedOnce = remembering(markedKey);
const plainKey = remembering((text) => plainOf(markedOnce(text)));

/** By how the name begins; a personal name or "Cơ sở …" says nothing of it. */
export function legalFormOf(text: string): LegalForm | null {
  const key = plainKey(text.replaceAll('&', ' '));
  return formWords.find(([, pattern]) => pattern.test(key))?.[0] ?? null;
}

/** Words that lists put in or leave out: what is left is the name itself. */
const around =
  /\b(hop tac xa|to hop tac|cong ti|doanh nghiep|tu nhan|trach nhiem huu han|mot thanh vien|hai thanh vien|co phan|ho kinh doanh|ho kd|ho san xuat|ho gia dinh|co so|san xuat kinh doanh|san xuat|kinh doanh|che bien|thuong mai|dich vu|nong nghiep|xuat nhap khau|xnk|dau tu|tong hop|va|ong|ba|chi|anh)\b/g;
const fillers = /\b(va|ong|ba)\b/g;

export interface ProducerKeys {
  /** Alike in all but spelling: the same producer. */
  whole: string;
  /** The name without what kind of business it is: perhaps the same. */
  core: string;
}

export const producerKeys = remembering((name): ProducerKeys => {
  const key = plainKey(name.replace(/\([^()]*\)/g, ' ').replace(/[&+]/g, ' '));
  const clean = (pattern: RegExp) => key.replace(pattern, ' ').replace(/\s+/g, ' ').trim();
  return { whole: clean(fillers), core: clean(around) };
});

const placeWord =
  '(?:thôn|buôn|tổ dân phố|khu phố|xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|x\\.|p\\.|tt\\.?|tx\\.?|tp\\.?|h\\.|t\\.)';
const addressBehind = new RegExp(
  `^(.+?)(?:\\s*\\n\\s*|\\s*[,;–-]\\s+|\\s+(?=\\())\\(?\\s*(${placeWord}\\s*\\p{Lu}.*?)\\)?$`,
  'isu',
);
const addressAlone = new RegExp(`^\\(?\\s*${placeWord}\\s*\\p{L}`, 'iu');

/** "HTX Giảm nghèo Ea Súp, xã Ia Lốp": lists write the address behind the name, or instead of it. */
export function producerAndAddress(text: string): { producer: string; address: string } {
  const one = text.replace(/[^\S\n]+/g, ' ').trim();
  if (addressAlone.test(one)) return { producer: '', address: one.replace(/\n/g, ' ') };
  const [, producer, address] = addressBehind.exec(one) ?? [];
  const flat = (part: string) => part.replace(/\s+/g, ' ').trim();
  return producer && address
    ? { producer: flat(producer), address: flat(address) }
    : { producer: flat(one), address: '' };
}

export type Level = 'COMMUNE' | 'DISTRICT' | 'PROVINCE';

export interface PlaceName {
  level: Level | null;
  /** Which kind the word before it says: today there are no townships, towns and districts. */
  kind: string | null;
  key: string;
  text: string;
}

const placeWords: Readonly<Record<string, readonly [Level, string]>> = {
  'thị trấn': ['COMMUNE', 'TOWNSHIP'],
  tt: ['COMMUNE', 'TOWNSHIP'],
  phường: ['COMMUNE', 'WARD'],
  p: ['COMMUNE', 'WARD'],
  xã: ['COMMUNE', 'COMMUNE'],
  x: ['COMMUNE', 'COMMUNE'],
  'đặc khu': ['COMMUNE', 'SPECIAL_ZONE'],
  huyện: ['DISTRICT', 'DISTRICT'],
  h: ['DISTRICT', 'DISTRICT'],
  'thị xã': ['DISTRICT', 'TOWN'],
  tx: ['DISTRICT', 'TOWN'],
  'thành phố': ['DISTRICT', 'CITY'],
  tp: ['DISTRICT', 'CITY'],
  tỉnh: ['PROVINCE', 'PROVINCE'],
};
const withoutMarks = Object.fromEntries(Object.entries(placeWords).map(([word, of]) => [fold(word), of]));

/** "TT. Phước An" is the township, "BMT" the city, "Ea Ning" anything of that name. */
export const placeNameOf = remembering((text): PlaceName => {
  const plain = text.replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim();
  const words = plain.replace(/^(\p{L}{1,2})\.\s*/u, '$1 ').split(' ');
  // Whoever types without marks writes "xa" for "xã"; with marks, "Tịnh Sơn" is no province.
  const known =
    fold(plain) ===
    plain
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
      ? withoutMarks
      : placeWords;
  for (const length of [2, 1]) {
    const found = known[words.slice(0, length).join(' ').toLowerCase()];
    const name = words.slice(length).join(' ');
    if (found && name !== '') return { level: found[0], kind: found[1], key: placeKey(name), text: plain };
  }
  return { level: null, kind: null, key: placeKey(plain), text: plain };
});

/** Places whose names differ only in how they are spelt: Krông Pắk and Krông Pắc, Hoà and Hòa, M’Drắk and M'Đrắk. */
export const placeKey = (name: string): string => plainKey(name).replaceAll(' ', '');

/** The parts of an address from the smallest to the largest. */
export const addressParts = (address: string): string[] =>
  address
    .split(/[,;\n]|\s[-–]\s/)
    .map((part) => part.replace(/[()]/g, ' ').trim())
    .filter(Boolean);

/** How alike two names of products are, from 0 to 1: words in common among all words. */
export function likeness(a: string, b: string): number {
  const [one, other] = [new Set(a.split(' ')), new Set(b.split(' '))];
  const common = [...one].filter((word) => other.has(word)).length;
  return common / (one.size + other.size - common);
}

export const productKey = (name: string): string => plainKey(name);

/** With its marks: what differs in them is told apart within one list. */
export const productKeyAsMarked = (name: string): string => markedOnce(name);

/** Hùng and Hưng, bơ and bò are two; a word without marks may be either. */
export function sayTheSame(one: string, other: string): boolean {
  const words = (name: string) =>
    markedOnce(name.replace(/\([^()]*\)/g, ' ').replace(/[&+]/g, ' '))
      .split(' ')
      .filter((word) => !/^(va|ong|ba)$/.test(plainOf(word)));
  const others = words(other);
  return words(one).every((word, at) => {
    const its = others[at] ?? word;
    return word === its || plainOf(word) === word || plainOf(its) === its;
  });
}
