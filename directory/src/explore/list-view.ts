/** The cards that are seen: a page of them first, more when asked for, and always the same nodes. */
import type { Lang } from '../i18n/routes.ts';
import type { Near } from '../../../api/register/products/filter-state.rules.ts';
import { fillCard } from './card.ts';
import type { Catalogue } from './catalogue.ts';
import { words } from './words.ts';

export const PAGE = 24;
/** As many cards as a large screen holds; so many are written in one turn. */
const SCREEN = 8;

export class ListView {
  /** As the page came: what a card is made from. */
  readonly #pattern: HTMLElement | null;
  #products: Uint32Array = new Uint32Array();
  #shown = 0;
  #drawing = 0;
  /** What the reader sees of the list; the first screen of it until the browser has told. */
  #seen: Set<Element> | undefined;
  readonly #eye: IntersectionObserver;
  #fill: ((item: HTMLElement, product: number) => void) | undefined;

  constructor(
    readonly list: HTMLElement,
    readonly more: HTMLButtonElement,
    readonly lang: Lang,
  ) {
    this.#pattern = list.querySelector<HTMLElement>('li');
    this.#shown = list.children.length;
    this.#eye = new IntersectionObserver((entries) => {
      this.#seen ??= new Set();
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target);
        else this.#seen.delete(target);
      }
    });
    for (const item of list.children) this.#eye.observe(item);
    more.addEventListener('click', () => {
      const before = this.#shown;
      this.#draw(before + PAGE, before);
      list.children[before]?.querySelector('a')?.focus();
      this.onGrown(this.#shown);
    });
  }

  /** Told when every card stands there. */
  onDrawn: () => void = () => {};

  /** Told when the reader has asked for more, with how many there are now. */
  onGrown: (shown: number) => void = () => {};

  show(catalogue: Catalogue, products: Uint32Array, near: Near | null, shown = PAGE): void {
    this.#products = products;
    this.#fill = (item, product) => fillCard(item, catalogue, product, { lang: this.lang, near });
    this.#draw(shown);
  }

  itemOf(slug: string): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`[data-slug="${CSS.escape(slug)}"]`)?.closest('li') ?? null;
  }

  /** What the reader sees is written at once; the rest after the browser has painted, a screen a turn. */
  #draw(upTo: number, from = 0): void {
    const count = Math.min(upTo, this.#products.length);
    const drawing = ++this.#drawing;
    const seen: number[] = [];
    const unseen: number[] = [];
    for (let at = from; at < count; at++) (this.#isSeen(at, from) ? seen : unseen).push(at);
    for (const at of seen) this.#write(at);
    // A few are kept, hidden, for the next answer.
    for (let at = this.list.children.length - 1; at >= count; at--) {
      const item = this.list.children[at] as HTMLElement;
      if (at >= PAGE) {
        this.#eye.unobserve(item);
        this.#seen?.delete(item);
        item.remove();
      } else if (!item.hidden) item.hidden = true;
    }
    this.#shown = count;
    const left = this.#products.length - count;
    this.more.hidden = left === 0;
    const text = words[this.lang].more(Math.min(PAGE, left));
    if (left > 0 && this.more.textContent !== text) this.more.textContent = text;
    this.#writeLater(unseen, drawing);
  }

  #isSeen(at: number, from: number): boolean {
    const item = this.list.children[at] as HTMLElement | undefined;
    const isTold = this.#seen && item && !item.hidden;
    return isTold ? this.#seen?.has(item) === true : at < from + SCREEN;
  }

  #writeLater(places: readonly number[], drawing: number): void {
    this.list.ariaBusy = String(places.length > 0);
    if (places.length === 0) return this.onDrawn();
    afterPaint(() => {
      if (drawing !== this.#drawing) return;
      for (const at of places.slice(0, SCREEN)) this.#write(at);
      this.#writeLater(places.slice(SCREEN), drawing);
    });
  }

  #write(at: number): void {
    let item = this.list.children[at] as HTMLElement | undefined;
    if (!item && this.#pattern) {
      item = this.#pattern.cloneNode(true) as HTMLElement;
      this.list.append(item);
      this.#eye.observe(item);
    }
    if (!item) return;
    if (item.hidden) item.hidden = false;
    this.#fill?.(item, this.#products[at]!);
  }
}

/** In a task of its own, after the frame that shows what changed. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}
