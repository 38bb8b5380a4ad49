import { expect, test } from 'vitest';
import { spokenStars } from './spoken-stars.ts';

test.each([
  ['OCOP 5 sao', '', ['5']],
  ['cà phê 5 sao', 'cà phê', ['5']],
  ['5sao cà phê', 'cà phê', ['5']],
  ['ca phe bon sao', 'ca phe bon sao', []],
  ['cà phê bốn sao', 'cà phê', ['4']],
  ['mắc ca OCOP 3 sao 4 sao', 'mắc ca', ['3', '4']],
  ['coffee 5 stars', 'coffee', ['5']],
  ['five star coffee', 'coffee', ['5']],
  ['4 ★', '', ['4']],
  ['cà phê OCOP', 'cà phê', []],
  ['OCOP', 'OCOP', []],
  // Nests of swallows, a name with a number, and a number of stars that nobody is given.
  ['yến sào', 'yến sào', []],
  ['4 yến sào', '4 yến sào', []],
  ['6 sao', '6 sao', []],
  ['Sao Việt', 'Sao Việt', []],
])('%s', (typed, text, stars) => {
  expect(spokenStars(typed)).toEqual({ text, stars });
});

test('marks may be written as characters of their own', () => {
  expect(spokenStars('cà phê năm sao'.normalize('NFD'))).toEqual({ text: 'cà phê', stars: ['5'] });
});
