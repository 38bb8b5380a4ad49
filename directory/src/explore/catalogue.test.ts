import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { generateIndex, province } from '../../bench/generated-index.ts';
import {
  emptyState,
  filterKeys,
  type FilterKey,
  type FilterState,
} from '../../../api/register/products/filter-state.rules.ts';
import { addPart, openIndex } from '../search/search-index.ts';
import { testIndex } from '../search/testing.ts';
import { learn } from '../verdict/latest-facts.ts';
import type { PackedFacts } from '../verdict/standing.ts';
import { spelled, type Facet } from './facets.ts';
import { Catalogue } from './catalogue.ts';
import { fileName, fileText, rowsOf } from './files.ts';

const inForce: PackedFacts = ['R1', 4, 'OFFICIAL_NEWS', '2025-01-17', '2028-01-17', null, null, null, 0];
const ending: PackedFacts = ['R4', 5, 'OFFICIAL_NEWS', '2023-12-20', '2026-12-20', null, null, null, 0];
const expired: PackedFacts = ['R2', 3, 'OFFICIAL_NEWS', '2022-05-01', '2025-05-01', null, null, null, 0];
const council: PackedFacts = ['R3', 3, 'COUNCIL_RESULT', '2024', null, null, null, null, 0];

/** Commune 0 came from district 0; of the salt, only district 1 is known, which became communes 1 and 2. */
const index = testIndex({
  materials: { slug: ['ca-phe', 'muoi'], name: ['Cà phê', 'Muối'], also: ['Coffee', 'Salt'] },
  sets: { number: [10, 13], name: ['Gia vị', 'Cà phê'], sector: [0, 1] },
  places: {
    slug: ['xa-a', 'xa-b', 'xa-c'],
    name: ['Xã A', 'Xã B', 'Xã C'],
    lat: [126_700, 130_000, null],
    lon: [1_080_400, 1_090_000, null],
    past: [[], [], []],
  },
  formers: {
    slug: ['huyen-x', 'huyen-y'],
    name: ['Huyện X', 'Huyện Y'],
    within: [null, null],
    successors: [[0], [1, 2]],
    district: [1, 1],
  },
  producers: { slug: ['htx'], name: ['=HTX'], also: [''], form: [0], place: [0], former: [null] },
  products: {
    code: ['P1', 'P2', 'P3', 'P4'],
    slug: ['ca-phe-bot', 'ca-phe-hat', 'muoi', 'an'],
    name: ['Cà phê bột', 'Cà phê hạt', 'Muối hầm', 'Ăn liền'],
    producer: [0, null, null, null],
    place: [0, 1, null, 1],
    former: [null, null, 1, null],
    districts: [[0], [], [1], []],
    points: { 1: [126_000, 1_080_000] },
    materials: [[0], [0], [1], []],
    set: [13, 13, 10, null],
    facts: [[inForce], [expired], [council], [ending]],
  },
});
const catalogue = new Catalogue(index, '2026-11-24');
const list = (given: Partial<FilterState>, found: number[] | null = null, counted: FilterKey[] = []) =>
  catalogue.list({ ...emptyState(), ...given }, found, counted);
const names = (given: Partial<FilterState>, found: number[] | null = null) =>
  Array.from(list(given, found).products, (number) => index.products.slug[number]);
const counts = (given: Partial<FilterState>, key: FilterKey) => {
  const counted = list(given, null, [key]).counts.get(key) ?? [];
  const facet = catalogue.facets.get(key) as Facet;
  return Object.fromEntries(
    [...counted].flatMap((count, number) => (count > 0 ? [[facet.valueOf(number), count]] : [])),
  );
};

test('without a filter everything is listed, in the order of the index', () => {
  expect(names({})).toEqual(['ca-phe-bot', 'ca-phe-hat', 'muoi', 'an']);
});

test('values of one facet widen, facets together narrow', () => {
  // The stars of the salt are a council's proposal: no stars.
  expect(names({ stars: ['3', '4'] })).toEqual(['ca-phe-bot', 'ca-phe-hat']);
  expect(names({ stars: ['0'] })).toEqual(['muoi']);
  expect(names({ stars: ['3'], material: ['ca-phe'] })).toEqual(['ca-phe-hat']);
  expect(names({ sector: ['DRINK'], verdict: ['IN_FORCE'] })).toEqual(['ca-phe-bot']);
  expect(names({ producer: ['htx'], legalForm: ['COOPERATIVE'], year: ['2025'] })).toEqual(['ca-phe-bot']);
  expect(names({ ending: ['30'] })).toEqual(['an']);
  expect(names({ ending: ['365'] })).toEqual(['an']);
});

test('a product is found in its commune, in its old district, and in all that an old district became', () => {
  expect(names({ place: ['huyen-x'] })).toEqual(['ca-phe-bot']);
  for (const slug of ['huyen-y', 'xa-c']) expect(names({ place: [slug] }), slug).toEqual(['muoi']);
  expect(names({ place: ['xa-b'] })).toEqual(['ca-phe-hat', 'muoi', 'an']);
});

test('each facet is counted without its own filter and with all others', () => {
  expect(counts({ stars: ['4'] }, 'stars')).toEqual({ 5: 1, 4: 1, 3: 1, 0: 1 });
  expect(counts({ stars: ['4'] }, 'material')).toEqual({ 'ca-phe': 1 });
  expect(counts({ stars: ['4', '3'], verdict: ['EXPIRED'] }, 'stars')).toEqual({ 3: 1 });
});

