/** A whole map: the ground, zones, products, legend and controls, and what happens between them. */
import { sectionHref, type Lang } from '../i18n/routes.ts';
import { communePoint, drawBase } from './base-map.ts';
import { communeCard, productCard, productListCard, zoneCard, type CardContext } from './cards.ts';
import type { Spot } from './clusters.ts';
import { h } from './dom.ts';
import { hatchDefinitions } from './hatch.ts';
import { boundsOf, newMap, popup, tilesOver, toBounds, viewAt, type LatLon, type Popup } from './leaflet.ts';
import type { Bounds, MapContent } from './layers.ts';
import { newLegend } from './legend.ts';
import { drawMarkers, latLonOf } from './markers.ts';
import { overviewOfVietNam } from './sovereignty.ts';
import { standingsOf } from './standings.ts';
import { cross, minus, plus, whole } from './symbols.ts';
import type { Shapes } from './outlines.ts';
import type { Box } from './place-labels.ts';
import { homeBounds, limitsAround, MAX_ZOOM } from './view.ts';
import { words as allWords } from './words.ts';
import { drawZones } from './zones.ts';

export type Mode = 'overview' | 'full' | 'place';

export interface Selection {
  kind: 'product' | 'region' | 'commune';
  slug: string;
}

export interface AtlasOptions {
  lang: Lang;
  mode: Mode;
  label: string;
  /** The reader's day, `YYYY-MM-DD`. */
  day: string;
  /** Slugs of what to show; null for everything. */
  products: readonly string[] | null;
  regions: readonly string[] | null;
  communes: readonly string[] | null;
  tiles: { url: string; attribution: string } | null;
  onSelect: (selection: Selection) => void;
  /** A product's marker is pointed at, or no longer. */
  onPoint: (slug: string | null) => void;
  /** The reader has moved the map. */
  onMove: (bounds: Bounds) => void;
}

/** What to show from now on, as slugs; what is left out is shown as at the start. */
export interface Filter {
  products?: readonly string[];
  regions?: readonly string[];
}

export interface Atlas {
  show(filter: Filter): void;
  highlight(slug: string | null): void;
  look(bounds: Bounds): void;
  remove(): void;
}

let maps = 0;

