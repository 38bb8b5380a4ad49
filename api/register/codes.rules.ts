/**
 * Public codes of products (P) and recognitions (R), and the numbers of cases (D): a letter for the kind, six characters, one check character
 * (ISO/IEC 7064, MOD 37-2). Short enough to read out on the telephone; one mistyped character, or two swapped
 * neighbours, is always noticed.
 */

/** The six: no vowel, so that no word appears; no 0, 1, I, L, O, which are taken for one another. */
export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';

const CHECK_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
const LENGTH = 8;
const MODULUS = 37;
const RADIX = 2;

/** A code is only given out where its check character is plain: no `*`, and none that is taken for 0, 1 or V. */
const PLAIN_CHECK = /^[0-9A-HJ-NP-TV-Z]$/;

/** The check character of a payload of digits and capital letters. */
export function checkCharacter(payload: string): string {
  let sum = 0;
  for (const character of payload) {
    const value = CHECK_ALPHABET.indexOf(character);
    if (value < 0 || character === '*')
      throw new RangeError(`"${character}" has no value in ISO 7064 MOD 37-2`);
    sum = ((sum + value) * RADIX) % MODULUS;
  }
  return CHECK_ALPHABET.charAt((MODULUS + 1 - sum) % MODULUS);
}

/** Whether a text is a code as it was given out, by default that of a product or a recognition. */
export function isCode(text: string, letters = 'PR'): boolean {
  const payload = text.slice(0, -1);
  const check = text.slice(-1);
  return (
    text.length === LENGTH &&
    letters.includes(text.charAt(0)) &&
    Array.from(payload.slice(1)).every((character) => CODE_ALPHABET.includes(character)) &&
    PLAIN_CHECK.test(check) &&
    check === checkCharacter(payload)
  );
}

/** A code from six places in the alphabet; null where its check character would not be plain. */
export function codeFrom(letter: string, places: readonly number[]): string | null {
  const payload = letter + places.map((place) => CODE_ALPHABET.charAt(place)).join('');
  const check = checkCharacter(payload);
  return PLAIN_CHECK.test(check) ? payload + check : null;
}

/** A code as people write it: in small letters, with spaces or hyphens. */
export const plainCode = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '');
