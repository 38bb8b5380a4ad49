import type { Remark } from './remark.rules.ts';
import { type ColumnWishes, type Header, HEADER_WITHIN, headerOf } from './header.rules.ts';
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
  /** Of the file and its columns. */
  remarks: readonly Remark[];
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
  return {
    sheet,
    header,
    remarks: [...sheet.hiddenSheets.map((name) => noteShape('HIDDEN_SHEET', {}, name)), ...header.remarks],
    async *rows() {
      const shape = shapeOf(header);
      for await (const row of sheet.rows()) {
        if (row.number > header.last) yield { number: row.number, ...shape(row) };
      }
    },
  };
}
