/**
 * What a link to the map holds: where it looks, which zones were switched, what is selected. Pure.
 *   #10.25/12.68012/108.05000&lop=ca-phe-dak-lak-cu&chon=san-pham:muoi-sa-huynh
 */
import type { Corner } from './area.ts';

export type Selected =
  | { kind: 'product' | 'region' | 'commune'; slug: string }
  | { kind: 'point'; at: Corner }
  | { kind: 'area'; corners: Corner[] };

export interface ViewAddress {
  view: { zoom: number; center: Corner } | null;
  /** Zones that are not as the map first shows them. */
  switched: string[];
  selected: Selected | null;
}

/** Written in a link, which is the same in both languages. */
const kinds = { product: 'san-pham', region: 'vung', commune: 'xa' } as const;
const MOST_CORNERS = 200;

export function printAddress({ view, switched, selected }: ViewAddress): string {
  const parts = [
    view && `${round(view.zoom, 2)}/${view.center.map((value) => round(value, 5)).join('/')}`,
    switched.length > 0 && `lop=${switched.join(',')}`,
    selected && `chon=${printSelected(selected)}`,
  ].filter(Boolean);
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

function printSelected(selected: Selected): string {
  if (selected.kind === 'point') return `diem:${printCorner(selected.at)}`;
  if (selected.kind === 'area') return `khu:${selected.corners.map(printCorner).join(';')}`;
  return `${kinds[selected.kind]}:${selected.slug}`;
}

/** What cannot be read is left out: a link that was cut short still opens the map. */
export function parseAddress(hash: string): ViewAddress {
  const address: ViewAddress = { view: null, switched: [], selected: null };
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [, name, value = ''] = /^(lop|chon)=(.*)$/.exec(part) ?? [];
    if (name === 'lop') address.switched = value.split(',').filter(isSlug);
    else if (name === 'chon') address.selected = parseSelected(decoded(value));
    else address.view ??= parseView(part);
  }
  return address;
}

function parseView(text: string): ViewAddress['view'] {
  const [zoom = NaN, lat = NaN, lon = NaN, ...rest] = text.split('/').map(Number);
  const isWhole = rest.length === 0 && text.split('/').every(Boolean);
  return isWhole && zoom >= 0 && zoom <= 22 && isCorner([lat, lon]) ? { zoom, center: [lat, lon] } : null;
}

function parseSelected(text: string): Selected | null {
  const [, kind, value = ''] = /^([a-z-]+):(.*)$/.exec(text) ?? [];
  if (kind === 'diem') {
    const at = parseCorner(value);
    return at && { kind: 'point', at };
  }
  if (kind === 'khu') {
    const corners = value.split(';').map(parseCorner);
    const isWhole = corners.length >= 3 && corners.length <= MOST_CORNERS;
    return isWhole && corners.every((corner) => corner !== null) ? { kind: 'area', corners } : null;
  }
  for (const name of ['product', 'region', 'commune'] as const) {
    if (kinds[name] === kind && isSlug(value)) return { kind: name, slug: value };
  }
  return null;
}

const printCorner = (corner: Corner): string => corner.map((value) => round(value, 5)).join(',');

function parseCorner(text: string): Corner | null {
  const [lat = NaN, lon = NaN, ...rest] = text.split(',').map(Number);
  return rest.length === 0 && isCorner([lat, lon]) ? [lat, lon] : null;
}

const isCorner = ([lat, lon]: Corner): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
const isSlug = (text: string): boolean => /^[a-z0-9-]+$/.test(text);
const round = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
