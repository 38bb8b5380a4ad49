import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Quad } from '@rdfjs/types';
import { JsonLdParser } from 'jsonld-streaming-parser';
import jsonld from 'jsonld';
import { Parser, Writer } from 'n3';

/** The statements of a JSON-LD document, by a parser that is not the one that wrote its Turtle, and fetches nothing. */
export async function jsonLdQuads(text: string): Promise<Quad[]> {
  const parser = new JsonLdParser({
    documentLoader: { load: (url) => Promise.reject(new Error(`It would have to fetch ${url}`)) },
  });
  const quads: Quad[] = [];
  parser.on('data', (quad: Quad) => quads.push(quad));
  const ended = once(parser, 'end');
  parser.end(text);
  await ended;
  return quads;
}

export const turtleQuads = (text: string): Quad[] =>
  new Parser({ format: 'text/turtle' }).parse(text) as Quad[];

/** The same text for the same graph, whatever its nodes are called and in whichever order it was told. */
export const canonical = (quads: readonly Quad[]): Promise<string> =>
  jsonld.canonize(new Writer({ format: 'N-Quads' }).quadsToString([...quads]) as never, {
    inputFormat: 'application/n-quads',
    algorithm: 'URDNA2015',
    format: 'application/n-quads',
  });

interface CsvwColumn {
  name: string;
  titles: Record<string, string>;
  datatype: string | { base: string; format: string };
  required?: boolean;
}

export interface Csvw {
  '@context': unknown[];
  url: string;
  'dc:modified': { '@value': string };
  dialect: Record<string, unknown>;
  tableSchema: { primaryKey?: string; columns: CsvwColumn[] };
}

const forms: Record<string, RegExp> = {
  string: /^[^]*$/,
  integer: /^[+-]?\d+$/,
  number: /^[+-]?\d+(\.\d+)?(E[+-]?\d+)?$/i,
  date: /^\d{4}-\d\d-\d\d$/,
};

/** Reads the rows of a CSV by its description, as CSV on the Web says, and tells what does not fit. */
export function faultsOf({ tableSchema }: Csvw, lang: string, [head = [], ...rows]: string[][]): string[] {
  const { columns, primaryKey } = tableSchema;
  const headings = columns.map(({ titles }) => titles[lang]);
  if (headings.join('\n') !== head.join('\n')) return [`The headings are ${head.join(', ')}`];
  const at = columns.findIndex(({ name }) => name === primaryKey);
  const keys = rows.map((row) => row[at]);
  return [
    ...(primaryKey && new Set(keys).size < rows.length ? [`${primaryKey} is there twice`] : []),
    ...rows.flatMap((row, y) =>
      columns.flatMap(({ name, datatype, required }, x) => {
        const cell = row[x] ?? '';
        if (cell === '') return required ? [`Row ${y}: no ${name}`] : [];
        return isOf(datatype, cell) ? [] : [`Row ${y}: ${name} is "${cell}"`];
      }),
    ),
  ];
}

function isOf(datatype: CsvwColumn['datatype'], cell: string): boolean {
  if (typeof datatype === 'string') return forms[datatype]!.test(cell);
  const { base, format } = datatype;
  if (base === 'boolean') return format.split('|').includes(cell);
  return base === 'string' && new RegExp(`^(?:${format})$`, 'u').test(cell);
}

interface Resource {
  name: string;
  descriptor: { path: string };
  read(options?: {
    relations?: boolean;
    keyed?: boolean;
    limit?: number;
  }): Promise<Record<string, unknown>[]>;
}

interface DataPackage {
  valid: boolean;
  errors: Error[];
  resources: Resource[];
  getResource(name: string): Resource;
}

/** Frictionless' own reader, which has no types. */
export const loadPackage: (descriptor: object, options?: { strict: boolean }) => Promise<DataPackage> =
  createRequire(import.meta.url)('datapackage').Package.load;
