/**
 * Which raw-material regions a product can come from, when nobody said so: the material is the same, and wherever
 * the product's place is, it lies inside the region. Such a tie is inferred and always said to be.
 */

export interface RegionFacts {
  id: string;
  slug: string;
  material: string;
  level: string;
  communes: ReadonlySet<string>;
}

/** More would say less: the smallest regions are the most telling. */
export const MOST_REGIONS = 2;

/**
 * The regions that fit, the smallest first. A cooperative's own fields are never guessed: only its own products
 * come from them, and that has to be said.
 */
export function fittingRegions<Region extends RegionFacts>(
  product: { material: string; communes: readonly string[] },
  regions: readonly Region[],
): Region[] {
  if (product.communes.length === 0) return [];
  return regions
    .filter(({ material, level }) => material === product.material && level !== 'COOPERATIVE')
    .filter(({ communes }) => product.communes.every((commune) => communes.has(commune)))
    .toSorted((a, b) => a.communes.size - b.communes.size || (a.slug < b.slug ? -1 : 1));
}
