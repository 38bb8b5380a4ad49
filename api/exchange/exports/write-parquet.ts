import type { SchemaElement } from 'hyparquet';
import { ByteWriter, geojsonToWkb, ParquetWriter } from 'hyparquet-writer';
import { aboutFile } from './about-file.rules.ts';
import type { Kind, Row, Table } from './table.rules.ts';
import type { Contents } from './writers.ts';

const types: Record<Kind, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  word: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  when: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  boolean: { type: 'BOOLEAN' },
};

/** GeoParquet 1.1: WKB, longitude and latitude (OGC:CRS84) where nothing else is said. */
const geoOf = ({ geometry }: Table) => ({
  version: '1.1.0',
  primary_column: 'geometry',
  columns: {
    geometry: {
      encoding: 'WKB',
      geometry_types: geometry === 'POINT' ? ['Point'] : ['Polygon', 'MultiPolygon'],
    },
  },
});

/** Rows of one group: enough to be packed well, few enough to be held. */
const GROUP = 5_000;

/** A file without its end, which tells where everything is, cannot be opened. */
export async function* parquetFile({ table, facts, rows, lang }: Contents): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(table),
    createdBy: 'ocop-hub',
    kvMetadata: [
      { key: 'geo', value: JSON.stringify(geoOf(table)) },
      { key: 'about', value: JSON.stringify(Object.fromEntries(aboutFile(facts, lang))) },
    ],
  });
  const taken = (): Uint8Array => {
    const piece = Buffer.from(bytes.buffer.slice(0, bytes.index));
    bytes.index = 0;
    return piece;
  };
  let held: Row[] = [];
  for await (const chunk of rows) {
    held.push(...chunk);
    if (held.length < GROUP) continue;
    await writer.write({ columnData: columnsOf(table, held), rowGroupSize: GROUP + chunk.length });
    held = [];
    yield taken();
  }
  if (held.length > 0) await writer.write({ columnData: columnsOf(table, held), rowGroupSize: held.length });
  await writer.finish();
  yield taken();
}

const schemaOf = ({ columns }: Table): SchemaElement[] => [
  { name: 'root', num_children: columns.length + 1 },
  ...columns.map(({ key, kind }): SchemaElement => ({
    name: key,
    repetition_type: 'OPTIONAL',
    ...types[kind],
  })),
  { name: 'geometry', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
];

const columnsOf = ({ columns }: Table, rows: readonly Row[]) => [
  ...columns.map(({ key, kind }) => ({
    name: key,
    data: rows.map(({ values }) => {
      const value = values[key] ?? null;
      return kind === 'date' && value !== null ? new Date(String(value)) : value;
    }),
  })),
  {
    name: 'geometry',
    data: rows.map(({ geometry }) => geometry && geojsonToWkb(geometry)),
  },
];
