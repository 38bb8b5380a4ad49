import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../../problem.ts';
import type { Fault } from './fault.ts';

export interface Row {
  line: number;
  cells: ReadonlyMap<string, string>;
}

export interface Table {
  /** `products.csv` */
  name: string;
  /** For messages: relative to where the person stands. */
  file: string;
  columns: readonly string[];
  rows: readonly Row[];
}

export interface Folder {
  tables: readonly Table[];
  /** Parsed JSON files by name. */
  documents: ReadonlyMap<string, unknown>;
  faults: readonly Fault[];
}

/** All CSV tables and JSON documents of a folder. Text is brought to NFC: NFD comes out of macOS and PDFs. */
export function readFolder(folder: string): Folder {
  const tables: Table[] = [];
  const documents = new Map<string, unknown>();
  const faults: Fault[] = [];

  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const file = shown(path);
    const refuse = (line: number, problem: string) => faults.push({ file, line, problem });
    const text = decoded(readFileSync(path));
    if (text === null) {
      refuse(1, 'is not UTF-8 text – save it as "CSV UTF-8"');
    } else if (name.endsWith('.csv')) {
      tables.push(readTable(name, file, text, refuse));
    } else {
      try {
        documents.set(name, JSON.parse(text));
      } catch (error) {
        refuse(1, `is not JSON: ${(error as Error).message}`);
      }
    }
  }
  return { tables, documents, faults };
}

/** A JSON object of plain values as a table of one row, so that the same checks read it. */
export function tableOf(name: string, folder: string, document: unknown): Table {
  const entries = Object.entries(document as Record<string, unknown>);
  const cells = new Map(entries.map(([column, value]) => [column, cellOf(value)] as const));
  return {
    name,
    file: shown(join(folder, name)),
    columns: entries.map(([column]) => column),
    rows: [{ line: 1, cells }],
  };
}

function readTable(
  name: string,
  file: string,
  text: string,
  refuse: (line: number, problem: string) => void,
): Table {
  let records: { record: string[]; info: { lines: number } }[] = [];
  try {
    // The types do not know that `info` changes the shape.
    records = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuse(Number(error['lines'] ?? 1), `${error.message.split('\n')[0]} – check the double quotes`);
  }
  const [header, ...rest] = records;
  const columns = header?.record ?? [];
  if (!header) refuse(1, 'is empty – the first line names the columns');

  const rows: Row[] = [];
  for (const { record, info } of rest) {
    if (record.length === columns.length) {
      rows.push({
        line: info.lines,
        cells: new Map(columns.map((column, index) => [column, record[index] ?? ''])),
      });
    } else {
      refuse(
        info.lines,
        `has ${record.length} cells, the header has ${columns.length} – put a text with a comma in double quotes`,
      );
    }
  }
  return { name, file, columns, rows };
}

/** From where the person stands, if it is below. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.csv') || name.endsWith('.json'))
      .toSorted();
  } catch {
    throw new Problem(`Cannot read the folder ${folder}: give one that holds CSV tables`);
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return null;
  }
}

function cellOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? '' : String(value);
}
