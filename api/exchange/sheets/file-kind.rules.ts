import { refuseFile } from './file-refusals.rules.ts';
import type { Remark } from './remark.rules.ts';

export type FileKind = 'TEXT' | 'WORKBOOK';

const kindOfExtension: Record<string, FileKind> = {
  xlsx: 'WORKBOOK',
  csv: 'TEXT',
  tsv: 'TEXT',
  txt: 'TEXT',
};

/** By their first bytes. */
const otherFormats = [
  ['PDF', '%PDF'],
  ['PNG', '\u0089PNG'],
  ['JPEG', '\u00ff\u00d8\u00ff'],
  ['GZIP', '\u001f\u008b'],
  ['RAR', 'Rar!'],
  ['7-Zip', '7z\u00bc\u00af'],
  ['RTF', '{\\rtf'],
] as const;

/** What a file is by its first bytes; it is refused where its name says otherwise. */
export function fileKindOf(name: string, bytes: Uint8Array): FileKind | Remark {
  if (bytes.length === 0) return refuseFile('FILE_EMPTY', {});
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (['xlsm', 'xltm', 'xlsb'].includes(extension)) return refuseFile('MACROS', {});
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return refuseFile('OLD_WORKBOOK', {});
  const other = otherFormats.find(([, signature]) => head.startsWith(signature));
  if (other) return refuseFile('OTHER_FORMAT', {}, other[0]);
  // What calls itself .xls and opens in Excel is often a page.
  if (/^(\u00ef\u00bb\u00bf)?\s*<(!doctype|html|table|\?xml)/i.test(head))
    return refuseFile('OTHER_FORMAT', {}, 'HTML/XML');

  const isWorkbook = head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006');
  const named = kindOfExtension[extension];
  if (!named) return refuseFile('UNKNOWN_EXTENSION', {}, name);
  const found = isWorkbook ? 'WORKBOOK' : 'TEXT';
  return found === named ? found : refuseFile('WRONG_EXTENSION', {}, name, isWorkbook);
}

/** The last part of a path, whichever system wrote it: where a file lay with somebody is not ours to keep. */
export function fileNameOf(path: string): string {
  const plain = path.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, '');
  return plain.split(/[/\\]/).at(-1)?.slice(-200) || '?';
}
