/** Which values of a facet are offered, and in which order. */
import { fold } from '../../../api/register/vietnamese.rules.ts';
import type { Lang } from '../i18n/routes.ts';
import type { FilterKey } from '../../../api/register/products/filter-state.rules.ts';
import type { Catalogue } from './catalogue.ts';
import { labelOf } from './labels.ts';

/** In the bar above the list, from left to right. */
export const facetOrder: FilterKey[] = [
  'stars',
  'verdict',
  'place',
  'material',
  'ending',
  'sector',
  'set',
  'region',
  'producer',
  'legalForm',
  'year',
  'photo',
];

/** Few, and with an order of their own; all others go by how many products they have. */
const inTheirOrder: ReadonlySet<FilterKey> = new Set([
  'stars',
  'verdict',
  'ending',
  'sector',
  'year',
  'photo',
]);

/** As many as are seen at a glance; the rest is found by typing. */
export const GLANCE = 9;

export interface Option {
  value: string;
  label: string;
  count: number;
  isChosen: boolean;
}

export interface Options {
  shown: Option[];
  /** How many more there are. */
  more: number;
}

/** `typed` narrows to labels that have it in them, with marks or without. */
export function optionsOf(
  catalogue: Catalogue,
  key: FilterKey,
  {
    counts,
    chosen,
    typed,
    lang,
  }: { counts: Uint32Array; chosen: readonly string[]; typed: string; lang: Lang },
): Options {
  const facet = catalogue.facets.get(key);
  const wanted = fold(typed);
  const picked = new Set(chosen.map((value) => facet?.numberOf(value)));
  let numbers = [...counts.keys()].filter((number) => counts[number]! > 0 || picked.has(number));
  if (wanted)
    numbers = numbers.filter((number) => fold(labelOf(catalogue, key, number, lang)).includes(wanted));
  if (!inTheirOrder.has(key)) {
    const isPicked = (number: number) => Number(picked.has(number));
    numbers.sort((a, b) => isPicked(b) - isPicked(a) || counts[b]! - counts[a]! || a - b);
  }
  const shown = numbers.slice(0, Math.max(GLANCE, chosen.length));
  return {
    more: numbers.length - shown.length,
    shown: shown.map((number) => ({
      value: facet?.valueOf(number) ?? '',
      label: labelOf(catalogue, key, number, lang),
      count: counts[number]!,
      isChosen: picked.has(number),
    })),
  };
}
