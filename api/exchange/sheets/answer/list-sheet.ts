import type { Column, Header } from '../header.rules.ts';
import { isOfHub } from '../fields.rules.ts';
import { fileLimits } from '../file-limits.rules.ts';
import { refuseFile } from '../file-refusals.rules.ts';
import { hubColumns } from '../hub-columns.rules.ts';
import { SheetRefused } from '../sheet-refused.ts';
import { columnName } from '../sheet-row.rules.ts';
import type { Merge } from '../workbook-rows.ts';
import type { Look, Styles } from './answer-styles.ts';
import type { Question, RowAnswer } from './row-answer.ts';
import { type ColumnRange, type CopiedCell, type CopiedRow } from './sheet-copy.ts';
import { element, escaped } from './xml.rules.ts';

/** Where the hub writes: its column of remarks, and those for answers. */
export interface HubPlaces {
  remark: number;
  answers: readonly number[];
  /** Where it wrote before, and does not now. */
  old: readonly number[];
}

/** In the columns that it had, then behind the last one that holds anything. */
export function placesOf(columns: readonly Column[], width: number, answers: number): HubPlaces {
  const own = columns.filter(({ field }) => isOfHub(field)).map(({ index }) => index);
  const after = Math.max(width, ...columns.map(({ index }) => index + 1));
  const free = [...own, ...Array.from({ length: answers + 1 }, (_, index) => after + index)];
  // Where there is room for the remarks alone, they tell how to answer otherwise.
  const [remark, ...rest] = free.filter((index) => index < fileLimits.columns);
  if (remark === undefined)
    throw new SheetRefused(refuseFile('TOO_MANY_COLUMNS', {}, fileLimits.columns - 1));
  return { remark, answers: rest.slice(0, answers), old: own.slice(answers + 1) };
}

const REMARK_WIDTH = 84;
const ANSWER_WIDTH = 30;

/** The columns' widths, with the hub's among them. */
export function withHubColumns(
  ranges: readonly ColumnRange[],
  { remark, answers, old }: HubPlaces,
): ColumnRange[] {
  const mine = new Map([[remark, REMARK_WIDTH], ...answers.map((index) => [index, ANSWER_WIDTH] as const)]);
  const cut = [...mine.keys(), ...old].reduce(
    (all, index) =>
      all.flatMap((range) =>
        [
          { ...range, max: Math.min(range.max, index) },
          { ...range, min: Math.max(range.min, index + 2) },
        ].filter(({ min, max }) => min <= max),
      ),
    [...ranges],
  );
  return [
    ...cut,
    ...[...mine].map(([index, width]) => ({
      min: index + 1,
      max: index + 1,
      attributes: { width: String(width), customWidth: '1' },
    })),
  ];
}

/** Merged cells that reach into the hub's columns end before them; its own headings stand beside all of the list's. */
export function withHubMerges(merges: readonly Merge[], places: HubPlaces, { first, last }: Header): Merge[] {
  const mine = [places.remark, ...places.answers, ...places.old];
  const kept = merges.flatMap((merge) => {
    const reached = mine.filter((index) => index >= merge.left && index <= merge.right);
    const right = Math.min(merge.right, ...reached.map((index) => index - 1));
    return right < merge.left || (right === merge.left && merge.top === merge.bottom)
      ? []
      : [{ ...merge, right }];
  });
  if (first === last) return kept;
  return [
    ...kept,
    ...[places.remark, ...places.answers].map((index) => ({
      left: index,
      right: index,
      top: first,
      bottom: last,
    })),
  ];
}

