/** The panels of the facets. Only the one that is open is drawn; an order stays while a reader looks at it. */
import { formatNumber } from '../i18n/format.ts';
import type { Lang } from '../i18n/routes.ts';
import {
  parameterOf,
  type FilterKey,
  type FilterState,
} from '../../../api/register/products/filter-state.rules.ts';
import type { Catalogue } from './catalogue.ts';
import { optionsOf, type Options } from './options.ts';
import { words } from './words.ts';

export class FacetView {
  readonly key: FilterKey;
  readonly #options: HTMLElement;
  readonly #more: HTMLElement;
  readonly #find: HTMLInputElement | null;
  readonly #chosen: HTMLElement;

  constructor(
    readonly details: HTMLDetailsElement,
    readonly lang: Lang,
  ) {
    this.key = details.dataset['facet'] as FilterKey;
    this.#options = details.querySelector('[data-options]') as HTMLElement;
    this.#more = details.querySelector('[data-more]') as HTMLElement;
    this.#find = details.querySelector('[data-find-in]');
    this.#chosen = details.querySelector('[data-chosen]') as HTMLElement;
  }

  get isOpen(): boolean {
    return this.details.open;
  }

  onTyped(act: () => void): void {
    this.#find?.addEventListener('input', act);
  }

  forgetTyped(): void {
    if (this.#find) this.#find.value = '';
  }

  /** The number of chosen values, on the facet's own button. */
  mark({ [this.key]: chosen }: FilterState): void {
    const count = chosen.length;
    this.#chosen.hidden = count === 0;
    const text = count === 0 ? '' : String(count);
    if (this.#chosen.textContent !== text) this.#chosen.textContent = text;
    // A panel that is closed is drawn when it is opened.
    if (this.isOpen) for (const box of this.#boxes()) box.checked = chosen.includes(box.value);
  }

  /** Draws the values anew, in an order for now. */
  draw(catalogue: Catalogue, state: FilterState, counts: Uint32Array): void {
    const chosen = state[this.key];
    const typed = this.#find?.value ?? '';
    const { shown, more }: Options = optionsOf(catalogue, this.key, {
      counts,
      chosen,
      typed,
      lang: this.lang,
    });
    const rows = [...this.#options.children] as HTMLElement[];
    shown.forEach(({ value, label, count, isChosen }, at) => {
      const row = rows[at] ?? this.#options.appendChild(newOption(this.key));
      row.hidden = false;
      const box = row.querySelector('input') as HTMLInputElement;
      box.value = value;
      box.checked = isChosen;
      put(row, '[data-label]', label);
      put(row, '[data-count]', formatNumber(count, this.lang));
    });
    for (const row of rows.slice(shown.length)) row.hidden = true;
    const say = words[this.lang];
    this.#more.hidden = more === 0 && shown.length > 0;
    this.#more.textContent = shown.length === 0 ? say.noneSuch : say.many(more);
  }

  /** New numbers beside the same values. */
  recount(catalogue: Catalogue, counts: Uint32Array): void {
    const facet = catalogue.facets.get(this.key);
    for (const box of this.#boxes()) {
      const row = box.parentElement as HTMLElement;
      put(row, '[data-count]', formatNumber(counts[facet?.numberOf(box.value) ?? -1] ?? 0, this.lang));
    }
  }

  #boxes(): HTMLInputElement[] {
    return [...this.#options.querySelectorAll<HTMLInputElement>('label:not([hidden]) input')];
  }
}

function newOption(key: FilterKey): HTMLElement {
  const row = document.createElement('label');
  row.className = 'option';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.name = parameterOf(key);
  const label = document.createElement('span');
  label.dataset['label'] = '';
  const count = document.createElement('span');
  count.className = 'option-count';
  count.dataset['count'] = '';
  row.append(box, label, count);
  return row;
}

function put(within: Element, selector: string, text: string): void {
  const place = within.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}
