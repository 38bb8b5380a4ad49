import { BYTE_ORDER_MARK, csvRow } from '../csv.rules.ts';
import { inWords, type Column, type Row } from './table.rules.ts';
import type { Contents } from './writers.ts';

/** A table for people and spreadsheets: headings and words in their language, a point as two columns at the end. */
export async function* csvFile({ table, rows, lang, bom }: Contents): AsyncGenerator<Uint8Array> {
  const points = { vi: ['Vĩ độ', 'Kinh độ'], en: ['Latitude', 'Longitude'] }[lang];
  const head = csvRow([...table.columns.map(({ heading }) => heading[lang]), ...points]);
  yield Buffer.from((bom ? BYTE_ORDER_MARK : '') + head);
  for await (const chunk of rows) {
    const cells = (row: Row) => [
      ...table.columns.map((column: Column) => inWords(column, row.values[column.key] ?? null, lang)),
      row.point?.[1] ?? null,
      row.point?.[0] ?? null,
    ];
    yield Buffer.from(chunk.map((row) => csvRow(cells(row))).join(''));
  }
}
