import { afterEach, expect, test, vi } from 'vitest';
import { generateIndex, national } from '../../bench/generated-index.ts';
import { PackedParts, partFile, partFiles, partOf, partsOf } from './packed-products.ts';

afterEach(() => vi.unstubAllGlobals());

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

test.each([
  { before: 1, now: 3 },
  { before: 3, now: 1 },
  { before: 3, now: 2 },
])(
  'a page that was opened when there were $before parts finds every code in $now',
  async ({ before, now }) => {
    const codes = ['CP-4-2025-001', 'CP-4-2025-002', 'CP-3-2024-017', 'CP-5-2026-100'];
    const parts = Array.from({ length: now }, (_, index) => index + 1).map((part) => ({
      day: '2026-11-24',
      parts: now,
      code: codes.filter((code) => partOf(code, now) === part),
    }));
    const files = new Map(parts.map((part, index) => [partFile(index + 1), part]));
    vi.stubGlobal('fetch', async (file: string) =>
      files.has(file) ? Response.json(files.get(file)) : new Response(null, { status: 404 }),
    );
    for (const code of codes) {
      const products = new PackedParts(before);
      await products.read(code);
      expect(products.of(code)?.code).toContain(code);
    }
  },
);
