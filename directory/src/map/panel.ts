/** The panel beside the map: the answer to what was asked, and the list that says what is in view. */
import { href, type Lang } from '../i18n/routes.ts';
import { badgeOf, chipOf } from './cards.ts';
import { h } from './dom.ts';
import { toneOf } from './hatch.ts';
import { pageWords } from './page-words.ts';
import { inSlices } from './slices.ts';
import type { Finding, PlaceFinding, ProductLine, Sheet } from './survey.ts';
import { cross } from './symbols.ts';
import { words as mapWords } from './words.ts';

export class Panel {
  #words;
  #map;
  #answer: HTMLElement;
  #list: HTMLElement;
  #status: HTMLElement;
  #count: HTMLElement;
  #turn = 0;

  constructor(
    private readonly page: HTMLElement,
    private readonly lang: Lang,
  ) {
    this.#words = pageWords[lang];
    this.#map = mapWords[lang];
    const part = (name: string) => page.querySelector<HTMLElement>(`[data-${name}]`) ?? h('div');
    this.#answer = part('answer');
    this.#list = part('list');
    this.#status = part('say');
    this.#count = part('in-view');
  }

  say(text: string): void {
    this.#status.textContent = text;
  }

  get isFocused(): boolean {
    return this.#answer.contains(document.activeElement);
  }

  focus(): void {
    requestAnimationFrame(() => this.#answer.querySelector<HTMLElement>('h2')?.focus());
  }

  /** Tells which product or zone of a list the reader is at; null when they leave it. */
  onPoint(tell: (slug: string | null) => void): void {
    const slugOf = (event: Event) =>
      (event.target as Element).closest<HTMLElement>('[data-slug]')?.dataset['slug'] ?? null;
    for (const [enter, leave] of [
      ['pointerover', 'pointerout'],
      ['focusin', 'focusout'],
    ] as const) {
      this.#list.addEventListener(enter, (event) => tell(slugOf(event)));
      this.#list.addEventListener(leave, () => tell(null));
    }
  }

  // ── answers ───────────────────────────────────────────────────────────────

  close(): void {
    this.#answer.hidden = true;
    this.#answer.replaceChildren();
    this.say('');
  }

  place(sheet: Sheet, { commune, products, total, zones }: PlaceFinding): void {
    const words = this.#words;
    if (commune === null && zones.length === 0) return this.#open(words.outside, '');
    const name = commune === null ? words.zones : (sheet.communes.name[commune] ?? '');
    const slug = commune === null ? undefined : sheet.communes.slug[commune];
    this.#open(
      name,
      words.found(total, zones.length),
      h('h3', {}, words.madeHere),
      total === 0 && h('p', { class: 'hint' }, words.noProducts),
      total > 0 && this.#products(sheet, products),
      slug &&
        h(
          'p',
          {},
          h(
            'a',
            { class: 'more', href: href('commune', slug, this.lang) },
            total > products.length ? words.more(total) : words.toCommune,
          ),
        ),
      h('h3', {}, words.zonesHere),
      zones.length === 0 && h('p', { class: 'hint' }, words.noZones),
      zones.length > 0 && this.#zones(sheet, zones),
      sheet.accuracy === 'APPROXIMATE' && h('p', { class: 'hint' }, this.#map.approximateTerritory),
    );
  }

  area(sheet: Sheet, { products, total, zones }: Finding, list: string): void {
    const words = this.#words;
    this.#open(
      words.area,
      words.found(total, zones.length),
      total === 0 && h('p', { class: 'hint' }, words.noProducts),
      total > 0 && h('h3', {}, words.products),
      total > 0 && this.#products(sheet, products),
      total > 0 && h('p', {}, h('a', { class: 'more', href: list }, words.areaList)),
      zones.length > 0 && h('h3', {}, words.zones),
      zones.length > 0 && this.#zones(sheet, zones),
    );
  }

