/** Draws the figures again where the reader's day is not the day of the build. */
import { dictionary } from '../i18n/dictionary.ts';
import { formatDate } from '../i18n/format.ts';
import { pageLang } from '../search/words.ts';
import { table } from './charts.ts';
import { countFigures } from './count.ts';
import type { Counted } from './counted.ts';
import { asOfNow } from '../verdict/as-of-now.ts';
import { draw } from './draw.ts';
import { csvOf, tablesOf, type TableName } from './tables.ts';

const page = document.querySelector<HTMLElement>('[data-figures]');

export async function recount(page: HTMLElement, day: string): Promise<void> {
  const answer = await fetch(page.dataset['figures'] ?? '');
  if (!answer.ok) return;
  const { products, names } = (await answer.json()) as Counted;
  const lang = pageLang();
  const { figures: t } = dictionary(lang);
  const tables = tablesOf(countFigures(products, day), names[lang], lang);
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

asOfNow((day) => {
  if (page && page.dataset['day'] !== day) void recount(page, day);
});
