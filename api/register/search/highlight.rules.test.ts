import { expect, it } from 'vitest';
import { highlights, suggestion, type Guesses } from './highlight.rules.ts';
import { parseQuery, type SearchQuery, type SearchText } from './search.rules.ts';

const asked = (text: string) => parseQuery(text) as SearchQuery;
const shown = (query: string, texts: SearchText[], guesses?: Guesses) =>
  highlights(texts, asked(query), guesses).map(({ field, fragments }) => {
    expect(fragments.map(({ text }) => text).join('')).toBe(
      texts.find((one) => one.field === field)?.text.normalize('NFC'),
    );
    return fragments.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
  });
const name = (text: string): SearchText[] => [{ field: 'NAME', text }];

it.each([
  ['ca phe', 'Cà phê bột', '[Cà phê] bột'],
  ['PHE', 'Cà phê bột', 'Cà [phê] bột'],
  ['saurieng', 'Sầu riêng sấy', '[Sầu riêng] sấy'],
  ['mac ca', 'Hạt Macca sấy', 'Hạt [Macca] sấy'],
  ['cu mgar', 'Xã Cư M’gar', 'Xã [Cư M’gar]'],
  ['cu m gar', "Xã Cư M'gar", "Xã [Cư M'gar]"],
  ['htx muoi', 'Hợp tác xã Muối', '[Hợp tác xã Muối]'],
  ['hợp tác xã', 'HTX Muối', '[HTX] Muối'],
  ['krong pak', 'Krông Pắc', '[Krông Pắc]'],
  ['hoà', 'Tuy Hòa', 'Tuy [Hòa]'],
  ['rob', 'Cà phê Robusta', 'Cà phê [Robusta]'],
  ['a & b', '<b>a & b</b>', '<[b]>[a] & [b]</[b]>'],
  ['sầu riêng', 'Sầu riêng'.normalize('NFD'), '[Sầu riêng]'],
])('%s in %s', (query, text, expected) => expect(shown(query, name(text))).toEqual([expected]));

it('shows the marks that were asked for, not those alike, where there are such', () => {
  expect(shown('bơ', name('Bơ và bò'))).toEqual(['[Bơ] và bò']);
  expect(shown('bo', name('Bơ và bò'))).toEqual(['[Bơ] và [bò]']);
});

it('leaves out texts that say less than another, and the name that the full name repeats', () => {
  expect(
    shown('ca phe ea tu', [
      { field: 'NAME', text: 'Cà phê Ea Tu' },
      { field: 'MATERIAL', text: 'Cà phê' },
      { field: 'PRODUCER', text: 'HTX Ea Tu' },
    ]),
  ).toEqual(['[Cà phê Ea Tu]']);
  expect(
    shown('lak', [
      { field: 'NAME', text: 'Lắk' },
      { field: 'FULL_NAME', text: 'Huyện Lắk' },
    ]),
  ).toEqual(['Huyện [Lắk]']);
});

it('shows a code as a whole, and only the one asked for', () => {
  const codes: SearchText[] = [{ field: 'CODE', text: 'P2F5F8KS' }];
  expect(shown('p2f5-f8ks', codes)).toEqual(['[P2F5F8KS]']);
  expect(shown('p2f5', codes)).toEqual([]);
});

it('spells a guess as the hit does', () => {
  const guesses = new Map([['rieg', ['rieng', 'rieu']]]);
  expect(suggestion(name('Sầu riêng Dona'), asked('sau rieg'), guesses)).toBe('sầu riêng');
  expect(shown('sau rieg', name('Sầu riêng Dona'), guesses)).toEqual(['[Sầu riêng] Dona']);
});
