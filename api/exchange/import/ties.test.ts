import { describe, expect, it } from 'vitest';
import { fittingRegions, type RegionFacts } from './ties.rules.ts';

const region = (slug: string, communes: string, level = 'DISTRICT', material = 'ca-phe'): RegionFacts => ({
  id: slug,
  slug,
  material,
  level,
  communes: new Set(communes.split(' ')),
});
const regions = [
  region('province', 'a b c d e', 'PROVINCE'),
  region('indication', 'a b c', 'GEOGRAPHICAL_INDICATION'),
  region('cooperative', 'a', 'COOPERATIVE'),
  region('durian', 'a b', 'DISTRICT', 'sau-rieng'),
];
const fitting = (...communes: string[]) =>
  fittingRegions({ material: 'ca-phe', communes }, regions).map(({ slug }) => slug);

describe('fittingRegions', () => {
  it('names the smallest first', () => {
    expect(fitting('b')).toEqual(['indication', 'province']);
  });

  it('asks that every commune where the product can be lies inside', () => {
    expect(fitting('c', 'd')).toEqual(['province']);
    expect(fitting('e', 'f')).toEqual([]);
  });

  it("never guesses a cooperative's own fields", () => {
    expect(fitting('a')).not.toContain('cooperative');
  });

  it('ties nothing whose place is unknown', () => {
    expect(fitting()).toEqual([]);
  });
});
