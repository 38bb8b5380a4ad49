import { expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

it('lets go of what was not asked for longest, and tells of it', () => {
  const used = new RecentlyUsed<string, number>(2);
  expect([used.set('a', 1), used.set('b', 2)]).toEqual([[], []]);
  expect([used.get('a'), used.get('a')]).toEqual([1, 1]);
  expect(used.set('c', 3)).toEqual([['b', 2]]);
  expect(['a', 'b', 'c'].map((key) => used.get(key))).toEqual([1, undefined, 3]);
  expect(used.set('d', 4)).toEqual([['a', 1]]);
});

it('holds what is set anew once, as the latest', () => {
  const used = new RecentlyUsed<string, number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ] as const)
    expect(used.set(key, value)).toEqual([]);
  expect(used.set('c', 4)).toEqual([['b', 2]]);
  expect(used.get('a')).toBe(3);
  used.clear();
  expect(used.get('a')).toBeUndefined();
});

it('lets go of as many as it takes to hold no more than its weight', () => {
  const used = new RecentlyUsed<string, string>(10, (_key, value) => value.length);
  for (const [key, value] of [
    ['a', '123'],
    ['b', '123'],
    ['c', '1234'],
  ] as const)
    expect(used.set(key, value)).toEqual([]);
  expect(used.get('a')).toBe('123');
  expect(used.set('d', '12345')).toEqual([
    ['b', '123'],
    ['c', '1234'],
  ]);
  used.delete('a');
  expect(used.set('e', '12345')).toEqual([]);
  expect(used.set('d', '12345678901')).toEqual([]);
  expect(['d', 'e'].map((key) => used.get(key))).toEqual([undefined, '12345']);
});
