/**
 * One filter state drives the list, the chips, the count and the map, and stands in the address: the back button,
 * a reload and a shared link all show the same.
 */
import { todayInVietnam } from '../../data/today.ts';
import type { Kind } from '../../i18n/routes.ts';
import { filterProducts, standings } from '../../search/filter.ts';
import {
  emptyState,
  filterKeys,
  parameterOf,
  parseState,
  printState,
  type FilterKey,
  type FilterState,
} from '../../search/filter-state.ts';
import { wholeSearch } from '../../search/search-engine.ts';
import type { SearchEngine } from '../../search/search.ts';
import { pageLang, words } from '../../search/words.ts';
import { asOfNow } from '../../verdict/as-of-now.ts';
import type { Standing } from '../../verdict/standing.ts';

/** What the map element offers to a list beside it. */
interface TiedMap extends HTMLElement {
  show?(what: { products?: readonly string[]; regions?: readonly string[] }): void;
  highlight?(slug: string | null): void;
}

type Choice = HTMLInputElement | HTMLOptionElement;

class ExploreElement extends HTMLElement {
  #lang = pageLang();
  #state: FilterState = emptyState();
  #ready: { engine: SearchEngine; standing: Standing[] } | undefined;
  #form = this.querySelector<HTMLFormElement>('[data-filters]');
  #list = this.querySelector<HTMLElement>('[data-list]');
  #items = new Map<string, HTMLElement>();
  #typing: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const form = this.#form;
    if (!form || this.#items.size > 0) return;
    for (const card of this.querySelectorAll<HTMLElement>('[data-list] [data-slug]')) {
      const item = card.closest('li');
      if (item) this.#items.set(card.dataset['slug'] ?? '', item);
    }
    if (!matchMedia('(min-width: 62rem)').matches) form.querySelector('[data-more]')?.removeAttribute('open');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', (event) => {
      if ((event.target as HTMLInputElement).name !== 'q') this.#go(this.#read());
    });
    form.addEventListener('input', (event) => {
      if ((event.target as HTMLInputElement).name !== 'q') return;
      clearTimeout(this.#typing);
      // Typing replaces its own step, so that "back" leaves the search instead of unspelling it.
      this.#typing = setTimeout(() => this.#go(this.#read(), 'replace'), 150);
    });
    this.querySelector('[data-chips]')?.addEventListener('click', (event) => this.#onChip(event));
    addEventListener('popstate', () => this.#follow());
    this.#tieMap();
    this.#follow();
    asOfNow((day) => {
      if (!this.#ready) return;
      this.#ready.standing = standings(this.#ready.engine.index, day);
      void this.#apply();
    });
  }

  get #map(): TiedMap | null {
    return this.querySelector<TiedMap>('hub-map');
  }

  /** Takes the state from the address. */
  #follow(): void {
    this.#state = parseState(location.search, (key, value) => this.#choice(key, value) !== undefined);
    this.#write();
    void this.#apply();
  }

  #go(state: FilterState, how: 'push' | 'replace' = 'push'): void {
    this.#state = state;
    const address = location.pathname + printState(state) + location.hash;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    void this.#apply();
  }

  async #apply(): Promise<void> {
    this.#drawChips();
    const isEmpty = printState(this.#state) === '';
    if (isEmpty && !this.#ready) return this.#show(null);
    try {
      if (!this.#ready) {
        const engine = await wholeSearch(this.#lang);
        this.#ready = { engine, standing: standings(engine.index, todayInVietnam()) };
      }
    } catch {
      return this.#show(null);
    }
    const { engine, standing } = this.#ready;
    const { index } = engine;
    const numbers = filterProducts(index, engine, standing, this.#state);
    this.#show(isEmpty ? null : numbers.map((number) => index.products.slug[number] ?? ''));
  }

  /** Shows these products in this order; `null` shows all in the order of the page. */
  #show(slugs: string[] | null): void {
    const shown = slugs && new Set(slugs);
    for (const [slug, item] of this.#items) item.hidden = shown !== null && !shown.has(slug);
    const order = this.#state.q && slugs ? slugs : [...this.#items.keys()];
    this.#list?.append(...order.flatMap((slug) => this.#items.get(slug) ?? []));
    const count = this.querySelector('[data-result-count]');
    const number = slugs ? slugs.length : this.#items.size;
    if (count) count.textContent = words[this.#lang].count(number, this.#items.size);
    const nothing = this.querySelector<HTMLElement>('[data-nothing]');
    if (nothing) nothing.hidden = number > 0;
    const map = this.#map;
    const show = () => map?.show?.(slugs ? { products: slugs } : {});
    if (map && !map.show) void customElements.whenDefined('hub-map').then(show);
    else show();
  }

  #read(): FilterState {
    const state = emptyState();
    if (!this.#form) return state;
    const data = new FormData(this.#form);
    state.q = String(data.get('q') ?? '').trim();
    for (const key of filterKeys) {
      const values = data.getAll(parameterOf(key)).map(String).filter(Boolean);
      // A facet that this page does not offer keeps what the address says.
      state[key] = this.#offers(key) ? values : this.#state[key];
    }
    return state;
  }

  #write(): void {
    const q = this.#form?.querySelector<HTMLInputElement>('[name=q]');
    if (q) q.value = this.#state.q;
    for (const key of filterKeys) {
      for (const choice of this.#choices(key)) {
        const chosen = choice.value !== '' && this.#state[key].includes(choice.value);
        if (choice instanceof HTMLInputElement) choice.checked = chosen;
        else choice.selected = chosen || (choice.value === '' && this.#state[key].length === 0);
      }
    }
  }

  #choices(key: FilterKey): Choice[] {
    const name = parameterOf(key);
    return [
      ...(this.#form?.querySelectorAll<Choice>(`input[name="${name}"], select[name="${name}"] option`) ?? []),
    ];
  }

  #offers(key: FilterKey): boolean {
    return this.#choices(key).length > 0;
  }

  #choice(key: FilterKey, value: string): Choice | undefined {
    return this.#choices(key).find((choice) => choice.value === value);
  }

  #drawChips(): void {
    const chips = this.querySelector('[data-chips]');
    if (!chips) return;
    const say = words[this.#lang];
    const chip = (text: string, label: string, key: string, value: string, className = 'filter-chip') => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = className;
      button.textContent = text;
      button.ariaLabel = label;
      button.dataset['key'] = key;
      button.dataset['value'] = value;
      return button;
    };
    const all = filterKeys.flatMap((key) =>
      this.#state[key].map((value) => {
        const text = this.#choice(key, value)?.dataset['label'] ?? value;
        return chip(text, say.remove(text), key, value);
      }),
    );
    if (this.#state.q) all.unshift(chip(`“${this.#state.q}”`, say.remove(this.#state.q), 'q', ''));
    if (all.length > 1) all.push(chip(say.clear, say.clear, '', '', 'filter-chip all'));
    chips.replaceChildren(...all);
  }

  #onChip(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>('[data-key]');
    if (!button) return;
    const key = button.dataset['key'] as FilterKey | 'q' | '';
    const state = key === '' ? emptyState() : { ...this.#state };
    if (key === 'q') state.q = '';
    else if (key !== '') state[key] = state[key].filter((value) => value !== button.dataset['value']);
    this.#go(state);
    this.#write();
    // The chip is gone: the focus goes to the next one, or to the field.
    const next =
      this.querySelector<HTMLElement>('[data-chips] button') ??
      this.#form?.querySelector<HTMLElement>('[name=q]');
    next?.focus();
  }

  #tieMap(): void {
    const map = this.#map;
    if (!map) return;
    const over = (event: Event, enter: boolean) => {
      const slug = (event.target as Element).closest<HTMLElement>('[data-slug]')?.dataset['slug'];
      if (slug) map.highlight?.(enter ? slug : null);
    };
    this.#list?.addEventListener('pointerover', (event) => over(event, true));
    this.#list?.addEventListener('pointerout', (event) => over(event, false));
    this.#list?.addEventListener('focusin', (event) => over(event, true));
    this.#list?.addEventListener('focusout', (event) => over(event, false));
    map.addEventListener('hub-map:select', (event) => {
      const { kind, slug } = (event as CustomEvent<{ kind: Kind; slug: string }>).detail;
      for (const card of this.querySelectorAll('[data-highlight]')) card.removeAttribute('data-highlight');
      if (kind !== 'product') return;
      const item = this.#items.get(slug);
      item?.querySelector('[data-slug]')?.setAttribute('data-highlight', '');
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (matchMedia('(min-width: 62rem)').matches) {
        item?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
      }
    });
  }
}

customElements.define('ocop-explore', ExploreElement);
