/**
 * Every map names what belongs to Viet Nam at sea: in an overview of the whole country beside it, and on the map
 * itself at the true place, so that no view that could reach the islands is without them.
 */
import type { Lang } from '../i18n/routes.ts';
import type { Bounds } from './layers.ts';
import { SEA_SHOWN } from './view.ts';
import { archipelagos, coastalIslands, mainland, sea, type LonLat } from './viet-nam.ts';

export interface SeaLabel {
  text: string;
  at: LonLat;
  /** The shore's label stands on two lines: a narrow screen shows only a strip of the sea. */
  kind: 'archipelago' | 'sea' | 'shore';
}

/** For the map: both archipelagos at their place, and the sea's name off the province's coast and far out. */
export function seaLabels(lang: Lang, province: Bounds): SeaLabel[] {
  const [, south, east, north] = province;
  return [
    ...archipelagos.map(({ label, at }): SeaLabel => ({ text: label, at, kind: 'archipelago' })),
    { text: sea[lang], at: [east + SEA_SHOWN / 2, south + (north - south) * 0.36], kind: 'shore' },
    { text: sea[lang], at: [112.6, 13.2], kind: 'sea' },
  ];
}

const SCALE = 10;
const [WEST, NORTH, EAST, SOUTH] = [101.7, 23.8, 117.4, 4.2];
/** At 16° N a degree of longitude is that much shorter than one of latitude. */
const STRETCH = Math.cos((16 * Math.PI) / 180);
const WIDTH = Math.round((EAST - WEST) * STRETCH * SCALE);
const HEIGHT = Math.round((NORTH - SOUTH) * SCALE);

const x = (lon: number): number => tenth((lon - WEST) * STRETCH * SCALE);
const y = (lat: number): number => tenth((NORTH - lat) * SCALE);
const tenth = (value: number): number => Math.round(value * 10) / 10;
const pathOf = (ring: readonly LonLat[]): string =>
  `M${ring.map(([lon, lat]) => `${x(lon)} ${y(lat)}`).join('L')}Z`;
const dots = (islands: readonly LonLat[], radius: number): string =>
  islands.map(([lon, lat]) => `<circle cx="${x(lon)}" cy="${y(lat)}" r="${radius}"/>`).join('');

/** The overview of Viet Nam with the province marked, as SVG text; its look is in map.css (`hm-inset`). */
export function overviewOfVietNam(lang: Lang, province: Bounds): string {
  const [west, south, east, north] = province;
  const title =
    lang === 'vi'
      ? 'Sơ đồ Việt Nam, vị trí của tỉnh, Biển Đông, quần đảo Hoàng Sa và quần đảo Trường Sa'
      : 'Sketch of Viet Nam: the province, the East Sea, the Hoàng Sa and Trường Sa archipelagos';
  const labels = archipelagos.map(({ label, labelled, islands }) => {
    const middle = x(islands.reduce((sum, [lon]) => sum + lon, 0) / islands.length);
    const rows = islands.map(([, lat]) => y(lat));
    const first = labelled === 'above' ? Math.min(...rows) - 30 : Math.max(...rows) + 13;
    const [group, name, country] = linesOf(label);
    return (
      `<text class="hm-inset__islands" x="${middle}" y="${tenth(first)}">` +
      `<tspan x="${middle}">${group} </tspan><tspan x="${middle}" dy="11">${name} </tspan>` +
      `<tspan x="${middle}" dy="11">${country}</tspan></text>`
    );
  });
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" focusable="false">` +
    `<path class="hm-inset__land" d="${pathOf(mainland)}"/>` +
    `<g class="hm-inset__land">${dots(coastalIslands, 1)}</g>` +
    `<g class="hm-inset__isles">${archipelagos.map(({ islands }) => dots(islands, 1.3)).join('')}</g>` +
    `<rect class="hm-inset__here" x="${x(west)}" y="${y(north)}" width="${tenth(x(east) - x(west))}" height="${tenth(y(south) - y(north))}" rx="2"/>` +
    `<text class="hm-inset__sea" x="${x(112.6)}" y="${y(13.3)}">${sea[lang]}</text>` +
    `${labels.join('')}</svg>`
  );
}

/** "Quần đảo Hoàng Sa (Việt Nam)" on three lines. */
function linesOf(label: string): [string, string, string] {
  const [, group = '', name = '', country = ''] = /^(Quần đảo) (.+) (\(.+\))$/.exec(label) ?? [];
  return [group, name, country];
}
