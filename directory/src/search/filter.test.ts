import { expect, test } from 'vitest';
import type { PackedFacts } from '../verdict/standing.ts';
import { emptyState, type FilterState } from './filter-state.ts';
import { filterProducts, standings } from './filter.ts';
import { SearchEngine } from './search.ts';
import { testIndex } from './testing.ts';

const inForce: PackedFacts = ['R1', 4, 'OFFICIAL_NEWS', '2025-01-17', '2028-01-17', null, null, null, 0];
const expired: PackedFacts = ['R2', 3, 'OFFICIAL_NEWS', '2022-05-01', '2025-05-01', null, null, null, 0];
const council: PackedFacts = ['R3', 3, 'COUNCIL_RESULT', '2024', null, null, null, null, 0];

/** Commune 0 came from district 0; of the salt, only district 1 is known, which became communes 1 and 2. */
const index = testIndex({
  materials: { slug: ['ca-phe', 'muoi'], name: ['Cà phê', 'Muối'], also: ['Coffee', 'Salt'] },
  sets: { number: [10, 13], name: ['Gia vị', 'Cà phê'], sector: [0, 0] },
  places: { slug: ['xa-a', 'xa-b', 'xa-c'], name: ['Xã A', 'Xã B', 'Xã C'], past: [[], [], []] },
  formers: {
    slug: ['huyen-x', 'huyen-y'],
    name: ['Huyện X', 'Huyện Y'],
    within: [null, null],
    successors: [[0], [1, 2]],
    district: [1, 1],
  },
  products: {
    slug: ['ca-phe-bot', 'ca-phe-hat', 'muoi'],
    name: ['Cà phê bột', 'Cà phê hạt', 'Muối hầm'],
    place: [0, null, null],
    former: [null, null, 1],
    districts: [[0], [], [1]],
    materials: [[0], [0], [1]],
    set: [13, 13, 10],
    facts: [[inForce], [expired], [council]],
  },
});
const engine = new SearchEngine(index);
await engine.grow(() => Promise.resolve());
const found = (given: Partial<FilterState>, day = '2026-11-24') =>
  filterProducts(index, engine, standings(index, day), { ...emptyState(), ...given }).map(
    (number) => index.products.slug[number],
  );

test('without a filter everything is shown, in the order of the page', () => {
  expect(found({})).toEqual(['ca-phe-bot', 'ca-phe-hat', 'muoi']);
});

test('values of one facet widen, facets together narrow', () => {
  // The stars of the third are a council's proposal: no stars.
  expect(found({ stars: ['3', '4'] })).toEqual(['ca-phe-bot', 'ca-phe-hat']);
  expect(found({ stars: ['0'] }).length + found({ stars: ['3', '4', '5'] }).length).toBe(found({}).length);
  expect(found({ stars: ['3'], material: ['ca-phe'] })).toEqual(['ca-phe-hat']);
  expect(found({ q: 'ca phe', set: ['13'], sector: ['FOOD'], stars: ['4'] })).toEqual(['ca-phe-bot']);
});

test('a product is found in its commune, in its old district, and in all that an old district became', () => {
  expect(found({ place: ['xa-a'] })).toEqual(['ca-phe-bot']);
  expect(found({ place: ['huyen-x'] })).toEqual(['ca-phe-bot']);
  for (const slug of ['huyen-y', 'xa-b', 'xa-c']) expect(found({ place: [slug] }), slug).toEqual(['muoi']);
});

test('validity is that of the day asked', () => {
  expect(found({ verdict: ['IN_FORCE'] })).toEqual(['ca-phe-bot']);
  expect(found({ verdict: ['IN_FORCE'] }, '2024-01-01')).toEqual(['ca-phe-hat']);
  expect(found({ verdict: ['NOT_CONFIRMED'] })).toEqual(['muoi']);
  expect(found({ verdict: ['EXPIRED'] }, '2028-01-18')).toEqual(['ca-phe-bot', 'ca-phe-hat']);
});
