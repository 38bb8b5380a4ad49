import { describe, expect, it } from 'vitest';
import { gtin14, gtinCheckDigit, hasRightCheckDigit } from './gtin.rules.ts';

// The examples of the GS1 General Specifications and of the Digital Link standard, one of each length.
const known = ['09506000134352', '9506000134352', '614141007349', '95200002', '10614141007346'];

describe('a GTIN', () => {
  it.each(known)('%s has the right check digit, padded or not', (gtin) => {
    expect(hasRightCheckDigit(gtin)).toBe(true);
    expect(hasRightCheckDigit(gtin14(gtin) ?? '')).toBe(true);
  });

  it('notices every single wrong digit', () => {
    for (const gtin of known) {
      for (let at = 0; at < gtin.length; at += 1) {
        for (let digit = 0; digit < 10; digit += 1) {
          if (String(digit) === gtin[at]) continue;
          expect(hasRightCheckDigit(gtin.slice(0, at) + digit + gtin.slice(at + 1))).toBe(false);
        }
      }
    }
  });

  it('is read with spaces and hyphens, and padded to 14 digits', () => {
    expect(gtin14('8 938505 974194')).toBe('08938505974194');
    expect(gtin14('0893-8505-974194')).toBe('08938505974194');
    expect(gtinCheckDigit('893850597419')).toBe(4);
  });

  it.each([
    '',
    '123',
    '1234567',
    '123456789',
    '12345678901',
    '123456789012345',
    '0950600013435X',
    '٠٩٥٠٦٠٠٠١٣٤٣٥٢',
  ])('is not %j', (text) => expect(gtin14(text)).toBeNull());
});
