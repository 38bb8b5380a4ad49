import { expect, test } from 'vitest';
import { generateIndex, national } from '../../bench/generated-index.ts';
import { partFiles, partOf, partsOf } from './packed-products.ts';

test('a province is one part; a country has many, about as large as each other, and a code says which', () => {
  expect(partFiles(136)).toEqual(['/kiem-tra/products-1.json']);
  const codes = generateIndex(national).parts.flatMap(({ products }) => products.code);
  const parts = partsOf(codes.length);
  expect(parts).toBe(20);
  const sizes = [...Map.groupBy(codes, (code) => partOf(code, parts)).entries()];
  expect(sizes.map(([part]) => part).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(Math.max(...sizes.map(([, of]) => of.length))).toBeLessThan(1_250);
});
