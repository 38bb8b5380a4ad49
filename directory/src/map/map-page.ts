/**
 * `<ocop-map>`: the page of the map. Ties the map to its panel: what is asked and answered, the area that is drawn, the
 * list that says what is in view, and the address, which holds all of it: a link, a reload and the back button show
 * the same.
 */
import { sectionHref, type Lang } from '../i18n/routes.ts';
import { boundsOfCorners, holds, rectangle, type Corner } from './area.ts';
import type { Atlas, Selection, View } from './atlas.ts';
import { communePoint } from './base-map.ts';
import { addCorner, canClose, close, emptyDraft, removeCorner, type Draft } from './draft.ts';
import type { HubMap } from './hub-map.ts';
import type { Bounds } from './layers.ts';
import { Panel } from './panel.ts';
import { pageWords } from './page-words.ts';
import { tieSearch } from './map-search.ts';
import { parseAddress, printAddress, type Selected } from './view-address.ts';

/** What the list shows at once; the rest stands in the list of products. */
const LISTED = 30;
const NEAREST = 8;
/** So close to the first corner, in pixels, a click closes the area. */
const CLOSING = 14;

class MapPage extends HTMLElement {
  #lang: Lang = this.lang === 'en' ? 'en' : 'vi';
  #words = pageWords[this.#lang];
  #map = this.querySelector<HubMap>('hub-map') as HubMap;
  #panel = new Panel(this, this.#lang);
  #selected: Selected | null = null;
  /** While an area is being drawn. */
  #draft: Draft | null = null;
  #isFollowing = false;

  connectedCallback(): void {
    const { view } = parseAddress(location.hash);
    if (view) this.#map.dataset['view'] = `${view.zoom}/${view.center.join('/')}`;
    this.#map.addEventListener('hub-map:ready', () => void this.#start());
    this.#map.addEventListener('hub-map:view', ({ detail }) => void this.#moved(detail));
    this.#map.addEventListener('hub-map:select', ({ detail }) => this.#chosen(detail));
    this.#map.addEventListener('hub-map:ask', ({ detail }) => this.#pointed(detail));
    this.#map.addEventListener('hub-map:layers', () => this.#write('replace'));
    addEventListener('popstate', this.#follow);
    this.addEventListener('click', (event) => this.#pressed(event));
    this.addEventListener('keydown', (event) => this.#typed(event));
    tieSearch(
      this,
      this.#words,
      () => this.#atlas?.surveyor,
      (found) => void this.#go(found),
    );
    for (const tool of this.querySelectorAll<HTMLElement>('[data-tools]')) tool.hidden = false;
    this.#panel.onPoint((slug) => this.#atlas?.highlight(slug));
  }

  disconnectedCallback(): void {
    removeEventListener('popstate', this.#follow);
  }

  get #atlas(): Atlas | undefined {
    return this.#map.atlas;
  }

  async #start(): Promise<void> {
    this.setAttribute('data-ready', '');
    // Before anything writes the address anew.
    if (location.hash) await this.#show();
    if (this.#atlas) await this.#moved(this.#atlas.view());
  }

  // ── the address ───────────────────────────────────────────────────────────

  /** The reader went back or forth, or changed the address. */
  #follow = (): void => void this.#show();

  async #show(): Promise<void> {
    const atlas = this.#atlas;
    if (!atlas) return;
    const { view, switched, selected } = parseAddress(location.hash);
    this.#isFollowing = true;
    try {
      this.#draw(null);
      if (switched.join() !== atlas.switched().join()) atlas.switch(switched);
      this.#selected = selected;
      await this.#answer();
      if (isThing(selected)) await atlas.select(selected);
      else await atlas.select(null);
      // After the selection, which moves the map by itself.
      if (view) atlas.goTo(view.center, view.zoom);
      else if (!selected) atlas.goHome();
    } finally {
      this.#isFollowing = false;
    }
  }

  #write(how: 'push' | 'replace'): void {
    const atlas = this.#atlas;
    if (!atlas || this.#isFollowing) return;
    const { zoom, center } = atlas.view();
    const hash = printAddress({
      view: { zoom, center },
      switched: atlas.switched(),
      selected: this.#selected,
    });
    if (hash === location.hash) return;
    const address = location.pathname + location.search + hash;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  async #moved({ bbox }: View): Promise<void> {
    const atlas = this.#atlas;
    if (!atlas) return;
    this.#write('replace');
    const finding = await atlas.surveyor.inView(bbox, LISTED);
    if (atlas.view().bbox.join() !== bbox.join()) return;
    await this.#panel.list(atlas.sheet, finding, listOf(bbox, this.#lang));
  }

  // ── asking and answering ──────────────────────────────────────────────────

  #choose(selected: Selected | null): void {
    this.#selected = selected;
    this.#write('push');
    void this.#answer();
  }

  /** A card was opened on the map. */
  #chosen(selection: Selection): void {
    if (!this.#isFollowing) this.#choose(selection);
  }

  #pointed(at: Corner): void {
    if (this.#draft) this.#addCorner(at);
    else this.#choose({ kind: 'point', at });
  }

  /** From the search: the map goes there. */
  async #go(selection: Selection): Promise<void> {
    await this.#atlas?.select(selection);
    this.#choose(selection);
  }

