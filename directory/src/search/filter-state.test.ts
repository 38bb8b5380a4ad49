import { expect, test } from 'vitest';
import { emptyState, parseState, printState, type FilterState } from './filter-state.ts';

const any = () => true;

test('what is printed is read back the same', () => {
  const states: FilterState[] = [
    emptyState(),
    { ...emptyState(), q: 'cà phê & ca cao' },
    {
      q: 'mắc ca',
      stars: ['4', '5'],
      sector: ['FOOD'],
      set: ['13'],
      place: ['krong-pac'],
      material: ['mac-ca'],
      verdict: ['IN_FORCE'],
    },
  ];
  for (const state of states) expect(parseState(printState(state), any)).toEqual(state);
});

test('an address has one form: fixed order, no empty keys', () => {
  expect(printState(emptyState())).toBe('');
  const state = parseState('?hieu-luc=EXPIRED&sao=5&sao=4&q=ca+phe&noi=', any);
  expect(printState(state)).toBe('?q=ca+phe&sao=5,4&hieu-luc=EXPIRED');
});

test('values that the page does not offer are dropped', () => {
  expect(parseState('?sao=9,4&nganh=x', (key, value) => key === 'stars' && value === '4')).toEqual({
    ...emptyState(),
    stars: ['4'],
  });
});
