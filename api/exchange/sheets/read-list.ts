import type { Remark } from './remark.rules.ts';
import { answersIn } from './answers.rules.ts';
import { isOfHub } from './fields.rules.ts';
import { type Column, type ColumnWishes, type Header, HEADER_WITHIN, headerOf } from './header.rules.ts';
import { decisionInTitles, type ListDecision } from './evidence.rules.ts';
import { readSheet, type ReadingWishes, type Sheet, type SheetFile } from './read-sheet.ts';
import { noteShape } from './shape-remarks.rules.ts';
import { type ProductRow, type RowKind, shapeOf } from './shape.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import type { SheetRow } from './sheet-row.rules.ts';

export interface ListWishes extends ReadingWishes {
  columns?: ColumnWishes | undefined;
}

export interface List {
  sheet: Sheet;
  header: Header;
  /** The decision that stands above the headings. */
  decision: ListDecision | null;
  /** Of the file and its columns. */
  remarks: readonly Remark[];
  /** Given in the workbook itself, by `ROW.TOPIC` or `all.TOPIC`. */
  answers: ReadonlyMap<string, string>;
  rows(): AsyncGenerator<ListRow>;
}

export interface ListRow {
  number: number;
  kind: RowKind;
  text: string;
  product?: ProductRow;
}

/** A file that somebody sent, read as a list of products. */
export async function readList(file: SheetFile, wishes: ListWishes = {}): Promise<List> {
  const sheet = await readSheet(file, wishes);
  const first: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    first.push(row);
    if (first.length > HEADER_WITHIN + 2) break;
  }
  const header = headerOf(first, wishes.columns);
  if ('code' in header) throw new SheetRefused(header);
  const refusal = header.remarks.find(({ weight }) => weight === 'REFUSED');
  if (refusal) throw new SheetRefused(refusal);
  const ownColumns = header.columns.filter(({ field }) => isOfHub(field));
  const titles = first
    .filter(({ number }) => number < header.first)
    .map(({ cells }) =>
      cells
        .filter(({ repeats }) => !repeats)
        .map(({ text }) => text)
        .join(' '),
    );
  return {
    sheet,
    header,
    decision: decisionInTitles(titles),
    remarks: [...sheet.hiddenSheets.map((name) => noteShape('HIDDEN_SHEET', {}, name)), ...header.remarks],
    answers: await answersOf(sheet, header),
    async *rows() {
      const shape = shapeOf(header);
      for await (const row of sheet.rows()) {
        if (row.number <= header.last) continue;
        const { product, ...shaped } = shape(without(row, ownColumns));
        const remarks = answersIn(row, ownColumns).remarks;
        yield { number: row.number, ...shaped, ...(product && { product: { ...product, remarks } }) };
      }
    },
  };
}

async function answersOf(sheet: Sheet, { columns, last }: Header): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  if (!columns.some(({ field }) => field === 'answer')) return answers;
  for await (const row of sheet.rows()) {
    if (row.number <= last) continue;
    for (const [name, value] of answersIn(row, columns).answers) answers.set(name, value);
  }
  return answers;
}

/** The row as it was before the hub wrote beside it. */
function without(row: SheetRow, columns: readonly Column[]): SheetRow {
  if (columns.length === 0) return row;
  const places = new Set(columns.map(({ index }) => index));
  return { ...row, cells: row.cells.map((cell, index) => (places.has(index) ? { text: '' } : cell)) };
}
