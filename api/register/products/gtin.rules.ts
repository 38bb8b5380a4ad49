/** GTINs, the numbers under barcodes (GS1 General Specifications): 8, 12, 13 or 14 digits, the last a check digit. */

const LENGTHS = [8, 12, 13, 14];
const LONGEST = 14;

/** A number in the one form that the register keeps: 14 digits. Null where it has no length of a GTIN. */
export function gtin14(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) && LENGTHS.includes(digits.length) ? digits.padStart(LONGEST, '0') : null;
}

/** The check digit of the digits before it: weights 3 and 1 in turn, from the right. */
export function gtinCheckDigit(digits: string): number {
  const sum = [...digits]
    .toReversed()
    .reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

export const hasRightCheckDigit = (gtin: string): boolean =>
  gtinCheckDigit(gtin.slice(0, -1)) === Number(gtin.slice(-1));
