import { expect, test } from 'vitest';
import { pack, standingOf, unpack, type StandingFacts } from './standing.ts';

const facts = (given: Partial<StandingFacts>): StandingFacts => ({
  code: 'R1',
  stars: 3,
  evidence: 'OFFICIAL_NEWS',
  issued: '2024-07-29',
  validUntil: '2027-07-29',
  extendedUntil: null,
  revokedOn: null,
  supersededOn: null,
  potentialFiveStar: false,
  ...given,
});
const on = (day: string, given: Partial<StandingFacts> = {}) => standingOf([facts(given)], day, 'vi');

test('the last day is still in force; the next is not', () => {
  expect(on('2027-07-29')).toMatchObject({
    tone: 'held',
    badge: '3 sao',
    chip: 'Còn hiệu lực đến 29/07/2027',
  });
  expect(on('2027-07-30')).toMatchObject({ tone: 'past', badge: '3 sao', chip: 'Hết hiệu lực 29/07/2027' });
});

test('a council’s result never looks like a recognition', () => {
  const standing = on('2026-11-24', { evidence: 'COUNCIL_RESULT', validUntil: null });
  expect(standing).toMatchObject({ status: 'NOT_CONFIRMED', tone: 'council', badge: 'Hội đồng xếp 3 sao' });
});

test('a potential five stars is no star', () => {
  const standing = on('2026-11-24', { stars: null, potentialFiveStar: true, evidence: 'COUNCIL_RESULT' });
  expect(standing).toMatchObject({ tone: 'none', stars: 0, badge: 'Tiềm năng 5 sao' });
});

test('unknown stars are said to be unknown, in both languages', () => {
  expect(on('2026-11-24', { stars: null }).badge).toBe('Chưa công bố số sao');
  expect(standingOf([], '2026-11-24', 'en').badge).toBe('Stars not published');
});

test('a year without a day gives the latest day that it can have been', () => {
  const standing = on('2026-11-24', { issued: '2024', validUntil: null });
  expect(standing).toMatchObject({ tone: 'unsure', lastDay: '2027-12-31' });
  expect(standing.chip).toContain('31/12/2027');
});

test('revoked is revoked whatever the printed date', () => {
  expect(on('2026-11-24', { revokedOn: '2026-01-01' })).toMatchObject({ status: 'REVOKED', tone: 'past' });
});

test('facts survive the page', () => {
  const given = facts({ revokedOn: '2026-01-01', potentialFiveStar: true });
  expect(unpack(pack(given))).toEqual(given);
});
