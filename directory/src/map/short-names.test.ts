import { describe, expect, it } from 'vitest';
import { shortNames } from './short-names.ts';

describe('short names of materials', () => {
  it('are the initials of several words', () => {
    expect(shortNames(['Cà phê', 'Sầu riêng', 'Hồ tiêu', 'Bơ', 'Điều'])).toEqual([
      'CP',
      'SR',
      'HT',
      'B',
      'Đ',
    ]);
  });

  it('are the shortest beginning that tells single words apart', () => {
    expect(shortNames(['Coffee', 'Cocoa', 'Cashew', 'Rice'])).toEqual(['Cof', 'Coc', 'Ca', 'R']);
  });

  it('never meet, also where initials do', () => {
    const names = ['Cà phê', 'Chanh phèn', 'Cam', 'C'];
    const shorts = shortNames(names);
    expect(new Set(shorts).size).toBe(names.length);
  });
});
