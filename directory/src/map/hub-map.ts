/**
 * `<hub-map>`: a map around content that says the same without it. What it wraps stays until the map is drawn; the
 * map library and its data are asked for only when the element comes near the screen.
 *
 * Attributes: lang, mode (overview | full | place), label; tiles and tiles-attribution (a background of one's own).
 * A map of the whole register: data (address of the map's JSON), products, regions, communes (slugs, comma separated;
 * left out for all). A map of what one page is about: ground (address of the ground), zones (addresses, with spaces
 * between them), points (its products, see part.ts), communes.
 *
 * Methods: show({ products, regions }) with slugs, highlight(slug), look([west, south, east, north]); all may be called
 * before the map is there. `atlas` is the whole of it, once it is ready.
 * Fires `hub-map:ready`; `hub-map:select` with `{ kind, slug }` when a card opens; `hub-map:point` with `{ slug }` while
 * a product's marker is pointed at; `hub-map:move` with `{ bounds }` when the reader has moved the map; `hub-map:view`
 * with `{ center, zoom, bbox }` when everything in a view is drawn; `hub-map:ask` with `[lat, lon]` when a spot of the
 * ground is chosen; `hub-map:layers` when zones are switched. `data-view="zoom/lat/lon"` says where to look first.
 */
import { todayInVietnam } from '../data/today.ts';
import { asOfNow } from '../verdict/as-of-now.ts';
import { knowsMore } from '../verdict/latest-facts.ts';
import type { Corner } from './area.ts';
import type { Atlas, Filter, Mode, Selection, View } from './atlas.ts';
import type { Bounds, Ground, ZonePart } from './layers.ts';
import { assemble, type PackedPoint } from './part.ts';
import { sendSurveyor, stayWith, type Surveyor } from './surveyor.ts';
import { parseAddress } from './view-address.ts';
import './map.css';

export class HubMap extends HTMLElement {
  #atlas: Atlas | undefined;
  #observer: IntersectionObserver | undefined;
  /** Said before the map was there. */
  #filter: Filter | undefined;
  #lit: string | null = null;
  #bounds: Bounds | undefined;

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

  /** Turns to this part of the map. */
  look(bounds: Bounds): void {
    this.#bounds = bounds;
    this.#atlas?.fit(bounds);
  }

  /** Decides all verdicts again: for another day, or with what was learned after the build. */
  redecide(day: string): void {
    void this.#atlas?.redecide(day);
  }

  get atlas(): Atlas | undefined {
    return this.#atlas;
  }

  async #open(asked: IntersectionObserver | undefined): Promise<void> {
    try {
      const [{ openAtlas }, { surveyor, products }] = await Promise.all([import('./atlas.ts'), this.#send()]);
      // Taken out of the page, or put back in, while it was loading.
      if (!this.isConnected || asked !== this.#observer) return surveyor.dismiss();
      const tiles = this.getAttribute('tiles');
      const atlas = await openAtlas(this, surveyor, {
        lang: this.#language,
        mode: (this.getAttribute('mode') as Mode | null) ?? 'overview',
        label: this.getAttribute('label') ?? '',
        products,
        regions: this.#slugs('regions'),
        communes: this.#slugs('communes'),
        start: parseAddress(this.dataset['view'] ?? '').view,
        tiles: tiles ? { url: tiles, attribution: this.getAttribute('tiles-attribution') ?? '' } : null,
        onSelect: (detail) => this.#fire('hub-map:select', detail),
        onPoint: (slug) => this.#fire('hub-map:point', { slug }),
        onMove: (bounds) => this.#fire('hub-map:move', { bounds }),
        onView: (detail) => this.#fire('hub-map:view', detail),
        onAsk: (detail) => this.#fire('hub-map:ask', detail),
        onLayers: () => this.#fire('hub-map:layers'),
      });
      if (knowsMore()) await atlas.redecide(todayInVietnam());
      if (!this.isConnected || asked !== this.#observer) return atlas.remove();
      this.#atlas = atlas;
      if (this.#filter) this.#atlas.show(this.#filter);
      if (this.#lit) this.#atlas.highlight(this.#lit);
      if (this.#bounds) this.#atlas.fit(this.#bounds);
      this.setAttribute('data-ready', '');
      this.#fire('hub-map:ready');
    } catch (error) {
      // The content within stays: nothing is lost but the picture.
      this.setAttribute('data-failed', '');
      console.warn('hub-map:', error);
    }
  }

  get #language(): 'vi' | 'en' {
    return this.lang === 'en' ? 'en' : 'vi';
  }

  async #send(): Promise<{ surveyor: Surveyor; products: readonly string[] | null }> {
    const [lang, day] = [this.#language, todayInVietnam()];
    const ground = this.getAttribute('ground');
    if (!ground) {
      const surveyor = await sendSurveyor(this.getAttribute('data') ?? '', lang, day);
      return { surveyor, products: this.#slugs('products') };
    }
    const zones = (this.getAttribute('zones') ?? '').split(' ').filter(Boolean);
    const [land, ...parts] = await Promise.all([
      fetchJson<Ground>(ground),
      ...zones.map((zone) => fetchJson<ZonePart>(zone)),
    ]);
    const points = JSON.parse(this.getAttribute('points') ?? '[]') as PackedPoint[];
    const { content, shapes } = assemble(land, parts, points, lang);
    return { surveyor: stayWith(content, shapes, lang, day), products: content.products.slug };
  }

  #slugs(attribute: string): string[] | null {
    const value = this.getAttribute(attribute);
    return value === null ? null : value.split(',').filter(Boolean);
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}

async function fetchJson<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as Answer;
}

if (!customElements.get('hub-map')) customElements.define('hub-map', HubMap);

asOfNow((day) => {
  for (const map of document.querySelectorAll('hub-map')) map.redecide(day);
});

declare global {
  interface HTMLElementTagNameMap {
    'hub-map': HubMap;
  }
  interface HTMLElementEventMap {
    'hub-map:select': CustomEvent<Selection>;
    'hub-map:point': CustomEvent<{ slug: string | null }>;
    'hub-map:move': CustomEvent<{ bounds: Bounds }>;
    'hub-map:ready': CustomEvent<undefined>;
    'hub-map:view': CustomEvent<View>;
    'hub-map:ask': CustomEvent<Corner>;
    'hub-map:layers': CustomEvent<undefined>;
  }
}
