import type { Facts } from './export.ts';
import type { Format } from './formats.rules.ts';
import type { Lang, Row, Table } from './table.rules.ts';
import { csvFile } from './write-csv.ts';
import { geojsonFile, ndjsonFile } from './write-json.ts';
import { geopackageFile } from './write-geopackage.ts';
import { parquetFile } from './write-parquet.ts';
import { workbookFile } from './write-workbook.ts';

/** What a file is written from. */
export interface Contents {
  table: Table;
  facts: Facts;
  /** A chunk at a time. */
  rows: AsyncIterable<readonly Row[]>;
  lang: Lang;
  bom: boolean;
}

/** Each gives the file a piece at a time, and never holds all of it. */
export const writers: Record<Format, (contents: Contents) => AsyncGenerator<Uint8Array>> = {
  csv: csvFile,
  xlsx: workbookFile,
  geojson: geojsonFile,
  ndjson: ndjsonFile,
  gpkg: geopackageFile,
  parquet: parquetFile,
};
