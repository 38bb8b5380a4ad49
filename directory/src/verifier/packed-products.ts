/**
 * What an inspector reads of a code without a network, in parts: of a whole country, a phone needs the one that the code
 * is in. A code alone says which, so that nothing has to be looked up first.
 */
import type { PackedFacts } from '../verdict/standing.ts';

/** Products as they were on the day of the build. */
export interface PackedProducts {
  day: string;
  code: string[];
  slug: string[];
  name: string[];
  facts: PackedFacts[][];
}

/** Products in a part, about: all of a province. */
const PART_SIZE = 1_000;

export const partsOf = (products: number): number => Math.max(1, Math.ceil(products / PART_SIZE));

/** Codes are drawn by lot, so that parts come out about as large as each other. Counts from 1. */
export function partOf(code: string, parts: number): number {
  let sum = 0;
  for (const letter of code) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return 1 + (sum % parts);
}

export const partFile = (part: number): string => `/kiem-tra/products-${part}.json`;

export const partFiles = (products: number): string[] =>
  Array.from({ length: partsOf(products) }, (_, index) => partFile(index + 1));
