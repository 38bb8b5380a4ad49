import type { PackedFacts } from '../verdict/standing.ts';

/** The products as they were on the day of the build: what an inspector reads of a code without a network. */
export interface PackedProducts {
  day: string;
  code: string[];
  slug: string[];
  name: string[];
  facts: PackedFacts[][];
}

export const packedProductsFile = '/kiem-tra/products.json';
