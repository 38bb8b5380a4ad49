import { expect, it } from 'vitest';
import { rangeAsked } from './byte-range.rules.ts';

it.each([
  [undefined, 'whole'],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-', { start: 10, end: 99 }],
  ['bytes=10-500', { start: 10, end: 99 }],
  ['bytes=-8', { start: 92, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=99-', { start: 99, end: 99 }],
  ['bytes=100-', null],
  ['bytes=-0', null],
  // Not understood, and so not heeded.
  ['bytes=-', 'whole'],
  ['bytes=5-4', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=0-1', 'whole'],
  ['bytes=a-b', 'whole'],
] as const)('of 100 bytes %s is %j', (header, expected) => {
  expect(rangeAsked(header, 100)).toEqual(expected);
});
