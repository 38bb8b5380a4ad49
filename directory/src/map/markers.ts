/** The products on the map, each marker a real button; only those in view exist, and moving keeps what stays. */
import { clustersOf, difference, positionOf, type Spot } from './clusters.ts';
import { h } from './dom.ts';
import { boxAround } from './base-map.ts';
import { elementAt, newPane, toBounds, type LatLon, type LeafletMap, type Marker } from './leaflet.ts';
import type { MapContent } from './layers.ts';
import type { Box } from './place-labels.ts';
import { star } from './symbols.ts';
import { MAX_ZOOM } from './view.ts';
import type { Standings } from './standings.ts';
import type { Words } from './words.ts';

export interface Markers {
  show(products: readonly number[]): void;
  redraw(): Box[];
  highlight(product: number | null): void;
  /** The button that stands for a product at the present zoom. */
  buttonOf(product: number): HTMLElement | undefined;
  partsAt(spot: Spot): number;
}

export function drawMarkers(
  map: LeafletMap,
  data: MapContent,
  {
    words,
    standings,
    onOpen,
    onPoint,
  }: {
    words: Words;
    standings: Standings;
    onOpen: (spot: Spot, opener: HTMLElement) => void;
    onPoint: (spot: Spot | null) => void;
  },
): Markers {
  newPane(map, 'products', 610);
  let clusters = clustersOf(data, [], MAX_ZOOM);
  let lit: number | null = null;
  const drawn = new Map<string, { spot: Spot; marker: Marker; button: HTMLButtonElement }>();

  function draw(spot: Spot) {
    const button = buttonFor(spot);
    const at: LatLon = [spot.lat, spot.lon];
    const marker = elementAt(at, button, { pane: 'products' }).addTo(map);
    button.addEventListener('click', (event) => {
      // Otherwise the map hears a click beside the popup and closes it.
      event.stopPropagation();
      onOpen(spot, button);
    });
    button.addEventListener('focus', () => {
      if (button.matches(':focus-visible')) map.panInside(at, { padding: [60, 60], animate: false });
    });
    for (const enter of ['pointerenter', 'focus']) button.addEventListener(enter, () => onPoint(spot));
    for (const leave of ['pointerleave', 'blur']) button.addEventListener(leave, () => onPoint(null));
    drawn.set(spot.key, { spot, marker, button });
  }

  function buttonFor(spot: Spot): HTMLButtonElement {
    const [product = 0] = spot.products;
    if (spot.products.length > 1) {
      const isOnePlace = spot.points.length === 1;
      const count = spot.products.length;
      const label = isOnePlace
        ? words.listAt(count, placeName(data, spot.points[0] ?? 0))
        : words.cluster(count, spot.points.length, placeName(data, fullest(spot)));
      const size = count < 6 ? 's' : count < 20 ? 'm' : 'l';
      const look = `hm-marker hm-cluster hm-cluster--${size}${isOnePlace ? '' : ' hm-cluster--wide'}`;
      return h('button', { type: 'button', class: look, 'aria-label': label }, h('span', {}, String(count)));
    }
    const { stars, badge, tone } = standings.of(product);
    const label = words.marker(
      data.products.name[product] ?? '',
      badge,
      placeName(data, spot.points[0] ?? 0),
    );
    const face = h('span', {});
    // A star that a council only proposed stands in the card, not on the map.
    if (stars && tone !== 'council') face.append(String(stars), star());
    return h(
      'button',
      {
        type: 'button',
        class: `hm-marker hm-pin hm-pin--${tone}`,
        'aria-label': label,
        title: data.products.name[product],
      },
      face,
    );
  }

  /** The point with the most products stands for a cluster in its name. */
  function fullest(spot: Spot): number {
    const count = (point: number) =>
      spot.products.filter((product) => data.products.point[product] === point).length;
    return spot.points.toSorted((a, b) => count(b) - count(a))[0] ?? 0;
  }

  function light() {
    for (const { spot, marker, button } of drawn.values()) {
      const isLit = lit !== null && spot.products.includes(lit);
      button.classList.toggle('is-lit', isLit);
      marker.setZIndexOffset(isLit ? 1000 : 0);
    }
  }

  function redraw(): Box[] {
    const wanted = clusters.within(toBounds(map.getBounds().pad(0.2)), map.getZoom());
    const { gone, added } = difference(drawn, wanted);
    for (const key of gone) {
      drawn.get(key)?.marker.remove();
      drawn.delete(key);
    }
    added.forEach(draw);
    light();
    return [...drawn.values()].map(({ spot }) => boxAround(map, [spot.lat, spot.lon], 40));
  }

  return {
    show(products) {
      clusters = clustersOf(data, products, MAX_ZOOM);
      redraw();
    },
    redraw,
    highlight(product) {
      lit = product;
      light();
    },
    buttonOf: (product) => [...drawn.values()].find(({ spot }) => spot.products.includes(product))?.button,
    partsAt: (spot) => clusters.partsAt(spot),
  };
}

export function placeName(data: MapContent, point: number): string {
  return data.communes.name[data.points.commune[point] ?? -1] ?? '';
}

export function latLonOf(data: MapContent, point: number): LatLon {
  const [lon, lat] = positionOf(data, point);
  return [lat, lon];
}
