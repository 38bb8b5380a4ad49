import { fold } from '../../register/vietnamese.rules.ts';

/**
 * What officials write into cells, in the terms of the register. What can be meant in two ways comes back as a choice,
 * and what makes no sense as wrong: nothing is guessed.
 */

export type Reading<Value> =
  | { is: 'NOTHING' }
  | { is: 'VALUE'; value: Value }
  | { is: 'CHOICE'; candidates: readonly string[] }
  | {
      is: 'WRONG';
      why: 'UNREADABLE' | 'NO_SUCH_DAY' | 'OUT_OF_RANGE' | 'SERIAL_NUMBER';
      candidates?: readonly string[];
    };

const NOTHING = { is: 'NOTHING' } as const;
const wrong = (
  why: 'UNREADABLE' | 'NO_SUCH_DAY' | 'OUT_OF_RANGE' | 'SERIAL_NUMBER',
  candidates?: readonly string[],
) => ({ is: 'WRONG', why, ...(candidates && { candidates }) }) as const;
const valueOf = <Value>(value: Value) => ({ is: 'VALUE', value }) as const;

export interface Stars {
  stars: 1 | 2 | 3 | 4 | 5 | null;
  /** A result of 90 points and more that was sent to the ministry: no rating (domain.md §12.4). */
  isPotentialFive: boolean;
}

const numberWords: Record<string, number> = { mot: 1, hai: 2, ba: 3, bon: 4, tu: 4, nam: 5 };

