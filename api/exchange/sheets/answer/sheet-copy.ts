import { fileLimits } from '../file-limits.rules.ts';
import { refuseFile } from '../file-refusals.rules.ts';
import { type Letters, readers } from '../letters.rules.ts';
import { SheetRefused } from '../sheet-refused.ts';
import { columnName } from '../sheet-row.rules.ts';
import type { Parts } from '../workbook-parts.ts';
import { areaOf, columnOf, type Merge } from '../workbook-rows.ts';
import { attributesXml, copyOf, element } from './xml.rules.ts';

/** A row as it goes into the copy: what its cells hold is XML. */
export interface CopiedRow {
  number: number;
  attributes: Readonly<Record<string, string>>;
  cells: CopiedCell[];
}

export interface CopiedCell {
  column: number;
  style: number;
  type: string | undefined;
  inner: string;
}

/** What stands before and behind the rows of a worksheet. */
export interface SheetFrame {
  /** `tabColor` and such; what is left of the way in which the sheet was looked at. */
  properties: string;
  view: Readonly<Record<string, string>>;
  format: string;
  columns: readonly ColumnRange[];
  merges: readonly Merge[];
  /** By the names of their elements: margins, breaks, how it is printed. */
  rest: ReadonlyMap<string, string>;
}

export interface ColumnRange {
  min: number;
  max: number;
  attributes: Readonly<Record<string, string>>;
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const ofRow = ['s', 'customFormat', 'ht', 'customHeight', 'hidden', 'outlineLevel', 'collapsed'];
const ofColumn = ['width', 'customWidth', 'bestFit', 'hidden', 'style', 'outlineLevel', 'collapsed'];
const COLUMNS_OF_SHEET = 16_384;
const ofView = [
  'showGridLines',
  'showRowColHeaders',
  'showZeros',
  'rightToLeft',
  'zoomScale',
  'zoomScaleNormal',
];
/** In the order in which they must stand. Everything else of a worksheet is left behind: it calls, links or draws. */
const restNames = ['printOptions', 'pageMargins', 'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks'];

/** A worksheet in one pass over it: first its frame as far as it stands before the rows, then the rows, then all of it. */
export async function* copySheet(
  parts: Parts,
  part: string,
  letters: Letters,
): AsyncGenerator<{ row: CopiedRow } | { frame: SheetFrame; isWhole: boolean }> {
  const convert = letters === 'UNICODE' ? (text: string) => text : readers[letters];
  let isText = false;
  const copy = copyOf({ convert: (text) => (isText ? convert(text) : text) });
  const frame = {
    properties: '',
    view: {} as Record<string, string>,
    format: '',
    columns: [] as ColumnRange[],
    merges: [] as Merge[],
    rest: new Map<string, string>(),
  };
  const ready: ({ row: CopiedRow } | { frame: SheetFrame; isWhole: boolean })[] = [];
  let depth = 0;
  let section = '';
  let number = 0;
  let row: CopiedRow | null = null;
  let cell: CopiedCell | null = null;
  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      depth += 1;
      if (depth === 2) {
        section = name;
        if (name === 'sheetData') ready.push({ frame, isWhole: false });
        else if (name === 'sheetPr' || name === 'sheetFormatPr' || restNames.includes(name))
          // The name by which macros know a sheet is of no use without them.
          copy.open(name, name === 'sheetPr' ? {} : attributes);
      } else if (section === 'sheetData') {
        if (name === 'row' && depth === 3) {
          number = Number(attributes['r'] ?? number + 1);
          row = { number, attributes: only(attributes, ofRow), cells: [] };
        } else if (name === 'c' && depth === 4 && row) {
          const column = attributes['r'] === undefined ? row.cells.length : columnOf(attributes['r']);
          cell = { column, style: Number(attributes['s'] ?? 0), type: attributes['t'], inner: '' };
        } else if (cell) {
          isText = name === 't' || (name === 'v' && cell.type === 'str');
          copy.open(name, attributes);
        }
      } else if (section === 'sheetViews' && name === 'sheetView' && depth === 3) {
        frame.view = only(attributes, ofView);
      } else if (section === 'cols' && name === 'col') {
        const [min, max] = [Number(attributes['min']), Number(attributes['max'])];
        if (frame.columns.length >= fileLimits.columns * 2)
          throw new SheetRefused(refuseFile('TOO_MANY_COLUMNS', {}, fileLimits.columns));
        if (isColumn(min, max)) frame.columns.push({ min, max, attributes: only(attributes, ofColumn) });
      } else if (section === 'mergeCells' && name === 'mergeCell') {
        const merge = areaOf(attributes['ref'] ?? '');
        if (merge) frame.merges.push(merge);
      } else if (section === 'sheetPr' || restNames.includes(section)) copy.open(name, attributes);
    },
    text(text: string) {
      if (cell || section === 'headerFooter')
        copy.text(section === 'headerFooter' ? text.replaceAll('&G', '') : text);
    },
    close(name: string) {
      if (section === 'sheetData') {
        if (name === 'c' && depth === 4 && row && cell) {
          cell.inner = copy.take();
          if (row.cells.length >= fileLimits.columns)
            throw new SheetRefused(refuseFile('TOO_MANY_COLUMNS', { row: number }, fileLimits.columns));
          if (cell.column < fileLimits.columns) row.cells.push(cell);
          cell = null;
        } else if (name === 'row' && depth === 3 && row) {
          ready.push({ row });
          row = null;
        } else if (cell) {
          copy.close(name);
          isText = false;
        }
      } else if (section === 'sheetPr' || section === 'sheetFormatPr' || restNames.includes(section)) {
        copy.close(name);
        if (depth === 2) {
          const xml = copy.take();
          if (section === 'sheetPr') frame.properties = xml;
          else if (section === 'sheetFormatPr') frame.format = xml;
          else frame.rest.set(section, xml);
        }
      }
      depth -= 1;
      if (depth === 1) section = '';
    },
  };
  for await (const _ of parts.read(part, listener)) {
    if (copy.length() > fileLimits.lettersAtOnce * 4)
      throw new SheetRefused(refuseFile('UNPACKS_TOO_LARGE', {}));
    yield* ready.splice(0);
  }
  yield { frame, isWhole: true };
}

