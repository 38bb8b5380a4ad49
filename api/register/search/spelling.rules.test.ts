import { describe, expect, it } from 'vitest';
import { codeKey, hasMarks, markedKey, plainKey } from './spelling.rules.ts';

describe('keys', () => {
  it.each([
    ['hoà', 'hòa', 'old and new placement of the tone'],
    ['Thuý', 'thúy', 'old and new placement of the tone'],
    ['khoẻ mạnh', 'khỏe mạnh', 'old and new placement of the tone'],
    ['Lý', 'Lí', 'i and y'],
    ['quý', 'quí', 'i and y'],
    ['Mỹ', 'Mĩ', 'i and y'],
    ['Đắk Lắk'.normalize('NFD'), 'Đắk Lắk', 'NFD and NFC'],
    ['Ðắk Nông', 'Đắk Nông', 'Eth and Đ'],
    ["Cư M'gar", 'Cư M’gar', 'apostrophes'],
    ["Ea H'leo", 'Ea H leo', 'an apostrophe and a space'],
    ['Cư M’gar', 'Cư Mgar', 'an apostrophe and nothing'],
    ['Krông Pắk', 'Krông Pắc', 'k and c at the end'],
    ['Đác Lắc', 'đác lắk', 'k and c at the end'],
    ['Krông Ana', 'Krông A Na', 'Ê Đê names'],
    ['Êđê', 'Ê Đê', 'Ê Đê names'],
    ['cà-phê', 'cà phê', 'a hyphen'],
    ['café', 'cà phê', 'other writings'],
    ['macca', 'mắc ca', 'other writings'],
    ['Maca', 'mắc-ca', 'other writings'],
    ['socola', 'sô cô la', 'other writings'],
    ['HTX', 'Hợp tác xã', 'short for long'],
    ['Cty TNHH MTV', 'Công ty trách nhiệm hữu hạn một thành viên', 'short for long'],
    ['TP. BMT', 'Thành phố Buôn Ma Thuột', 'short for long'],
    ['bò 1 nắng', 'bò một nắng', 'a figure and a word'],
    ['3 trong 1', '3 in 1', 'other writings'],
  ])('%s and %s are the same with marks: %s', (one, other) => expect(markedKey(one)).toBe(markedKey(other)));

  it.each([
    ['bò', 'bơ'],
    ['tây', 'tai'],
    ['thuỷ', 'thuý'],
    ['đá', 'da'],
    ['má', 'mạ'],
  ])('%s and %s differ with marks', (one, other) => expect(markedKey(one)).not.toBe(markedKey(other)));

  it.each([
    ['Cà phê Buôn Ma Thuột', 'ca phe buon ma thuot'],
    ['M’Đrắk', 'mdrac'],
    ['Ƀuôn Akŏ Dhông', 'buon ako dhong'],
    ['tây, thuý và tai', 'tay thuy va tai'],
    ['🙂 — …', ''],
  ])('%s is plainly %s', (text, plain) => expect(plainKey(text)).toBe(plain));

  it('of what is already a key change nothing more', () => {
    for (const text of ['Krông Pắk', 'Lý Sơn', 'Ea H leo', 'bò 1 nắng', 'Công ty TNHH MTV Macca']) {
      expect(plainKey(plainKey(text))).toBe(plainKey(text));
    }
  });

  it('of numbers leave out dots, dashes and case', () => {
    expect(codeKey('VietGAP-TT-12-02-66-0035')).toBe('vietgaptt1202660035');
    expect(codeKey('1234/QĐ-UBND')).toBe(codeKey('1234 qd ubnd'));
  });

  it('know whether marks were typed', () => {
    expect(['bơ', 'đa', 'lúa'].every(hasMarks)).toBe(true);
    expect(['bo', "Cu M'gar", 'HTX 2024'].some(hasMarks)).toBe(false);
  });
});
