/** What each product's recognition says on the reader's day, decided in the browser by the register's own rule. */
import type { Lang } from '../i18n/routes.ts';
import { latestFacts } from '../verdict/latest-facts.ts';
import { standingOf, unpack, type Standing } from '../verdict/standing.ts';
import type { MapContent } from './layers.ts';

export interface Standings {
  of(product: number): Standing;
}

export function standingsOf({ products }: Pick<MapContent, 'products'>, day: string, lang: Lang): Standings {
  const known = new Map<number, Standing>();
  return {
    of(product) {
      const standing =
        known.get(product) ??
        standingOf(latestFacts(products.slug[product], products.facts[product] ?? []).map(unpack), day, lang);
      known.set(product, standing);
      return standing;
    },
  };
}
