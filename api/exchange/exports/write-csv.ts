import { BYTE_ORDER_MARK, csvRow } from '../csv.rules.ts';
import { inWords, pointCells, pointHeadings, type Row } from './table.rules.ts';
import type { Contents } from './writers.ts';

/** A table for people and spreadsheets: headings and words in their language, a point as two columns at the end. */
export async function* csvFile({ table, rows, lang, bom }: Contents): AsyncGenerator<Uint8Array> {
  const hasPoints = table.geometry === 'POINT';
  const headings = table.columns.map(({ heading }) => heading[lang]);
  const head = csvRow(hasPoints ? [...headings, ...pointHeadings[lang]] : headings);
  yield Buffer.from((bom ? BYTE_ORDER_MARK : '') + head);
  const cells = (row: Row) => [
    ...table.columns.map((column) => inWords(column, row.values[column.key] ?? null, lang)),
    ...(hasPoints ? pointCells(row) : []),
  ];
  for await (const chunk of rows) yield Buffer.from(chunk.map((row) => csvRow(cells(row))).join(''));
}
