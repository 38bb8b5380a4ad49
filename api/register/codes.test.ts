import { describe, expect, it } from 'vitest';
import { checkCharacter, CODE_ALPHABET, codeFrom, isCode, plainCode } from './codes.rules.ts';

const codes = ['P2F5F8KS', 'P6X8SYDR', 'R98KCVR3', 'R8X75XME'];

describe('checkCharacter', () => {
  it('agrees with ISO/IEC 7064 MOD 37-2 as blood donation numbers (ISBT 128) use it', () => {
    expect(checkCharacter('G123498654321')).toBe('H');
  });

  it('refuses what the standard gives no value', () => {
    expect(() => checkCharacter('p2')).toThrow('"p" has no value');
    expect(() => checkCharacter('P*')).toThrow('"*" has no value');
  });
});

describe('isCode', () => {
  it.each(codes)('knows %s', (code) => {
    expect(isCode(code)).toBe(true);
  });

  it('notices every single mistyped character and every swapped pair', () => {
    for (const code of codes) {
      for (let at = 1; at < code.length; at++) {
        for (const other of CODE_ALPHABET) {
          if (other === code[at]) continue;
          expect(isCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
        }
        const next = code[at + 1];
        if (next === undefined || next === code[at]) continue;
        expect(isCode(code.slice(0, at) + next + code[at] + code.slice(at + 2))).toBe(false);
      }
    }
  });

  it.each(['', 'P2F5F8K', 'p2f5f8ks', 'P2F5F8KS ', 'X2F5F8KS', 'P2F5F8K*', 'P0F5F8KS'])(
    'refuses "%s"',
    (text) => {
      expect(isCode(text)).toBe(false);
    },
  );
});

describe('codeFrom', () => {
  it('gives codes that are codes, and none whose check character would be mistaken', () => {
    const codes = Array.from(CODE_ALPHABET, (_, place) => codeFrom('D', [place, 3, 1, 4, 1, 5]));
    const given = codes.filter((code) => code !== null);
    expect(given.every((code) => isCode(code, 'D'))).toBe(true);
    expect(given.length).toBeLessThan(codes.length);
    expect(given.length).toBeGreaterThan(codes.length / 2);
  });

  it('is not taken for the code of a product', () => {
    const code = codeFrom('D', [0, 1, 2, 3, 4, 5]) ?? codeFrom('D', [1, 1, 2, 3, 4, 5]) ?? '';
    expect(isCode(code)).toBe(false);
  });
});

it('understands a code as people write it', () => {
  expect(plainCode(' p2f5-f8 ks')).toBe('P2F5F8KS');
});
