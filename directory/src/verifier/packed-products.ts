/**
 * What an inspector reads of a code without a network, in parts: of a whole country, a phone needs the one that the code
 * is in. A code alone says which, so that nothing has to be looked up first.
 */
import type { PackedFacts } from '../verdict/standing.ts';

/** Products as they were on the day of the build. */
export interface PackedProducts {
  day: string;
  /** How many parts there are. */
  parts: number;
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

/** The parts that a page has read. It may stay open while they are packed anew, and are more or fewer then. */
export class PackedParts {
  #count: number;
  /** By the number of the part. */
  readonly #read = new Map<number, PackedProducts>();

  constructor(count: number) {
    this.#count = count;
  }

  get areOne(): boolean {
    return this.#count === 1;
  }

  /** The part that a code is in, where it was read. */
  of(code: string): PackedProducts | undefined {
    return this.#read.get(partOf(code, this.#count));
  }

  async read(code: string): Promise<void> {
    const before = this.#count;
    // Of fewer parts the last are gone; the first is always there and says how many.
    if (!(await this.#readPart(partOf(code, before)))) await this.#readPart(1);
    if (this.#count !== before) await this.#readPart(partOf(code, this.#count));
  }

  async #readPart(part: number): Promise<boolean> {
    const response = await fetch(partFile(part));
    if (!response.ok) return false;
    const products = (await response.json()) as PackedProducts;
    if (products.parts !== this.#count) this.#read.clear();
    this.#count = products.parts;
    this.#read.set(part, products);
    return true;
  }
}
