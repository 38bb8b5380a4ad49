import type { Column } from '../header.rules.ts';
import { actionNames, changeLine } from '../list-report.ts';
import type { Action, PlannedProduct } from '../plan-list.ts';
import { type Remark, sentence, type Topic, visible, type Weight } from '../remark.rules.ts';

/** What a row's cells are coloured for; CLEAR is not coloured. */
export type Tone = Weight | 'CLEAR';

export interface Question {
  topic: Topic;
  /** What may be chosen, as it is written into the cell: `product=new (sản phẩm mới / a new product)`. */
  answers: readonly string[];
}

/** What is written beside a row of the list. */
export interface RowAnswer {
  row: number;
  tone: Tone;
  text: string;
  /** Cells of the list, by the place of their column. */
  paints: readonly (readonly [column: number, tone: Weight])[];
  questions: readonly Question[];
}

/** A colour alone says nothing to many people, and nothing on paper. */
export const marks: Readonly<Record<Tone, string>> = { REFUSED: '✖', QUESTION: '?', NOTE: '•', CLEAR: '✓' };

const tones: readonly Tone[] = ['REFUSED', 'QUESTION', 'NOTE', 'CLEAR'];
const toneOfAction: Readonly<Record<Action, Tone>> = {
  REFUSE: 'REFUSED',
  ASK: 'QUESTION',
  ADD: 'CLEAR',
  CHANGE: 'CLEAR',
  LEAVE: 'CLEAR',
};

/** More of them are told in the terminal. A cell holds 32,767 letters. */
const MOST_LINES = 60;
const MOST_CHANGES = 8;

/** Of a row and all the products that it names; none where the row itself is left out. */
export function answerOfRow(
  row: number,
  columns: readonly Column[],
  products: readonly PlannedProduct[],
  leftOut: readonly Remark[],
): RowAnswer {
  const lines: string[] = [];
  const told = new Set<string>();
  const all: Remark[] = [];
  const questions = new Map<Topic, Set<string>>();
  const tell = (remark: Remark) => {
    const key = `${remark.code} ${remark.column ?? ''} ${remark.cause.vi}`;
    if (told.has(key)) return;
    told.add(key);
    all.push(remark);
    lines.push(...remarkLines(remark));
    if (!remark.topic) return;
    const answers = questions.get(remark.topic) ?? new Set();
    for (const answer of answersOf(remark)) answers.add(answer);
    questions.set(remark.topic, answers);
  };
  for (const { name, action, code, changes, remarks } of products) {
    const { vi, en } = actionNames[action];
    const which = products.length > 1 ? ` – ${visible(name)}` : '';
    lines.push(`${marks[toneOfAction[action]]} ${upper(vi)} / ${en}${code ? ` [${code}]` : ''}${which}`);
    if (action === 'CHANGE')
      lines.push(...changes.slice(0, MOST_CHANGES).map((change) => changeLine(change).trim()));
    remarks.forEach(tell);
  }
  leftOut.forEach(tell);
  const found = new Set<Tone>([...all.map(({ weight }) => weight), 'CLEAR']);
  return {
    row,
    tone: tones.find((tone) => found.has(tone)) ?? 'CLEAR',
    text: (lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines).join('\n'),
    paints: paintsOf(columns, all),
    questions: [...questions].map(([topic, answers]) => ({ topic, answers: [...answers] })),
  };
}

/** A cell that several remarks name has the colour of the gravest. */
function paintsOf(columns: readonly Column[], remarks: readonly Remark[]): RowAnswer['paints'] {
  const paints = new Map<number, Weight>();
  for (const { weight, column } of remarks) {
    const index = columns.find(({ label }) => label === column)?.index;
    if (index === undefined) continue;
    const before = paints.get(index);
    if (!before || tones.indexOf(weight) < tones.indexOf(before)) paints.set(index, weight);
  }
  return [...paints];
}

function remarkLines(remark: Remark): string[] {
  const { weight, column, cause, remedy, topic, code } = remark;
  const line = (language: 'vi' | 'en', word: string) => {
    const where = column === null ? '' : `${word} ${column}: `;
    // A question is answered in this very row: here its remedy, a flag for the terminal, is not what to do.
    const how = topic ? '' : ` ${sentence(remedy[language])}`;
    return `${where}${sentence(cause[language])}${how}${extra(code, language)}`;
  };
  return [
    `${marks[weight]} ${upper(line('vi', 'cột'))}`,
    `   ${upper(line('en', 'column'))}`,
    ...answersOf(remark).map((answer) => `   → ${answer}`),
  ];
}

/** In the copy that the hub gives back no formula is left. */
function extra(code: string, language: 'vi' | 'en'): string {
  if (code === 'EXTERNAL_FORMULA')
    return language === 'vi'
      ? ' Trong tệp này ô chỉ còn giá trị: xem lại cho đúng.'
      : ' In this workbook only its value is left: see that it is right.';
  if (code === 'WRONG_CHOICE')
    return language === 'vi'
      ? ' Trong tệp này: xóa câu trả lời rồi gửi lại.'
      : ' In this workbook: delete the answer and send it again.';
  if (code === 'FORMULA_WITHOUT_RESULT')
    return language === 'vi'
      ? ' Trong tệp này ô đã để trống: điền giá trị.'
      : ' In this workbook the cell is empty: fill in its value.';
  return '';
}

const answersOf = ({ topic, candidates = [] }: Remark): string[] =>
  candidates.map(({ value, label }) => `${topic}=${value}${label === value ? '' : ` (${plain(label)})`}`);

/** What would end an answer, or the bracket in which its meaning stands, is no part of its meaning. */
const plain = (label: string): string =>
  visible(label).replaceAll(/[()]/g, ' ').replaceAll(/[;,"]/g, ' ').replaceAll(/ +/g, ' ').trim();

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
