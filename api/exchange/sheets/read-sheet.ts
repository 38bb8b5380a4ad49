import { createHash } from 'node:crypto';
import { fileKindOf, fileNameOf } from './file-kind.rules.ts';
import { fileLimits } from './file-limits.rules.ts';
import { askOfFile, refuseFile } from './file-refusals.rules.ts';
import { type Letters, oldLettersIn, readers } from './letters.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import { type ReadText, type SheetRow, tidy, tidyUnread } from './sheet-row.rules.ts';
import { checkColumns, type Encoding, separatorOf, textOf, textRows } from './text-rows.ts';
import { type Workbook, worksheetOf } from './workbook-rows.ts';

export interface SheetFile {
  /** For the kind of file and for messages: `danh sách.xlsx`. */
  name: string;
  bytes: Uint8Array;
}

/** What the person who sends the file says about it. */
export interface ReadingWishes {
  sheet?: string | undefined;
  letters?: Letters | undefined;
}

export interface Sheet {
  file: string;
  /** SHA-256 of the bytes. */
  hash: string;
  /** The worksheet's name; null for a text. */
  name: string | null;
  hiddenSheets: readonly string[];
  encoding: Encoding | 'XLSX';
  separator: string | null;
  letters: Letters;
  /** Of a text, its lines: a row may take several. */
  rowCount: number;
  rows(): AsyncIterable<SheetRow>;
  /** Null of a text. */
  workbook: Workbook | null;
}

/** Rows that are looked at for the letters they are written in. */
const SAMPLE_ROWS = 200;

/** Opens a list that somebody sent. Its rows can be gone through again and again; nothing is written anywhere. */
export async function readSheet({ name, bytes }: SheetFile, wishes: ReadingWishes = {}): Promise<Sheet> {
  const file = fileNameOf(name);
  if (bytes.length > fileLimits.bytes) {
    throw new SheetRefused(refuseFile('FILE_TOO_LARGE', {}, bytes.length, fileLimits.bytes));
  }
  const kind = fileKindOf(file, bytes);
  if (typeof kind !== 'string') throw new SheetRefused(kind);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const read = kind === 'WORKBOOK' ? await readWorkbook(bytes, wishes.sheet) : readText(bytes);
  const letters = await lettersOf(read, wishes.letters);
  const said: ReadText = letters === 'UNICODE' ? tidy : (text) => tidy(readers[letters](text));
  return { file, hash, ...read, letters, rows: () => read.rows(said) };
}

interface Read extends Omit<Sheet, 'file' | 'hash' | 'letters' | 'rows'> {
  rows(read: ReadText): AsyncIterable<SheetRow>;
}

async function readWorkbook(bytes: Uint8Array, sheet: string | undefined): Promise<Read> {
  const { name, hidden, rowCount, rows, workbook } = await worksheetOf(bytes, sheet);
  return { name, hiddenSheets: hidden, encoding: 'XLSX', separator: null, rowCount, rows, workbook };
}

function readText(bytes: Uint8Array): Read {
  const { encoding, text } = textOf(bytes);
  const separator = separatorOf(text);
  checkColumns(text, separator);
  return {
    name: null,
    hiddenSheets: [],
    encoding,
    separator,
    rowCount: linesOf(text),
    rows: (read) => textRows(text, separator, read),
    workbook: null,
  };
}

function linesOf(text: string): number {
  const end = /\r\n?|\n/g;
  let count = 0;
  while (end.test(text)) count += 1;
  return count || 1;
}

/** Old letters are never taken for granted: the person who sent the file sees what would be read, and says so. */
async function lettersOf({ encoding, rows }: Read, wish: Letters | undefined): Promise<Letters> {
  if (wish && !(encoding === 'ONE_BYTE' && wish === 'UNICODE')) return wish;
  const sample: string[] = [];
  for await (const { cells } of rows(tidyUnread)) {
    sample.push(...cells.map(({ text }) => text).filter(Boolean));
    if (sample.length >= SAMPLE_ROWS * 8) break;
  }
  const old = oldLettersIn(sample.join('\n'));
  if (!old) {
    if (encoding === 'ONE_BYTE') throw new SheetRefused(refuseFile('UNKNOWN_LETTERS', {}));
    return 'UNICODE';
  }
  const written = sample.find((text) => readers[old](text) !== text) ?? '';
  throw new SheetRefused(askOfFile('OLD_LETTERS', {}, old, written, readers[old](written)));
}
