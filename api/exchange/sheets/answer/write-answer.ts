import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Counts } from '../list-report.ts';
import type { List } from '../read-list.ts';
import { HUB_SHEET } from '../hub-columns.rules.ts';
import { columnName } from '../sheet-row.rules.ts';
import { readWhole } from '../workbook-parts.ts';
import { columnOf, type Workbook } from '../workbook-rows.ts';
import { isOfHub } from '../fields.rules.ts';
import { inUnicodeFont, type Styles, stylesFor } from './answer-styles.ts';
import {
  heightOf,
  type HubPlaces,
  placesOf,
  rowWriter,
  textCell,
  withHubColumns,
  withHubMerges,
} from './list-sheet.ts';
import type { RowAnswer } from './row-answer.ts';
import { type ColumnRange, type CopiedRow, copySheet, headXml, rowXml, tailXml } from './sheet-copy.ts';
import { type SummaryRow, summaryRows } from './summary-sheet.ts';
import { copyOf, element, escaped } from './xml.rules.ts';
import { readers } from '../letters.rules.ts';

export interface Answer {
  list: List;
  counts: Counts;
  /** What happened to the register, line by line. */
  outcome: readonly string[];
  /** In the order of their rows, as often as they are asked for. */
  rows(): AsyncGenerator<RowAnswer>;
  /** How many answers a row has or waits for at most. */
  cells: number;
  /** By row, the answers that were given, as they are written into a cell. */
  given: ReadonlyMap<number, string>;
  /** Given for all rows, by `all.TOPIC`. */
  forAll: readonly (readonly [name: string, value: string])[];
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
  watch?: ((done: number, total: number) => void) | undefined;
}

/** Questions that have a cell of their own. More of one row are rare, and go into one cell. */
const MOST_ANSWERS = 4;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * Writes the workbook that goes back: what was sent, read and written piece by piece, with the hub's columns. It is put
 * together of what is known to lie still (values, styles, widths, merged cells): nothing that calculates, calls or
 * leads elsewhere is carried over, whatever it may be called.
 */
export async function writeAnswer(path: string, answer: Answer): Promise<void> {
  const { list, today } = answer;
  const { workbook, letters } = list.sheet;
  const cells = Math.min(MOST_ANSWERS, answer.cells);
  const places = placesOf(list.header.columns, await widthOf(list), cells);
  const styles = await stylesFor(workbook?.parts ?? null, workbook?.relations.ofType.get('styles'), letters);
  const sheets = named(workbook?.sheets ?? [{ name: 'Danh sách', part: '', isHidden: false }]);
  const listName = sheets.find(({ part }) => part === (workbook?.part ?? ''))?.name ?? '';
  const texts = workbook?.relations.ofType.get('sharedStrings');
  const theme = workbook?.relations.ofType.get('theme');

  const zip = new ZipFile();
  const options = { mtime: new Date(`${today}T00:00:00Z`), mode: 0o100644 };
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const output = zip.outputStream as Readable;
  const fail = (error: Error) => file.destroy(error);
  zip.on('error', fail);
  output.on('error', fail);
  output.pipe(file);
  const add = (name: string, pieces: () => AsyncGenerator<string>) =>
    zip.addReadStreamLazy(name, options, (give) => {
      const stream = Readable.from(batched(pieces()), { objectMode: false });
      stream.on('error', fail);
      give(null, stream);
    });
  const addText = (name: string, text: () => string) =>
    add(name, async function* () {
      yield XML + text();
    });

  const frame = {
    sheets,
    isDated1904: workbook?.from1904 ?? false,
    hasTexts: texts !== undefined,
    hasTheme: theme !== undefined,
  };
  addText('[Content_Types].xml', () => contentTypes(frame));
  addText('_rels/.rels', () => relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]));
  addText('xl/workbook.xml', () => workbookXml(frame, listName, list.header));
  addText('xl/_rels/workbook.xml.rels', () => workbookRelations(frame));
  const summary = summaryRows({
    list,
    counts: answer.counts,
    places,
    today,
    forAll: answer.forAll,
    outcome: answer.outcome,
  });
  addText('xl/worksheets/sheet1.xml', () => summaryXml(summary, styles, listName));
  sheets.forEach(({ part }, index) => {
    const name = `xl/worksheets/sheet${index + 2}.xml`;
    if (workbook && part !== workbook.part) add(name, () => otherSheet(workbook, part, list, styles));
    else add(name, () => listSheet(answer, places, styles));
  });
  if (workbook && texts !== undefined) add('xl/sharedStrings.xml', () => sharedTexts(workbook, texts, list));
  if (workbook && theme !== undefined) add('xl/theme/theme1.xml', () => themeXml(workbook, theme));
  // Last: what was painted is known once the sheets are written.
  addText('xl/styles.xml', () => styles.xml());
  zip.end();
  await finished(file);
}

