/** The compact index that the browser searches and filters: columns, not objects, and numbers that point into them. */
import type { PackedFacts } from '../verdict/standing.ts';

export interface SearchIndex {
  /** The day for which the build decided. */
  day: string;
  materials: { slug: string[]; name: string[]; symbol: string[]; hue: string[] };
  places: {
    slug: string[];
    name: string[];
    also: string[];
    /** Numbers in `formers` of what it was made from. */
    past: number[][];
  };
  /** Former districts and communes: number of each successor in `places`. */
  formers: {
    slug: string[];
    name: string[];
    also: string[];
    /** Number of the district or province that it was in. */
    within: (number | null)[];
    successors: number[][];
    district: (0 | 1)[];
  };
  producers: {
    slug: string[];
    name: string[];
    /** Other names, with bars between them. */
    also: string[];
    place: (number | null)[];
    former: (number | null)[];
  };
  regions: { slug: string[]; name: string[]; material: (number | null)[] };
  products: {
    slug: string[];
    name: string[];
    also: string[];
    producer: (number | null)[];
    place: (number | null)[];
    /** As the source names it, where no commune of today is known. */
    former: (number | null)[];
    /** Former districts that it is found by. */
    districts: number[][];
    materials: number[][];
    regions: number[][];
    set: (number | null)[];
    sector: (string | null)[];
    symbol: string[];
    hue: string[];
    facts: PackedFacts[][];
  };
}
