import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { withoutApostrophe } from '../csv.rules.ts';
import { fileLimits } from './file-limits.rules.ts';
import { refuseFile } from './file-refusals.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import type { ReadText, SheetRow } from './sheet-row.rules.ts';

export type Encoding = 'UTF-8' | 'UTF-16' | 'ONE_BYTE';

export interface Text {
  encoding: Encoding;
  text: string;
}

/** Bytes as text. What is neither UTF-8 nor UTF-16 keeps a letter for a byte, for somebody to say what they mean. */
export function textOf(bytes: Uint8Array): Text {
  const utf16 = utf16Of(bytes);
  const encoding = utf16 ? 'UTF-16' : 'UTF-8';
  const isMarked = utf16 !== null || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
  const text = decoded(bytes, utf16 ?? 'utf-8');
  if (text !== null) return readable({ encoding, text });
  const broken = new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
  if (isMarked || isMostlyWhole(broken))
    throw new SheetRefused(
      refuseFile('BROKEN_TEXT', { row: lineOf(broken, broken.indexOf(BROKEN)) }, encoding),
    );
  return readable({ encoding: 'ONE_BYTE', text: Buffer.from(bytes).toString('latin1') });
}

function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What a decoder puts where bytes mean nothing. */
const BROKEN = '\ufffd';

/** UTF-8 but for some bytes: those of another encoding hardly ever follow one another as its letters have them. */
function isMostlyWhole(text: string): boolean {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === BROKEN) broken += 1;
    else if (letter > '\u007f') whole += 1;
  }
  return whole > broken;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split(/\r\n?|\n/).length;

function readable(text: Text): Text {
  // Form feeds come out of Word; the C1 controls hold letters in no encoding that is read here.
  // oxlint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/.exec(text.text);
  if (!control) return text;
  throw new SheetRefused(refuseFile('CONTROL_CHARACTERS', { row: lineOf(text.text, control.index) }));
}

/** By its mark; without one, by the zero bytes that its spaces, digits and separators have on one side. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 8;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : null;
}

const separators = ['\t', ';', ','] as const;
const SAMPLE = 64 * 1024;

/** The one that cuts most lines into cells, outside double quotes; commas also stand in sentences, so they come last. */
export function separatorOf(text: string): string {
  const lines = text
    .slice(0, SAMPLE)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  const cut = separators.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    return {
      separator,
      lines: counts.filter((count) => count >= 2).length,
      cells: counts.reduce((a, b) => a + b, 0),
    };
  });
  const most = cut.toSorted((a, b) => b.lines - a.lines || b.cells - a.cells)[0];
  // A list of one or two columns.
  return (most && most.cells > 0 ? most : cut[1])?.separator ?? ';';
}

interface Outline {
  /** The line on which it begins. */
  row: number;
  lines: number;
  columns: number;
  isEmpty: boolean;
}

/** The rows of a text as its quotes bound them, without their cells; none behind a quote that ends no cell. */
function* outlines(text: string, separator: string): Generator<Outline> {
  let [line, row, begin, columns] = [1, 1, 0, 1];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      // A cell that goes on behind its quote is none: the reader comes to that, and says so.
      if (isQuoted && !['"', separator, '\r', '\n', undefined].includes(text[at + 1])) break;
      isQuoted = !isQuoted;
    } else if (letter === separator) {
      if (!isQuoted) columns += 1;
    } else if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) {
      line += 1;
      if (isQuoted) continue;
      const isEmpty = at === begin || (at === begin + 1 && letter === '\n' && text[begin] === '\r');
      yield { row, lines: line - row, columns, isEmpty };
      [row, begin, columns] = [line, at + 1, 1];
    }
  }
  yield { row, lines: line - row + 1, columns, isEmpty: begin === text.length };
}

/** Seen before the rows are read: the reader would keep all cells of a row that has no end. */
export function checkColumns(text: string, separator: string): void {
  for (const { row, columns } of outlines(text, separator)) {
    if (columns > fileLimits.columns)
      throw new SheetRefused(refuseFile('TOO_MANY_COLUMNS', { row }, fileLimits.columns));
  }
}

/** The row behind so many others: where a quote is not closed, the reader is far below by then. */
function rowBehind(rows: number, text: string, separator: string): Outline {
  let seen = 0;
  let last: Outline = { row: 1, lines: 1, columns: 1, isEmpty: true };
  for (last of outlines(text, separator)) {
    if (last.isEmpty) continue;
    if (seen === rows) break;
    seen += 1;
  }
  return last;
}

/** The rows of a text, one after the other. Lines without anything are no rows. */
export async function* textRows(
  text: string,
  separator: string,
  read: ReadText,
  mostRows: number = fileLimits.rows,
): AsyncGenerator<SheetRow> {
  // In parts, so that the reader is not handed all of it at once.
  const parts = function* () {
    for (let from = 0; from < text.length; from += SAMPLE) yield text.slice(from, from + SAMPLE);
  };
  const parser = Readable.from(parts()).pipe(
    parse({
      delimiter: separator,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      raw: false,
      max_record_size: fileLimits.lettersOfCell * 8,
    }),
  );
  let rows = 0;
  try {
    for await (const { record: written, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      // The reader counts the line on which a row ends; a person looks for the one on which it begins.
      const record = written.map(withoutApostrophe);
      const own = record.reduce((sum, cell) => sum + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0);
      const line = info.lines - own;
      rows += 1;
      if (rows > mostRows) throw new SheetRefused(refuseFile('TOO_MANY_ROWS', { row: line }, mostRows));
      if (record.some((cell) => cell.length > fileLimits.lettersOfCell))
        throw new SheetRefused(refuseFile('CELL_TOO_LONG', { row: line }, fileLimits.lettersOfCell));
      const cells = record.map((cell) => ({ text: read(cell) }));
      if (cells.some(({ text: said }) => said !== '')) yield { number: line, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { row, lines } = rowBehind(Number(error['records']), text, separator);
    // Over several lines goes only what a quote has opened.
    const isOpen = error.code !== 'CSV_MAX_RECORD_SIZE' || lines > 1;
    throw new SheetRefused(
      isOpen
        ? refuseFile('OPEN_QUOTE', { row })
        : refuseFile('CELL_TOO_LONG', { row }, fileLimits.lettersOfCell),
    );
  }
}
