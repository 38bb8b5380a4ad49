/** Writes a product into the card of another: the same nodes, so that a list of many costs no more than what changes. */
import { href, type Lang } from '../i18n/routes.ts';
import type { Near } from '../../../api/register/products/filter-state.rules.ts';
import { slugAt } from '../search/search-index.ts';
import { pack, standingOf } from '../verdict/standing.ts';
import type { Catalogue } from './catalogue.ts';
import { words } from './words.ts';

export function fillCard(
  item: HTMLElement,
  catalogue: Catalogue,
  product: number,
  { lang, near }: { lang: Lang; near: Near | null },
): void {
  const { products, producers, places, formers } = catalogue.index;
  const card = item.firstElementChild as HTMLElement;
  const slug = slugAt(products, product);
  const km = near && catalogue.distance(product, near);
  put(card, '.distance', km === null ? '' : words[lang].away(km));
  if (card.dataset['slug'] === slug && card.dataset['day'] === catalogue.day) return;

  card.dataset['slug'] = slug;
  card.dataset['day'] = catalogue.day;
  card.removeAttribute('data-highlight');
  const art = card.querySelector<HTMLElement>('.art');
  if (art) art.dataset['hue'] = products.hue[product] ?? '';
  const use = card.querySelector('use');
  const drawing = `/symbols.svg#${products.symbol[product]}`;
  // Telling a drawing what it shows already costs as much as drawing it anew.
  if (use?.getAttribute('href') !== drawing) use?.setAttribute('href', drawing);
  const link = card.querySelector<HTMLAnchorElement>('h3 a');
  if (link) link.href = href('product', slug, lang);
  put(card, 'h3 a', products.name[product] ?? '');
  put(card, '.maker', producers.name[products.producer[product] ?? -1] ?? '');
  const former = formers.name[products.former[product] ?? -1];
  put(
    card,
    '.place',
    places.name[products.place[product] ?? -1] ?? (former ? words[lang].former(former) : ''),
  );

  const facts = catalogue.factsOf(product);
  const { tone, status, stars, badge, chip } = standingOf(facts, catalogue.day, lang);
  const standing = card.querySelector<HTMLElement>('[data-facts]');
  if (standing) {
    standing.dataset['product'] = slug;
    standing.dataset['facts'] = JSON.stringify(facts.map(pack));
    standing.dataset['day'] = catalogue.day;
  }
  for (const part of card.querySelectorAll<HTMLElement>('[data-part]')) {
    const isBadge = part.dataset['part'] === 'badge';
    part.dataset['tone'] = tone;
    part.dataset['status'] = status;
    if (isBadge) part.dataset['stars'] = String(stars);
    put(part, '[data-text]', isBadge ? badge : chip);
  }
}

function put(within: Element, selector: string, text: string): void {
  const place = within.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}
