/** What a cell of a file says, of the text that stands in it. */
export type ReadText = (text: string) => string;

/** A row of a list as it stands in the file, whatever the file is. */
export interface SheetRow {
  /** As the file counts: the row of a worksheet, the line on which a row of a text begins. */
  number: number;
  cells: readonly Cell[];
}

export interface Cell {
  /** In NFC, without space around it. A day that a workbook keeps as a number is `2024-07-29`. */
  text: string;
  /** Part of a merged cell whose text stands above or to the left. */
  repeats?: 'ABOVE' | 'LEFT';
  /** Why the text cannot be relied on. */
  trouble?: 'ERROR' | 'EXTERNAL_FORMULA' | 'FORMULA_WITHOUT_RESULT';
}

/** `A`, `B` … `AA`, as a spreadsheet names its columns. */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** Text as it is compared and kept: NFC, and every kind of space one plain space, but for line ends. */
export const tidy = (text: string): string => tidyUnread(text.replaceAll('\u00ad', ''));

/** Of letters that are not known yet: where they are TCVN3, a soft hyphen is its ư. */
export function tidyUnread(text: string): string {
  if (/^[!-~]*( [!-~]+)*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
