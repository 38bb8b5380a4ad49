import { expect, it } from 'vitest';
import { wanted } from './accept.ts';

const offered = ['text/html', 'application/ld+json'] as const;

it.each([
  [undefined, 'text/html'],
  ['', 'text/html'],
  ['*/*', 'text/html'],
  ['application/ld+json, text/html', 'application/ld+json'],
  ['application/ld+json;q=0.5, text/html', 'text/html'],
  ['text/html;q=0.2, application/ld+json;q=0.9', 'application/ld+json'],
  ['text/html;q=0, */*', 'application/ld+json'],
  ['Application/LD+JSON ; Q=0.9, */*;q=0.1', 'application/ld+json'],
  ['application/*', 'application/ld+json'],
  ['text/html;q=0', null],
  ['image/png', null],
])('%s wants %s', (accept, type) => {
  expect(wanted(accept, offered)).toBe(type);
});
