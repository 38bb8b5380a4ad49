/**
 * `<ocop-explore>`: one filter state drives list, map, counts, chips and files, and stands in the address. The back
 * button, a reload, a shared link and a second tab all show the same. The list answers first; the map follows when
 * the browser has painted.
 */
import { todayInVietnam } from '../data/today.ts';
import type { Kind } from '../i18n/routes.ts';
import {
  boxOf,
  emptyState,
  filterKeys,
  isPlain,
  notUnderstood,
  parameterOf,
  parseState,
  printState,
  type FilterKey,
  type FilterState,
} from '../../../api/register/products/filter-state.rules.ts';
import { loadIndex } from '../search/load-index.ts';
import { wholeSearch } from '../search/search-engine.ts';
import { slugAt } from '../search/search-index.ts';
import type { SearchEngine } from '../search/search.ts';
import { spokenStars } from '../search/spoken-stars.ts';
import { pageLang } from '../search/words.ts';
import { asOfNow } from '../verdict/as-of-now.ts';
import { knowsMore } from '../verdict/latest-facts.ts';
import { Catalogue, type Listed } from './catalogue.ts';
import { FacetView } from './facet-view.ts';
import { fileName, fileText, mediaTypes, rowsOf, type FileKind } from './files.ts';
import { labelOf, nameOfStart } from './labels.ts';
import { afterPaint, ListView, PAGE } from './list-view.ts';
import { NearView } from './near-view.ts';
import { words } from './words.ts';

type Bounds = [west: number, south: number, east: number, north: number];

/** Kept with a step of the browser's history: how many cards there were, and which one the reader saw, how high. */
interface Grown {
  shown?: number;
  slug?: string;
  top?: number;
}

const MOST_UNREAD = 120;

/** What the map element offers to a list beside it. */
interface TiedMap extends HTMLElement {
  show?(what: { products?: readonly string[] }): void;
  highlight?(slug: string | null): void;
  look?(bounds: Bounds): void;
}

export class ExploreElement extends HTMLElement {
  readonly #lang = pageLang();
  readonly #say = words[this.#lang];
  #state: FilterState = emptyState();
  #catalogue: Catalogue | undefined;
  #engine: SearchEngine | undefined;
  /** What a text found, kept while only other filters change. */
  #found: { q: string; products: number[]; didYouMean: string | null } | undefined;
  #listed: Uint32Array | undefined;
  #view: ListView | undefined;
  #near: NearView | undefined;
  readonly #facets = new Map<FilterKey, FacetView>();
  #typing: ReturnType<typeof setTimeout> | undefined;
  #mapTask = 0;
  #seenOnMap: Bounds | null = null;
  #asked = 0;

