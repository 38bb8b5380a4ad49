/** Suggestions while typing, over an index fetched on the first touch of the field. Without it the form still works. */
import { href, sectionHref } from '../i18n/routes.ts';
import { loadIndex } from './load-index.ts';
import type { SearchIndex } from './search-index.ts';
import { prepare, search, type Hit, type Prepared } from './search.ts';
import { pageLang, words } from './words.ts';

const SHOWN = 8;

class SearchElement extends HTMLElement {
  #lang = pageLang();
  #index: SearchIndex | undefined;
  #prepared: Prepared = [];
  #list = document.createElement('ul');
  #active = -1;

  connectedCallback(): void {
    const input = this.querySelector('input');
    if (!input || input.role === 'combobox') return;
    this.#list.id = `suggestions-${Math.random().toString(36).slice(2, 8)}`;
    this.#list.className = 'suggestions';
    this.#list.role = 'listbox';
    this.#list.ariaLabel = input.ariaLabel;
    this.#list.hidden = true;
    this.append(this.#list);
    input.role = 'combobox';
    input.ariaAutoComplete = 'list';
    input.ariaExpanded = 'false';
    input.setAttribute('aria-controls', this.#list.id);
    input.addEventListener('focus', () => void this.#load());
    input.addEventListener('input', () => void this.#suggest(input));
    input.addEventListener('keydown', (event) => this.#onKey(event, input));
    this.addEventListener('focusout', (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.#close(input);
    });
    if (document.activeElement === input) void this.#load();
  }

  async #load(): Promise<void> {
    if (this.#index) return;
    try {
      const index = await loadIndex(this.dataset['index'] ?? '');
      this.#prepared = prepare(index);
      this.#index = index;
    } catch {
      // The form still leads to the list of products.
    }
  }

  async #suggest(input: HTMLInputElement): Promise<void> {
    await this.#load();
    const index = this.#index;
    const query = input.value.trim();
    if (!index || !query) return this.#close(input);
    const hits = search(this.#prepared, query, SHOWN);
    const say = words[this.#lang];
    this.#active = -1;
    this.#list.replaceChildren(
      ...hits.map((hit, i) => this.#option(hit, i, index)),
      ...this.#footer(query, hits.length),
    );
    this.#list.hidden = false;
    input.ariaExpanded = 'true';
    input.removeAttribute('aria-activedescendant');
    const status = this.querySelector('[data-status]');
    if (status) status.textContent = hits.length > 0 ? say.results(hits.length) : say.none;
  }

  #option(hit: Hit, i: number, index: SearchIndex): HTMLElement {
    const item = document.createElement('li');
    item.role = 'option';
    item.id = `${this.#list.id}-${i}`;
    item.ariaSelected = 'false';
    const link = document.createElement('a');
    link.tabIndex = -1;
    const { address, name, detail, symbol, hue } = describe(hit, index, this.#lang);
    link.href = address;
    const art = document.createElement('span');
    art.className = 'art';
    art.dataset['hue'] = hue;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'symbol');
    svg.setAttribute('viewBox', '0 0 48 48');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `/symbols.svg#${symbol}`);
    svg.append(use);
    art.append(svg);
    const text = document.createElement('span');
    text.append(name);
    if (detail) {
      const small = document.createElement('small');
      small.textContent = detail;
      text.append(small);
    }
    const kind = document.createElement('span');
    kind.className = 'kind';
    kind.textContent = words[this.#lang].kinds[hit.kind];
    link.append(art, text, kind);
    item.append(link);
    return item;
  }

  #footer(query: string, found: number): HTMLElement[] {
    const item = document.createElement('li');
    item.className = 'empty';
    item.role = 'presentation';
    if (found === 0) {
      item.textContent = words[this.#lang].none;
      return [item];
    }
    const link = document.createElement('a');
    link.href = `${sectionHref('products', this.#lang)}?q=${encodeURIComponent(query).replaceAll('%20', '+')}`;
    link.textContent = words[this.#lang].all;
    link.className = 'all';
    item.append(link);
    return [item];
  }

  #onKey(event: KeyboardEvent, input: HTMLInputElement): void {
    const options = [...this.#list.querySelectorAll<HTMLElement>('[role=option]')];
    if (event.key === 'Escape' && !this.#list.hidden) {
      event.preventDefault();
      this.#close(input);
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      options[this.#active]?.querySelector('a')?.click();
    } else if (
      (event.key === 'ArrowDown' || event.key === 'ArrowUp') &&
      options.length > 0 &&
      !this.#list.hidden
    ) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#active =
        (this.#active + step + options.length + (this.#active < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, i) => (option.ariaSelected = String(i === this.#active)));
      const active = options[this.#active];
      if (active) input.setAttribute('aria-activedescendant', active.id);
      active?.scrollIntoView({ block: 'nearest' });
    }
  }

  #close(input: HTMLInputElement): void {
    this.#list.hidden = true;
    this.#active = -1;
    input.ariaExpanded = 'false';
    input.removeAttribute('aria-activedescendant');
  }
}

interface Described {
  address: string;
  name: string;
  detail: string;
  symbol: string;
  hue: string;
}

function describe(hit: Hit, index: SearchIndex, lang: 'vi' | 'en'): Described {
  const { products, producers, places, formers, regions, materials } = index;
  const n = hit.number;
  const at = (list: string[], number: number | null | undefined) => list[number ?? -1] ?? '';
  switch (hit.kind) {
    case 'product':
      return {
        address: href('product', at(products.slug, n), lang),
        name: at(products.name, n),
        detail: [
          at(producers.name, products.producer[n]),
          at(places.name, products.place[n]) || at(formers.name, products.former[n]),
        ]
          .filter(Boolean)
          .join(' · '),
        symbol: at(products.symbol, n),
        hue: at(products.hue, n),
      };
    case 'producer':
      return {
        address: href('producer', at(producers.slug, n), lang),
        name: at(producers.name, n),
        detail: at(places.name, producers.place[n]),
        symbol: 'basket',
        hue: 'clay',
      };
    case 'region':
      return {
        address: href('region', at(regions.slug, n), lang),
        name: at(regions.name, n),
        detail: at(materials.name, regions.material[n]),
        symbol: at(materials.symbol, regions.material[n]) || 'basket',
        hue: at(materials.hue, regions.material[n]) || 'leaf',
      };
    case 'commune':
      return {
        address: href('commune', at(places.slug, n), lang),
        name: at(places.name, n),
        detail: '',
        symbol: 'tourism',
        hue: 'sea',
      };
    case 'former': {
      const successors = formers.successors[n] ?? [];
      const only = successors.length === 1 ? at(places.slug, successors[0]) : '';
      return {
        // A former commune that went whole into one of today leads there; others to the list of what they became.
        address: only
          ? href('commune', only, lang)
          : `${sectionHref('communes', lang)}#${at(formers.slug, n)}`,
        name: at(formers.name, n),
        detail: successors
          .slice(0, 3)
          .map((number) => at(places.name, number))
          .join(', ')
          .concat(successors.length > 3 ? '…' : ''),
        symbol: 'tourism',
        hue: 'earth',
      };
    }
  }
}

customElements.define('ocop-search', SearchElement);
