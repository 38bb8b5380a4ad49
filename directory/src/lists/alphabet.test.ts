import { expect, test } from 'vitest';
import { byLetter, firstPageOf, letterOf, partsOf, type Entry } from './alphabet.ts';
import { distinctiveName } from './distinctive-name.ts';

const entry = (name: string): Entry => ({ name, href: `/${name}/` });

test('Đ comes after D, tones do not part a letter, and a letter of the highlands stands with its neighbour', () => {
  const letters = byLetter(
    ['Đá chẻ', 'Dừa', 'Ốc', 'Ô mai', 'Ơi', 'Ổi', 'ổi sấy', 'Čư Kty', 'Cà phê', '3 vị'].map(entry),
  );
  expect(letters.map(({ letter, slug, entries }) => [letter, slug, entries.map(({ name }) => name)])).toEqual(
    [
      ['#', 'khac', ['3 vị']],
      ['C', 'c', ['Cà phê', 'Čư Kty']],
      ['D', 'd', ['Dừa']],
      ['Đ', 'dd', ['Đá chẻ']],
      ['Ô', 'oo', ['Ô mai', 'Ốc', 'Ổi', 'ổi sấy']],
      ['Ơ', 'ow', ['Ơi']],
    ],
  );
  expect(letterOf('Ốc')).toBe('Ô');
});

test('a small register stays on one page; a national one has no page above the longest', () => {
  const many = Array.from({ length: 1_300 }, (_, i) => entry(i % 3 ? `Cà phê ${i}` : `Đá ${i}`));
  expect(partsOf(byLetter(many.slice(0, 400)))).toEqual([]);
  const parts = partsOf(byLetter(many));
  expect(parts.map(({ slug }) => slug)).toEqual(['c', 'c-2', 'dd']);
  const sizes = parts.map(({ letters }) => letters[0]?.entries.length ?? 0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_300);
});

test('an old name has one page at every size: that of its letter, else that of the whole list', () => {
  const many = Array.from({ length: 1_300 }, (_, i) => entry(i % 3 ? `Cư ${i}` : `Đá ${i}`));
  const pageIn = (count: number) => (name: string) =>
    firstPageOf(name, partsOf(byLetter(many.slice(0, count))));
  expect(['Cư M’gar', 'Đông Hòa', 'Tuy An'].map(pageIn(1_300))).toEqual(['c', 'dd', '']);
  expect(['Cư M’gar', 'Đông Hòa', 'Tuy An'].map(pageIn(400))).toEqual(['', '', '']);
});

test.each([
  ['Công ty TNHH MTV Kiên Cường', 'Kiên Cường'],
  ['HTX Sản xuất, Thương mại, Dịch vụ nông nghiệp Macca Ea H’leo', 'Macca Ea H’leo'],
  ['Công ty Trách nhiệm Hữu hạn Êđê cà phê', 'Êđê cà phê'],
  ['Hộ kinh doanh Nguyễn Sơn', 'Nguyễn Sơn'],
  ['Hợp tác xã Nông nghiệp', 'Hợp tác xã Nông nghiệp'],
  ['Trần Thị Thắm', 'Trần Thị Thắm'],
])('%s is filed as %s', (name, filed) => {
  expect(distinctiveName(name)).toBe(filed);
});
