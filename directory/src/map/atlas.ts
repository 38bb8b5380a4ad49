/** A whole map: the ground, zones, products, legend and controls, and what happens between them. */
import { sectionHref, type Lang } from '../i18n/routes.ts';
import { allLearned } from '../verdict/latest-facts.ts';
import { boundsOfCorners, type Corner } from './area.ts';
import { communePoint, drawBase } from './base-map.ts';
import { placeCard, productCard, productListCard, zoneCard, type CardContext } from './cards.ts';
import { h } from './dom.ts';
import { hatchDefinitions } from './hatch.ts';
import {
  boundsOf,
  drawOver,
  newMap,
  popup,
  tilesOver,
  toBounds,
  viewAt,
  type LatLon,
  type Popup,
} from './leaflet.ts';
import type { Bounds } from './layers.ts';
import { newLegend } from './legend.ts';
import { drawMarkers } from './markers.ts';
import { breathe } from './slices.ts';
import { overviewOfVietNam } from './sovereignty.ts';
import type { Sheet, SpotView } from './survey.ts';
import type { Surveyor } from './surveyor.ts';
import { cross, minus, plus, whole } from './symbols.ts';
import type { Box } from './place-labels.ts';
import { homeBounds, limitsAround, MAX_ZOOM } from './view.ts';
import { words as allWords } from './words.ts';
import { drawZones } from './zones.ts';

export type Mode = 'overview' | 'full' | 'place';

export interface Selection {
  kind: 'product' | 'region' | 'commune';
  slug: string;
}

export interface View {
  center: Corner;
  zoom: number;
  /** West, south, east, north. */
  bbox: Bounds;
}

export interface AtlasOptions {
  lang: Lang;
  mode: Mode;
  label: string;
  /** Slugs of what to show; null for everything. */
  products: readonly string[] | null;
  regions: readonly string[] | null;
  communes: readonly string[] | null;
  /** Where to look first; null for what is worth seeing first. */
  start: { center: Corner; zoom: number } | null;
  tiles: { url: string; attribution: string } | null;
  onSelect: (selection: Selection) => void;
  /** A product's marker is pointed at, or no longer. */
  onPoint: (slug: string | null) => void;
  /** The reader has moved the map. */
  onMove: (bounds: Bounds) => void;
  /** The view has come to rest, and everything in it is drawn. */
  onView: (view: View) => void;
  /** A spot of the ground was chosen, with the pointer or with the cross in the middle. */
  onAsk: (at: Corner) => void;
  /** The reader switched zones on or off. */
  onLayers: () => void;
}

/** What to show from now on, as slugs; what is left out is shown as at the start. */
export interface Filter {
  products?: readonly string[];
  regions?: readonly string[];
}

export interface Atlas {
  readonly surveyor: Surveyor;
  readonly sheet: Sheet;
  show(filter: Filter): void;
  /** Decides and draws all verdicts again: for another day, or with what was learned after the build. */
  redecide(day: string): Promise<void>;
  highlight(slug: string | null): void;
  view(): View;
  goTo(at: Corner, zoom?: number): void;
  fit(bbox: Bounds): void;
  goHome(): void;
  /** Goes to a thing and opens what there is to say about it; null closes it. */
  select(selection: Selection | null): Promise<void>;
  /** Zones that are not as the map first showed them. */
  switched(): string[];
  switch(slugs: readonly string[]): void;
  /** A spot that is spoken of; null takes it away. */
  point(at: Corner | null): void;
  /** An area that is drawn or chosen. While it is open, the map is drawn on and not asked. */
  outline(corners: readonly Corner[], state: 'none' | 'open' | 'closed'): void;
  remove(): void;
}

let maps = 0;

