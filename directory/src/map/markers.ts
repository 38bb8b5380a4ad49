/** The products on the map, each marker a real button; only those in view exist, and moving keeps what stays. */
import { difference } from './clusters.ts';
import { h } from './dom.ts';
import { boxAround } from './base-map.ts';
import {
  elementAt,
  isEndOfDrag,
  newPane,
  toBounds,
  type LatLon,
  type LeafletMap,
  type Marker,
} from './leaflet.ts';
import type { Box } from './place-labels.ts';
import { inFrames } from './slices.ts';
import type { SpotView } from './survey.ts';
import type { Surveyor } from './surveyor.ts';
import { star } from './symbols.ts';
import type { Words } from './words.ts';

export interface Markers {
  /** Gives the boxes that the markers take. */
  redraw(isStale: () => boolean): Promise<Box[]>;
  /** Takes all away: what they say is no longer so. */
  clear(): void;
  highlight(slug: string | null): void;
  /** The button that stands for a product at the present zoom. */
  buttonOf(slug: string): Promise<HTMLElement | undefined>;
}

export function drawMarkers(
  map: LeafletMap,
  surveyor: Surveyor,
  {
    words,
    onOpen,
    onPoint,
  }: {
    words: Words;
    onOpen: (spot: SpotView, opener: HTMLElement) => void;
    onPoint: (spot: SpotView | null) => void;
  },
): Markers {
  newPane(map, 'products', 610);
  let lit: string | null = null;
  const drawn = new Map<string, { spot: SpotView; marker: Marker; button: HTMLButtonElement }>();

  function draw(spot: SpotView) {
    const button = buttonFor(spot, words);
    const at: LatLon = [spot.lat, spot.lon];
    const marker = elementAt(at, button, { pane: 'products' }).addTo(map);
    button.addEventListener('click', (event) => {
      // Otherwise the map hears a click beside the popup and closes it.
      event.stopPropagation();
      if (!isEndOfDrag(map, event)) onOpen(spot, button);
    });
    button.addEventListener('focus', () => {
      if (button.matches(':focus-visible')) map.panInside(at, { padding: [60, 60], animate: false });
    });
    for (const enter of ['pointerenter', 'focus']) button.addEventListener(enter, () => onPoint(spot));
    for (const leave of ['pointerleave', 'blur']) button.addEventListener(leave, () => onPoint(null));
    drawn.set(spot.key, { spot, marker, button });
  }

  async function light() {
    const slug = lit;
    const key = slug === null ? null : await surveyor.spotOf(slug);
    if (slug !== lit) return;
    for (const { spot, marker, button } of drawn.values()) {
      const isLit = spot.key === key;
      button.classList.toggle('is-lit', isLit);
      marker.setZIndexOffset(isLit ? 1000 : 0);
    }
  }

  return {
    async redraw(isStale) {
      const wanted = await surveyor.spots(toBounds(map.getBounds().pad(0.1)), map.getZoom());
      if (isStale()) return [];
      const { gone, added } = difference(drawn, wanted);
      const isDone =
        (await inFrames(
          gone,
          (key) => {
            drawn.get(key)?.marker.remove();
            drawn.delete(key);
          },
          isStale,
        )) && (await inFrames(added, draw, isStale));
      if (!isDone) return [];
      if (lit) void light();
      return wanted.map(({ lat, lon }) => boxAround(map, [lat, lon], 40));
    },
    clear() {
      for (const { marker } of drawn.values()) marker.remove();
      drawn.clear();
    },
    highlight(slug) {
      lit = slug;
      void light();
    },
    async buttonOf(slug) {
      return drawn.get((await surveyor.spotOf(slug)) ?? '')?.button;
    },
  };
}

function buttonFor({ only, products, places, place }: SpotView, words: Words): HTMLButtonElement {
  if (!only) {
    const label = places === 1 ? words.listAt(products, place) : words.cluster(products, places, place);
    const size = products < 6 ? 's' : products < 20 ? 'm' : products < 1000 ? 'l' : 'xl';
    const look = `hm-marker hm-cluster hm-cluster--${size}${places === 1 ? ' hm-cluster--wide' : ''}`;
    return h(
      'button',
      { type: 'button', class: look, 'aria-label': label, 'data-count': products },
      h('span', {}, String(products)),
    );
  }
  const face = h('span', {});
  // A star that a council only proposed stands in the card, not on the map.
  if (only.stars && only.tone !== 'council') face.append(String(only.stars), star());
  return h(
    'button',
    {
      type: 'button',
      class: `hm-marker hm-pin hm-pin--${only.tone}`,
      'aria-label': words.marker(only.name, only.badge, place),
      title: only.name,
    },
    face,
  );
}
