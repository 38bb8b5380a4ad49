import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { aboutFile } from './about-file.rules.ts';
import {
  flatColumns,
  inWords,
  pointCells,
  type Column,
  type Lang,
  type Row,
  type Table,
} from './table.rules.ts';
import type { Contents } from './writers.ts';
import { escaped } from '../sheets/answer/xml.rules.ts';
import { exportSheets } from '../sheets/hub-columns.rules.ts';
import { columnName } from '../sheets/sheet-row.rules.ts';

/** An Excel workbook (ISO/IEC 29500): the rows, what the columns mean, and what the file is. */
export async function* workbookFile(contents: Contents): AsyncGenerator<Uint8Array> {
  const { table, facts, rows, lang } = contents;
  const zip = new ZipFile();
  // The same file has the same bytes, whenever it is made.
  const options = { mtime: new Date(facts.snapshot.recordedAt), mode: 0o100644 };
  const data = Readable.from(dataSheet(table, facts.rows, rows, lang));
  const output = zip.outputStream as Readable;
  for (const source of [data, zip]) source.on('error', (error: Error) => output.destroy(error));
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(XML + text), name, options);
  for (const [name, text] of Object.entries(frame(table, lang))) add(name, text);
  zip.addReadStream(data, 'xl/worksheets/sheet1.xml', options);
  add('xl/worksheets/sheet2.xml', textSheet(dictionary(table, lang), [24, 28, 12, 70, 70]));
  add('xl/worksheets/sheet3.xml', textSheet(aboutFile(facts, lang), [36, 110]));
  zip.end();
  try {
    yield* output;
  } finally {
    data.destroy();
    output.destroy();
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function frame({ title }: Table, lang: Lang): Record<string, string> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const sheets = [title[lang], exportSheets.dictionary[lang].name, exportSheets.about[lang].name].map(
    (name, index) => ({ name, number: index + 1 }),
  );
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${sheets
      .map(
        ({ number }) =>
          `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`,
      )
      .join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(({ name, number }) => `<sheet name="${escaped(name)}" sheetId="${number}" r:id="rId${number}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${sheets
      .map(
        ({ number }) =>
          `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      )
      .join('')}<Relationship Id="rId0" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    // Styles by number: 0 plain, 1 heading, 2 day, 3 text in lines.
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${lang === 'vi' ? 'dd/mm/yyyy' : 'yyyy-mm-dd'}"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
  };
}

const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

async function* dataSheet(
  table: Table,
  count: number,
  chunks: AsyncIterable<readonly Row[]>,
  lang: Lang,
): AsyncGenerator<string> {
  const { columns, geometry } = table;
  const hasPoints = geometry === 'POINT';
  const headings = flatColumns(table).map(({ heading }) => heading[lang]);
  const widths = headings.map((heading) => Math.min(40, heading.length + 4));
  yield `${XML}<worksheet xmlns="${MAIN}">${FROZEN}${colsOf(widths)}<sheetData>${rowXml(
    1,
    headings.map((heading, x) => textCell(x, 1, heading, 1)),
  )}`;
  let y = 1;
  for await (const rows of chunks) {
    yield rows
      .map((row) => {
        y += 1;
        const cells = columns.map((column, x) => cellOf(column, row, x, y, lang));
        const points = hasPoints ? pointCells(row) : [];
        return rowXml(y, [...cells, ...points.map((value, x) => numberCell(columns.length + x, y, value))]);
      })
      .join('');
  }
  yield `</sheetData><autoFilter ref="A1:${columnName(headings.length - 1)}${count + 1}"/></worksheet>`;
}

/** What a column is, told once for people and once for programs. */
function dictionary(table: Table, lang: Lang): string[][] {
  return [
    [...exportSheets.dictionary[lang].head],
    ...flatColumns(table).map(({ key, kind, heading, meaning, words }) => [
      heading[lang],
      key,
      kind,
      meaning[lang],
      Object.entries(words?.[lang] ?? {})
        .map(([code, word]) => `${word} (${code})`)
        .join('; '),
    ]),
  ];
}

function textSheet(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const body = rows.map((row, index) =>
    rowXml(
      index + 1,
      row.map((text, x) => textCell(x, index + 1, text, index === 0 ? 1 : 3)),
    ),
  );
  return `<worksheet xmlns="${MAIN}">${FROZEN}${colsOf(widths)}<sheetData>${body.join('')}</sheetData></worksheet>`;
}

const colsOf = (widths: readonly number[]): string =>
  `<cols>${widths.map((width, x) => `<col min="${x + 1}" max="${x + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

const rowXml = (y: number, cells: readonly string[]): string => `<row r="${y}">${cells.join('')}</row>`;

/** Days and numbers are days and numbers, everything else is text: a formula is never one. */
function cellOf(column: Column, { values }: Row, x: number, y: number, lang: Lang): string {
  const value = inWords(column, values[column.key] ?? null, lang);
  if (typeof value === 'number') return numberCell(x, y, value);
  if (value === null) return '';
  const isDay = (column.kind === 'date' || column.kind === 'when') && value.length === 10;
  return isDay ? `<c r="${columnName(x)}${y}" s="2"><v>${serialOf(value)}</v></c>` : textCell(x, y, value, 0);
}

const numberCell = (x: number, y: number, value: number | null): string =>
  value === null ? '' : `<c r="${columnName(x)}${y}"><v>${value}</v></c>`;

const textCell = (x: number, y: number, text: string, style: number): string =>
  text === ''
    ? ''
    : `<c r="${columnName(x)}${y}" t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** Days since 1899-12-30, as Excel counts them. */
const serialOf = (day: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