/** Sees that what was sent can go back, while nothing is taken in yet: goes through all that is carried over. */
export async function checkAnswerable(list: List): Promise<void> {
  const { workbook, letters } = list.sheet;
  placesOf(list.header.columns, await widthOf(list), 0);
  if (!workbook) return;
  await stylesFor(workbook.parts, workbook.relations.ofType.get('styles'), letters);
  for (const { part } of workbook.sheets) {
    for await (const _ of copySheet(workbook.parts, part, letters));
  }
}

/** Pieces as large as it pays to pack. */
async function* batched(pieces: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  let waiting = '';
  for await (const piece of pieces) {
    waiting += piece;
    if (waiting.length < 64 * 1024) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}

/** How many columns hold something, without those that the hub wrote. */
async function widthOf({ sheet, header }: List): Promise<number> {
  const own = new Set(header.columns.filter(({ field }) => isOfHub(field)).map(({ index }) => index));
  let width = 0;
  const reach = (column: number) => {
    if (column >= width && !own.has(column)) width = column + 1;
  };
  if (!sheet.workbook) {
    for await (const { cells } of sheet.rows()) reach(cells.findLastIndex(({ text }) => text !== ''));
    return width;
  }
  let at = '';
  await readWhole(sheet.workbook.parts, sheet.workbook.part, {
    open(name, attributes) {
      if (name === 'c') at = attributes['r'] ?? '';
      else if ((name === 'v' || name === 't') && at !== '') reach(columnOf(at));
    },
  });
  return width;
}

async function* listSheet(
  { list, rows, given, watch = () => {} }: Answer,
  places: HubPlaces,
  styles: Styles,
): AsyncGenerator<string> {
  const { sheet, header } = list;
  const writer = rowWriter(header, places, styles, given);
  const answers = rows();
  let next = await answers.next();
  let done = 0;
  /** Rows and answers come in the same order. */
  const answerTo = async (row: number): Promise<RowAnswer | null> => {
    while (!next.done && next.value.row < row) next = await answers.next();
    return !next.done && next.value.row === row ? next.value : null;
  };
  const written = async (row: CopiedRow): Promise<string> => {
    done += 1;
    watch(Math.min(done, sheet.rowCount - 1), sheet.rowCount);
    return rowXml(plainly(writer.write(row, await answerTo(row.number)), styles));
  };
  const last = columnName(Math.max(places.remark, ...places.answers));
  let lastRow = header.last;
  const filter = () => element('autoFilter', { ref: `A${header.last}:${last}${lastRow}` });
  const frozen = header.last <= MOST_FROZEN ? header.last : 0;
  if (sheet.workbook) {
    for await (const told of copySheet(sheet.workbook.parts, sheet.workbook.part, sheet.letters)) {
      if ('row' in told) {
        lastRow = Math.max(lastRow, told.row.number);
        yield await written(told.row);
      } else if (!told.isWhole) {
        const columns = withHubColumns(inStyle(told.frame.columns, styles), places);
        yield headXml({ frame: { ...told.frame, columns }, frozen });
      } else {
        const { merges, rest } = told.frame;
        yield tailXml({
          merges: withHubMerges(merges, places, header),
          rest,
          filter: filter(),
          validations: writer.validations(),
        });
      }
    }
  } else {
    const own = await textColumns(list);
    const columns = withHubColumns(own, places);
    yield headXml({ frame: { properties: '', view: {}, format: '', columns }, frozen });
    for await (const { number, cells } of sheet.rows()) {
      lastRow = number;
      const isHead = number >= header.first && number <= header.last;
      const look = (text: string) =>
        isHead
          ? 'LIST_HEADING'
          : number < header.first
            ? 'LABEL'
            : /^[=+\-@\t]/.test(text)
              ? 'FORMULA_LIKE'
              : 'LIST_TEXT';
      yield await written({
        number,
        attributes: withHeight(
          number < header.first
            ? []
            : cells.map(({ text }, column) => [text, Number(own[column]?.attributes['width'] ?? 10)]),
        ),
        cells: cells.map(({ text }, column) => textCell(column, styles.of(look(text)), text)),
      });
    }
    yield tailXml({
      merges: withHubMerges([], places, header),
      filter: filter(),
      validations: writer.validations(),
      ignored: element(
        'ignoredErrors',
        {},
        element('ignoredError', { sqref: `A1:${last}${lastRow}`, numberStoredAsText: 1 }),
      ),
    });
  }
  await answers.return(undefined);
  watch(sheet.rowCount, sheet.rowCount);
}

/** A heading further down would take the whole screen. */
const MOST_FROZEN = 15;

async function* otherSheet(
  { parts }: Workbook,
  part: string,
  { sheet }: List,
  styles: Styles,
): AsyncGenerator<string> {
  for await (const told of copySheet(parts, part, sheet.letters)) {
    if ('row' in told) {
      const cells = told.row.cells.map((cell) => ({ ...cell, style: styles.painted(cell.style, null) }));
      yield rowXml(plainly({ ...told.row, cells }, styles));
    } else if (!told.isWhole)
      yield headXml({ frame: { ...told.frame, columns: inStyle(told.frame.columns, styles) } });
    else yield tailXml(told.frame);
  }
}

/** Styles that a broken file names and does not have are the first one. */
const inStyle = (ranges: readonly ColumnRange[], styles: Styles): ColumnRange[] =>
  ranges.map((range) => ({ ...range, attributes: withStyle('style', range.attributes, styles) }));

const plainly = (row: CopiedRow, styles: Styles): CopiedRow => ({
  ...row,
  attributes: withStyle('s', row.attributes, styles),
});

function withStyle(
  name: 's' | 'style',
  attributes: Readonly<Record<string, string>>,
  styles: Styles,
): Readonly<Record<string, string>> {
  const style = attributes[name];
  return style === undefined
    ? attributes
    : { ...attributes, [name]: String(styles.painted(Number(style), null)) };
}

/** As wide as most of what stands in them needs, and never so wide that the remarks are out of sight. */
async function textColumns({ sheet, header }: List): Promise<ColumnRange[]> {
  const widths: number[] = [];
  let rows = 0;
  for await (const { number, cells } of sheet.rows()) {
    rows += 1;
    if (rows > 500) break;
    // A heading of a group, or a note, may run on over the cells beside it.
    if (number < header.first || cells.filter(({ text }) => text !== '').length < 2) continue;
    cells.forEach(({ text }, index) => {
      const longest = Math.max(...text.split('\n').map((line) => line.length));
      widths[index] = Math.max(widths[index] ?? 6, Math.min(34, longest * 1.1 + 2));
    });
  }
  return Array.from(widths, (width = 6, index) => ({
    min: index + 1,
    max: index + 1,
    attributes: { width: width.toFixed(1), customWidth: '1' },
  }));
}

async function* sharedTexts({ parts }: Workbook, part: string, { sheet }: List): AsyncGenerator<string> {
  const convert = sheet.letters === 'UNICODE' ? (text: string) => text : readers[sheet.letters];
  const copy = copyOf({
    convert,
    change: (name, attributes) => inUnicodeFont(name, attributes, sheet.letters),
  });
  let depth = 0;
  yield `${XML}<sst xmlns="${MAIN}">`;
  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      depth += 1;
      if (depth > 1) copy.open(name, attributes);
    },
    text(text: string) {
      if (depth > 2) copy.text(text);
    },
    close(name: string) {
      if (depth > 1) copy.close(name);
      depth -= 1;
    },
  };
  for await (const _ of parts.read(part, listener)) yield copy.take();
  yield '</sst>';
}

