import { fileLimits } from './file-limits.rules.ts';
import { refuseFile } from './file-refusals.rules.ts';
import { headOfExport } from './hub-columns.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import { type Cell, columnName, type ReadText, type SheetRow, tidy } from './sheet-row.rules.ts';
import {
  isFrom1904,
  type NamedSheet,
  type Relations,
  relationsOf,
  sheetName,
  sheetsOf,
} from './workbook-frame.ts';
import { openWorkbook, type Parts, readWhole } from './workbook-parts.ts';

export interface Worksheet {
  name: string;
  /** Other worksheets that are hidden or hold nothing, by name. */
  hidden: readonly string[];
  /** How many rows hold something. */
  rowCount: number;
  rows(read: ReadText): AsyncGenerator<SheetRow>;
  workbook: Workbook;
}

/** The workbook around a worksheet, for a copy of it. */
export interface Workbook {
  parts: Parts;
  relations: Relations;
  sheets: readonly NamedSheet[];
  /** Of the worksheet that is read. */
  part: string;
  from1904: boolean;
}

/** The worksheet of that name, or the only one that holds anything. */
export async function worksheetOf(bytes: Uint8Array, wanted?: string): Promise<Worksheet> {
  const parts = await openWorkbook(bytes);
  const relations = await relationsOf(parts);
  const sheets = await sheetsOf(parts, relations);
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  const hidden = sheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const names = shown.map(({ name }) => name);
  const isWanted = ({ name }: { name: string }) => wanted !== undefined && name === sheetName(wanted);
  if (wanted !== undefined && !sheets.some(isWanted)) {
    throw new SheetRefused(refuseFile('UNKNOWN_SHEET', {}, wanted, names));
  }

  const context = {
    strings: await sharedStringsOf(parts, relations.ofType.get('sharedStrings')),
    styles: await dateStylesOf(parts, relations.ofType.get('styles')),
    from1904: await isFrom1904(parts),
  };
  const filled: { name: string; part: string; layout: Layout }[] = [];
  for (const sheet of wanted === undefined ? shown : sheets.filter(isWanted)) {
    const layout = await layoutOf(parts, sheet.part);
    if (layout.rows === 0) continue;
    const head = wanted === undefined ? headOfExport(sheet.name) : undefined;
    if (head && (await beginsWith(rowsOf(parts, sheet.part, layout, { ...context, read: tidy }), head)))
      continue;
    filled.push({ ...sheet, layout });
  }
  const [chosen, ...others] = filled;
  if (!chosen) throw new SheetRefused(refuseFile('NO_SHEET', {}));
  if (others.length > 0)
    throw new SheetRefused(
      refuseFile(
        'WHICH_SHEET',
        {},
        filled.map(({ name }) => name),
      ),
    );

  return {
    name: chosen.name,
    hidden,
    rowCount: chosen.layout.rows,
    rows: (read) => rowsOf(parts, chosen.part, chosen.layout, { ...context, read }),
    workbook: { parts, relations, sheets, part: chosen.part, from1904: context.from1904 },
  };
}

async function beginsWith(rows: AsyncGenerator<SheetRow>, head: readonly string[]): Promise<boolean> {
  for await (const { cells } of rows) return head.every((text, column) => cells[column]?.text === text);
  return false;
}

interface Layout {
  rows: number;
  merges: ReadonlyMap<number, readonly Merge[]>;
}

export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Merged cells stand behind the rows that they concern: so they are looked for first. */
async function layoutOf(parts: Parts, part: string): Promise<Layout> {
  const merges = new Map<number, Merge[]>();
  let count = 0;
  let elements = 0;
  let rows = 0;
  let isFilled = false;
  await readWhole(parts, part, {
    open(name, attributes) {
      if (name === 'row') {
        isFilled = false;
        elements += 1;
        if (elements > fileLimits.rowsOfSheet)
          throw new SheetRefused(refuseFile('TOO_MANY_ROWS', {}, fileLimits.rowsOfSheet));
      } else if (name === 'v' || name === 't') isFilled = true;
      else if (name === 'mergeCell') {
        count += 1;
        if (count > fileLimits.merges)
          throw new SheetRefused(refuseFile('BROKEN_WORKBOOK', {}, 'mergeCells'));
        const merge = areaOf(attributes['ref'] ?? '');
        if (!merge || merge.left > merge.right || merge.left >= fileLimits.columns) return;
        // Sideways it is filled only as far as a list goes; downwards it is kept by the row in which it begins.
        const ofRow = merges.get(merge.top);
        if (ofRow) ofRow.push(merge);
        else merges.set(merge.top, [merge]);
      }
    },
    close(name) {
      if (name !== 'row' || !isFilled) return;
      rows += 1;
      if (rows > fileLimits.rows) throw new SheetRefused(refuseFile('TOO_MANY_ROWS', {}, fileLimits.rows));
    },
  });
  return { rows, merges };
}

