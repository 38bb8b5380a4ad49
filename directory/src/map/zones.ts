/** Raw-material zones: a hatched and toned area each, and a button with its material's sign inside of it. */
import { boxAround } from './base-map.ts';
import {
  area,
  elementAt,
  newPane,
  type LatLon,
  type LeafletMap,
  type Marker,
  type Shape,
} from './leaflet.ts';
import { h } from './dom.ts';
import { hatchId, toneOf } from './hatch.ts';
import type { MapContent } from './layers.ts';
import { innerPoint, isInside, type Rings } from './outlines.ts';
import { freeSpot, type Box } from './place-labels.ts';
import type { Words } from './words.ts';

export interface Zones {
  show(zones: ReadonlySet<number>): void;
  highlight(zone: number | null): void;
  /** Moves the signs off each other and off what is taken; gives the boxes they take. */
  arrange(taken: readonly Box[]): Box[];
  at(zone: number): LatLon | undefined;
  boundsOf(zone: number): Rings;
  signOf(zone: number): HTMLElement | undefined;
}

const SIGN = 38;

export function drawZones(
  map: LeafletMap,
  data: MapContent,
  rings: ReadonlyMap<number, Rings>,
  {
    prefix,
    words,
    onOpen,
  }: { prefix: string; words: Words; onOpen: (zone: number, at: LatLon, opener: HTMLElement) => void },
): Zones {
  newPane(map, 'signs', 590);
  const drawn = new Map<number, { shape: Shape; sign: Marker; button: HTMLButtonElement; home: LatLon }>();

  function draw(index: number) {
    const zone = data.zones[index];
    const outline = rings.get(index);
    const material = zone && data.materials[zone.material];
    if (!zone || !outline || !material) return;
    const tone = `hm-tone-${toneOf(material)}`;
    const shape = area(map, outline, {
      pane: 'zones',
      className: `hm-zone ${tone}`,
      interactive: true,
      fill: `url(#${hatchId(prefix, zone.material)})`,
    });
    const hectares = zone.hectares === null ? '' : words.hectares(zone.hectares, zone.hectaresAsOf);
    const label = [zone.name, words.zoneOf(material.name), hectares, material.short]
      .filter(Boolean)
      .join('. ');
    const button = h('button', {
      type: 'button',
      class: `hm-sign ${tone}`,
      'aria-label': label,
      title: zone.name,
    });
    button.append(h('span', {}, material.short));
    const home = innerPoint(outline);
    const sign = elementAt(home, button, { pane: 'signs' });
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      const { lat, lng } = sign.getLatLng();
      onOpen(index, [lat, lng], button);
    });
    shape.on('click', ({ latlng }) => onOpen(index, [latlng.lat, latlng.lng], button));
    shape.on('mouseover', () => highlight(index));
    shape.on('mouseout', () => highlight(null));
    button.addEventListener('focus', () => highlight(index));
    button.addEventListener('blur', () => highlight(null));
    drawn.set(index, { shape: shape.addTo(map), sign: sign.addTo(map), button, home });
  }

  function highlight(zone: number | null) {
    for (const [index, { shape, button }] of drawn) {
      shape.getElement()?.classList.toggle('is-lit', index === zone);
      button.classList.toggle('is-lit', index === zone);
    }
  }

  return {
    highlight,
    show(zones) {
      for (const [index, { shape, sign }] of drawn) {
        if (zones.has(index)) continue;
        shape.remove();
        sign.remove();
        drawn.delete(index);
      }
      // Large ones first, so that small ones within them can be reached.
      const size = (index: number) => data.zones[index]?.areaKm2 ?? 0;
      for (const index of [...zones].toSorted((a, b) => size(b) - size(a)))
        if (!drawn.has(index)) draw(index);
      for (const index of [...drawn.keys()].toSorted((a, b) => size(b) - size(a)))
        drawn.get(index)?.shape.bringToFront();
    },
    arrange(others) {
      const taken = [...others];
      for (const [index, { sign, button, home }] of drawn) {
        const { left, top } = boxAround(map, home, 0);
        const spot = freeSpot(left, top, SIGN, taken, (x, y) => {
          const { lat, lng } = map.containerPointToLatLng([x, y]);
          return Math.hypot(x - left, y - top) < SIGN / 2 || isInside([lat, lng], rings.get(index) ?? []);
        });
        // Off its zone a sign would say something wrong; the legend still has it, and so has a closer view.
        button.hidden = spot === null && document.activeElement !== button;
        if (!spot) continue;
        taken.push(spot.box);
        sign.setLatLng(map.containerPointToLatLng([spot.x, spot.y]));
      }
      return taken.slice(others.length);
    },
    at: (zone) => drawn.get(zone)?.home,
    boundsOf: (zone) => rings.get(zone) ?? [],
    signOf: (zone) => drawn.get(zone)?.button,
  };
}