  product(sheet: Sheet, line: ProductLine): void {
    const words = this.#words;
    this.#open(
      line.name,
      [line.producer, line.place || words.noPlace].filter(Boolean).join(' · '),
      h('p', { class: 'map-badges' }, badgeOf(line), chipOf(line)),
      line.zones.length > 0 && h('h3', {}, words.from),
      line.zones.length > 0 && this.#zones(sheet, line.zones),
      h('p', {}, h('a', { class: 'more', href: href('product', line.slug, this.lang) }, words.toProduct)),
    );
  }

  region(sheet: Sheet, slug: string): void {
    const zone = sheet.zones.find((one) => one.slug === slug);
    const material = zone && sheet.materials[zone.material];
    if (!zone || !material) return this.close();
    const { hectares, hectaresAsOf } = zone;
    this.#open(
      zone.name,
      [
        this.#map.zoneOf(material.name),
        hectares === null ? this.#map.noHectares : this.#map.hectares(hectares, hectaresAsOf),
        this.#map.products(zone.products),
      ].join(' · '),
      h('p', { class: 'hint' }, this.#map.accuracy[zone.accuracy]),
      h('p', {}, h('a', { class: 'more', href: href('region', slug, this.lang) }, this.#words.toRegion)),
    );
  }

  nearest(sheet: Sheet, found: readonly { line: ProductLine; km: number }[], note: string): void {
    const lines = found.map(({ line, km }) => this.#product(sheet, line, this.#words.km(km)));
    this.#open(this.#words.near, note, h('ul', { class: 'map-lines' }, ...lines));
  }

  #open(title: string, summary: string, ...content: Parameters<typeof h>[2][]): void {
    const close = h(
      'button',
      { type: 'button', class: 'map-close', 'data-do': 'close-answer', 'aria-label': this.#words.close },
      cross(),
    );
    const back = h(
      'button',
      { type: 'button', class: 'map-back', 'data-do': 'to-map' },
      this.#words.backToMap,
    );
    this.#answer.replaceChildren(
      h(
        'div',
        { class: 'map-answer' },
        h('h2', { tabindex: -1 }, title),
        close,
        summary && h('p', { class: 'map-summary' }, summary),
        ...content,
        back,
      ),
    );
    this.#answer.hidden = false;
    this.say([title, summary].filter(Boolean).join('. '));
    this.page.querySelector('[data-panel]')?.scrollTo?.({ top: 0 });
  }

  // ── the list of what is in view ───────────────────────────────────────────

  async list(sheet: Sheet, { products, total, zones }: Finding, address: string): Promise<void> {
    const mine = ++this.#turn;
    const isStale = () => mine !== this.#turn;
    const made = h('ul', { class: 'map-lines', 'data-list-products': true });
    const isDone = await inSlices(products, (line) => made.append(this.#product(sheet, line)), isStale);
    if (!isDone) return;
    this.#list.replaceChildren(
      ...(total > 0 ? [h('h3', {}, this.#words.products), made] : []),
      ...(total > products.length
        ? [h('p', {}, h('a', { class: 'more', href: address }, this.#words.more(total)))]
        : []),
      ...(zones.length > 0
        ? [h('h3', {}, this.#words.zones), this.#zones(sheet, zones.slice(0, MOST_ZONES))]
        : []),
    );
    const count = this.#words.inView(total, zones.length);
    if (this.#count.textContent !== count) this.#count.textContent = count;
  }

  #products(sheet: Sheet, lines: readonly ProductLine[]): HTMLElement {
    return h('ul', { class: 'map-lines' }, ...lines.map((line) => this.#product(sheet, line)));
  }

  #product(sheet: Sheet, line: ProductLine, extra = ''): HTMLElement {
    const zones = line.zones.map((zone) => sheet.zones[zone]?.name).filter(Boolean);
    return h(
      'li',
      { 'data-slug': line.slug },
      h('a', { href: href('product', line.slug, this.lang), lang: 'vi' }, line.name),
      h('span', { class: 'map-badges' }, badgeOf(line), extra && h('span', { class: 'hint' }, extra)),
      line.place && h('small', { lang: 'vi' }, line.place),
      zones.length > 0 &&
        h('small', {}, `${this.#words.from}: `, h('span', { lang: 'vi' }, zones.join(', '))),
    );
  }

  #zones(sheet: Sheet, zones: readonly number[]): HTMLElement {
    const items = zones.flatMap((index) => {
      const zone = sheet.zones[index];
      const material = zone && sheet.materials[zone.material];
      if (!zone || !material) return [];
      return h(
        'li',
        { 'data-slug': zone.slug, class: `map-zone hm-tone-${toneOf(material)}` },
        h('span', { class: 'hm-card__short', 'aria-hidden': 'true' }, material.short),
        h('a', { href: href('region', zone.slug, this.lang), lang: 'vi' }, zone.name),
        h('small', {}, material.name),
      );
    });
    return h('ul', { class: 'map-lines', 'data-list-zones': true }, ...items);
  }
}

const MOST_ZONES = 50;
