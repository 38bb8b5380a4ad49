/**
 * The files of the search index. The head is small and differs by language: places, regions, materials. Products
 * and their producers follow in parts, the same for both languages, the likeliest first: each answers by itself.
 */
import type { Lang } from '../i18n/routes.ts';

/** Products in a part: small enough to be there before a reader has typed a second letter. */
export const PART_SIZE = 1_000;

export const partsOf = (products: number): number => Math.max(1, Math.ceil(products / PART_SIZE));

export const headFile = (lang: Lang): string => `/search/${lang}.json`;
/** Parts count from 1. */
export const partFile = (part: number): string => `/search/products-${part}.json`;

/** All that must be kept to search without a network; of a register with so many products. */
export const searchFiles = (lang: Lang, products: number): string[] => [
  headFile(lang),
  ...Array.from({ length: partsOf(products) }, (_, index) => partFile(index + 1)),
];
