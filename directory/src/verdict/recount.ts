/** Counts that depend on the day are counted again when the reader's now is not that of the build. */
import { formatNumber } from '../i18n/format.ts';
import { loadIndex } from '../search/load-index.ts';
import { factsAt } from '../search/search-index.ts';
import { pageLang } from '../search/words.ts';
import { asOfNow } from './as-of-now.ts';
import { knowsMore } from './latest-facts.ts';
import { standingOf, unpack } from './standing.ts';

const count = document.querySelector<HTMLElement>('[data-count="in-force"]');

asOfNow((day) => {
  if (!count || (count.dataset['day'] === day && !knowsMore())) return;
  // Without a network the count of the build stands.
  recount(count, day).catch(() => {});
});

async function recount(count: HTMLElement, day: string): Promise<void> {
  const { products } = await loadIndex(pageLang());
  const held = products.facts.filter((_, i) => {
    const known = factsAt(products, i).map(unpack);
    return standingOf(known, day, pageLang()).status === 'IN_FORCE';
  }).length;
  count.textContent = formatNumber(held, pageLang());
  count.dataset['day'] = day;
}
