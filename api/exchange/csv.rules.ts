/** Tables as CSV (RFC 4180) that a spreadsheet opens as they are meant. */

/** Without it Excel takes UTF-8 for the letters of its own system. */
export const BYTE_ORDER_MARK = '\uFEFF';

export type Cell = string | number | null;

export const csvText = (headings: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + [headings, ...rows].map(csvRow).join('');

export const csvRow = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`;

/** Also behind apostrophes of its own, so that the one before it can be told from them. */
const likeFormula = /^'*(?:[\t\r\n ]*[=+\-@|%]|[\t\r])/;

/** The text as it was before it was kept from being a formula. */
export const withoutApostrophe = (text: string): string =>
  text.startsWith("'") && likeFormula.test(text) ? text.slice(1) : text;

/** A text that begins like a formula is kept a text by an apostrophe before it; numbers are numbers. */
function written(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = likeFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
