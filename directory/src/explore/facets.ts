/**
 * Columns to filter by: for every product the numbers of its values, in typed arrays. One pass over the products finds
 * what matches and counts every value, each facet without its own filter.
 */
export interface Facet extends Values {
  /** Where the numbers of a product start in `items`; one more than there are products. */
  starts: Uint32Array;
  items: Uint32Array;
}

/** The values of a facet, as they stand in an address. */
export interface Values {
  size: number;
  valueOf(number: number): string;
  numberOf(value: string): number | undefined;
}

export function listed(values: readonly string[]): Values {
  const numbers = new Map(values.map((value, number) => [value, number]));
  return {
    size: values.length,
    valueOf: (number) => values[number] ?? '',
    numberOf: (value) => numbers.get(value),
  };
}

/** Too many to be spelled before they are asked for. What was offered once is found again at once. */
export function spelled(size: number, spell: (number: number) => string): Values {
  const known = new Map<string, number>();
  let next = 0;
  const valueOf = (number: number): string => {
    const value = spell(number);
    known.set(value, number);
    return value;
  };
  return {
    size,
    valueOf,
    numberOf(value) {
      while (!known.has(value) && next < size) valueOf(next++);
      return known.get(value);
    },
  };
}

export function facetOf(
  values: Values,
  products: number,
  numbersOf: (product: number) => readonly number[],
): Facet {
  const starts = new Uint32Array(products + 1);
  const items: number[] = [];
  for (let product = 0; product < products; product++) {
    for (const number of numbersOf(product)) items.push(number);
    starts[product + 1] = items.length;
  }
  return {
    ...values,
    starts,
    items: Uint32Array.from(items),
  };
}

export interface Filtered {
  /** The products that match, in their order. */
  products: Uint32Array;
  /** For each facet asked for: how many products each of its values would show. */
  counts: ReadonlyMap<string, Uint32Array>;
}

/**
 * `chosen` holds the values picked of each facet: any of them is enough, and every facet must be met. `isIn` is what
 * else must hold, whatever the facets say. Only the facets in `counted` are counted.
 */
export function filter(
  facets: ReadonlyMap<string, Facet>,
  products: number,
  chosen: ReadonlyMap<string, readonly string[]>,
  isIn: ((product: number) => boolean) | null,
  counted: readonly string[],
): Filtered {
  // One bit of a product for each facet that it fails.
  const fails = new Uint32Array(products);
  const bits = new Map<string, number>();
  for (const [key, values] of chosen) {
    const facet = facets.get(key);
    if (!facet || values.length === 0) continue;
    const bit = 1 << (bits.size + 1);
    bits.set(key, bit);
    markFailing(facet, values, bit, fails);
  }
  if (isIn) for (let product = 0; product < products; product++) if (!isIn(product)) fails[product]! |= 1;

  const matching = new Uint32Array(products);
  let found = 0;
  for (let product = 0; product < products; product++) if (fails[product] === 0) matching[found++] = product;

  const counts = new Map<string, Uint32Array>();
  for (const key of counted) {
    const facet = facets.get(key);
    if (facet) counts.set(key, countValues(facet, fails, bits.get(key) ?? 0));
  }
  return { products: matching.slice(0, found), counts };
}

function markFailing(facet: Facet, values: readonly string[], bit: number, fails: Uint32Array): void {
  const { starts, items } = facet;
  const isWanted = new Uint8Array(facet.size);
  for (const value of values) {
    const number = facet.numberOf(value);
    if (number !== undefined) isWanted[number] = 1;
  }
  for (let product = 0; product < fails.length; product++) {
    let isMet = false;
    for (let at = starts[product]!; at < starts[product + 1]! && !isMet; at++)
      isMet = isWanted[items[at]!] === 1;
    if (!isMet) fails[product]! |= bit;
  }
}

/** Counts what fails nothing but, at most, the facet's own filter. */
function countValues({ size, starts, items }: Facet, fails: Uint32Array, own: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let product = 0; product < fails.length; product++) {
    if ((fails[product]! & ~own) !== 0) continue;
    for (let at = starts[product]!; at < starts[product + 1]!; at++) counts[items[at]!]!++;
  }
  return counts;
}
