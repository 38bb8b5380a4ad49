/** What a popup says: of one product, of the products at one place, of a zone, of a commune. */
import { href, type Lang } from '../i18n/routes.ts';
import { h } from './dom.ts';
import type { MapContent } from './layers.ts';
import { placeName } from './markers.ts';
import type { Standings } from './standings.ts';
import { arrow } from './symbols.ts';
import { toneOf } from './hatch.ts';
import type { Words } from './words.ts';

export interface CardContext {
  data: MapContent;
  words: Words;
  lang: Lang;
  standings: Standings;
}

export function productCard({ data, words, lang, standings }: CardContext, product: number): HTMLElement {
  const name = data.products.name[product] ?? '';
  const point = data.products.point[product] ?? -1;
  const place = placeName(data, point);
  const producer = data.products.producer[product];
  return card(
    name,
    badgeOf(standings, product),
    h('h3', { class: 'hm-card__name', lang: 'vi' }, name),
    h('p', {}, chipOf(standings, product)),
    producer && h('p', { class: 'hm-card__line', lang: 'vi' }, producer),
    place && h('p', { class: 'hm-card__line', lang: 'vi' }, place),
    h(
      'p',
      { class: 'hm-card__note' },
      data.points.atAddress[point] ? words.atAddress : words.atCommune(place),
    ),
    goTo(href('product', data.products.slug[product] ?? '', lang), words.openProduct),
  );
}

export function productListCard(
  { data, words, lang, standings }: CardContext,
  products: readonly number[],
  point: number,
): HTMLElement {
  const place = placeName(data, point);
  const items = products
    .toSorted((a, b) => standings.of(b).stars - standings.of(a).stars)
    .map((product) => {
      const link = h(
        'a',
        { href: href('product', data.products.slug[product] ?? '', lang), lang: 'vi' },
        data.products.name[product] ?? '',
      );
      return h('li', {}, badgeOf(standings, product), link, chipOf(standings, product));
    });
  return card(
    words.listAt(products.length, place),
    h('p', { class: 'hm-card__over' }, words.products(products.length)),
    h('h3', { class: 'hm-card__name', lang: 'vi' }, place),
    h('ul', { class: 'hm-card__list' }, ...items),
  );
}

export function zoneCard({ data, words, lang }: CardContext, index: number): HTMLElement {
  const zone = data.zones[index];
  const material = zone && data.materials[zone.material];
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

export function communeCard({ data, words, lang }: CardContext, commune: number): HTMLElement {
  const name = data.communes.name[commune] ?? '';
  return card(
    name,
    h('h3', { class: 'hm-card__name', lang: 'vi' }, name),
    h('p', { class: 'hm-card__line' }, words.products(data.communes.products[commune] ?? 0)),
    data.accuracy === 'APPROXIMATE' && h('p', { class: 'hm-card__note' }, words.approximateTerritory),
    goTo(href('commune', data.communes.slug[commune] ?? '', lang), words.openCommune),
  );
}

function badgeOf(standings: Standings, product: number): HTMLElement {
  const { badge, stars, tone } = standings.of(product);
  const glyphs = h('span', { class: 'stars', 'aria-hidden': 'true' });
  return h('span', { class: 'badge', 'data-stars': stars, 'data-tone': tone }, glyphs, badge);
}

function chipOf(standings: Standings, product: number): HTMLElement {
  const { chip, status, tone } = standings.of(product);
  return h('span', { class: 'chip', 'data-status': status, 'data-tone': tone }, chip);
}

const goTo = (url: string, text: string) => h('a', { class: 'hm-card__go', href: url }, text, arrow());

const card = (label: string, ...content: Parameters<typeof h>[2][]) =>
  h('div', { class: 'hm-card', role: 'dialog', 'aria-label': label, tabindex: -1 }, ...content);
