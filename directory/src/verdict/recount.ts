/** Counts that depend on the day are counted again when the reader's now is not that of the build. */
import { formatNumber } from '../i18n/format.ts';
import { standings } from '../search/filter.ts';
import { loadIndex } from '../search/load-index.ts';
import { pageLang } from '../search/words.ts';
import { asOfNow } from './as-of-now.ts';
import { knowsMore } from './latest-facts.ts';

const count = document.querySelector<HTMLElement>('[data-count="in-force"]');

asOfNow((day) => {
  if (count && (count.dataset['day'] !== day || knowsMore())) void recount(count, day);
});

async function recount(count: HTMLElement, day: string): Promise<void> {
  const index = await loadIndex(pageLang());
  const held = standings(index, day).filter(({ status }) => status === 'IN_FORCE').length;
  count.textContent = formatNumber(held, pageLang());
  count.dataset['day'] = day;
}
