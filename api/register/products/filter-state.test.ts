import { expect, test } from 'vitest';
import {
  boxOf,
  emptyState,
  isPlain,
  notUnderstood,
  parseState,
  printState,
  type FilterState,
} from './filter-state.rules.ts';

const any = () => true;
const given = (part: Partial<FilterState>): FilterState => ({ ...emptyState(), ...part });

test('what is printed is read back the same', () => {
  const states: FilterState[] = [
    emptyState(),
    given({ q: 'cà phê & ca cao' }),
    given({ view: 'map' }),
    {
      q: 'mắc ca',
      stars: ['4', '5'],
      sector: ['FOOD'],
      set: ['13'],
      place: ['krong-pac'],
      material: ['mac-ca'],
      verdict: ['IN_FORCE'],
      region: ['mac-ca-viet-farm'],
      producer: ['htx-a'],
      legalForm: ['COOPERATIVE'],
      year: ['2025'],
      ending: ['90'],
      photo: ['co'],
      sort: 'xa',
      near: { lat: 12.67, lon: 108.04, km: 25 },
      box: [107.9, 12.5, 108.2, 12.8],
      view: 'map',
    },
  ];
  for (const state of states) expect(parseState(printState(state), any)).toEqual(state);
});

test('an address has one form: fixed order, no empty keys', () => {
  expect(printState(emptyState())).toBe('');
  const state = parseState('?xep=ten&hieu-luc=EXPIRED&sao=5&sao=4&q=ca+phe&noi=', any);
  expect(printState(state)).toBe('?q=ca+phe&sao=5,4&hieu-luc=EXPIRED&xep=ten');
});

test('values that the page does not offer are dropped', () => {
  expect(parseState('?sao=9,4&nganh=x', (key, value) => key === 'stars' && value === '4')).toEqual(
    given({ stars: ['4'] }),
  );
});

test.each([
  ['?gan=12.6712,108.0393,20', { near: { lat: 12.67, lon: 108.04, km: 25 } }],
  ['?gan=91,108,20', {}],
  ['?gan=12,108', {}],
  ['?gan=a,b,c', {}],
  ['?gan=12,108,-1', {}],
  ['?khung=107.90004,12.5,108.2,12.8', { box: [107.9, 12.5, 108.2, 12.8] }],
  ['?khung=108.2,12.5,107.9,12.8', {}],
  ['?khung=,,,', {}],
  ['?khung=107,95,108,96', {}],
  ['?xep=khong-co', {}],
  // Without a place to start from there is no distance.
  ['?xep=xa', {}],
  ['?xem=gi-do', {}],
] as [string, Partial<FilterState>][])('%s is read as %j', (query, expected) => {
  expect(parseState(query, any)).toEqual(given(expected));
});

test('a view of the map is rounded, and looking at it narrows nothing', () => {
  expect(boxOf([107.90049, 12.5, 108.2, 12.8])).toEqual([107.9, 12.5, 108.2, 12.8]);
  expect(isPlain(given({ view: 'map' }))).toBe(true);
  expect(isPlain(given({ sort: 'ten' }))).toBe(false);
});

test('what an address asks for and the state does not hold is told as it stands there', () => {
  const query = '?noi=xa-a,khong-co&sao=9&gan=999,999&khung=1,2,3&xep=gi-do&xem=ban-do&q=cà phê';
  const state = parseState(query, (_, value) => value === 'xa-a');
  expect(notUnderstood(query, state)).toEqual([
    'sao=9',
    'noi=khong-co',
    'gan=999,999',
    'khung=1,2,3',
    'xep=gi-do',
  ]);
  expect(notUnderstood(printState(state), state)).toEqual([]);
});
