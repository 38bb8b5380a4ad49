/**
 * The ground under everything, without a network: the province's land from the communes' own territory, the sea
 * by our schematic coast, a light grid, the neighbours' names. Tiles may lie over it; it is there when they are not.
 */
import type { Lang } from '../i18n/routes.ts';
import { area, dot, elementAt, group, line, newPane, type LatLon, type LeafletMap } from './leaflet.ts';
import { h } from './dom.ts';
import type { GroundContent } from './layers.ts';
import type { Rings } from './outlines.ts';
import { isIn, placeLabels, square, type Box } from './place-labels.ts';
import { seaLabels } from './sovereignty.ts';
import type { Sheet } from './survey.ts';
import { archipelagos, coast } from './viet-nam.ts';

export interface BaseMap {
  /** Draws again the names that fit beside what else stands on the map, given in pixels of the view. */
  drawNames(taken: readonly Box[]): void;
  /** Tones these territories. */
  mark(communes: readonly Rings[]): void;
}

/** Around the hub's first province; a name that lies outside of the view is not seen and does no harm. */
const neighbours: { vi: string; en: string; at: LatLon }[] = [
  { vi: 'Gia Lai', en: 'Gia Lai', at: [13.58, 108.45] },
  { vi: 'Lâm Đồng', en: 'Lâm Đồng', at: [12.12, 107.78] },
  { vi: 'Khánh Hòa', en: 'Khánh Hòa', at: [12.38, 109.02] },
  { vi: 'Campuchia', en: 'Cambodia', at: [12.75, 107.36] },
];

export function drawBase(map: LeafletMap, data: Sheet, lang: Lang): BaseMap {
  const isApproximate = data.accuracy === 'APPROXIMATE';
  newPane(map, 'grid', 110);
  newPane(map, 'land', 120);
  newPane(map, 'communes', 240);
  newPane(map, 'zones', 400);
  // An approximate territory reaches past the shore: the sea is laid over it, and over zones made of it.
  newPane(map, 'sea', isApproximate ? 430 : 115);
  newPane(map, 'islands', 440);
  newPane(map, 'names', 450);

  area(map, data.land, { pane: 'land', className: 'hm-land' }).addTo(map);
  area(map, [[seaRing()]], { pane: 'sea', className: 'hm-sea' }).addTo(map);
  line(map, gridLines(data), { pane: 'grid', className: 'hm-grid' }).addTo(map);
  for (const { islands } of archipelagos) {
    for (const [lon, lat] of islands)
      dot(map, [lat, lon], 3, { pane: 'islands', className: 'hm-island' }).addTo(map);
  }

  for (const { text, at, kind } of seaLabels(lang, data.province.bounds)) {
    name(text, `hm-name hm-name--${kind}`, [at[1], at[0]], kind === 'archipelago' ? 'vi' : lang).addTo(map);
  }

  const marked = group().addTo(map);
  const names = group().addTo(map);
  return {
    drawNames(taken) {
      names.clearLayers();
      const { x: right, y: bottom } = map.getSize();
      const candidates = [
        ...neighbours.map((neighbour) => candidate(neighbour.at, neighbour[lang], 'hm-name--neighbour', 1)),
        ...(map.getZoom() < FIRST_NAMES ? [] : communesInView()),
      ];
      for (const { x, y, text, look } of placeLabels(candidates, taken, { left: 0, top: 0, right, bottom })) {
        const at = map.containerPointToLatLng([x, y]);
        name(text, `hm-name ${look}`, [at.lat, at.lng]).addTo(names);
      }

      /** Those with most products first: more names than this would not fit on any screen. */
      function communesInView() {
        const view = map.getBounds();
        const products = (index: number) => data.communes.products[index] ?? 0;
        return data.communes.slug
          .map((_, index) => index)
          .filter((index) => {
            const at = communePoint(data, index);
            return at && view.contains(at);
          })
          .sort((a, b) => products(b) - products(a))
          .slice(0, MOST_NAMES)
          .flatMap((index) => communeName(data.communes.name[index] ?? '', index));
      }

      function communeName(fullName: string, index: number) {
        const at = communePoint(data, index);
        if (!at) return [];
        const text = fullName.replace(/^(Xã|Phường|Thị trấn) /, '');
        const one = candidate(at, text, 'hm-name--commune', data.communes.products[index] ?? 0);
        // Below the marker where one stands on the commune's point.
        return [taken.some((box) => isIn(one, box)) ? { ...one, y: one.y + 32 } : one];
      }
    },
    mark(communes) {
      marked.clearLayers();
      for (const rings of communes) {
        area(map, rings, { pane: 'communes', className: 'hm-commune' }).addTo(marked);
      }
    },
  };

  function candidate(at: LatLon, text: string, look: string, weight: number) {
    const { x, y } = map.latLngToContainerPoint(at);
    return { x, y, text, look, weight };
  }
}

/** From this zoom on, names of communes have room. */
const FIRST_NAMES = 9.25;
const MOST_NAMES = 150;

export function communePoint({ communes }: GroundContent, index: number): LatLon | null {
  const [lat, lon] = [communes.lat[index], communes.lon[index]];
  return lat == null || lon == null ? null : [lat / 1e5, lon / 1e5];
}

export const boxAround = (map: LeafletMap, at: LatLon, size: number): Box => {
  const { x, y } = map.latLngToContainerPoint(at);
  return square(x, y, size);
};

/** Names are also in the list beside the map: for the ear they would be noise, but for those of the sea. */
function name(text: string, className: string, at: LatLon, lang: Lang = 'vi') {
  const isOfTheSea = /sea|shore|archipelago/.test(className);
  const label = h('span', { class: className, lang, ...(!isOfTheSea && { 'aria-hidden': 'true' }) }, text);
  return elementAt(at, label, { pane: 'names' });
}

/** Everything east and south of the coast. */
function seaRing(): LatLon[] {
  const shore = coast.slice(0, coast.findIndex(([lon, lat]) => lon === 104.73 && lat === 8.6) + 1);
  const [first] = shore;
  return [...shore.map(([lon, lat]): LatLon => [lat, lon]), [4, 104.73], [4, 121], [first?.[1] ?? 21.5, 121]];
}

/** Meridians and parallels each half degree, a good way past the edge of the province. */
function gridLines({ province: { bounds } }: GroundContent): LatLon[][] {
  const [west, south, east, north] = bounds.map((value) => Math.round(value * 2) / 2) as [
    number,
    number,
    number,
    number,
  ];
  const reach = 4;
  const steps = (from: number, to: number) =>
    Array.from({ length: (to - from) * 2 + 1 }, (_, i) => from + i / 2);
  return [
    ...steps(west - reach, east + reach).map((lon): LatLon[] => [
      [south - reach, lon],
      [north + reach, lon],
    ]),
    ...steps(south - reach, north + reach).map((lat): LatLon[] => [
      [lat, west - reach],
      [lat, east + reach],
    ]),
  ];
}