/** Colours and fonts by name. A picture as a filling would lead to a part that is not carried over. */
async function* themeXml({ parts }: Workbook, part: string): AsyncGenerator<string> {
  const copy = copyOf({ prefix: 'a:' });
  let inPicture = 0;
  let depth = 0;
  yield XML;
  const listener = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      depth += 1;
      if (inPicture > 0 || name === 'blipFill') {
        if (inPicture === 0) {
          copy.open('solidFill', {});
          copy.open('schemeClr', { val: 'phClr' });
          copy.close('schemeClr');
          copy.close('solidFill');
        }
        inPicture += 1;
        return;
      }
      copy.open(name, attributes);
    },
    close(name: string) {
      depth -= 1;
      if (inPicture > 0) inPicture -= 1;
      else copy.close(name);
    },
  };
  for await (const _ of parts.read(part, listener))
    yield copy
      .take()
      .replace('<a:theme', '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"');
}

interface Frame {
  sheets: readonly NamedCopy[];
  isDated1904: boolean;
  hasTexts: boolean;
  hasTheme: boolean;
}

interface NamedCopy {
  name: string;
  part: string;
  isHidden: boolean;
}

/** As Excel wants them: each of its own, and of 31 letters. */
function named(sheets: readonly NamedCopy[]): NamedCopy[] {
  const taken = new Set([HUB_SHEET.toLowerCase()]);
  return sheets.map((sheet, index) => {
    const plain = sheet.name
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .replaceAll(/^'|'$/g, '')
      .slice(0, 31)
      .trim();
    const name =
      plain === '' || taken.has(plain.toLowerCase()) ? `${plain.slice(0, 24)} (${index + 1})`.trim() : plain;
    taken.add(name.toLowerCase());
    return { ...sheet, name };
  });
}