/** As many as Excel keeps: of more, no program has written them. */
const isColumn = (min: number, max: number): boolean =>
  Number.isInteger(min) && Number.isInteger(max) && min >= 1 && min <= max && max <= COLUMNS_OF_SHEET;

const only = (
  attributes: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));

export interface SheetHead {
  frame: Pick<SheetFrame, 'properties' | 'view' | 'format' | 'columns'>;
  /** Rows that stay in sight, and how the sheet is told from others. */
  frozen?: number | undefined;
  isFirst?: boolean;
}

export function headXml({ frame, frozen = 0, isFirst = false }: SheetHead): string {
  const pane =
    frozen > 0
      ? element('pane', {
          ySplit: frozen,
          topLeftCell: `A${frozen + 1}`,
          activePane: 'bottomLeft',
          state: 'frozen',
        })
      : '';
  const view = element(
    'sheetView',
    { ...frame.view, tabSelected: isFirst ? 1 : undefined, workbookViewId: 0 },
    pane,
  );
  const columns = frame.columns
    .toSorted((a, b) => a.min - b.min)
    .map(({ min, max, attributes }) => element('col', { min, max, ...attributes }));
  return [
    `${XML}<worksheet xmlns="${NAMESPACE}">`,
    frame.properties,
    element('sheetViews', {}, view),
    frame.format,
    columns.length > 0 ? element('cols', {}, columns.join('')) : '',
    '<sheetData>',
  ].join('');
}

export function rowXml({ number, attributes, cells }: CopiedRow): string {
  let xml = `<row r="${number}"${attributesXml(attributes)}>`;
  for (const { column, style, type, inner } of cells) {
    const start = `<c r="${columnName(column)}${number}"${style > 0 ? ` s="${style}"` : ''}`;
    xml +=
      inner === ''
        ? `${start}/>`
        : `${start}${type === undefined ? '' : ` t="${typeName(type)}"`}>${inner}</c>`;
  }
  return `${xml}</row>`;
}

const types = ['s', 'str', 'inlineStr', 'b', 'e', 'd', 'n'];
/** What no reader knows is a number, as where nothing is said. */
const typeName = (type: string): string => (types.includes(type) ? type : 'n');

export interface SheetTail {
  merges: readonly Merge[];
  rest?: ReadonlyMap<string, string>;
  /** What stands between the rows and the merged cells, and right behind them. */
  filter?: string;
  validations?: string;
  links?: string;
  ignored?: string;
}

export function tailXml({
  merges,
  rest,
  filter = '',
  validations = '',
  links = '',
  ignored = '',
}: SheetTail): string {
  const merged = merges.map(({ left, top, right, bottom }) =>
    element('mergeCell', { ref: `${columnName(left)}${top}:${columnName(right)}${bottom}` }),
  );
  return [
    '</sheetData>',
    filter,
    merged.length > 0 ? element('mergeCells', {}, merged.join('')) : '',
    validations,
    links,
    ...restNames.map((name) => rest?.get(name) ?? ''),
    ignored,
    '</worksheet>',
  ].join('');
}
