import { describe, expect, it } from 'vitest';
import { isFresh, withMark, type Mark } from './lag.rules.ts';

const BOUND = 1_000;
const mark = (position: number, at: number): Mark => ({ position: BigInt(position), at });
const marks = [mark(100, 0), mark(150, 250), mark(150, 500), mark(200, 750)];

describe('whether a replica is read', () => {
  const known = { marks, answers: true };

  it('is so when it has reached what had been committed within the bound', () => {
    expect(isFresh(known, mark(200, 760), 800, BOUND)).toBe(true);
    expect(isFresh(known, mark(150, 760), 800, BOUND)).toBe(true);
    expect(isFresh(known, mark(150, 760), 1_501, BOUND)).toBe(false);
    expect(isFresh(known, mark(149, 760), 800, BOUND)).toBe(true);
    expect(isFresh(known, mark(149, 760), 1_001, BOUND)).toBe(false);
    expect(isFresh(known, mark(99, 760), 800, BOUND)).toBe(false);
  });

  it('is not so when it has not answered, or nothing is known of the primary', () => {
    expect(isFresh(known, null, 800, BOUND)).toBe(false);
    expect(isFresh(known, mark(200, 760), 1_761, BOUND)).toBe(false);
    expect(isFresh({ marks: [], answers: true }, mark(200, 760), 800, BOUND)).toBe(false);
    expect(isFresh({ marks: [], answers: false }, mark(200, 760), 800, BOUND)).toBe(false);
  });

  it('is so for hours beside a primary at rest', () => {
    let atRest: Mark[] = [];
    for (let at = 0; at <= 7_200_000; at += 250) atRest = withMark(atRest, mark(200, at), BOUND);
    expect(isFresh({ marks: atRest, answers: true }, mark(200, 7_200_000), 7_200_100, BOUND)).toBe(true);
    expect(atRest.length).toBeLessThan(10);
  });

  it('is so after the primary has gone when it has all that was known of it, and only then', () => {
    const gone = { marks, answers: false };
    expect(isFresh(gone, mark(200, 60_000), 60_100, BOUND)).toBe(true);
    expect(isFresh(gone, mark(201, 60_000), 60_100, BOUND)).toBe(true);
    expect(isFresh(gone, mark(199, 60_000), 60_100, BOUND)).toBe(false);
  });

  it('is told from the log of a new primary as soon as that ends before the old one did', () => {
    expect(withMark(marks, mark(120, 1_000), BOUND)).toEqual([mark(120, 1_000)]);
  });
});