function contentTypes({ sheets, hasTexts, hasTheme }: Frame): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const part = (name: string, kind: string) =>
    element('Override', { PartName: `/xl/${name}`, ContentType: kind });
  return `<Types xmlns="${PACKAGE}/content-types">${[
    element('Default', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
    part('workbook.xml', `${type}.sheet.main+xml`),
    part('styles.xml', `${type}.styles+xml`),
    ...[...sheets, null].map((_, index) => part(`worksheets/sheet${index + 1}.xml`, `${type}.worksheet+xml`)),
    hasTexts ? part('sharedStrings.xml', `${type}.sharedStrings+xml`) : '',
    hasTheme ? part('theme/theme1.xml', 'application/vnd.openxmlformats-officedocument.theme+xml') : '',
  ].join('')}</Types>`;
}

const relationships = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(([Id, type, Target]) => element('Relationship', { Id, Type: `${RELATIONS}/${type}`, Target }))
    .join('')}</Relationships>`;

const workbookRelations = ({ sheets, hasTexts, hasTheme }: Frame): string =>
  relationships([
    ...[...sheets, null].map(
      (_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const,
    ),
    ['styles', 'styles', 'styles.xml'],
    ...(hasTexts ? [['texts', 'sharedStrings', 'sharedStrings.xml'] as const] : []),
    ...(hasTheme ? [['theme', 'theme', 'theme/theme1.xml'] as const] : []),
  ]);

function workbookXml(
  { sheets, isDated1904 }: Frame,
  listName: string,
  { first, last }: List['header'],
): string {
  const all = [{ name: HUB_SHEET, isHidden: false }, ...sheets];
  const list = all.findIndex(({ name }) => name === listName);
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${isDated1904 ? '<workbookPr date1904="1"/>' : ''}<bookViews><workbookView activeTab="0"/></bookViews><sheets>${all
    .map(
      ({ name, isHidden }, index) =>
        `<sheet name="${escaped(name)}" sheetId="${index + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
    )
    .join('')}</sheets>${element(
    'definedNames',
    {},
    element(
      'definedName',
      { name: '_xlnm.Print_Titles', localSheetId: list },
      `${quotedName(listName)}!$${first}:$${last}`,
    ),
  )}</workbook>`;
}

const quotedName = (name: string): string => escaped(`'${name.replaceAll("'", "''")}'`);

const SUMMARY_WIDTHS = [32, 112] as const;

const withHeight = (texts: Parameters<typeof heightOf>[0]): CopiedRow['attributes'] => {
  const height = heightOf(texts);
  return height > ONE_LINE ? { ht: height.toFixed(1), customHeight: '1' } : {};
};
const ONE_LINE = heightOf([]);

function summaryXml(rows: readonly SummaryRow[], styles: Styles, listName: string): string {
  const columns = SUMMARY_WIDTHS.map((width, index) => ({
    min: index + 1,
    max: index + 1,
    attributes: { width: String(width), customWidth: '1' },
  }));
  const links = rows.flatMap(({ leadsTo }, index) =>
    leadsTo === undefined
      ? []
      : [
          element('hyperlink', {
            ref: `B${index + 1}`,
            location: `'${listName.replaceAll("'", "''")}'!${leadsTo}`,
          }),
        ],
  );
  const head = headXml({
    frame: {
      properties: element('sheetPr', {}, '<tabColor rgb="FF1F4E46"/><pageSetUpPr fitToPage="1"/>'),
      view: { showGridLines: '0' },
      format: '',
      columns,
    },
    isFirst: true,
  });
  const body = rows.map(({ label, text, look, labelLook }, index) =>
    rowXml({
      number: index + 1,
      attributes: withHeight(
        look === 'TITLE'
          ? [['\n', 1]]
          : [
              [label, SUMMARY_WIDTHS[0]],
              [text, SUMMARY_WIDTHS[1]],
            ],
      ),
      cells: [
        textCell(0, styles.of(labelLook), label),
        ...(look === 'TITLE' ? [] : [textCell(1, styles.of(look), text)]),
      ],
    }),
  );
  return `${head}${body.join('')}${tailXml({
    merges: rows.flatMap(({ look }, index) =>
      look === 'TITLE' ? [{ left: 0, right: 1, top: index + 1, bottom: index + 1 }] : [],
    ),
    links: links.length > 0 ? element('hyperlinks', {}, links.join('')) : '',
    rest: new Map([['pageSetup', element('pageSetup', { orientation: 'landscape', fitToHeight: 0 })]]),
  })}`.slice(XML.length);
}
