/** Raw-material zones: a hatched and toned area each, and a button with its material's sign inside of it. */
import { overlaps } from './area.ts';
import {
  area,
  elementAt,
  isEndOfDrag,
  newPane,
  paperOver,
  toBounds,
  type LatLon,
  type LeafletMap,
  type Marker,
  type Shape,
} from './leaflet.ts';
import { h } from './dom.ts';
import { inkClass, toneOf } from './hatch.ts';
import { freeSpot, type Box } from './place-labels.ts';
import { inFrames } from './slices.ts';
import { mercator, type Sheet, type ZoneShape } from './survey.ts';
import type { Surveyor } from './surveyor.ts';
import type { Words } from './words.ts';
import { isInShape } from './picture.ts';

export interface Zones {
  show(zones: ReadonlySet<number>): void;
  highlight(zone: number | null): void;
  /** Draws the areas where the map has moved out of what is drawn; all of them when told so. */
  paint(isForced?: boolean): Promise<void>;
  /** Moves the signs off each other and off what is taken; gives the boxes they take. */
  arrange(taken: readonly Box[], isStale: () => boolean): Promise<Box[]>;
  signOf(zone: number): HTMLElement | undefined;
}

const SIGN = 38;
/** More signs than this would be all that one sees. */
const MOST_SIGNS = 60;

export function drawZones(
  map: LeafletMap,
  sheet: Sheet,
  shapes: readonly ZoneShape[],
  surveyor: Surveyor,
  {
    frame,
    words,
    onOpen,
  }: {
    frame: HTMLElement;
    words: Words;
    onOpen: (zone: number, at: LatLon, opener: HTMLElement) => void;
  },
): Zones {
  newPane(map, 'lit', 420);
  newPane(map, 'signs', 590);
  const size = (zone: number) => sheet.zones[zone]?.areaKm2 ?? 0;
  const signs = new Map<number, { sign: Marker; button: HTMLButtonElement; home: LatLon }>();
  /** Large ones first, so that small ones lie on top and can be reached. */
  let shown: number[] = [];
  let lit: { zone: number; shape: Shape | null } | null = null;

  const colourOf = (selector: string) => {
    const probe = frame.querySelector(selector);
    return probe ? getComputedStyle(probe).color : 'gray';
  };
  const paper = paperOver(map, 'zones', (page) =>
    surveyor.paint(page, shown, {
      border: colourOf('.hm-ink-border'),
      tones: sheet.materials.map((material) => colourOf(`.${inkClass(material)}`)),
    }),
  );

  function draw(index: number, home: LatLon) {
    const zone = sheet.zones[index];
    const material = zone && sheet.materials[zone.material];
    if (!zone || !material) return;
    const hectares = zone.hectares === null ? '' : words.hectares(zone.hectares, zone.hectaresAsOf);
    const label = [zone.name, words.zoneOf(material.name), hectares, material.short]
      .filter(Boolean)
      .join('. ');
    const button = h('button', {
      type: 'button',
      class: `hm-sign hm-tone-${toneOf(material)}`,
      'aria-label': label,
      title: zone.name,
    });
    button.append(h('span', {}, material.short));
    const sign = elementAt(home, button, { pane: 'signs' });
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      if (isEndOfDrag(map, event)) return;
      const { lat, lng } = sign.getLatLng();
      onOpen(index, [lat, lng], button);
    });
    button.addEventListener('mouseenter', () => highlight(index));
    button.addEventListener('mouseleave', () => highlight(null));
    button.addEventListener('focus', () => highlight(index));
    button.addEventListener('blur', () => highlight(null));
    signs.set(index, { sign: sign.addTo(map), button, home });
  }

  function highlight(zone: number | null) {
    if (lit?.zone === zone) return;
    lit?.shape?.remove();
    for (const [index, { button }] of signs) button.classList.toggle('is-lit', index === zone);
    if (zone === null) {
      lit = null;
      return;
    }
    void outlineLit((lit = { zone, shape: null }));
  }

  async function outlineLit(mine: { zone: number; shape: Shape | null }) {
    const rings = await surveyor.zoneRings(mine.zone);
    const material = sheet.materials[sheet.zones[mine.zone]?.material ?? -1];
    if (lit !== mine || !material) return;
    mine.shape = area(map, rings, { pane: 'lit', className: `hm-zone is-lit hm-tone-${toneOf(material)}` });
    mine.shape.addTo(map);
  }

  /** Those that a sign has room in, the largest first. */
  function worthASign(): number[] {
    const view = toBounds(map.getBounds());
    const degreesPerPixel = 360 / (256 * 2 ** map.getZoom());
    return shown
      .filter((zone) => {
        const bounds = shapes[zone]?.bounds;
        return bounds && overlaps(bounds, view) && bounds[2] - bounds[0] > 24 * degreesPerPixel;
      })
      .slice(0, MOST_SIGNS);
  }

  return {
    highlight,
    show(zones) {
      shown = [...zones].filter((zone) => shapes[zone]?.rings.length).sort((a, b) => size(b) - size(a));
    },
    paint: (isForced) => paper.redraw(isForced),
    async arrange(others, isStale) {
      const wanted = worthASign();
      for (const [index, { sign, button }] of signs) {
        if (wanted.includes(index) || (shown.includes(index) && document.activeElement === button)) continue;
        sign.remove();
        signs.delete(index);
      }
      const added = wanted.filter((zone) => !signs.has(zone));
      const homes = await surveyor.zoneHomes(added);
      if (isStale()) return [];
      const taken = [...others];
      await inFrames(
        wanted,
        (zone) => {
          const home = homes[added.indexOf(zone)];
          if (!signs.has(zone) && home) draw(zone, home);
          settle(zone, taken);
        },
        isStale,
      );
      return taken.slice(others.length);
    },
    signOf: (zone) => signs.get(zone)?.button,
  };

  function settle(zone: number, taken: Box[]) {
    const [one, shape] = [signs.get(zone), shapes[zone]];
    if (!one || !shape) return;
    const { sign, button, home } = one;
    const { x: left, y: top } = map.latLngToContainerPoint(home);
    const spot = freeSpot(left, top, SIGN, taken, (x, y) => {
      const { lat, lng } = map.containerPointToLatLng([x, y]);
      return Math.hypot(x - left, y - top) < SIGN / 2 || isInShape(mercator(lat, lng), shape);
    });
    // Off its zone a sign would say something wrong; the legend still has it, and so has a closer view.
    button.hidden = spot === null && document.activeElement !== button;
    if (!spot) return;
    taken.push(spot.box);
    sign.setLatLng(map.containerPointToLatLng([spot.x, spot.y]));
  }
}
