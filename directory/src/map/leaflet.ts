/** The only module that knows Leaflet: everything else draws with these few words. */
import * as L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { Bounds } from './layers.ts';

export type LeafletMap = L.Map;
export type Layer = L.Layer;
export type Group = L.LayerGroup;
export type Shape = L.Polygon | L.Polyline;
export type Marker = L.Marker;
export type Popup = L.Popup;
/** Rings of [latitude, longitude], Leaflet's order. */
export type LatLon = [lat: number, lon: number];

export interface MapOptions {
  calm: boolean;
  oneFinger: boolean;
  wheel: boolean;
  maxZoom: number;
}

export function newMap(element: HTMLElement, { calm, oneFinger, wheel, maxZoom }: MapOptions): LeafletMap {
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 120,
    maxZoom,
    maxBoundsViscosity: 1,
    dragging: oneFinger,
    scrollWheelZoom: wheel,
    // Closing is ours: it has to give the focus back.
    closePopupOnClick: true,
    ...(calm && { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false }),
  });
  // Leaflet's own prefix shows a flag.
  L.control
    .attribution({ position: 'bottomleft', prefix: '<a href="https://leafletjs.com">Leaflet</a>' })
    .addTo(map);
  return map;
}

/** A layer of its own height, with a renderer that already draws what the next drag will show. */
export function newPane(map: LeafletMap, name: string, zIndex: number): void {
  const pane = map.createPane(name);
  pane.classList.add(`hm-pane-${name}`);
  pane.style.zIndex = String(zIndex);
  renderers.set(pane, L.svg({ pane: name, padding: 0.5 }));
}

const renderers = new WeakMap<HTMLElement, L.Renderer>();

interface ShapeLook {
  pane: string;
  className: string;
  interactive?: boolean;
  fill?: string;
}

function pathOptions(
  map: LeafletMap,
  { pane, className, interactive = false, fill }: ShapeLook,
): L.PathOptions {
  const element = map.getPane(pane);
  const renderer = element && renderers.get(element);
  return {
    pane,
    className,
    interactive,
    bubblingMouseEvents: false,
    ...(renderer && { renderer }),
    // Everything but a pattern is said in CSS, so that the theme can change under a drawn map.
    ...(fill && { fillColor: fill, fillOpacity: 1 }),
  };
}

export const area = (map: LeafletMap, rings: LatLon[][][], look: ShapeLook): L.Polygon =>
  L.polygon(rings, pathOptions(map, look));

export const line = (map: LeafletMap, lines: LatLon[][], look: ShapeLook): L.Polyline =>
  L.polyline(lines, { ...pathOptions(map, look), fill: false });

export const dot = (map: LeafletMap, at: LatLon, radius: number, look: ShapeLook): L.CircleMarker =>
  L.circleMarker(at, { ...pathOptions(map, look), radius });

/** An element of the page at a place. Its size is its own: it stands with its middle on the place. */
export function elementAt(
  at: LatLon,
  html: HTMLElement,
  { pane, zIndexOffset = 0 }: { pane: string; zIndexOffset?: number },
): Marker {
  const icon = L.divIcon({ html, className: 'hm-spot', iconSize: [0, 0] });
  return L.marker(at, { icon, pane, zIndexOffset, keyboard: false, interactive: false });
}

export const group = (): Group => L.layerGroup();

export function popup(
  at: LatLon,
  content: HTMLElement,
  { maxHeight, maxWidth, calm }: { maxHeight: number; maxWidth: number; calm: boolean },
): Popup {
  return L.popup({
    maxHeight,
    maxWidth,
    minWidth: Math.min(240, maxWidth),
    className: 'hm-popup',
    offset: [0, 2],
    autoPan: true,
    autoPanPadding: [12, 12],
    closeButton: false,
    autoClose: true,
    ...(calm && { autoPanAnimation: false }),
  })
    .setLatLng(at)
    .setContent(content);
}

/** Tiles lie over our own land. After four failures and not one success they are taken away again. */
export function tilesOver(map: LeafletMap, url: string, attribution: string, onDropped: () => void): void {
  let failures = 0;
  let successes = 0;
  const tiles = L.tileLayer(url, {
    attribution,
    // Below it, foreign tiles show the sea with names of their own choosing.
    minZoom: 7,
    maxZoom: map.getMaxZoom(),
    referrerPolicy: 'strict-origin-when-cross-origin',
  });
  tiles.on('tileload', () => successes++);
  tiles.on('tileerror', () => {
    failures++;
    if (failures < 4 || successes > 0 || !map.hasLayer(tiles)) return;
    tiles.remove();
    onDropped();
  });
  tiles.addTo(map);
}

export const boundsOf = ([west, south, east, north]: Bounds): L.LatLngBounds =>
  L.latLngBounds([south, west], [north, east]);

export function toBounds(bounds: L.LatLngBounds): Bounds {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

/** What the screen would show around the middle of `bounds` at a zoom. */
export function viewAt(map: LeafletMap, bounds: Bounds, zoom: number): Bounds {
  const middle = map.project(boundsOf(bounds).getCenter(), zoom);
  const half = map.getSize().divideBy(2);
  return toBounds(
    L.latLngBounds(map.unproject(middle.subtract(half), zoom), map.unproject(middle.add(half), zoom)),
  );
}
