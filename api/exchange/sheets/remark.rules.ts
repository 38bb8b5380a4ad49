/** What a reader of a sheet has to tell the person who sent it: where, why, and how to mend it, in both languages. */

export interface Said {
  vi: string;
  en: string;
}

export interface Wording {
  cause: Said;
  remedy: Said;
}

/** An answer that its question does not have. */
export const wrongChoice = (topic: string, value: string): Wording => ({
  cause: {
    vi: `--choose ${topic}=${value}: không có lựa chọn này`,
    en: `--choose ${topic}=${value}: there is no such answer`,
  },
  remedy: {
    vi: 'Chạy lại không có --choose này để xem các lựa chọn',
    en: 'Run again without it to see the answers',
  },
});

/** REFUSED is not taken in, QUESTION waits for an answer, NOTE is told and stops nothing. */
export type Weight = 'REFUSED' | 'QUESTION' | 'NOTE';

export interface Remark extends Wording {
  code: string;
  weight: Weight;
  /** As the file counts: the row of a worksheet, the line of a text. Null where the whole file is meant. */
  row: number | null;
  /** As the person sees it: `H "Hạng sao"`. */
  column: string | null;
  /** Of a question: what it is about, and the answers that may be meant. */
  topic?: Topic;
  candidates?: readonly Candidate[];
}

/** `--choose 12.producer=…` answers the question about the producer of row 12, `--choose all.blank=above` all of a kind. */
export const topics = [
  'blank',
  'split',
  'date',
  'stars',
  'producer',
  'place',
  'product',
  'owner',
  'recognition',
  'duplicate',
] as const;
export type Topic = (typeof topics)[number];

export interface Candidate {
  /** What is written behind `=`. */
  value: string;
  label: string;
}

export interface At {
  row?: number | undefined;
  column?: string | undefined;
}

type Wordings = Readonly<Record<string, (...args: never[]) => Wording>>;

/** Remarks of one weight, each made from its wording by `code`, place and what it names. */
export const remarksOf =
  <All extends Wordings>(weight: Weight, wordings: All) =>
  <Code extends keyof All & string>(code: Code, at: At, ...args: Parameters<All[Code]>): Remark => {
    const word = wordings[code] as (...args: Parameters<All[Code]>) => Wording;
    return { code, weight, row: at.row ?? null, column: at.column ?? null, ...word(...args) };
  };

/** Text of a file in a message: on one line, without control characters, and not too long. */
export function quoted(text: string, most = 60): string {
  const line = visible(text);
  return `“${line.length > most ? `${line.slice(0, most - 1)}…` : line}”`;
}

/** Text of a file in a command that somebody pastes: whatever it holds, the shell carries out none of it. */
export function argument(text: string): string {
  const line = visible(text);
  return /^[\p{L}\p{M}\p{N} .,;:=+/()…_-]*$/u.test(line) ? `"${line}"` : `'${line.replaceAll("'", `'\\''`)}'`;
}

/** What is shown must not move the cursor of a terminal, nor turn its letters round. */
export const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** With its full stop, where it does not end in a question mark. */
export const sentence = (text: string): string => (/[?.]$/.test(text) ? text : `${text}.`);
