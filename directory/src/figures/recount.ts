/** Draws the figures again where the reader's now is not that of the build, from the index that the search reads. */
import { dictionary } from '../i18n/dictionary.ts';
import { formatDate } from '../i18n/format.ts';
import { loadIndex } from '../search/load-index.ts';
import { factsAt } from '../search/search-index.ts';
import { pageLang } from '../search/words.ts';
import { asOfNow } from '../verdict/as-of-now.ts';
import { knowsMore } from '../verdict/latest-facts.ts';
import { table } from './charts.ts';
import { countFigures } from './count.ts';
import { draw } from './draw.ts';
import { csvOf, tablesOf, type TableName } from './tables.ts';

const page = document.querySelector<HTMLElement>('[data-figures]');

async function recount(page: HTMLElement, day: string): Promise<void> {
  const lang = pageLang();
  const { products, places, sets } = await loadIndex(lang);
  const counted = products.facts.map((_, i) => ({
    set: products.set[i] ?? null,
    commune: places.slug[products.place[i] ?? -1] ?? null,
    facts: factsAt(products, i),
  }));
  const names = { sets: named(sets.number, sets.name), communes: named(places.slug, places.name) };
  const { figures: t } = dictionary(lang);
  const tables = tablesOf(countFigures(counted, day), names, lang);
  for (const section of page.querySelectorAll<HTMLElement>('[data-figure]')) {
    const shown = tables[section.dataset['figure'] as TableName];
    const put = (part: string, markup: string) => {
      const place = section.querySelector(`[data-part="${part}"]`);
      if (place) place.innerHTML = markup;
    };
    put('chart', draw(shown, lang));
    put('table', table(shown, t.titles[shown.name], lang));
    const file = section.querySelector<HTMLAnchorElement>('a[download]');
    if (file) {
      file.href = URL.createObjectURL(new Blob([csvOf(shown)], { type: 'text/csv' }));
      file.download = t.file(shown.name, day);
    }
  }
  for (const told of page.querySelectorAll('[data-day-of]')) told.textContent = formatDate(day, lang);
  page.dataset['day'] = day;
}

const named = (keys: readonly (string | number)[], names: readonly string[]) =>
  Object.fromEntries(keys.map((key, i) => [key, names[i] ?? '']));

asOfNow((day) => {
  // Without the index the page stays true to the day that it names.
  if (page && (page.dataset['day'] !== day || knowsMore())) recount(page, day).catch(() => {});
});
