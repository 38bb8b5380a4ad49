import { afterEach, expect, test } from 'vitest';
import { learn, latestFacts } from './latest-facts.ts';
import { pack, type StandingFacts } from './standing.ts';

const built: StandingFacts = {
  code: 'R1',
  stars: 4,
  evidence: 'OFFICIAL_NEWS',
  issued: '2025-01-01',
  validUntil: '2028-01-01',
  extendedUntil: null,
  revokedOn: null,
  supersededOn: null,
  potentialFiveStar: false,
};
const revoked = { ...built, revokedOn: '2026-11-20' };
const second = { ...built, code: 'R2', stars: 5 };
afterEach(() => learn({}));

test('a product takes on all that became known of it, a single recognition only its own', () => {
  expect(learn({ a: [revoked, second] })).toBe(true);
  expect(learn({ a: [revoked, second] })).toBe(false);
  expect(latestFacts('a', [pack(built)])).toEqual([pack(revoked), pack(second)]);
  expect(latestFacts(undefined, [pack(built)])).toEqual([pack(revoked)]);
});

test('what nothing is known of stays as it was built', () => {
  learn({ a: [revoked] });
  const other = [pack({ ...built, code: 'R9' })];
  expect(latestFacts('b', other)).toEqual(other);
});
