/**
 * Public codes of products and recognitions: a letter for the kind, six characters, one check character
 * (ISO/IEC 7064, MOD 37-2). Short enough to read out on the telephone; one mistyped character, or two swapped
 * neighbours, is always noticed.
 */

/** The six: no vowel, so that no word appears; no 0, 1, I, L, O, which are taken for one another. */
export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';

const CHECK_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';
const MODULUS = 37;
const RADIX = 2;

/** A code is only given out where its check character is plain: no `*`, and none that is taken for 0, 1 or V. */
const PLAIN_CHECK = /^[0-9A-HJ-NP-TV-Z]$/;

const CODE = new RegExp(`^([PR][${CODE_ALPHABET}]{6})([0-9A-Z])$`);

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

export function isCode(text: string): boolean {
  const [, payload, check] = CODE.exec(text) ?? [];
  return payload !== undefined && check === checkCharacter(payload) && PLAIN_CHECK.test(check);
}