  connectedCallback(): void {
    if (this.#view) return;
    this.#view = new ListView(this.#part('list'), this.#part('more-products'), this.#lang);
    this.#view.onGrown = (shown) => history.replaceState({ shown } satisfies Grown, '');
    for (const details of this.querySelectorAll<HTMLDetailsElement>('[data-facet]')) {
      const facet = new FacetView(details, this.#lang);
      this.#facets.set(facet.key, facet);
      details.addEventListener('toggle', () => void this.#onFacet(facet));
      facet.onTyped(() => this.#drawFacet(facet));
    }
    const near = this.#part<HTMLDetailsElement>('near');
    this.#near = new NearView(near, this.#lang, (from) => this.#go({ near: from, box: null }));
    const drawNear = () =>
      void this.#ready().then((catalogue) => catalogue && this.#near?.draw(catalogue.index));
    near.addEventListener('toggle', () => near.open && drawNear());
    this.#near.onTyped(drawNear);
    this.#listen();
    this.#tieMap();
    addEventListener('popstate', () => void this.#follow());
    addEventListener('pagehide', () => this.#rememberPlace());
    this.#comeBack();
    void this.#follow();
    // Before the first click, so that it is answered at once.
    whenIdle(() => void this.#ready());
    asOfNow((day) => {
      if (this.#catalogue?.day !== day || knowsMore()) this.redecide(day);
    });
  }

  /** Decides everything again: for another day, or with what the register learned after the build. */
  redecide(today: string): void {
    if (!this.#catalogue) return;
    this.#catalogue.redecide(today);
    for (const card of this.querySelectorAll<HTMLElement>('[data-list] [data-day]'))
      card.removeAttribute('data-day');
    this.#apply();
  }

  // ── what the reader does ──────────────────────────────────────────────────

  #listen(): void {
    const form = this.#part<HTMLFormElement>('filters');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#type('push');
    });
    form.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return;
      const key = filterKeys.find((one) => parameterOf(one) === target.name);
      if (!key) return;
      const others = this.#state[key].filter((value) => value !== target.value);
      void this.#go({ [key]: target.checked ? [...others, target.value] : others });
    });
    form.addEventListener('input', ({ target }) => {
      if ((target as HTMLInputElement).name !== 'q') return;
      clearTimeout(this.#typing);
      // Typing replaces its own step, so that "back" leaves the search instead of unspelling it.
      this.#typing = setTimeout(() => this.#type('replace'), 150);
    });
    this.#part<HTMLSelectElement>('sort').addEventListener('change', ({ target }) => {
      void this.#go({ sort: (target as HTMLSelectElement).value as FilterState['sort'] });
    });
    this.#part('chips').addEventListener('click', (event) => this.#onChip(event));
    this.#part('again').addEventListener('click', () => void this.#follow());
    this.#part('meant-text').addEventListener('click', ({ currentTarget }) => {
      void this.#go({ q: (currentTarget as HTMLElement).textContent ?? '' });
      this.#write();
    });
    this.#part('switch').addEventListener('click', () => {
      void this.#go({ view: this.#state.view === 'map' ? '' : 'map' });
      this.scrollIntoView();
    });
    this.#part('search-here').addEventListener('click', () => {
      if (this.#seenOnMap) void this.#go({ box: boxOf(this.#seenOnMap), near: null });
      this.#part('search-here').hidden = true;
    });
    for (const button of this.querySelectorAll<HTMLElement>('[data-download]')) {
      button.addEventListener('click', () => void this.#download(button.dataset['download'] as FileKind));
    }
    const close = (unless: Node) => {
      for (const open of this.querySelectorAll<HTMLDetailsElement>('.facet[open]')) {
        if (!open.contains(unless)) open.open = false;
      }
    };
    document.addEventListener('pointerdown', ({ target }) => close(target as Node));
    this.addEventListener('focusout', ({ relatedTarget: next }) => {
      // What holds the whole panel takes the focus when its empty parts are pressed: that is no leaving.
      if (next instanceof Node && !next.contains(this)) close(next);
    });
    for (const facet of this.querySelectorAll<HTMLDetailsElement>('.facet')) {
      facet.addEventListener('toggle', () => {
        const room = innerWidth - facet.getBoundingClientRect().left;
        facet.toggleAttribute(
          'data-end',
          room < (facet.querySelector('.facet-panel')?.clientWidth ?? 0) + 16,
        );
      });
    }
    const leave = () => {
      const open = this.querySelector<HTMLDetailsElement>('.facet[open]');
      if (!open) return false;
      open.open = false;
      open.querySelector('summary')?.focus();
      return true;
    };
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && leave()) event.preventDefault();
    });
    for (const done of this.querySelectorAll('[data-done]')) done.addEventListener('click', leave);
  }

  #type(how: 'push' | 'replace'): void {
    clearTimeout(this.#typing);
    const q =
      this.#part<HTMLFormElement>('filters').querySelector<HTMLInputElement>('[name=q]')?.value.trim() ?? '';
    if (q !== this.#state.q) void this.#go({ q }, how);
  }

  async #go(change: Partial<FilterState>, how: 'push' | 'replace' = 'push'): Promise<void> {
    this.#state = { ...this.#state, ...change };
    if (!this.#state.near && this.#state.sort === 'xa') this.#state.sort = '';
    const address = location.pathname + printState(this.#state) + location.hash;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    if (this.#catalogue) this.#apply();
    else await this.#follow();
    if (change.near || change.box) this.#lookThere();
  }

  #onChip(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>('[data-key]');
    if (!button) return;
    const { key, value } = button.dataset;
    switch (key) {
      case 'all':
        void this.#go({ ...emptyState(), sort: this.#state.sort, view: this.#state.view });
        break;
      case 'q':
        void this.#go({ q: '' });
        break;
      case 'near':
      case 'box':
        void this.#go({ [key]: null });
        break;
      default: {
        const facet = key as FilterKey;
        void this.#go({ [facet]: this.#state[facet].filter((one) => one !== value) });
      }
    }
    this.#write();
    // The chip is gone: the focus goes to the next one, or to the count.
    const next =
      this.querySelector<HTMLElement>('[data-chips] button') ?? this.querySelector<HTMLElement>('[name=q]');
    next?.focus();
  }

  async #onFacet(facet: FacetView): Promise<void> {
    if (!facet.isOpen) return facet.forgetTyped();
    if (await this.#ready()) this.#drawFacet(facet);
  }

  // ── from the state to the page ────────────────────────────────────────────

  /** Takes the state from the address. */
  async #follow(): Promise<void> {
    const asked = ++this.#asked;
    this.#state = parseState(location.search, () => true);
    const isPlainList = isPlain(this.#state) && !this.#catalogue;
    this.#showView();
    this.#write();
    if (isPlainList) {
      // The page has come with this list; only its further pages need the index.
      void this.#ready().then((catalogue) => catalogue && asked === this.#asked && this.#apply());
      return;
    }
    this.toggleAttribute('data-waiting', true);
    write(this.#part('result-count'), this.#say.filtering);
    const catalogue = await this.#ready();
    if (asked !== this.#asked) return;
    if (catalogue) {
      this.#state = parseState(
        location.search,
        (key, value) => catalogue.facets.get(key)?.numberOf(value) !== undefined,
      );
      this.#write();
      this.#apply();
      this.#lookThere();
    } else this.#fail();
    this.toggleAttribute('data-waiting', false);
  }

  async #ready(): Promise<Catalogue | undefined> {
    try {
      const index = await loadIndex(this.#lang);
      this.#catalogue ??= new Catalogue(index, todayInVietnam());
      return this.#catalogue;
    } catch {
      return undefined;
    }
  }

  #fail(): void {
    // The page's own list is of everything, which nobody asked for.
    this.toggleAttribute('data-failed', true);
    write(this.#part('result-count'), '');
    for (const file of this.querySelectorAll<HTMLButtonElement>('[data-download]')) file.disabled = true;
    this.#part('nothing').hidden = false;
    this.#part('nothing-text').textContent = this.#say.failed;
    this.#part('again').hidden = false;
  }

  #apply(): void {
    const catalogue = this.#catalogue;
    if (!catalogue) return;
    this.#showView();
    this.toggleAttribute('data-failed', false);
    for (const file of this.querySelectorAll<HTMLButtonElement>('[data-download]')) file.disabled = false;
    const { q } = this.#meant;
    if (q && this.#found?.q !== q) return void this.#search(q);
    const open = [...this.#facets.values()].find((facet) => facet.isOpen);
    const { products, counts } = this.#list(open ? [open.key] : []);
    this.#listed = products;
    const shown = (history.state as Grown | null)?.shown ?? PAGE;
    this.#view?.show(catalogue, products, this.#state.near, shown);
    const count = this.#part('result-count');
    write(count, this.#say.count(products.length, catalogue.size));
    this.#part<HTMLAnchorElement>('more-files').search = this.#exportQuery();
    this.#note(catalogue, products);
    this.#sayNothing(products.length === 0);
    for (const facet of this.#facets.values()) facet.mark(this.#state);
    if (open) open.recount(catalogue, counts.get(open.key) ?? new Uint32Array());
    this.#drawChips(catalogue);
    this.#offerSorts();
    if (this.#near) this.#near.near = this.#state.near;
    afterPaint(() => this.#showOnMap());
  }

  #list(counted: FilterKey[]): Listed {
    const state = this.#meant;
    const found = state.q ? (this.#found?.products ?? []) : null;
    return (this.#catalogue as Catalogue).list(state, found, counted);
  }

  /** What is asked for: the state, with the stars that its text names as a filter. */
  get #meant(): FilterState {
    const { text, stars } = spokenStars(this.#state.q);
    return { ...this.#state, q: text, stars: [...new Set([...this.#state.stars, ...stars])] };
  }

  /** The text is answered by the search that the head of the page has too. A filter does not guess: it asks. */
  async #search(q: string): Promise<void> {
    this.#engine ??= await wholeSearch(this.#lang);
    if (q !== this.#meant.q) return;
    const { hits, didYouMean } = this.#engine.find(q);
    const products = hits.filter(({ kind }) => kind === 'product').map(({ number }) => number);
    this.#found = { q, products: didYouMean ? [] : products, didYouMean };
    this.#apply();
  }

  #sayNothing(isEmpty: boolean): void {
    this.#part('nothing').hidden = !isEmpty;
    if (!isEmpty) return;
    this.#part('nothing-text').textContent = this.#say.none;
    this.#part('again').hidden = true;
    const meant = this.#meant.q ? (this.#found?.didYouMean ?? null) : null;
    this.#part('meant').hidden = meant === null;
    this.#part('meant-text').textContent = meant ?? '';
  }

  /** What a reader must know of the list: what in it is uncertain, and what of an old link filters nothing. */
  #note(catalogue: Catalogue, listed: Uint32Array): void {
    const perhaps = catalogue.perhapsIn(this.#state.place, listed);
    const unread = notUnderstood(location.search, this.#state).join(', ').slice(0, MOST_UNREAD);
    const said = [perhaps > 0 && this.#say.perhaps(perhaps), unread && this.#say.notUnderstood(unread)];
    const note = this.#part('note');
    note.hidden = !said.some(Boolean);
    write(note, said.filter(Boolean).join(' '));
  }

  #drawFacet(facet: FacetView): void {
    const catalogue = this.#catalogue;
    if (!catalogue) return;
    const { counts } = this.#list([facet.key]);
    facet.draw(catalogue, this.#state, counts.get(facet.key) ?? new Uint32Array());
  }

  #drawChips(catalogue: Catalogue): void {
    const chips: HTMLElement[] = [];
    const add = (text: string, key: string, value = '') =>
      chips.push(chip(text, this.#say.remove(text), key, value));
    if (this.#state.q) add(`“${this.#state.q}”`, 'q');
    for (const key of filterKeys) {
      for (const value of this.#state[key]) {
        const number = catalogue.facets.get(key)?.numberOf(value);
        add(number === undefined ? value : labelOf(catalogue, key, number, this.#lang), key, value);
      }
    }
    const { near, box } = this.#state;
    if (near) add(this.#say.nearChip(nameOfStart(catalogue.index, near, this.#lang), near.km), 'near');
    if (box) add(this.#say.boxChip, 'box');
    if (chips.length > 1) chips.push(chip(this.#say.clear, this.#say.clear, 'all', '', 'filter-chip all'));
    this.#part('chips').replaceChildren(...chips);
  }

  #offerSorts(): void {
    const select = this.#part<HTMLSelectElement>('sort');
    const { sort, near, q } = this.#meant;
    for (const option of select.options) {
      if (option.value === 'xa') option.hidden = !near;
      if (option.value === '')
        write(option, near ? this.#say.sorts.xa : q ? this.#say.textFirst : this.#say.sorts['']);
    }
    if (select.value !== sort) select.value = sort;
  }

  /** Writes the state into the fields. */
  #write(): void {
    const q = this.querySelector<HTMLInputElement>('[name=q]');
    if (q && q.value.trim() !== this.#state.q) q.value = this.#state.q;
    for (const facet of this.#facets.values()) facet.mark(this.#state);
  }

  #showView(): void {
    const isMap = this.#state.view === 'map';
    this.dataset['view'] = isMap ? 'map' : 'list';
    this.#part('switch').ariaPressed = String(isMap);
    write(this.#part('switch-text'), isMap ? this.#say.showList : this.#say.showMap);
  }

  /** The hub understands the same state. */
  #exportQuery(): string {
    const query = new URLSearchParams(printState({ ...this.#meant, view: '' }));
    query.set('lang', this.#lang);
    return query.toString();
  }

  async #download(kind: FileKind): Promise<void> {
    const catalogue = await this.#ready();
    if (!catalogue) return this.#fail();
    const listed = this.#listed ?? this.#list([]).products;
    const text = fileText(kind, rowsOf(catalogue, listed, this.#lang, location.origin), this.#lang);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: mediaTypes[kind] }));
    link.download = fileName(kind, this.#meant, catalogue.day, this.#lang);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // ── back to where the reader was ──────────────────────────────────────────

  /** A browser goes back to a height; here that is the height of a list which has yet to grow again. */
  #rememberPlace(): void {
    const grown = history.state as Grown | null;
    if (!grown?.shown) return;
    const seen = [...this.querySelectorAll<HTMLElement>('[data-list] > li:not([hidden])')].find(
      (item) => item.getBoundingClientRect().bottom > 0,
    );
    const slug = seen?.querySelector<HTMLElement>('[data-slug]')?.dataset['slug'];
    if (seen && slug)
      history.replaceState({ ...grown, slug, top: seen.getBoundingClientRect().top } satisfies Grown, '');
  }

  #comeBack(): void {
    const { slug, top = 0 } = (history.state as Grown | null) ?? {};
    const view = this.#view;
    if (!slug || !view) return;
    const go = () => {
      const item = view.itemOf(slug);
      if (item) scrollBy({ top: item.getBoundingClientRect().top - top, behavior: 'instant' });
    };
    view.onDrawn = () => {
      view.onDrawn = () => {};
      go();
      // Cards that come into sight take their real height.
      afterPaint(go);
    };
    const stay = () => (view.onDrawn = () => {});
    for (const own of ['wheel', 'touchmove', 'keydown'])
      addEventListener(own, stay, { once: true, passive: true });
  }

  // ── the map beside it ─────────────────────────────────────────────────────

  get #map(): TiedMap | null {
    return this.querySelector<TiedMap>('hub-map');
  }

  #tieMap(): void {
    const map = this.#map;
    if (!map) return;
    const over = (event: Event, isOn: boolean) => {
      const slug = (event.target as Element).closest<HTMLElement>('[data-slug]')?.dataset['slug'];
      if (slug) map.highlight?.(isOn ? slug : null);
    };
    const list = this.#part('list');
    list.addEventListener('pointerover', (event) => over(event, true));
    list.addEventListener('pointerout', (event) => over(event, false));
    list.addEventListener('focusin', (event) => over(event, true));
    list.addEventListener('focusout', (event) => over(event, false));
    map.addEventListener('hub-map:select', (event) => {
      const { kind, slug } = (event as CustomEvent<{ kind: Kind; slug: string }>).detail;
      this.#pointOut(kind === 'product' ? slug : null);
    });
    map.addEventListener('hub-map:point', (event) => {
      this.#pointOut((event as CustomEvent<{ slug: string | null }>).detail.slug, false);
    });
    map.addEventListener('hub-map:move', (event) => {
      this.#seenOnMap = (event as CustomEvent<{ bounds: Bounds }>).detail.bounds;
      this.#part('search-here').hidden = false;
    });
    map.addEventListener('hub-map:ready', () => {
      this.#tellMap();
      this.#lookThere();
    });
  }

  /** Lights the card of what the reader points at or opens on the map. */
  #pointOut(slug: string | null, bringIntoView = true): void {
    for (const card of this.querySelectorAll('[data-highlight]')) card.removeAttribute('data-highlight');
    const item = slug && this.#view?.itemOf(slug);
    if (!item) return;
    item.querySelector('[data-slug]')?.setAttribute('data-highlight', '');
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (bringIntoView && matchMedia('(min-width: 62rem)').matches) {
      item.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
    }
  }

  #showOnMap(): void {
    const task = ++this.#mapTask;
    whenIdle(() => task === this.#mapTask && this.#tellMap());
  }

  /** Nothing where there is no map yet: it asks when it is ready. */
  #tellMap(): void {
    const map = this.#map;
    if (!this.#listed || !this.#catalogue || !map?.hasAttribute('data-ready')) return;
    const { products } = this.#catalogue.index;
    const isAll = this.#listed.length === this.#catalogue.size;
    map.show?.(isAll ? {} : { products: Array.from(this.#listed, (n) => slugAt(products, n)) });
  }

  /** Turns the map to where the state speaks of. */
  #lookThere(): void {
    const { near, box } = this.#state;
    const bounds = box ?? (near && around(near));
    if (bounds) this.#map?.look?.(bounds);
  }

  #part<Part extends HTMLElement>(name: string): Part {
    return this.querySelector(`[data-${name}]`) as Part;
  }
}

/** The same text again would be laid out again. */
function write(place: Element, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

function around({ lat, lon, km }: { lat: number; lon: number; km: number }): Bounds {
  const dy = km / 111.2;
  const dx = dy / Math.cos((lat * Math.PI) / 180);
  return [lon - dx, lat - dy, lon + dx, lat + dy];
}

function chip(
  text: string,
  label: string,
  key: string,
  value: string,
  className = 'filter-chip',
): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.textContent = text;
  button.ariaLabel = label;
  button.dataset['key'] = key;
  button.dataset['value'] = value;
  return button;
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 2_000 });
  else setTimeout(act, 200);
}

customElements.define('ocop-explore', ExploreElement);
