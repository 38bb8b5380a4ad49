/**
 * Suggestions while typing: a combobox over an index that is fetched on the first touch of the field. Without it the
 * form still leads to the list.
 */
import type { SearchEngine } from './search.ts';
import { listAddress, suggest, type Suggestion } from './suggestions.ts';
import { pageLang, words } from './words.ts';

/** Most pages are read without searching: what searches comes with the first touch of the field. */
const loadEngine = () => import('./search-engine.ts');

const SHOWN = 8;
let boxes = 0;

class SearchElement extends HTMLElement {
  readonly #lang = pageLang();
  readonly #list = document.createElement('ul');
  #input: HTMLInputElement | null = null;
  #engine: SearchEngine | undefined;
  #active = -1;

  connectedCallback(): void {
    const input = this.querySelector('input');
    if (!input || this.#input) return;
    this.#input = input;
    this.#list.id = `suggestions-${++boxes}`;
    this.#list.className = 'suggestions';
    this.#list.role = 'listbox';
    this.#list.ariaLabel = input.ariaLabel;
    this.#list.hidden = true;
    this.append(this.#list);
    input.role = 'combobox';
    input.ariaAutoComplete = 'list';
    input.ariaExpanded = 'false';
    input.setAttribute('aria-controls', this.#list.id);
    input.addEventListener('focus', () => void this.#begin());
    input.addEventListener('input', () => void this.#suggest());
    input.addEventListener('keydown', (event) => this.#onKey(event, input));
    this.#list.addEventListener('click', (event) => this.#onChoice(event, input));
    // A finger that scrolls the suggestions, or a mouse that presses one, does not leave the field.
    this.#list.addEventListener('pointerdown', (event) => {
      if (event.pointerType === 'mouse') event.preventDefault();
    });
    this.addEventListener('focusout', (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.#close();
    });
    if (document.activeElement === input) void this.#begin();
  }

  async #begin(): Promise<SearchEngine | undefined> {
    try {
      if (this.#engine) return this.#engine;
      const { beginSearch } = await loadEngine();
      return (this.#engine = await beginSearch(this.#lang));
    } catch {
      this.#say(words[this.#lang].failed);
      return undefined;
    }
  }

  async #suggest(): Promise<void> {
    const text = this.#text;
    if (!text) return this.#close();
    const engine = await this.#begin();
    // Whoever types on has asked for something else by now.
    if (!engine || text !== this.#text) return;
    this.#show(engine, text);
    try {
      const known = engine.index.products.slug.length;
      const { wholeSearch } = await loadEngine();
      await wholeSearch(this.#lang);
      const isNews = engine.index.products.slug.length > known;
      if (isNews && text === this.#text && this.#active < 0 && !this.#list.hidden) this.#show(engine, text);
    } catch {
      // What is there goes on answering.
    }
  }

  get #text(): string {
    return this.#input?.value.trim() ?? '';
  }

  #show(engine: SearchEngine, text: string): void {
    const say = words[this.#lang];
    const { shown, didYouMean } = suggest(engine, text, this.#lang, SHOWN);
    const rows = shown.map((one) => this.#option(linkTo(one)));
    if (didYouMean) {
      const link = plainLink('meant', listAddress(didYouMean, this.#lang), say.didYouMean(didYouMean));
      link.dataset['text'] = didYouMean;
      rows.unshift(this.#option(link));
    }
    if (shown.length > 0)
      rows.push(this.#option(plainLink('all', listAddress(didYouMean ?? text, this.#lang), say.all)));
    rows.forEach((row, i) => (row.id = `${this.#list.id}-${i}`));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [empty(say.none)]));
    this.#list.hidden = false;
    this.#list.scrollTop = 0;
    this.#active = -1;
    if (this.#input) this.#input.ariaExpanded = 'true';
    this.#input?.removeAttribute('aria-activedescendant');
    this.#say(shown.length > 0 ? say.results(shown.length) : say.none);
  }

  #option(link: HTMLAnchorElement): HTMLLIElement {
    const item = document.createElement('li');
    item.role = 'option';
    item.ariaSelected = 'false';
    link.tabIndex = -1;
    item.append(link);
    return item;
  }

  #say(text: string): void {
    const status = this.querySelector('[data-status]');
    if (status) status.textContent = text;
  }

  #onChoice(event: Event, input: HTMLInputElement): void {
    const text = (event.target as Element).closest<HTMLElement>('[data-text]')?.dataset['text'];
    if (text === undefined) return;
    event.preventDefault();
    input.value = text;
    input.focus();
    void this.#suggest();
  }

  #onKey(event: KeyboardEvent, input: HTMLInputElement): void {
    // A key that ends a syllable of an input method is not for us.
    if (event.isComposing) return;
    const options = [...this.#list.querySelectorAll<HTMLElement>('[role=option]')];
    const isOpen = !this.#list.hidden;
    switch (event.key) {
      case 'Escape':
        // The first closes the suggestions, the next empties the field.
        if (!isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        return this.#close();
      case 'Enter':
        if (!isOpen || this.#active < 0) return;
        event.preventDefault();
        options[this.#active]?.querySelector('a')?.click();
        return;
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (!isOpen) return void this.#suggest();
        return this.#point(options, input, event.key === 'ArrowDown' ? 1 : -1);
    }
  }

  /** Goes round: through the options and the field itself. */
  #point(options: HTMLElement[], input: HTMLInputElement, step: 1 | -1): void {
    const places = options.length + 1;
    this.#active = ((this.#active + 1 + step + places) % places) - 1;
    options.forEach((option, i) => (option.ariaSelected = String(i === this.#active)));
    const active = options[this.#active];
    if (!active) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', active.id);
    active.scrollIntoView({ block: 'nearest' });
  }

  #close(): void {
    this.#list.hidden = true;
    this.#active = -1;
    if (this.#input) this.#input.ariaExpanded = 'false';
    this.#input?.removeAttribute('aria-activedescendant');
  }
}

function linkTo({ address, name, detail, kind, symbol, hue }: Suggestion): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = address;
  const art = span('art');
  art.dataset['hue'] = hue;
  art.append(drawing(symbol));
  const text = span('');
  const written = document.createElement('b');
  for (const { text: piece, isMatch } of name) {
    const part = isMatch ? document.createElement('mark') : '';
    if (part) part.textContent = piece;
    written.append(part || piece);
  }
  text.append(written);
  if (detail) {
    const small = document.createElement('small');
    small.textContent = detail;
    text.append(small);
  }
  const ofKind = span('kind');
  ofKind.textContent = kind;
  link.append(art, text, ofKind);
  return link;
}

function plainLink(className: string, address: string, text: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = className;
  link.href = address;
  link.textContent = text;
  return link;
}

function empty(text: string): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'empty';
  item.role = 'presentation';
  item.textContent = text;
  return item;
}

function span(className: string): HTMLSpanElement {
  const element = document.createElement('span');
  if (className) element.className = className;
  return element;
}

function drawing(symbol: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('viewBox', '0 0 48 48');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `/symbols.svg#${symbol}`);
  svg.append(use);
  return svg;
}

customElements.define('ocop-search', SearchElement);