  async #answer(): Promise<void> {
    const [atlas, selected] = [this.#atlas, this.#selected];
    if (!atlas) return;
    const { surveyor, sheet } = atlas;
    const isAsked = () => this.#selected === selected;
    atlas.point(selected?.kind === 'point' ? selected.at : null);
    atlas.outline(
      selected?.kind === 'area' ? selected.corners : [],
      selected?.kind === 'area' ? 'closed' : 'none',
    );
    if (selected?.kind !== 'region') atlas.highlight(null);
    const wasOnMap = this.#map.contains(document.activeElement);
    switch (selected?.kind) {
      case undefined:
        return this.#panel.close();
      case 'point': {
        const finding = await surveyor.at(selected.at);
        if (isAsked()) this.#panel.place(sheet, finding);
        break;
      }
      case 'area': {
        const finding = await surveyor.within(selected.corners, LISTED);
        const list = listOf(boundsOfCorners(selected.corners), this.#lang);
        if (isAsked()) this.#panel.area(sheet, finding, list);
        break;
      }
      case 'product': {
        const line = await surveyor.product(selected.slug);
        if (line && isAsked()) this.#panel.product(sheet, line);
        break;
      }
      case 'region':
        this.#panel.region(sheet, selected.slug);
        atlas.highlight(selected.slug);
        break;
      case 'commune': {
        const commune = sheet.communes.slug.indexOf(selected.slug);
        const at = communePoint(sheet, commune);
        const finding = at && (await surveyor.at(at));
        if (finding && isAsked()) this.#panel.place(sheet, { ...finding, commune });
        atlas.highlight(selected.slug);
      }
    }
    // Whoever asked with the keyboard, on the ground, reads the answer next.
    const active = document.activeElement;
    if (wasOnMap && active?.matches('.hm-canvas:focus-visible') && !this.#isFollowing) this.#panel.focus();
  }

  // ── drawing an area ───────────────────────────────────────────────────────

  #draw(draft: Draft | null): void {
    this.#draft = draft;
    this.toggleAttribute('data-drawing', draft !== null);
    const tools = this.querySelector<HTMLElement>('[data-draw-tools]');
    if (tools) tools.hidden = draft === null;
    this.querySelector('[data-do="draw"]')?.setAttribute('aria-pressed', String(draft !== null));
    if (!draft) return this.#atlas?.outline([], 'none');
    this.#atlas?.outline(draft.corners, 'open');
    const say = this.querySelector('[data-draw-status]');
    if (say) say.textContent = this.#words.corners(draft.corners.length);
    this.#enable('close-area', canClose(draft));
    this.#enable('undo-corner', draft.corners.length > 0);
  }

  #enable(action: string, isPossible: boolean): void {
    const button = this.querySelector<HTMLButtonElement>(`[data-do="${action}"]`);
    if (button) button.disabled = !isPossible;
  }

  #addCorner(at: Corner): void {
    const [draft, atlas] = [this.#draft, this.#atlas];
    if (!draft || !atlas) return;
    const degreesPerPixel = 360 / (256 * 2 ** atlas.view().zoom);
    const [first] = draft.corners;
    const isAtFirst = first && Math.hypot(at[0] - first[0], at[1] - first[1]) < CLOSING * degreesPerPixel;
    const next = addCorner(draft, at);
    // The first corner again, or the last one twice: that is all.
    if (canClose(draft) && (isAtFirst || next === draft)) this.#closeArea();
    else this.#draw(next);
  }

