/**
 * `<hub-map>`: a map around content that says the same without it. What it wraps stays until the map is drawn; the
 * map library and its data are asked for only when the element comes near the screen.
 *
 * Attributes: lang, mode (overview | full | place), label, data (address of the map's JSON), products, regions,
 * communes (slugs, comma separated; left out for all), tiles and tiles-attribution (a background of one's own).
 * Fires `hub-map:select` with `{ kind, slug }` when a card opens, and `hub-map:ready`.
 */
import { todayInVietnam } from '../data/today.ts';
import type { Atlas, Filter, Mode, Selection } from './atlas.ts';
import type { MapData } from './layers.ts';
import './map.css';

export class HubMap extends HTMLElement {
  #atlas: Atlas | undefined;
  #observer: IntersectionObserver | undefined;
  /** Said before the map was there. */
  #filter: Filter | undefined;
  #lit: string | null = null;

  connectedCallback(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#observer?.disconnect();
        void this.#open(this.#observer);
      },
      { rootMargin: '300px' },
    );
    this.#observer.observe(this);
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#atlas?.remove();
    this.#atlas = undefined;
    this.removeAttribute('data-ready');
  }

  /** Shows only these; what is left out is shown as the attributes say. */
  show(filter: Filter): void {
    this.#filter = filter;
    this.#atlas?.show(filter);
  }

  /** Lights up what the reader points at in a list; null puts it out. */
  highlight(slug: string | null): void {
    this.#lit = slug;
    this.#atlas?.highlight(slug);
  }

  async #open(asked: IntersectionObserver | undefined): Promise<void> {
    try {
      const [{ openAtlas }, data] = await Promise.all([import('./atlas.ts'), this.#load()]);
      // Taken out of the page, or put back in, while it was loading.
      if (!this.isConnected || asked !== this.#observer) return;
      const tiles = this.getAttribute('tiles');
      this.#atlas = openAtlas(this, data, {
        lang: this.lang === 'en' ? 'en' : 'vi',
        mode: (this.getAttribute('mode') as Mode | null) ?? 'overview',
        label: this.getAttribute('label') ?? '',
        day: todayInVietnam(),
        products: this.#slugs('products'),
        regions: this.#slugs('regions'),
        communes: this.#slugs('communes'),
        tiles: tiles ? { url: tiles, attribution: this.getAttribute('tiles-attribution') ?? '' } : null,
        onSelect: (detail) => this.#fire('hub-map:select', detail),
      });
      if (this.#filter) this.#atlas.show(this.#filter);
      if (this.#lit) this.#atlas.highlight(this.#lit);
      this.setAttribute('data-ready', '');
      this.#fire('hub-map:ready');
    } catch (error) {
      // The content within stays: nothing is lost but the picture.
      this.setAttribute('data-failed', '');
      console.warn('hub-map:', error);
    }
  }

  async #load(): Promise<MapData> {
    const response = await fetch(this.getAttribute('data') ?? '');
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return (await response.json()) as MapData;
  }

  #slugs(attribute: string): string[] | null {
    const value = this.getAttribute(attribute);
    return value === null ? null : value.split(',').filter(Boolean);
  }

  #fire(type: string, detail?: Selection): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

if (!customElements.get('hub-map')) customElements.define('hub-map', HubMap);

declare global {
  interface HTMLElementTagNameMap {
    'hub-map': HubMap;
  }
  interface HTMLElementEventMap {
    'hub-map:select': CustomEvent<Selection>;
    'hub-map:ready': CustomEvent<undefined>;
  }
}
