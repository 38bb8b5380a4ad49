import { describe, expect, it, test } from 'vitest';
import { plainContact } from './contact.rules.ts';

describe('a contact, however it is written', () => {
  test.each([
    ['PHONE', '905123456', ['0905123456', '0905 123 456', '0905.123.456', '(0905) 123-456', '0905–123–456']],
    ['PHONE', '905123456', ['+84905123456', '+84 905 123 456', '+84 (0)905 123 456', '84905123456']],
    [
      'PHONE',
      '905123456',
      ['0084 905.123.456', '084 905 123 456', 'tel:+84-905-123-456', '０９０５１２３４５６'],
    ],
    ['PHONE', '905123456', ['\u200e+84\u00a0905\u00a0123\u00a0456\u202c']],
    ['PHONE', '841234567', ['084 123 4567', '0841234567', '+84 84 123 4567', '0084841234567', '841234567']],
    ['PHONE', '2623812345', ['0262 3 812 345', '+84 262 381 2345', '842623812345', '+84 (0262) 3812345']],
    ['PHONE', '19001234', ['1900 1234', '1900.1234']],
    ['ZALO', '905123456', ['0905 123 456', 'https://zalo.me/0905123456', 'zalo.me/84905123456']],
    ['ZALO', 'zalo.me/g/abc123', ['zalo.me/g/abc123']],
    ['EMAIL', 'hoa@htx.example', ['Hoa@HTX.example', ' hoa@htx.example\n', 'mailto:hoa@htx.example']],
    ['SHOP', 'https://shop.example/A', [' https://shop.example/A ']],
  ])('%s %s', (kind, plain, spellings) => {
    for (const spelling of spellings)
      expect([spelling, plainContact(kind, spelling)]).toEqual([spelling, plain]);
  });

  it('is not the same for two numbers', () => {
    const numbers = ['0905123456', '0905123457', '0262381234', '02623812345', '0841234567', '0123456789'];
    expect(new Set(numbers.map((number) => plainContact('PHONE', number))).size).toBe(numbers.length);
    expect(plainContact('ZALO', 'zalo.me/g/abc1')).not.toBe(plainContact('ZALO', 'zalo.me/g/xyz1'));
    expect(plainContact('PHONE', 'PLANTED-6')).not.toBe(plainContact('PHONE', 'PLANTED-7'));
    expect(plainContact('SHOP', 'https://shop.example/a')).not.toBe(
      plainContact('SHOP', 'https://shop.example/A'),
    );
  });
});
