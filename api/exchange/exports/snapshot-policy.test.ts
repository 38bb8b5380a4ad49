import { expect, test } from 'vitest';
import { addDays } from '../../register/recognitions/recognition.rules.ts';
import { keptDays } from './snapshot-policy.rules.ts';

const days = Array.from({ length: 1_000 }, (_, index) => addDays('2024-03-10', index));

test('the newest days, the first of the newest months, and the first of every year are kept', () => {
  expect([...keptDays(days, { daily: 3, monthly: 2 })].toSorted()).toEqual([
    '2024-03-10',
    '2025-01-01',
    '2026-01-01',
    '2026-11-01',
    '2026-12-01',
    '2026-12-02',
    '2026-12-03',
    '2026-12-04',
  ]);
});

test('pruned night by night, what a policy keeps is the same as pruned at once', () => {
  const policy = { daily: 7, monthly: 12 };
  let kept: string[] = [];
  for (const day of days) kept = [...keptDays(kept.concat(day), policy)];
  expect(kept.toSorted()).toEqual([...keptDays(days, policy)].toSorted());
});

test('a hub that misses nights keeps what there is', () => {
  expect(
    [...keptDays(['2026-05-20', '2026-05-03', '2025-12-31'], { daily: 1, monthly: 0 })].toSorted(),
  ).toEqual(['2025-12-31', '2026-05-03', '2026-05-20']);
  expect([...keptDays([], { daily: 7, monthly: 12 })]).toEqual([]);
});
