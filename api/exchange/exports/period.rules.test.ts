import { expect, it } from 'vitest';
import { periodNamed } from './period.rules.ts';

it.each([
  ['2026', '2026-01-01', '2026-12-31'],
  ['2026-Q1', '2026-01-01', '2026-03-31'],
  ['2026-Q4', '2026-10-01', '2026-12-31'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2025-12', '2025-12-01', '2025-12-31'],
])('%s is from %s to %s', (code, firstDay, lastDay) => {
  expect(periodNamed(code)).toEqual({ code, firstDay, lastDay });
});

it.each(['', '26', '2026-13', '2026-Q5', '2026-q1', '2026-7', '2026-07-01', '1899'])(
  '"%s" is none',
  (code) => {
    expect(periodNamed(code)).toBeNull();
  },
);