export function openAtlas(host: HTMLElement, data: MapContent, shapes: Shapes, options: AtlasOptions): Atlas {
  const { lang, mode } = options;
  const words = allWords[lang];
  const prefix = `hm-${++maps}`;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const needsTwoFingers = isTouch && mode !== 'full';
  const standings = standingsOf(data, options.day, lang);
  const context: CardContext = { data, words, lang, standings };

  const canvas = h('div', { class: 'hm-canvas', role: 'region', 'aria-label': options.label });
  const hint = h('p', { class: 'hm-hint', 'aria-hidden': 'true' }, words.twoFingers);
  const status = h('p', { class: 'hm-count', role: 'status' });
  const unplaced = h('p', { class: 'hm-unplaced' });
  const tilesNote = h('p', { class: 'hm-tiles-note', role: 'status' });
  const inset = h('figure', { class: 'hm-inset' });
  inset.innerHTML = overviewOfVietNam(lang, data.province.bounds);
  inset.append(h('figcaption', {}, words.inset));
  const after = h('span', { id: `${prefix}-after`, tabindex: -1, class: 'hm-after' });
  const frame = h('div', { class: `hm hm--${mode}`, 'data-map': true });
  const defs = h('div', { class: 'hm-defs' });
  defs.innerHTML = hatchDefinitions(data.materials, prefix);
  const controls = h(
    'div',
    { class: 'hm-controls' },
    control(words.zoomIn, plus(), () => map.zoomIn()),
    control(words.zoomOut, minus(), () => map.zoomOut()),
    control(words.home, whole(), () => goHome()),
  );
  const notes = h('div', { class: 'hm-notes' }, status, unplaced, tilesNote);
  const accuracy = h(
    'p',
    { class: 'hm-accuracy' },
    [data.accuracy === 'APPROXIMATE' && words.approximateTerritory, words.schematicSea]
      .filter(Boolean)
      .join(' '),
  );

  const legend = newLegend(data, {
    words,
    prefix,
    onToggle(zone, isOn) {
      if (isOn) shownZones.add(zone);
      else shownZones.delete(zone);
      redraw();
    },
    onHover: (zone) => zones.highlight(zone),
  });
  const key = h(
    'details',
    { class: 'hm-key', open: mode !== 'overview' && host.clientWidth >= 560 },
    h('summary', {}, words.legend),
    legend.element,
  );

  const skip = h('a', { class: 'hm-skip', href: `#${prefix}-after` }, words.skip);
  // A page that is all map has a way around it of its own.
  if (mode !== 'full') frame.append(skip);
  frame.append(defs, canvas, controls, hint, inset, notes, accuracy, key, after);
  host.append(frame);

  const map = newMap(canvas, {
    calm,
    oneFinger: !needsTwoFingers,
    wheel: mode === 'full',
    maxZoom: MAX_ZOOM,
  });
  const base = drawBase(map, data, shapes, { lang, onCommune: openCommune });
  const zones = drawZones(map, data, shapes.zones, { prefix, words, onOpen: openZone });
  const markers = drawMarkers(map, data, { words, standings, onOpen: openSpot, onPoint: pointAt });

  const productIndex = indexOf(data.products.slug);
  const zoneIndex = indexOf(data.zones.map(({ slug }) => slug));
  const communeIndex = indexOf(data.communes.slug);
  let products = pick(productIndex, options.products);
  let listedZones = new Set(pick(zoneIndex, options.regions));
  // On a map of many, a zone as wide as the province would cover all others: it waits to be switched on.
  const isShownFirst = (zone: number) => mode === 'place' || !data.zones[zone]?.isProvinceWide;
  const shownZones = new Set([...listedZones].filter(isShownFirst));
  const markedCommunes = new Set(options.communes ? pick(communeIndex, options.communes) : []);
  let open: { popup: Popup; opener: () => HTMLElement | undefined } | null = null;
  let isAtHome = true;
  let isFitting = false;

  // ── the view ──────────────────────────────────────────────────────────────

  /** What is worth seeing first: the whole province, or the things that the page is about. */
  function firstView(): { bounds: Bounds; maxZoom: number } {
    const whole = { bounds: homeBounds(data.province.bounds), maxZoom: MAX_ZOOM };
    if (mode !== 'place') return whole;
    const spots: LatLon[] = [
      ...products.flatMap((product): LatLon[] => {
        const point = data.products.point[product] ?? -1;
        return point < 0 ? [] : [latLonOf(data, point)];
      }),
      ...[...shownZones].flatMap((zone) => zones.boundsOf(zone).flat(2)),
      ...[...markedCommunes].flatMap((commune) => base.ringsOf(commune).flat(2)),
      ...[...markedCommunes].flatMap((commune): LatLon[] => {
        const at = communePoint(data, commune);
        return at ? [at] : [];
      }),
    ];
    if (spots.length === 0) return whole;
    const lats = spots.map(([lat]) => lat);
    const lons = spots.map(([, lon]) => lon);
    return {
      bounds: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
      maxZoom: 10.5,
    };
  }

  /** The widest view is the province, whatever the size of the screen; further out there is nothing of ours. */
  function setLimits() {
    const home = homeBounds(data.province.bounds);
    const widest = map.getBoundsZoom(boundsOf(home));
    map.setMinZoom(widest);
    map.setMaxBounds(boundsOf(limitsAround(viewAt(map, home, widest))));
  }

  function fit({ bounds, maxZoom }: { bounds: Bounds; maxZoom: number }) {
    isFitting = true;
    const padding: [number, number] = mode === 'place' ? [36, 36] : [0, 0];
    map.fitBounds(boundsOf(bounds), { maxZoom, padding, animate: false });
    isFitting = false;
  }

  function goHome() {
    closeCard();
    fit({ bounds: homeBounds(data.province.bounds), maxZoom: MAX_ZOOM });
    isAtHome = mode !== 'place';
  }

  function fitToScreen() {
    const { x: width, y: height } = map.getSize();
    map.invalidateSize({ pan: false, animate: false });
    if (map.getSize().x === 0 || (map.getSize().x === width && map.getSize().y === height)) return;
    setLimits();
    if (isAtHome) fit(firstView());
    redraw();
  }

  // ── drawing ───────────────────────────────────────────────────────────────

  function redraw() {
    zones.show(shownZones);
    const taken = [...overlays(), ...markers.redraw()];
    base.drawNames([...taken, ...zones.arrange(taken)]);
  }

  /** What lies over the map and would hide a name beneath. */
  function overlays(): Box[] {
    const { left, top } = canvas.getBoundingClientRect();
    return [inset, controls].map((element) => {
      const box = element.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
  }

  function tell() {
    const placed = products.filter((product) => (data.products.point[product] ?? -1) >= 0).length;
    const missing = products.length - placed;
    const isOfOne = mode === 'place' && products.length === 1;
    status.textContent = mode === 'place' && products.length <= 1 ? '' : words.onMap(placed);
    unplaced.replaceChildren();
    if (missing === 0) return;
    if (isOfOne) unplaced.append(words.noPoint);
    else {
      unplaced.append(words.unplaced(missing));
      if (mode !== 'place')
        unplaced.append(' ', h('a', { href: sectionHref('products', lang) }, words.openList));
    }
  }

  // ── cards ─────────────────────────────────────────────────────────────────

  function openCard(at: LatLon, card: HTMLElement, opener: () => HTMLElement | undefined) {
    const { x: width, y: height } = map.getSize();
    const close = h(
      'button',
      { type: 'button', class: 'hm-card__close', 'aria-label': words.close },
      cross(),
    );
    close.addEventListener('click', closeCard);
    card.append(close);
    const maxHeight = Math.max(140, Math.min(340, height - 56));
    const shown = popup(at, card, { maxHeight, maxWidth: Math.min(300, width - 32), calm });
    shown.openOn(map);
    open = { popup: shown, opener };
    card.focus({ preventScroll: true });
  }

  /** Closes the card and gives the focus back to what opened it. */
  function closeCard() {
    if (!open) return;
    const { popup: shown, opener } = open;
    const hadFocus = shown.getElement()?.contains(document.activeElement) ?? false;
    open = null;
    map.closePopup(shown);
    if (hadFocus) (opener() ?? canvas).focus({ preventScroll: true });
  }

  function pointAt(spot: Spot | null) {
    const product = spot?.products.length === 1 ? spot.products[0] : undefined;
    options.onPoint(product === undefined ? null : (data.products.slug[product] ?? null));
  }

  function openSpot(spot: Spot, opener: HTMLElement) {
    const [product = 0] = spot.products;
    const [point = 0] = spot.points;
    const at: LatLon = [spot.lat, spot.lon];
    const giveBack = () => (opener.isConnected ? opener : markers.buttonOf(product));
    if (spot.products.length === 1) {
      openCard(at, productCard(context, product), giveBack);
      options.onSelect({ kind: 'product', slug: data.products.slug[product] ?? '' });
      return;
    }
    if (spot.points.length > 1 && map.getZoom() < MAX_ZOOM) {
      zoomInto(spot);
      return;
    }
    openCard(at, productListCard(context, spot.products, point), giveBack);
    const commune = data.communes.slug[data.points.commune[point] ?? -1];
    if (commune) options.onSelect({ kind: 'commune', slug: commune });
  }

  function zoomInto(spot: Spot) {
    closeCard();
    const positions = spot.points.map((point) => latLonOf(data, point));
    const lats = positions.map(([lat]) => lat);
    const lons = positions.map(([, lon]) => lon);
    const bounds = boundsOf([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
    const apart = Math.max(map.getZoom() + 0.5, markers.partsAt(spot));
    const zoom = Math.min(MAX_ZOOM, Math.max(apart, map.getBoundsZoom(bounds.pad(0.3))));
    map.once('moveend', () => {
      redraw();
      markers.buttonOf(spot.products[0] ?? -1)?.focus({ preventScroll: true });
    });
    map.setView(bounds.getCenter(), zoom, { animate: !calm });
  }

  function openZone(zone: number, at: LatLon, opener: HTMLElement) {
    openCard(at, zoneCard(context, zone), () => (opener.isConnected ? opener : zones.signOf(zone)));
    options.onSelect({ kind: 'region', slug: data.zones[zone]?.slug ?? '' });
  }

  function openCommune(commune: number, at: LatLon) {
    openCard(at, communeCard(context, commune), () => canvas);
    options.onSelect({ kind: 'commune', slug: data.communes.slug[commune] ?? '' });
  }

  // ── what the reader does ──────────────────────────────────────────────────

  frame.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    closeCard();
  });
  map.on('popupclose', ({ popup: closed }) => {
    if (open?.popup === closed) open = null;
  });
  map.on('movestart', () => {
    if (!isFitting) isAtHome = false;
  });
  map.on('moveend', () => {
    redraw();
    if (!isFitting) options.onMove(toBounds(map.getBounds()));
  });

  if (mode !== 'full') {
    // The page scrolls under the wheel until the reader turns to the map.
    canvas.addEventListener('focusin', () => map.scrollWheelZoom.enable());
    canvas.addEventListener('focusout', () => map.scrollWheelZoom.disable());
    canvas.addEventListener('mouseleave', () => map.scrollWheelZoom.disable());
  }
  if (needsTwoFingers) {
    let fading: ReturnType<typeof setTimeout> | undefined;
    canvas.addEventListener(
      'touchmove',
      ({ touches }) => {
        clearTimeout(fading);
        hint.classList.toggle('is-shown', touches.length === 1);
        fading = setTimeout(() => hint.classList.remove('is-shown'), 1200);
      },
      { passive: true },
    );
  }

  const sizes = new ResizeObserver(() => fitToScreen());
  const beforePrint = () => {
    frame.classList.add('is-printed');
    map.invalidateSize({ pan: false, animate: false });
    setLimits();
    fit(firstView());
  };
  const afterPrint = () => {
    frame.classList.remove('is-printed');
    fitToScreen();
  };
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);

  // ── the first drawing ─────────────────────────────────────────────────────

  setLimits();
  fit(firstView());
  markers.show(products);
  legend.update(listedZones, shownZones, products.length > 0);
  key.hidden = listedZones.size === 0 && products.length === 0;
  base.mark(markedCommunes);
  redraw();
  tell();
  sizes.observe(canvas);
  // Names keep off what lies over the map, and that grows a little with the right face.
  document.fonts.addEventListener('loadingdone', redraw);
  if (options.tiles) {
    frame.classList.add('has-tiles');
    tilesOver(map, options.tiles.url, options.tiles.attribution, () => {
      frame.classList.remove('has-tiles');
      tilesNote.textContent = words.tilesDropped;
    });
  }

  return {
    show(filter) {
      products = pick(productIndex, filter.products ?? options.products);
      markers.show(products);
      const listed = new Set(pick(zoneIndex, filter.regions ?? options.regions));
      // Zones that the reader switched on or off stay so while the same ones are listed.
      if ([...listed].join() !== [...listedZones].join()) {
        listedZones = listed;
        shownZones.clear();
        for (const zone of listed) if (isShownFirst(zone)) shownZones.add(zone);
      }
      legend.update(listedZones, shownZones, products.length > 0);
      key.hidden = listedZones.size === 0 && products.length === 0;
      closeCard();
      redraw();
      tell();
    },
    highlight(slug) {
      markers.highlight(slug === null ? null : (productIndex.get(slug) ?? null));
      zones.highlight(slug === null ? null : (zoneIndex.get(slug) ?? null));
      const commune = slug === null ? undefined : communeIndex.get(slug);
      base.mark(commune === undefined ? markedCommunes : new Set([...markedCommunes, commune]));
    },
    look(bounds) {
      closeCard();
      fit({ bounds, maxZoom: MAX_ZOOM });
      isAtHome = false;
    },
    remove() {
      sizes.disconnect();
      document.fonts.removeEventListener('loadingdone', redraw);
      window.removeEventListener('beforeprint', beforePrint);
      window.removeEventListener('afterprint', afterPrint);
      map.remove();
      frame.remove();
    },
  };
}

function control(label: string, symbol: HTMLElement, onClick: () => void): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'hm-control', 'aria-label': label, title: label },
    symbol,
  );
  button.addEventListener('click', onClick);
  return button;
}

const indexOf = (slugs: readonly string[]): Map<string, number> =>
  new Map(slugs.map((slug, index) => [slug, index]));

const pick = (index: ReadonlyMap<string, number>, slugs: readonly string[] | null): number[] =>
  slugs === null ? [...index.values()] : slugs.flatMap((slug) => index.get(slug) ?? []);