/** "3 sao", "03 sao", "Ba", "★★★", "3*", "OCOP 3 sao", "Tiềm năng 5 sao", "3 sao (tiềm năng 4 sao)". */
export function starsOf(text: string): Reading<Stars> {
  const drawn = text.replace(/[⭐✭✮🌟★]\uFE0F?/gu, '★');
  const words = fold(drawn.replaceAll('★', ' s ').replaceAll('*', ' s '))
    .replace(/\b(ocop|hang|dat|xep|san pham|sp|cap tinh|cap huyen|cap quoc gia)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return NOTHING;
  const isPotential = /^(tiem nang|du kien|de nghi)\b/.test(words);
  // What a product may become stands in brackets behind what it is.
  const plain = words
    .replace(/(?<=\S) (tiem nang|du kien|de nghi) .*$/, '')
    .replace(/^(tiem nang|du kien|de nghi) /, '');
  const number = starNumber(plain);
  if (number === null) return wrong('UNREADABLE');
  if (number < 1 || number > 5) return wrong('OUT_OF_RANGE');
  const stars = number as 1 | 2 | 3 | 4 | 5;
  if (!isPotential) return valueOf({ stars, isPotentialFive: false });
  return stars === 5 ? valueOf({ stars: null, isPotentialFive: true }) : wrong('UNREADABLE');
}

function starNumber(words: string): number | null {
  if (/^(s ?)+$/.test(words)) return words.split(' ').length;
  const [, first = ''] = /^(\S+)( sao| s| stars?)?$/.exec(words) ?? [];
  if (/^0?\d$/.test(first)) return Number(first);
  return numberWords[first] ?? null;
}

export interface Score {
  /** Null where a range was published. */
  score: number | null;
  asPublished: string;
}

/** "64,3", "100,00", "50 - <70", "> 70", "75,27 – trên 81 điểm". */
export function scoreOf(text: string): Reading<Score> {
  const plain = text.replace(/điểm/giu, '').trim();
  if (plain === '') return NOTHING;
  if (/^\d{1,3}([.,]\d{1,3})?$/.test(plain)) {
    const score = Number(plain.replace(',', '.'));
    // The register keeps two decimals: averages are published with no more.
    return score <= 100
      ? valueOf({ score: Math.round(score * 100) / 100, asPublished: text })
      : wrong('OUT_OF_RANGE');
  }
  const numbers = plain.match(/\d+([.,]\d+)?/g)?.map((one) => Number(one.replace(',', '.'))) ?? [];
  const isRange = /^(trên|dưới|từ|hơn|đến|[<>≥≤=\s\d.,–-]|và)+$/iu.test(plain);
  if (!isRange || numbers.length === 0 || numbers.length > 2) return wrong('UNREADABLE');
  return numbers.every((one) => one <= 100)
    ? valueOf({ score: null, asPublished: text })
    : wrong('OUT_OF_RANGE');
}

export interface When {
  /** As precise as it is written: `2024`, `2024-07` or `2024-07-29`. A month is never made a day. */
  date: string;
  /** "Đợt 2/2022" */
  round: string | null;
}

/** OCOP began in 2018. */
const FIRST_YEAR = 2018;

/** "29/7/2024", "30-6-26", "tháng 6/2026", "2023", "ngày 17 tháng 01 năm 2025", "đợt 2/2022", "26 và 27/12/2022". */
export function dateOf(text: string, { latest }: { latest: string }): Reading<When> {
  const folded = fold(text.replace(/[.\-–/]/g, ' '))
    .replace(/\b(ngay|thang|nam|tu|cap|ky|vao)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (folded === '') return NOTHING;

  const [, round, roundYear] = /^dot (\d|[iv]{1,3}) (\d{4})$/.exec(folded) ?? [];
  if (round && roundYear) return inRange(roundYear, latest, `Đợt ${round.toUpperCase()}/${roundYear}`);
  const [, one, other, rest] = /^(\d{1,2}) (?:va|den) (\d{1,2}) (\d{1,2} \d{2,4})$/.exec(folded) ?? [];
  if (one && other && rest) {
    const days = [one, other].map((day) => partsOf(`${day} ${rest}`)).filter((day) => day !== null);
    return days.length === 2 ? { is: 'CHOICE', candidates: days } : wrong('NO_SUCH_DAY');
  }
  if (/^\d{5}$/.test(folded)) return wrong('SERIAL_NUMBER', [serialDay(Number(folded))]);
  if (!/^\d+( \d+){0,2}$/.test(folded)) return wrong('UNREADABLE');
  const date = partsOf(folded);
  if (date) return inRange(date, latest, null);
  // 7/29/2024 comes out of a computer set to American days.
  const [month = '', day = '', year = ''] = folded.split(' ');
  const turned = partsOf(`${day} ${month} ${year}`);
  return turned ? wrong('NO_SUCH_DAY', [turned]) : wrong('NO_SUCH_DAY');
}

function inRange(date: string, latest: string, round: string | null): Reading<When> {
  if (Number(date.slice(0, 4)) < FIRST_YEAR || date > latest.slice(0, date.length))
    return wrong('OUT_OF_RANGE');
  return valueOf({ date, round });
}

/** Day first, as in Vietnam, or the year first with four digits. */
function partsOf(text: string): string | null {
  const parts = text.split(' ');
  const [year = '', month, day] = parts[0]?.length === 4 ? parts : parts.toReversed();
  const whole = year.length === 2 && parts.length === 3 ? `20${year}` : year;
  if (!/^\d{4}$/.test(whole)) return null;
  if (month === undefined) return whole;
  if (month.length > 2 || Number(month) < 1 || Number(month) > 12) return null;
  const inMonth = `${whole}-${month.padStart(2, '0')}`;
  if (day === undefined) return inMonth;
  const date = `${inMonth}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return day.length <= 2 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
    ? date
    : null;
}

/** What Excel shows for a day where the cell has lost its format. */
const serialDay = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);

export interface Decision {
  number: string | null;
  /** What stands beside the number, to be read as a day. */
  rest: string;
}

/** "Số 1234/QĐ-UBND ngày 29/7/2024"; a number without its letters is kept as written. */
export function decisionOf(text: string): Decision {
  const plain = text.replaceAll('\n', ' ').trim();
  const [found] =
    /\d+\s*\/\s*(?:\d{4}\s*\/\s*)?(?:QĐ|QD)[-–\p{L}\d&.]*(?:\s*-\s*[\p{Lu}\d&]+)*/u.exec(plain) ?? [];
  if (found) {
    const rest = plain
      .replace(found, ' ')
      .replace(/(?<!\p{L})(quyết định|qđ|số)(?!\p{L})|[:;,()]/giu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return { number: found.replace(/\s*([/–-])\s*/g, '$1').replaceAll('–', '-'), rest };
  }
  const [, number] = /^(?:quyết định|qđ|số|\s|:)*(\d+)$/iu.exec(plain) ?? [];
  // 2023 under "Số QĐ, ngày" is a year.
  return number && !/^20\d\d$/.test(number) ? { number, rest: '' } : { number: null, rest: plain };
}

/** "36 tháng", "36 th", "3 năm": how long, where a day was asked for. */
export function monthsOf(text: string): number | null {
  const [, number, unit] = /^(\d{1,2}) (thang|th|nam)$/.exec(fold(text)) ?? [];
  return number ? Number(number) * (unit === 'nam' ? 12 : 1) : null;
}

export type EvaluationKind = 'FIRST' | 'UPGRADE' | 'RE_EVALUATION';

/** "Đánh giá mới", "Nâng hạng từ 4 sao", "Đánh giá lại". */
export function kindOf(text: string): EvaluationKind | null {
  const folded = fold(text);
  if (/\bnang (hang|sao|cap)\b/.test(folded)) return 'UPGRADE';
  if (/\b(danh gia|cong nhan|phan hang) lai\b|\btai (danh gia|cong nhan)\b/.test(folded))
    return 'RE_EVALUATION';
  return /\b(danh gia|cong nhan) (moi|lan dau)\b|^(moi|lan dau)$/.test(folded) ? 'FIRST' : null;
}

/**
 * The products that a cell may hold instead of one. A hyphen belongs to many names; a semicolon or comma may stand
 * between names, or in one: so it is asked.
 */
export function productsIn(text: string): string[] {
  const outside = text.replace(/\([^()]*\)/g, (part) => part.replace(/[;,\n]/g, '\u0001'));
  const parts = outside.split(outside.includes(';') ? ';' : /,(?!\d)/);
  const restored = parts
    .map((part) => part.replaceAll('\u0001', ',').replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  return restored.length > 1 && restored.every((part) => /\p{L}{2}/u.test(part))
    ? restored
    : [text.replace(/\s+/g, ' ').trim()];
}