/** `_x000D_` would be read as what Excel writes for a line end. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

export const textCell = (column: number, style: number, text: string): CopiedCell => ({
  column,
  style,
  type: 'inlineStr',
  inner:
    text === ''
      ? ''
      : `<is><t xml:space="preserve">${escaped(text).replaceAll(ESCAPE_LIKE, '_x005F_')}</t></is>`,
});

/** Writes beside the rows. It goes from the first to the last, as the list does. */
export function rowWriter(
  header: Header,
  places: HubPlaces,
  styles: Styles,
  given: ReadonlyMap<number, string>,
): {
  write(row: CopiedRow, answer: RowAnswer | null): CopiedRow;
  /** The lists from which the answers are chosen. */
  validations(): string;
} {
  const mine = new Set([places.remark, ...places.answers, ...places.old]);
  const cell = (column: number, look: Look, text: string) => textCell(column, styles.of(look), text);
  const lists = new Map<string, string[]>();
  let listed = 0;

  const headings = (): CopiedCell[] => [
    cell(places.remark, 'HEADING', `${hubColumns.remark.vi}\n${hubColumns.remark.en}`),
    ...places.answers.map((column, index) => {
      const { vi, en } = hubColumns.answer;
      const which = places.answers.length > 1 ? ` ${index + 1}` : '';
      return cell(column, 'HEADING', `${vi}${which}\n${en}${which}`);
    }),
  ];

  function beside(number: number, answer: RowAnswer): CopiedCell[] {
    const before = given.get(number);
    const [first, ...others] = places.answers;
    const asked = before === undefined || first === undefined ? places.answers : others;
    const answers = asked.map((column, index) => {
      const question = answer.questions[index];
      if (question) offer(question, `${columnName(column)}${number}`);
      return cell(column, question ? 'ANSWER_ASKED' : 'ANSWER', '');
    });
    const kept = before === undefined || first === undefined ? [] : [cell(first, 'ANSWER', before)];
    return [cell(places.remark, answer.tone, answer.text), ...kept, ...answers];
  }

  function offer({ answers }: Question, at: string): void {
    const list = [answers, answers.map((one) => one.replace(/ \(.*/s, ''))]
      .map((all) => all.join(','))
      .find((joined) => joined.length <= LONGEST_LIST);
    if (list === undefined || listed >= MOST_LISTED) return;
    listed += 1;
    const cells = lists.get(list);
    if (cells) cells.push(at);
    else lists.set(list, [at]);
  }

  return {
    write(row, answer) {
      const { number } = row;
      const paints = new Map(answer?.paints);
      const isHead = number >= header.first && number <= header.last;
      const rowStyle = Number(row.attributes['customFormat'] ? (row.attributes['s'] ?? 0) : 0);
      const cells = row.cells
        .filter(({ column }) => !mine.has(column))
        .map((one) => ({ ...one, style: styles.painted(one.style, paints.get(one.column) ?? null) }));
      for (const [column, tone] of paints) {
        if (!cells.some((one) => one.column === column))
          cells.push({ column, style: styles.painted(rowStyle, tone), type: undefined, inner: '' });
      }
      if (number === header.first) cells.push(...headings());
      else if (isHead)
        cells.push(...[places.remark, ...places.answers].map((column) => cell(column, 'HEADING', '')));
      else if (answer) cells.push(...beside(number, answer));
      const attributes = withHeight(
        row,
        isHead && header.first === header.last ? '\n' : answer?.text,
        answer,
      );
      return { number, attributes, cells: cells.toSorted((a, b) => a.column - b.column) };
    },
    validations() {
      if (lists.size === 0) return '';
      const all = [...lists].flatMap(([list, cells]) =>
        Array.from({ length: Math.ceil(cells.length / MOST_AT_ONCE) }, (_, index) =>
          element(
            'dataValidation',
            {
              type: 'list',
              allowBlank: 1,
              sqref: cells.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE).join(' '),
            },
            `<formula1>&quot;${escaped(list)}&quot;</formula1>`,
          ),
        ),
      );
      return element('dataValidations', { count: all.length }, all.join(''));
    },
  };
}

/** As Excel has it. */
const LONGEST_LIST = 255;
/** Excel opens no workbook with more than 65,534 of them. */
const MOST_LISTED = 20_000;
/** Cells that one of them names. */
const MOST_AT_ONCE = 500;

/** How high a row must be for texts in cells of so many letters: not every program measures that by itself. */
export function heightOf(texts: readonly (readonly [text: string, width: number])[]): number {
  const lines = texts.map(([text, width]) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0),
  );
  return Math.min(HIGHEST, Math.max(1, ...lines) * LINE_HEIGHT + 3);
}

const LINE_HEIGHT = 13.2;
/** A width counts digits of the workbook's font; most letters are narrower. */
const LETTERS_PER_WIDTH = 1.15;
/** As Excel has it. */
const HIGHEST = 409;

function withHeight(
  { attributes, cells }: CopiedRow,
  text: string | undefined,
  answer: RowAnswer | null,
): CopiedRow['attributes'] {
  if (text === undefined) return attributes;
  const isHidden = ['1', 'true'].includes(attributes['hidden'] ?? '');
  // Whoever has to answer must see the row, whatever a filter hid.
  const { hidden: _, ...rest } = attributes;
  const seen = isHidden && (answer?.tone === 'REFUSED' || answer?.tone === 'QUESTION') ? rest : attributes;
  const ownLines = cells.map(({ inner }) => [inner, Number.POSITIVE_INFINITY] as const);
  const given = seen['ht'] === undefined ? heightOf(ownLines) : Number(seen['ht']);
  const needed = heightOf([[text, REMARK_WIDTH * LETTERS_PER_WIDTH]]);
  return given >= needed ? seen : { ...seen, ht: needed.toFixed(1), customHeight: '1' };
}