  #closeArea(): void {
    const draft = this.#draft && close(this.#draft);
    if (!draft?.isClosed) return;
    this.#draw(null);
    this.#choose({ kind: 'area', corners: [...draft.corners] });
    this.#panel.focus();
  }

  // ── what the reader does ──────────────────────────────────────────────────

  #pressed(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>('[data-do]');
    const atlas = this.#atlas;
    if (!button || !atlas) return;
    switch (button.dataset['do']) {
      case 'draw':
        this.#choose(null);
        return this.#draw(this.#draft ? null : emptyDraft);
      case 'add-corner':
        return this.#addCorner(atlas.view().center);
      case 'undo-corner':
        return this.#draw(this.#draft && removeCorner(this.#draft));
      case 'close-area':
        return this.#closeArea();
      case 'take-view': {
        this.#draw(null);
        this.#choose({ kind: 'area', corners: rectangle(atlas.view().bbox) });
        return this.#panel.focus();
      }
      case 'cancel-area':
        this.#draw(null);
        return this.querySelector<HTMLElement>('[data-do="draw"]')?.focus();
      case 'ask-here':
        this.#choose({ kind: 'point', at: atlas.view().center });
        return this.#panel.focus();
      case 'close-answer': {
        void atlas.select(null);
        this.#choose(null);
        return this.#map.querySelector<HTMLElement>('.hm-canvas')?.focus();
      }
      case 'to-map':
        return this.#map.querySelector<HTMLElement>('.hm-canvas')?.focus();
      case 'locate': {
        const question = this.querySelector<HTMLElement>('[data-locate-question]');
        if (question) question.hidden = !question.hidden;
        if (!question?.hidden) question?.querySelector<HTMLElement>('button')?.focus();
        return;
      }
      case 'locate-no':
        return this.#endLocating();
      case 'locate-yes':
        return this.#locate();
      case 'print':
        return print();
      case 'share':
        return void this.#share();
    }
  }

  #typed(event: KeyboardEvent): void {
    const isOnMap = (event.target as Element).matches('.hm-canvas');
    if (this.#draft && isOnMap && event.key === 'Backspace') {
      event.preventDefault();
      this.#draw(removeCorner(this.#draft));
    } else if (event.key === 'Escape' && this.#draft) {
      event.preventDefault();
      this.#draw(null);
    } else if (event.key === 'Escape' && this.#panel.isFocused) {
      event.preventDefault();
      void this.#atlas?.select(null);
      this.#choose(null);
      this.#map.querySelector<HTMLElement>('.hm-canvas')?.focus();
    }
  }

  async #share(): Promise<void> {
    this.#write('replace');
    try {
      await navigator.clipboard.writeText(location.href);
      this.#panel.say(this.#words.copied);
    } catch {
      this.#panel.say(this.#words.notCopied);
    }
  }

  #endLocating(): void {
    const question = this.querySelector<HTMLElement>('[data-locate-question]');
    if (question) question.hidden = true;
    this.querySelector<HTMLElement>('[data-do="locate"]')?.focus();
  }

  /** The reader has agreed; the browser asks once more by itself. The place is not kept and not sent. */
  #locate(): void {
    this.#endLocating();
    this.#panel.say(this.#words.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void this.#located([coords.latitude, coords.longitude]),
      () => this.#panel.say(this.#words.denied),
      { timeout: 15_000, maximumAge: 300_000 },
    );
  }

  async #located(at: Corner): Promise<void> {
    const atlas = this.#atlas;
    if (!atlas) return;
    const isInside = holds(atlas.sheet.province.bounds, at);
    if (isInside) atlas.goTo(at, Math.max(atlas.view().zoom, 11));
    // A reader's own place does not go into the address, which is meant to be shared.
    this.#selected = null;
    this.#write('replace');
    atlas.outline([], 'none');
    atlas.point(at);
    const nearest = await atlas.surveyor.nearest(at, NEAREST);
    this.#panel.nearest(atlas.sheet, nearest, isInside ? '' : this.#words.far);
  }
}

const isThing = (selected: Selected | null): selected is Selection =>
  selected !== null && selected.kind !== 'point' && selected.kind !== 'area';

/** The list of products, for the same part of the world. */
const listOf = (bbox: Bounds, lang: Lang): string =>
  sectionHref('products', lang, `?khung=${bbox.map((value) => Number(value.toFixed(4))).join(',')}`);

if (!customElements.get('ocop-map')) customElements.define('ocop-map', MapPage);
