import { crc32, deflateRawSync } from 'node:zlib';
import type { Remark } from './remark.rules.ts';
import { SheetRefused } from './sheet-refused.ts';

/** A ZIP file, as a program that means no good could also write it. */
export function zip(
  parts: Readonly<Record<string, string | Buffer>>,
  lies: { size?: number; flags?: number } = {},
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const content = Buffer.from(part as string);
    const packed = deflateRawSync(content);
    const own = Buffer.from(name);
    const entry = Buffer.alloc(26);
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(0x0800 | (lies.flags ?? 0), 2);
    entry.writeUInt16LE(8, 4);
    entry.writeUInt32LE(crc32(content), 10);
    entry.writeUInt32LE(packed.length, 14);
    entry.writeUInt32LE(lies.size ?? content.length, 18);
    entry.writeUInt16LE(own.length, 22);
    files.push(Buffer.from('PK\u0003\u0004', 'latin1'), entry, own, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), entry, rest, own);
    offset += 4 + 26 + own.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

export interface TestSheet {
  name?: string;
  state?: string;
  /** A cell is its text, a number, or the XML of a `<c>` with `@` for where it stands. */
  rows: readonly (readonly (string | number | { xml: string } | null)[])[];
  merges?: readonly string[];
}

/** The parts of a workbook with its text inline; what is in `others` comes beside or instead. */
export function workbookParts(
  sheets: readonly TestSheet[],
  others: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const escape = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const cell = (value: TestSheet['rows'][number][number], at: string) => {
    if (value === null || value === '') return '';
    if (typeof value === 'object') return value.xml.replace('@', `r="${at}"`);
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
  };
  const worksheet = ({ rows, merges = [] }: TestSheet) =>
    `<worksheet xmlns="${main}"><sheetData>${rows
      .map(
        (row, y) =>
          `<row r="${y + 1}">${row.map((value, x) => cell(value, `${String.fromCharCode(65 + x)}${y + 1}`)).join('')}</row>`,
      )
      .join(
        '',
      )}</sheetData>${merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`;
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${escape(name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join('')}${['sharedStrings', 'styles']
      .filter((type) => `xl/${type}.xml` in others)
      .map((type) => `<Relationship Id="${type}" Type="${relations}/${type}" Target="${type}.xml"/>`)
      .join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet)]),
    ),
    ...others,
  };
}

export const workbook = (sheets: readonly TestSheet[], others?: Readonly<Record<string, string>>): Buffer =>
  zip(workbookParts(sheets, others));

/** Why reading was refused. Anything else that goes wrong is thrown on. */
export async function refusalOf(reading: () => Promise<unknown>): Promise<Remark> {
  try {
    await reading();
  } catch (error) {
    if (error instanceof SheetRefused) return error.remark;
    throw error;
  }
  throw new Error('It was read');
}
