import { expect, test } from 'vitest';
import type { PackedFacts } from '../verdict/standing.ts';
import { bars, columns, escaped } from './charts.ts';
import { classOf, stepsOf, stepWords } from './choropleth.ts';
import { countFigures, type CountedProduct } from './count.ts';
import { csvOf, tablesOf } from './tables.ts';

/** In force for three years from its day of issue, that day included. */
const recognised = (
  code: string,
  stars: number,
  issued: string,
  changes: { revoked?: string; evidence?: PackedFacts[2] } = {},
): PackedFacts => [
  code,
  stars,
  changes.evidence ?? 'SIGNED_DECISION',
  issued,
  `${Number(issued.slice(0, 4)) + 3}${issued.slice(4)}`,
  null,
  changes.revoked ?? null,
  null,
  0,
];
const product = (set: number, commune: string | null, ...facts: PackedFacts[]): CountedProduct => ({
  set,
  commune,
  facts,
});

const products = [
  product(13, 'ea-kao', recognised('R1', 4, '2024-01-10')),
  product(13, 'ea-kao', recognised('R2', 3, '2020-05-02'), recognised('R3', 4, '2023-12-24')),
  product(4, 'krong-na', recognised('R4', 3, '2024-06-01', { revoked: '2026-03-01' })),
  product(4, null, recognised('R5', 5, '2025-02-03', { evidence: 'ASSESSED_ONLY' })),
];

test('each product has one answer, by the rule of the register', () => {
  expect(countFigures(products, '2026-11-24').standing).toEqual([
    { status: 'IN_FORCE', products: 2 },
    { status: 'NOT_CONFIRMED', products: 1 },
    { status: 'REVOKED', products: 1 },
  ]);
});

test('the last day of a recognition is still in force, and the next day is not', () => {
  const held = (day: string) => countFigures(products, day).bySet.find(({ key }) => key === '13')?.inForce;
  const last = countFigures(products.slice(1, 2), '2026-11-24').expiring.find((one) => one.products > 0);
  expect(last).toEqual({ month: '2026-12', products: 1 });
  expect([held('2026-12-23'), held('2026-12-25')]).toEqual([2, 1]);
});

test('years without a recognition stand between those with one; weak evidence is not counted', () => {
  expect(countFigures(products, '2026-11-24').starsByYear).toEqual([
    { year: '2020', three: 1, four: 0, five: 0 },
    { year: '2021', three: 0, four: 0, five: 0 },
    { year: '2022', three: 0, four: 0, five: 0 },
    { year: '2023', three: 0, four: 1, five: 0 },
    { year: '2024', three: 1, four: 1, five: 0 },
  ]);
});

test('a table, its file and its chart say the same', () => {
  const names = {
    sets: { '13': 'Cà phê, ca cao', '4': '=Mật "ong"' },
    communes: { 'ea-kao': 'Phường Ea Kao' },
  };
  const { 'by-set': bySet } = tablesOf(countFigures(products, '2026-11-24'), names, 'vi');
  expect(csvOf(bySet)).toBe(
    '\uFEFFBộ sản phẩm,Sản phẩm,Còn hiệu lực,3 sao,4 sao,5 sao\r\n"Cà phê, ca cao",2,2,0,2,0\r\n"\'=Mật ""ong""",2,0,0,0,0\r\n',
  );
  const drawn = bars(bySet, 'vi');
  expect(drawn.match(/<li /g)).toHaveLength(2);
  expect(drawn.match(/<rect class="part"[^>]*>/g)).toEqual([
    '<rect class="part" data-part="1" x="0%" width="100%" height="14"/>',
  ]);
  expect(drawn).toContain('href="/san-pham/?bo=13"');
  expect(drawn).toContain('=Mật &#34;ong&#34;');
});

test('an empty register draws empty charts', () => {
  const tables = tablesOf(countFigures([], '2026-11-24'), { sets: {}, communes: {} }, 'en');
  expect(tables['stars-by-year'].rows).toEqual([]);
  expect(columns(tables['expiring-by-month'], 'en')).not.toContain('NaN');
  expect(bars(tables.standing, 'en')).toBe('<ol class="bars"></ol>');
});

test('names are never markup', () => {
  expect(escaped('<b>"Krông" & Năng</b>')).toBe('&#60;b&#62;&#34;Krông&#34; &#38; Năng&#60;/b&#62;');
});

test('classes of the map begin at one product and have words without gaps', () => {
  const counts = [0, 0, 1, 1, 1, 2, 3, 3, 4, 9, 14];
  const steps = stepsOf(counts);
  expect(steps[0]).toBe(1);
  expect(classOf(0, steps)).toBe(0);
  expect(classOf(14, steps)).toBe(steps.length);
  expect(stepWords([1, 3, 6], 'vi')).toEqual(['1–2', '3–5', '6 +']);
  expect(stepsOf([0, 0])).toEqual([]);
});
