import { fold } from '../../register/vietnamese.rules.ts';
import {
  eraOf,
  type Field,
  fieldNames,
  fieldOf,
  isOfExport,
  isOfHub,
  isTaken,
  ofRecognition,
  roundOf,
} from './fields.rules.ts';
import type { Remark } from './remark.rules.ts';
import { noteShape, refuseShape } from './shape-remarks.rules.ts';
import { type Cell, columnName, type SheetRow } from './sheet-row.rules.ts';

export interface Column {
  index: number;
  /** From the top heading down to its own: `['Địa chỉ', 'Xã, phường']`. */
  titles: readonly string[];
  /** For messages: `E "Xã, phường"`. */
  label: string;
  field: Field | null;
  era: 'NOW' | 'BEFORE' | null;
  /** Of a list with rounds side by side: which of them, or what holds now. */
  round: 1 | 2 | 'NOW' | null;
}

export interface Header {
  /** The rows of the file that it takes, with the row of numbers below it. */
  first: number;
  last: number;
  columns: readonly Column[];
  remarks: readonly Remark[];
}

/** Where the headings may be at most: above them stand who writes, to whom, and what. */
export const HEADER_WITHIN = 60;

/** Columns said by hand: heading or letter → what it is. */
export type ColumnWishes = ReadonlyMap<string, Field>;

/** The row or the two rows of headings among the first rows of a file: those that name most of what a list says. */
export function headerOf(rows: readonly SheetRow[], wishes: ColumnWishes = new Map()): Header | Remark {
  let best: { at: number; depth: number; columns: Column[]; known: number } | null = null;
  rows.slice(0, HEADER_WITHIN).forEach((row, at) => {
    const below = rows[at + 1];
    const depths = below && isTwoRowed(row, below) ? [2, 1] : [1];
    for (const depth of depths) {
      const columns = columnsOf(rows.slice(at, at + depth), wishes);
      const found = new Set(columns.map(({ field, round }) => field && `${field} ${round ?? ''}`));
      found.delete(null);
      const known = columns.some(({ field }) => field === 'product') ? found.size : 0;
      if (known >= 2 && known > (best?.known ?? 0)) best = { at, depth, columns, known };
    }
  });
  // TypeScript does not see what the callback does.
  const found = best as { at: number; depth: number; columns: Column[] } | null;
  if (!found) return refuseShape('NO_HEADER', {});
  const last = found.at + found.depth - 1;
  const numbers = rows[last + 1];
  return {
    first: rows[found.at]?.number ?? 1,
    last: (numbers && isRowOfNumbers(numbers) ? numbers : rows[last])?.number ?? 1,
    columns: found.columns,
    remarks: remarksOn(found.columns, wishes, rows[found.at]?.number ?? 1),
  };
}

/** What is longer is no heading: a letter's text above the list, or an attack. */
const LONGEST_HEADING = 300;

const own = (cell: Cell | undefined): string =>
  cell && !cell.repeats && cell.text.length <= LONGEST_HEADING ? cell.text : '';

/**
 * A row has a second one of headings where each of the lower stands under one that is wider than its own column, and
 * some of the upper reach down through both. Under a title every heading is filled.
 */
function isTwoRowed(upper: SheetRow, lower: SheetRow): boolean {
  const [above, below] = [upper, lower].map(({ cells }) => cells.map(own)) as [string[], string[]];
  const isWider = (index: number) =>
    (above[index] ?? '') === '' || ((above[index + 1] ?? '') === '' && (below[index + 1] ?? '') !== '');
  return (
    below.some((text) => text !== '') &&
    below.every((text, index) => text === '' || isWider(index)) &&
    above.some((text, index) => text !== '' && (below[index] ?? '') === '')
  );
}

function columnsOf([upper, lower]: readonly SheetRow[], wishes: ColumnWishes): Column[] {
  const width = Math.max(upper?.cells.length ?? 0, lower?.cells.length ?? 0);
  const columns: Column[] = [];
  let group = '';
  for (let index = 0; index < width; index++) {
    const [top, bottom] = [own(upper?.cells[index]), own(lower?.cells[index])];
    if (top !== '') group = top;
    const titles = (bottom !== '' ? [group, bottom] : [top])
      .map((text) => text.replaceAll('\n', ' '))
      .filter(Boolean);
    const title = titles.at(-1);
    if (title === undefined) continue;
    const letter = columnName(index);
    const wish = wishes.get(fold(titles.join(' '))) ?? wishes.get(fold(title)) ?? wishes.get(fold(letter));
    columns.push({
      index,
      titles,
      label: `${letter} “${title}”`,
      field: wish ?? fieldOf(titles),
      era: eraOf(titles),
      round: roundOf(titles),
    });
  }
  const hasRounds = columns.some(({ round }) => round !== null);
  // One code names one recognition, and without it nothing is the hub's own.
  const isExport = !hasRounds && columns.some(({ field }) => field === 'recognitionCode');
  const read = isExport
    ? columns
    : columns.map((column) => (isOfExport(column.field) ? { ...column, field: null } : column));
  if (!hasRounds) return read;
  return read.map((column) =>
    column.round === null && column.field && ofRecognition.has(column.field)
      ? { ...column, round: 'NOW' }
      : column,
  );
}

/** "(1)(2)(3)" or "A B 1 2 3" under the headings. */
export function isRowOfNumbers({ cells }: SheetRow): boolean {
  const texts = cells.map(own).filter(Boolean);
  return (
    texts.length >= 2 &&
    texts.every((text) => /^\(?(\d{1,2}|[A-Z])\)?(\s*=.*)?$/.test(text)) &&
    texts
      .filter((text) => /\d/.test(text))
      .every((text, index, all) => index === 0 || digits(text) > digits(all[index - 1] ?? ''))
  );
}

const digits = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);

function remarksOn(columns: readonly Column[], wishes: ColumnWishes, row: number): Remark[] {
  const remarks: Remark[] = [];
  const titles = columns.map(({ titles: all }) => all.join(' / '));
  for (const wish of wishes.keys()) {
    const isThere = columns.some(({ titles: all, index }) =>
      [all.join(' '), all.at(-1) ?? '', columnName(index)].some((name) => fold(name) === wish),
    );
    if (!isThere) remarks.push(refuseShape('UNKNOWN_COLUMN', { row }, wish, titles));
  }
  const seen = new Map<string, string>();
  for (const { field, round, titles: all, label } of columns) {
    const title = all.join(' ');
    if (field === null) remarks.push(noteShape('UNKNOWN_HEADING', { row, column: label }, title));
    else if (field === 'personal') remarks.push(noteShape('PERSONAL_COLUMN', { row, column: label }, title));
    else if (field !== 'ignored' && !isOfHub(field)) {
      if (!isTaken(field) && field !== 'ordinal')
        remarks.push(noteShape('COLUMN_NOT_TAKEN', { row, column: label }, title, fieldNames[field]));
      const key = `${field} ${round ?? ''}`;
      const other = seen.get(key);
      // Two that are not read leave nothing unclear.
      if (other !== undefined && isTaken(field))
        remarks.push(refuseShape('TWO_COLUMNS', { row, column: label }, fieldNames[field], other, title));
      seen.set(key, title);
    }
  }
  return remarks;
}