interface Context {
  strings: readonly string[];
  styles: ReadonlySet<number>;
  from1904: boolean;
  read: ReadText;
}

interface Raw {
  column: number;
  type: string;
  style: number;
  /** Null where the file holds none: the result of a formula may also be an empty text. */
  value: string | null;
  formula: string | null;
}

async function* rowsOf(
  parts: Parts,
  part: string,
  { merges }: Layout,
  context: Context,
): AsyncGenerator<SheetRow> {
  const ready: SheetRow[] = [];
  /** Merged cells that reach down to the row being read. */
  let reaching: { merge: Merge; anchor: Cell }[] = [];
  let number = 0;
  let cells: Cell[] = [];
  let raw: Raw | null = null;
  let inside: 'value' | 'formula' | 'text' | null = null;
  let isPhonetic = false;

  const finishRow = () => {
    const taken = new Set<number>();
    const fill = ({ left, right }: Merge, own: Cell, repeated: Cell) => {
      for (let column = left; column <= Math.min(right, fileLimits.columns - 1); column++) {
        if (taken.has(column)) {
          const at = { row: number, column: columnName(column) };
          throw new SheetRefused(refuseFile('MERGES_OVERLAP', at));
        }
        taken.add(column);
        cells[column] = column === left ? own : repeated;
      }
    };
    reaching = reaching.filter(({ merge }) => merge.bottom >= number);
    for (const { merge, anchor } of reaching) {
      const repeated: Cell = { ...anchor, repeats: 'ABOVE' };
      fill(merge, repeated, repeated);
    }
    for (const merge of merges.get(number) ?? []) {
      const anchor = cells[merge.left] ?? { text: '' };
      fill(merge, anchor, { ...anchor, repeats: 'LEFT' });
      if (merge.bottom > number) reaching.push({ merge, anchor });
    }
    const all = Array.from(cells, (cell) => cell ?? { text: '' });
    if (all.some(({ text, trouble }) => text !== '' || trouble)) ready.push({ number, cells: all });
  };

  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1);
        cells = [];
      } else if (name === 'c') {
        const column = attributes['r'] === undefined ? cells.length : columnOf(attributes['r']);
        if (column >= fileLimits.columns) {
          throw new SheetRefused(
            refuseFile('TOO_MANY_COLUMNS', { row: number, column: columnName(column) }, fileLimits.columns),
          );
        }
        raw = {
          column,
          type: attributes['t'] ?? 'n',
          style: Number(attributes['s'] ?? 0),
          value: null,
          formula: null,
        };
      } else if (name === 'v') {
        inside = 'value';
        if (raw) raw.value ??= '';
      } else if (name === 'f' && raw) {
        inside = 'formula';
        raw.formula = '';
      } else if (name === 't' && !isPhonetic) inside = 'text';
      else if (name === 'rPh') isPhonetic = true;
    },
    text(text: string) {
      if (!raw || !inside) return;
      if (inside === 'formula') raw.formula += text;
      else raw.value = (raw.value ?? '') + text;
      const at = { row: number, column: columnName(raw.column) };
      if (raw.formula !== null && raw.formula.length > fileLimits.lettersOfFormula)
        throw new SheetRefused(refuseFile('FORMULA_TOO_LONG', at, fileLimits.lettersOfFormula));
      if (raw.value !== null && raw.value.length > fileLimits.lettersOfCell)
        throw new SheetRefused(refuseFile('CELL_TOO_LONG', at, fileLimits.lettersOfCell));
    },
    close(name: string) {
      if (name === 'rPh') isPhonetic = false;
      else if (name === 'c' && raw) {
        const cell = cellOf(raw, context);
        if (cell) cells[raw.column] = cell;
        raw = null;
      } else if (name === 'row') finishRow();
      else if (name === 'v' || name === 'f' || name === 't') inside = null;
    },
  };
  for await (const _ of parts.read(part, listener)) yield* ready.splice(0);
}

