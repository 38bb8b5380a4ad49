import { latestFacts } from '../verdict/latest-facts.ts';
import { standingOf, unpack, type Standing } from '../verdict/standing.ts';
import type { FilterState } from './filter-state.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchEngine } from './search.ts';

export const UNKNOWN_STARS = '0';

/** What each product is on a day; worked out once for a page. */
export function standings(index: SearchIndex, day: string): Standing[] {
  const { facts, slug } = index.products;
  return facts.map((built, i) => standingOf(latestFacts(slug[i], built).map(unpack), day, 'vi'));
}

/** Numbers of the products that match, in the order of the list; by score first when there is a text. */
export function filterProducts(
  index: SearchIndex,
  engine: SearchEngine,
  standing: readonly Standing[],
  state: FilterState,
): number[] {
  const { products } = index;
  const found = state.q
    ? engine
        .find(state.q)
        .hits.filter((hit) => hit.kind === 'product')
        .map((hit) => hit.number)
    : products.slug.map((_, number) => number);
  const includes = (wanted: string[], value: string | null | undefined) =>
    wanted.length === 0 || (value !== null && value !== undefined && wanted.includes(value));
  return found.filter((i) => {
    // What a council proposed is no star (the API filters alike).
    const stars = standing[i]?.tone === 'council' ? null : standing[i]?.stars;
    return (
      includes(state.stars, stars ? String(stars) : UNKNOWN_STARS) &&
      includes(state.verdict, standing[i]?.status) &&
      includes(state.sector, sectorOf(index, i)) &&
      includes(state.set, products.set[i]?.toString()) &&
      (state.material.length === 0 ||
        (products.materials[i] ?? []).some((one) =>
          state.material.includes(index.materials.slug[one] ?? ''),
        )) &&
      (state.place.length === 0 || placesOf(index, i).some((slug) => state.place.includes(slug)))
    );
  });
}

export function sectorOf({ products, sets, sectors }: SearchIndex, product: number): string | null {
  const set = sets.number.indexOf(products.set[product] ?? -1);
  return sectors.code[sets.sector[set] ?? -1] ?? null;
}

/** A product is found under its commune, or under all that its former place became; and under its former districts. */
function placesOf({ products, places, formers }: SearchIndex, i: number): string[] {
  const place = products.place[i] ?? null;
  const former = products.former[i] ?? null;
  const now = place !== null ? [place] : former !== null ? (formers.successors[former] ?? []) : [];
  return [
    ...now.map((number) => places.slug[number] ?? ''),
    ...(products.districts[i] ?? []).map((number) => formers.slug[number] ?? ''),
  ];
}
