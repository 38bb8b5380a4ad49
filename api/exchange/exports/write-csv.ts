import { BYTE_ORDER_MARK, csvRow } from '../csv.rules.ts';
import { flatColumns, inWords, pointCells, type Row } from './table.rules.ts';
import type { Contents } from './writers.ts';

/** A table for people and spreadsheets: headings and words in their language, a point as two columns at the end. */
export async function* csvFile({ table, rows, lang, bom }: Contents): AsyncGenerator<Uint8Array> {
  const hasPoints = table.geometry === 'POINT';
  const head = csvRow(flatColumns(table).map(({ heading }) => heading[lang]));
  yield Buffer.from((bom ? BYTE_ORDER_MARK : '') + head);
  const cells = (row: Row) => [
    ...table.columns.map((column) => inWords(column, row.values[column.key] ?? null, lang)),
    ...(hasPoints ? pointCells(row) : []),
  ];
  for await (const chunk of rows) yield Buffer.from(chunk.map((row) => csvRow(cells(row))).join(''));
}
