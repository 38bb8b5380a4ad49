import { randomInt } from 'node:crypto';
import { CODE_ALPHABET, codeFrom } from './codes.rules.ts';

/** At random, so that a code does not tell how many there are. */
export function randomCode(letter: string): string {
  for (;;) {
    const code = codeFrom(
      letter,
      Array.from({ length: 6 }, () => randomInt(CODE_ALPHABET.length)),
    );
    if (code) return code;
  }
}