function cellOf(
  { type, style, value: result, formula }: Raw,
  { strings, styles, from1904, read }: Context,
): Cell | null {
  const value = result ?? '';
  // A result that was brought from another file may be from any year, and cannot be looked up here.
  if (formula !== null && /\[\d+\]|\[[^[\]]+\.xls\w?\]/i.test(formula))
    return { text: read(value), trouble: 'EXTERNAL_FORMULA' };
  if (type === 'e') return { text: value, trouble: 'ERROR' };
  if (formula !== null && result === null && type !== 'str')
    return { text: '', trouble: 'FORMULA_WITHOUT_RESULT' };
  if (value === '') return null;
  if (type === 's') {
    const text = strings[Number(value)];
    if (text === undefined) throw new SheetRefused(refuseFile('BROKEN_WORKBOOK', {}, 'sharedStrings'));
    return textCell(text, read);
  }
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' };
  if (type === 'd') return { text: value.slice(0, 10) };
  if (type !== 'n') return textCell(value, read);
  const number = Number(value);
  if (!Number.isFinite(number)) return textCell(value, read);
  if (styles.has(style)) return { text: dayOf(number, from1904) };
  // As the person sees it: 64.3, not 64.299999999999997.
  return { text: String(Number(number.toPrecision(15))) };
}

/** Excel writes as `_x000D_` what XML cannot hold. Of control characters only line ends and tabs are kept. */
function unescaped(value: string): string {
  if (!value.includes('_x')) return value;
  return value.replace(/_x([0-9A-Fa-f]{4})_/g, (all, code: string) => {
    const letter = String.fromCharCode(Number.parseInt(code, 16));
    if (/\p{Cs}/u.test(letter)) return all;
    return /[\t\r\n]/.test(letter) || !/\p{Cc}/u.test(letter) ? letter : ' ';
  });
}

function textCell(value: string, read: ReadText): Cell | null {
  const text = read(unescaped(value));
  if (text === '') return null;
  return /^#(REF|N\/A|VALUE|NAME\?|DIV\/0|NUM|NULL)!?$/.test(text) ? { text, trouble: 'ERROR' } : { text };
}

/** Excel counts days from 1900, with a 29 February that never was, or from 1904. */
function dayOf(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const start = days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const time = start + days * 86_400_000;
  return days > 0 && days < 2_958_466 ? new Date(time).toISOString().slice(0, 10) : String(serial);
}

async function sharedStringsOf(parts: Parts, part: string | undefined): Promise<string[]> {
  if (part === undefined) return [];
  const strings: string[] = [];
  let letters = 0;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  await readWhole(parts, part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic;
    },
    text(piece) {
      if (!isText) return;
      text += piece;
      letters += piece.length;
      if (letters > fileLimits.sharedLetters) throw new SheetRefused(refuseFile('UNPACKS_TOO_LARGE', {}));
      if (text.length > fileLimits.lettersOfCell)
        throw new SheetRefused(refuseFile('CELL_TOO_LONG', {}, fileLimits.lettersOfCell));
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') {
        strings.push(text);
        if (strings.length > fileLimits.sharedTexts)
          throw new SheetRefused(refuseFile('UNPACKS_TOO_LARGE', {}));
      }
    },
  });
  return strings;
}

/** The styles in which a number is shown as a day. */
async function dateStylesOf(parts: Parts, part: string | undefined): Promise<Set<number>> {
  const styles = new Set<number>();
  if (part === undefined) return styles;
  const formats = new Map<number, string>();
  let isOfCells = false;
  let index = 0;
  await readWhole(parts, part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') isOfCells = true;
      else if (name === 'xf' && isOfCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        if (isDayFormat(id, formats.get(id))) styles.add(index);
        index += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return styles;
}

function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  // Without texts, colours and conditions: what is left names parts of a day.
  return /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

export function areaOf(reference: string): Merge | null {
  const [, left = '', top, right = '', bottom] =
    /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(reference) ?? [];
  if (!top || !bottom) return null;
  return { left: columnOf(left), right: columnOf(right), top: Number(top), bottom: Number(bottom) };
}

export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^\$?([A-Z]{1,4})/.exec(reference)?.[1] ?? 'A')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
