/** What a popup says: of one product, of the products at one place, of a zone, of any spot of the map. */
import { href, type Lang } from '../i18n/routes.ts';
import { h } from './dom.ts';
import { toneOf } from './hatch.ts';
import type { Face, PlaceFinding, ProductLine, Sheet } from './survey.ts';
import { arrow } from './symbols.ts';
import type { Words } from './words.ts';

export interface CardContext {
  sheet: Sheet;
  words: Words;
  lang: Lang;
}

export function productCard({ words, lang }: CardContext, product: ProductLine): HTMLElement {
  const { name, place, producer } = product;
  return card(
    name,
    badgeOf(product),
    h('h3', { class: 'hm-card__name', lang: 'vi' }, name),
    h('p', {}, chipOf(product)),
    producer && h('p', { class: 'hm-card__line', lang: 'vi' }, producer),
    place && h('p', { class: 'hm-card__line', lang: 'vi' }, place),
    h('p', { class: 'hm-card__note' }, product.atAddress ? words.atAddress : words.atCommune(place)),
    goTo(href('product', product.slug, lang), words.openProduct),
  );
}

export function productListCard(
  { words, lang }: CardContext,
  products: readonly ProductLine[],
  count: number,
): HTMLElement {
  const place = products[0]?.place ?? '';
  const items = products.map((product) => {
    const link = h('a', { href: href('product', product.slug, lang), lang: 'vi' }, product.name);
    return h('li', {}, badgeOf(product), link, chipOf(product));
  });
  const commune = products[0]?.commune;
  return card(
    words.listAt(count, place),
    h('p', { class: 'hm-card__over' }, words.products(count)),
    h('h3', { class: 'hm-card__name', lang: 'vi' }, place),
    h('ul', { class: 'hm-card__list' }, ...items),
    count > products.length && commune && goTo(href('commune', commune, lang), words.openCommune),
  );
}

export function zoneCard({ sheet, words, lang }: CardContext, index: number): HTMLElement {
  const zone = sheet.zones[index];
  const material = zone && sheet.materials[zone.material];
  if (!zone || !material) return card('');
  return card(
    zone.name,
    h(
      'p',
      { class: `hm-card__over hm-tone-${toneOf(material)}` },
      h('span', { class: 'hm-card__short' }, material.short),
      words.zoneOf(material.name),
    ),
    h('h3', { class: 'hm-card__name', lang: 'vi' }, zone.name),
    h(
      'p',
      { class: 'hm-card__figure' },
      zone.hectares === null ? words.noHectares : words.hectares(zone.hectares, zone.hectaresAsOf),
    ),
    zone.hectaresNote && h('p', { class: 'hm-card__line', lang: 'vi' }, zone.hectaresNote),
    zone.products > 0 && h('p', { class: 'hm-card__line' }, words.products(zone.products)),
    h('p', { class: 'hm-card__note' }, words.accuracy[zone.accuracy]),
    goTo(href('region', zone.slug, lang), words.openZone),
  );
}

/** What is made at a spot of the map and which zones it lies in; null where nothing of ours is. */
export function placeCard(
  { sheet, words, lang }: CardContext,
  { commune, zones, total }: PlaceFinding,
): HTMLElement | null {
  if (commune === null && zones.length === 0) return null;
  const name = commune === null ? '' : (sheet.communes.name[commune] ?? '');
  const slug = commune === null ? undefined : sheet.communes.slug[commune];
  const items = zones.flatMap((index) => {
    const zone = sheet.zones[index];
    const material = zone && sheet.materials[zone.material];
    if (!zone || !material) return [];
    const short = h('span', { class: 'hm-card__short' }, material.short);
    const link = h('a', { href: href('region', zone.slug, lang), lang: 'vi' }, zone.name);
    return [h('li', { class: `hm-card__zone hm-tone-${toneOf(material)}` }, short, link)];
  });
  return card(
    name || words.zones,
    name && h('h3', { class: 'hm-card__name', lang: 'vi' }, name),
    name && h('p', { class: 'hm-card__line' }, words.products(total)),
    items.length > 0 && h('ul', { class: 'hm-card__list' }, ...items),
    sheet.accuracy === 'APPROXIMATE' && h('p', { class: 'hm-card__note' }, words.approximateTerritory),
    slug && goTo(href('commune', slug, lang), words.openCommune),
  );
}

export function badgeOf({ badge, stars, tone }: Face): HTMLElement {
  const glyphs = h('span', { class: 'stars', 'aria-hidden': 'true' });
  return h('span', { class: 'badge', 'data-stars': stars, 'data-tone': tone }, glyphs, badge);
}

export function chipOf({ chip, status, tone }: Face): HTMLElement {
  return h('span', { class: 'chip', 'data-status': status, 'data-tone': tone }, chip);
}

const goTo = (url: string, text: string) => h('a', { class: 'hm-card__go', href: url }, text, arrow());

const card = (label: string, ...content: Parameters<typeof h>[2][]) =>
  h('div', { class: 'hm-card', role: 'dialog', 'aria-label': label, tabindex: -1 }, ...content);