test('what is counted is what a choice then lists, in a register of 2,000', () => {
  const { head, parts } = generateIndex(province);
  const large = openIndex(head);
  for (const part of parts) addPart(large, part);
  const all = new Catalogue(large, '2026-11-24');
  const state: FilterState = { ...emptyState(), stars: ['4'], material: ['ca-phe', 'dua'] };
  const { counts: counted } = all.list(state, null, filterKeys);
  for (const key of filterKeys) {
    const facet = all.facets.get(key) as Facet;
    for (let number = 0; number < Math.min(12, facet.size); number++) {
      const value = facet.valueOf(number);
      expect([key, value, facet.numberOf(value)]).toEqual([key, value, number]);
      const chosen = all.list({ ...state, [key]: [value] }, null, []).products.length;
      expect([key, value, counted.get(key)?.[number]]).toEqual([key, value, chosen]);
    }
  }
});

test('near a place and within a view count only what has a place there', () => {
  const near = { lat: 12.67, lon: 108.04, km: 10 };
  expect(names({ near })).toEqual(['ca-phe-bot', 'ca-phe-hat']);
  expect(names({ near: { ...near, km: 5 } })).toEqual(['ca-phe-bot']);
  expect(catalogue.distance(1, near)).toBeCloseTo(8.9, 0);
  expect(catalogue.distance(2, near)).toBeNull();
  expect(names({ box: [108.9, 12.9, 109.1, 13.1] })).toEqual(['an']);
});

test('orders', () => {
  expect(names({ sort: 'ten' })).toEqual(['an', 'ca-phe-bot', 'ca-phe-hat', 'muoi']);
  expect(names({ sort: 'sao' })).toEqual(['an', 'ca-phe-bot', 'ca-phe-hat', 'muoi']);
  expect(names({ sort: 'han' })).toEqual(['an', 'ca-phe-bot', 'ca-phe-hat', 'muoi']);
  expect(names({ sort: 'moi' })).toEqual(['ca-phe-bot', 'muoi', 'an', 'ca-phe-hat']);
  expect(names({ near: { lat: 12.6, lon: 108, km: 100 } })).toEqual(['ca-phe-hat', 'ca-phe-bot']);
  expect(names({}, [2, 0])).toEqual(['muoi', 'ca-phe-bot']);
  expect(names({ material: ['ca-phe'] }, [2, 1, 0])).toEqual(['ca-phe-hat', 'ca-phe-bot']);
});

test('another day and a revocation learnt later decide again', () => {
  const other = new Catalogue(index, '2026-11-24');
  const inForceOn = (day: string) => {
    other.redecide(day);
    return Array.from(other.list({ ...emptyState(), verdict: ['IN_FORCE'] }, null, []).products);
  };
  expect(inForceOn('2026-11-24')).toEqual([0, 3]);
  expect(inForceOn('2024-01-01')).toEqual([1, 3]);
  const revoked = other.factsOf(3).map((one) => ({ ...one, revokedOn: '2026-11-20' }));
  learn({ [index.products.slug[3] ?? '']: revoked });
  expect(inForceOn('2026-11-24')).toEqual([0]);
  expect(other.standingOf(3).status).toBe('REVOKED');
  learn({});
});

test('files hold the listed rows in their order, disarmed, with a place only where it is known', () => {
  const rows = rowsOf(catalogue, list({ sort: 'ten' }).products, 'vi', 'https://hub.example');
  const [head, ...lines] = parse(fileText('csv', rows, 'vi'), { bom: true }) as string[][];
  expect(head?.slice(7, 10)).toEqual([
    'Ngày công nhận',
    'Hiệu lực đến',
    'Hiệu lực muộn nhất đến (chưa rõ ngày)',
  ]);
  expect(head?.slice(0, 3)).toEqual(['Mã trong sổ', 'Tên sản phẩm', 'Chủ thể']);
  expect(lines.map(([code]) => code)).toEqual(['P4', 'P1', 'P2', 'P3']);
  expect(lines[1]?.[2]).toBe("'=HTX");
  const { features } = JSON.parse(fileText('geojson', rows, 'vi')) as {
    features: { id: string; geometry: { coordinates: number[] } | null; properties: { url: string } }[];
  };
  expect(features.map(({ id }) => id)).toEqual(['P4', 'P1', 'P2', 'P3']);
  expect(features.map(({ geometry }) => geometry?.coordinates ?? null)).toEqual([
    [109, 13],
    [108.04, 12.67],
    [108, 12.6],
    null,
  ]);
  expect(features[1]?.properties.url).toBe('https://hub.example/san-pham/ca-phe-bot/');
});

test('a file’s name says the filter and the day', () => {
  const state = { ...emptyState(), q: 'Cà phê Đắk', stars: ['4', '5'], place: ['xa-a'] };
  expect(fileName('csv', state, '2026-11-24', 'vi')).toBe(
    'ocop-dak-lak_q-ca-phe-dak_sao-4-5_noi-xa-a_2026-11-24.csv',
  );
  expect(fileName('geojson', emptyState(), '2026-11-24', 'en')).toBe('ocop-dak-lak_all_2026-11-24.geojson');
});

test('an address of a facet with thousands of values is spelled when it is asked for', () => {
  const asked: number[] = [];
  const values = spelled(3, (number) => {
    asked.push(number);
    return `chu-the-${number}`;
  });
  expect(values.valueOf(2)).toBe('chu-the-2');
  expect([values.numberOf('chu-the-2'), asked]).toEqual([2, [2]]);
  expect([values.numberOf('chu-the-1'), asked]).toEqual([1, [2, 0, 1]]);
  expect(values.numberOf('nobody')).toBeUndefined();
});