export async function openAtlas(
  host: HTMLElement,
  surveyor: Surveyor,
  options: AtlasOptions,
): Promise<Atlas> {
  const { lang, mode } = options;
  const [sheet, shapes] = [await surveyor.sheet(), await surveyor.zoneShapes()];
  const words = allWords[lang];
  const prefix = `hm-${++maps}`;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const needsTwoFingers = isTouch && mode !== 'full';
  const context: CardContext = { sheet, words, lang };

  const canvas = h('div', { class: 'hm-canvas', role: 'region', 'aria-label': options.label });
  const hint = h('p', { class: 'hm-hint', 'aria-hidden': 'true' }, words.twoFingers);
  const aim = h('div', { class: 'hm-aim', 'aria-hidden': 'true' });
  const aimed = h('p', { class: 'hm-aimed', role: 'status' });
  const status = h('p', { class: 'hm-count', role: 'status' });
  const unplaced = h('p', { class: 'hm-unplaced' });
  const tilesNote = h('p', { class: 'hm-tiles-note', role: 'status' });
  const inset = h('figure', { class: 'hm-inset' });
  inset.innerHTML = overviewOfVietNam(lang, sheet.province.bounds);
  inset.append(h('figcaption', {}, words.inset));
  const after = h('span', { id: `${prefix}-after`, tabindex: -1, class: 'hm-after' });
  const frame = h('div', { class: `hm hm--${mode}`, 'data-map': true });
  const defs = h('div', { class: 'hm-defs' });
  defs.innerHTML = hatchDefinitions(sheet.materials, prefix);
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
    [sheet.accuracy === 'APPROXIMATE' && words.approximateTerritory, words.schematicSea]
      .filter(Boolean)
      .join(' '),
  );

  const legend = newLegend(sheet, {
    words,
    prefix,
    onToggle(toggled, isOn) {
      for (const zone of toggled) {
        if (isOn) shownZones.add(zone);
        else shownZones.delete(zone);
      }
      showZones();
      options.onLayers();
    },
    onHover: (zone) => zones.highlight(zone),
  });
  const key = h(
    'details',
    { class: 'hm-key', open: mode === 'place' && host.clientWidth >= 560 },
    h('summary', {}, words.legend),
    legend.element,
  );

  const skip = h('a', { class: 'hm-skip', href: `#${prefix}-after` }, words.skip);
  // A page that is all map has a way around it of its own.
  if (mode !== 'full') frame.append(skip);
  frame.append(defs, canvas, aim, aimed, controls, hint, inset, notes, accuracy, key, after);
  host.append(frame);
  await breathe();

  const map = newMap(canvas, {
    calm,
    oneFinger: !needsTwoFingers,
    wheel: mode === 'full',
    maxZoom: MAX_ZOOM,
  });

  const productCount = options.products?.length ?? null;
  const zoneIndex = indexOf(sheet.zones.map(({ slug }) => slug));
  const communeIndex = indexOf(sheet.communes.slug);
  let listedZones = new Set(pick(zoneIndex, options.regions));
  // On a map of many, a zone as wide as the province would cover all others: it waits to be switched on.
  const isShownFirst = (zone: number) => mode === 'place' || !sheet.zones[zone]?.isProvinceWide;
  const shownZones = new Set([...listedZones].filter(isShownFirst));
  const markedCommunes = options.communes ? pick(communeIndex, options.communes) : [];
  const markedRings = await Promise.all(markedCommunes.map((commune) => surveyor.communeRings(commune)));
  let tally = await surveyor.show(options.products);
  let open: { popup: Popup; opener: () => HTMLElement | undefined } | null = null;
  /** The view that was asked for: it is taken again when the map's room changes, until the reader moves it. */
  let hold: (() => void) | null = null;
  /** The map is being moved by us, not by its reader. */
  let isOurs = false;
  let isDrawing = false;
  let isRemoved = false;
  const first = await firstView();

  setLimits();
  if (options.start) goTo(options.start.center, options.start.zoom);
  else goFirst();
  const base = drawBase(map, sheet, lang);
  await breathe();
  const zones = drawZones(map, sheet, shapes, surveyor, { frame, words, onOpen: openZone });
  const markers = drawMarkers(map, surveyor, {
    words,
    onOpen: (spot, opener) => void openSpot(spot, opener),
    onPoint: (spot) => options.onPoint(spot?.only?.slug ?? null),
  });
  const drawn = drawOver(map);

  // ── the view ──────────────────────────────────────────────────────────────

  /** What is worth seeing first: the whole province, or the things that the page is about. */
  async function firstView(): Promise<{ bounds: Bounds; maxZoom: number }> {
    const whole = { bounds: homeBounds(sheet.province.bounds), maxZoom: MAX_ZOOM };
    if (mode !== 'place') return whole;
    const lines = await Promise.all((options.products ?? []).map((slug) => surveyor.product(slug)));
    const corners: Corner[] = [
      ...lines.flatMap((line) => (line?.at ? [line.at] : [])),
      ...(await Promise.all([...shownZones].map((zone) => surveyor.zoneRings(zone)))).flat(3),
      ...markedRings.flat(3),
      ...markedCommunes.flatMap((commune) => {
        const at = communePoint(sheet, commune);
        return at ? [at] : [];
      }),
    ];
    return corners.length === 0 ? whole : { bounds: boundsOfCorners(corners), maxZoom: 10.5 };
  }

  /** The widest view is the province, whatever the size of the screen; further out there is nothing of ours. */
  function setLimits() {
    const home = homeBounds(sheet.province.bounds);
    const widest = map.getBoundsZoom(boundsOf(home));
    map.setMinZoom(widest);
    map.setMaxBounds(boundsOf(limitsAround(viewAt(map, home, widest))));
  }

  function move(act: () => void) {
    isOurs = true;
    try {
      act();
    } finally {
      isOurs = false;
    }
  }
  function go(act: () => void) {
    hold = act;
    move(act);
  }

  function fit({ bounds, maxZoom }: { bounds: Bounds; maxZoom: number }, edge = 0) {
    // With room at the rim there is also room for the controls: nothing to press lies beneath them.
    const right = edge && edge + controls.offsetWidth;
    map.fitBounds(boundsOf(bounds), {
      maxZoom,
      paddingTopLeft: [edge, edge],
      paddingBottomRight: [right, edge],
      animate: false,
    });
  }
  function fitFirst() {
    fit(first, mode === 'place' ? 36 : 0);
  }
  function fitHome() {
    fit({ bounds: homeBounds(sheet.province.bounds), maxZoom: MAX_ZOOM });
  }

  function goFirst() {
    go(fitFirst);
  }
  function goHome() {
    closeCard();
    go(fitHome);
  }
  function goTo(at: Corner, zoom = map.getZoom()) {
    go(() => map.setView(at, zoom, { animate: false }));
  }

  function fitToScreen() {
    // Out of sight: nothing can be fitted into it, and the view of before is the one to come back to.
    if (canvas.clientWidth === 0 || canvas.clientHeight === 0) return;
    const { x: width, y: height } = map.getSize();
    move(() => map.invalidateSize({ pan: false, animate: false }));
    if (map.getSize().x === width && map.getSize().y === height) return;
    move(setLimits);
    if (hold) move(hold);
    void redraw();
  }

  function view(): View {
    const { lat, lng } = map.getCenter();
    return { center: [lat, lng], zoom: map.getZoom(), bbox: toBounds(map.getBounds()) };
  }

  // ── drawing ───────────────────────────────────────────────────────────────

  let turn = 0;
  let settled: Promise<void> = Promise.resolve();
  /** The picture shows other zones, or another theme, than it should. */
  let isOutdated = false;

  /** Everything that belongs to the view, in slices; a newer call ends an older one. */
  function redraw(isForced = false): Promise<void> {
    const mine = ++turn;
    const isStale = () => mine !== turn || isRemoved;
    isOutdated ||= isForced;
    frame.setAttribute('data-drawing', '');
    settled = (async () => {
      const boxes = await markers.redraw(isStale);
      if (isStale()) return;
      await breathe();
      const taken = [...overlays(), ...boxes];
      const signs = await zones.arrange(taken, isStale);
      if (isStale()) return;
      await breathe();
      if (isStale()) return;
      base.drawNames([...taken, ...signs]);
      await zones.paint(isOutdated);
      if (isStale()) return;
      isOutdated = false;
      frame.removeAttribute('data-drawing');
      options.onView(view());
      await sayAimed();
    })();
    return settled;
  }

  function showZones() {
    zones.show(shownZones);
    legend.update(listedZones, shownZones, productCount !== 0);
    void redraw(true);
  }

  /** What lies over the map and would hide a name beneath. */
  function overlays(): Box[] {
    const { left, top } = canvas.getBoundingClientRect();
    return [inset, controls, ...(mode === 'full' ? [key] : [])].map((element) => {
      const box = element.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
  }

  function tell() {
    const { placed, missing } = tally;
    const count = placed + missing;
    status.textContent = mode === 'place' && count <= 1 ? '' : words.onMap(placed);
    unplaced.replaceChildren();
    if (missing === 0) return;
    if (mode === 'place' && count === 1) unplaced.append(words.noPoint);
    else {
      unplaced.append(words.unplaced(missing));
      if (mode !== 'place')
        unplaced.append(' ', h('a', { href: sectionHref('products', lang) }, words.openList));
    }
  }

  /** For whoever moves the map with the keyboard: what the cross in the middle stands on. */
  async function sayAimed(): Promise<void> {
    if (mode !== 'full' || !canvas.matches(':focus-visible')) {
      aimed.textContent = '';
      return;
    }
    const { commune, zones: there } = await surveyor.at(view().center);
    const name = commune === null ? words.nothingHere : (sheet.communes.name[commune] ?? '');
    aimed.textContent = there.length > 0 ? `${name} · ${words.zonesCount(there.length)}` : name;
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

  async function openSpot(spot: SpotView, opener: HTMLElement) {
    const at: LatLon = [spot.lat, spot.lon];
    const opened = await surveyor.open(spot.key);
    const [line] = opened?.products ?? [];
    if (!opened || !line) return;
    if (spot.places > 1 && map.getZoom() < MAX_ZOOM) return zoomInto(spot, line.slug, opened);
    let again: HTMLElement | undefined = opener;
    const giveBack = () => (opener.isConnected ? opener : again);
    map.once('moveend', () => void settled.then(async () => (again = await markers.buttonOf(line.slug))));
    if (spot.products === 1) {
      openCard(at, productCard(context, line), giveBack);
      options.onSelect({ kind: 'product', slug: line.slug });
    } else {
      openCard(at, productListCard(context, opened.products, spot.products), giveBack);
      if (line.commune) options.onSelect({ kind: 'commune', slug: line.commune });
    }
  }

  function zoomInto(spot: SpotView, slug: string, { bounds, partsAt }: { bounds: Bounds; partsAt: number }) {
    closeCard();
    const around = boundsOf(bounds);
    const apart = Math.max(map.getZoom() + 0.5, partsAt);
    const zoom = Math.min(MAX_ZOOM, Math.max(apart, map.getBoundsZoom(around.pad(0.3))));
    map.once('moveend', () => {
      void settled.then(async () => (await markers.buttonOf(slug))?.focus({ preventScroll: true }));
    });
    map.setView(zoom === partsAt ? [spot.lat, spot.lon] : around.getCenter(), zoom, { animate: !calm });
  }

  function openZone(zone: number, at: LatLon, opener: HTMLElement) {
    openCard(at, zoneCard(context, zone), () => (opener.isConnected ? opener : zones.signOf(zone)));
    options.onSelect({ kind: 'region', slug: sheet.zones[zone]?.slug ?? '' });
  }

  /** A spot of the ground. The page of the whole map says it beside the map, others in a card. */
  async function ask(at: LatLon) {
    closeCard();
    options.onAsk(at);
    if (mode === 'full') return;
    const found = await surveyor.at(at);
    const isShown = (zone: number) => shownZones.has(zone);
    const card = placeCard(context, { ...found, zones: found.zones.filter(isShown) });
    if (!card) return;
    openCard(at, card, () => canvas);
    const slug = found.commune === null ? undefined : sheet.communes.slug[found.commune];
    if (slug) options.onSelect({ kind: 'commune', slug });
  }

  async function select(selection: Selection | null) {
    closeCard();
    if (!selection) return;
    const { kind, slug } = selection;
    if (kind === 'product') {
      const line = await surveyor.product(slug);
      if (!line?.at) return;
      map.setView(line.at, Math.max(map.getZoom(), 12), { animate: false });
      await settled;
      const button = await markers.buttonOf(slug);
      openCard(line.at, productCard(context, line), () => button);
    } else if (kind === 'region') {
      const zone = zoneIndex.get(slug);
      if (zone === undefined) return;
      const bounds = shapes[zone]?.bounds;
      if (bounds && shapes[zone]?.rings.length) fit({ bounds, maxZoom: 11 }, 24);
      if (!shownZones.has(zone)) {
        shownZones.add(zone);
        showZones();
        options.onLayers();
      }
      await settled;
      const [home] = await surveyor.zoneHomes([zone]);
      if (home) openCard(home, zoneCard(context, zone), () => zones.signOf(zone));
    } else {
      const commune = communeIndex.get(slug);
      if (commune === undefined) return;
      const rings = await surveyor.communeRings(commune);
      if (rings.length > 0) fit({ bounds: boundsOfCorners(rings.flat(2)), maxZoom: 11.5 }, 24);
      await settled;
    }
  }

  // ── what the reader does ──────────────────────────────────────────────────

  frame.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    closeCard();
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.target !== canvas || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    void ask(view().center);
  });
  canvas.addEventListener('focus', () => void sayAimed());
  canvas.addEventListener('blur', () => (aimed.textContent = ''));
  map.on('popupclose', ({ popup: closed }) => {
    if (open?.popup === closed) open = null;
  });
  map.on('click', ({ latlng: { lat, lng } }) => void ask([lat, lng]));
  map.on('movestart', () => {
    if (!isOurs) hold = null;
  });
  map.on('moveend', () => {
    void redraw();
    if (!isOurs) options.onMove(view().bbox);
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
    const { bbox } = view();
    frame.classList.add('is-printed');
    move(() => {
      map.invalidateSize({ pan: false, animate: false });
      setLimits();
      // Whoever looks at a part of the whole map prints that part.
      if (mode === 'full' && hold !== fitFirst && hold !== fitHome) fit({ bounds: bbox, maxZoom: MAX_ZOOM });
      else fitFirst();
    });
  };
  const afterPrint = () => {
    frame.classList.remove('is-printed');
    fitToScreen();
  };
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  const repaint = () => void redraw(true);
  const night = matchMedia('(prefers-color-scheme: dark)');
  night.addEventListener('change', repaint);
  const theme = new MutationObserver(repaint);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });

  // ── the first drawing ─────────────────────────────────────────────────────

  zones.show(shownZones);
  legend.update(listedZones, shownZones, productCount !== 0);
  key.hidden = listedZones.size === 0 && productCount === 0;
  base.mark(markedRings);
  tell();
  await redraw();
  sizes.observe(canvas);
  // Names keep off what lies over the map, and that grows a little with the right face.
  const onFaces = () => void redraw();
  document.fonts.addEventListener('loadingdone', onFaces);
  if (options.tiles) {
    frame.classList.add('has-tiles');
    tilesOver(map, options.tiles.url, options.tiles.attribution, () => {
      frame.classList.remove('has-tiles');
      tilesNote.textContent = words.tilesDropped;
    });
  }

  const isSwitched = (zone: number) => shownZones.has(zone) !== isShownFirst(zone);

  return {
    surveyor,
    sheet,
    view,
    select,
    goHome,
    async show(filter) {
      const listed = new Set(pick(zoneIndex, filter.regions ?? options.regions));
      // Zones that the reader switched on or off stay so while the same ones are listed.
      if ([...listed].join() !== [...listedZones].join()) {
        listedZones = listed;
        shownZones.clear();
        for (const zone of listed) if (isShownFirst(zone)) shownZones.add(zone);
      }
      closeCard();
      tally = await surveyor.show(filter.products ?? options.products);
      tell();
      showZones();
    },
    async redecide(day) {
      await surveyor.redecide(day, allLearned());
      if (isRemoved) return;
      closeCard();
      markers.clear();
      await redraw();
    },
    highlight(slug) {
      markers.highlight(slug);
      zones.highlight(slug === null ? null : (zoneIndex.get(slug) ?? null));
      const commune = slug === null ? undefined : communeIndex.get(slug);
      if (commune === undefined) base.mark(markedRings);
      else void surveyor.communeRings(commune).then((rings) => base.mark([...markedRings, rings]));
    },
    goTo,
    fit(bbox) {
      closeCard();
      go(() => fit({ bounds: bbox, maxZoom: MAX_ZOOM }));
    },
    switched: () => [...listedZones].filter(isSwitched).map((zone) => sheet.zones[zone]?.slug ?? ''),
    switch(slugs) {
      const wanted = new Set(pick(zoneIndex, slugs));
      for (const zone of listedZones) {
        if (wanted.has(zone) !== isShownFirst(zone)) shownZones.add(zone);
        else shownZones.delete(zone);
      }
      showZones();
    },
    point: (at) => drawn.point(at),
    outline(corners, state) {
      isDrawing = state === 'open';
      frame.classList.toggle('is-drawing', isDrawing);
      if (isDrawing) map.doubleClickZoom.disable();
      else map.doubleClickZoom.enable();
      drawn.outline(corners, state === 'closed');
    },
    remove() {
      isRemoved = true;
      sizes.disconnect();
      theme.disconnect();
      night.removeEventListener('change', repaint);
      document.fonts.removeEventListener('loadingdone', onFaces);
      window.removeEventListener('beforeprint', beforePrint);
      window.removeEventListener('afterprint', afterPrint);
      map.remove();
      frame.remove();
      surveyor.dismiss();
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
