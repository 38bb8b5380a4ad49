/** Counts that depend on the day are counted again when the reader's day is not the day of the build. */
import { todayInVietnam } from '../data/today.ts';
import { formatNumber } from '../i18n/format.ts';
import { standings } from '../search/filter.ts';
import { loadIndex } from '../search/load-index.ts';
import { pageLang } from '../search/words.ts';

const count = document.querySelector<HTMLElement>('[data-count="in-force"]');
const today = todayInVietnam();

if (count && count.dataset['day'] !== today) {
  const index = await loadIndex(pageLang());
  const held = standings(index, today).filter(({ status }) => status === 'IN_FORCE').length;
  count.textContent = formatNumber(held, pageLang());
}
