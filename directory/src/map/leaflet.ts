/** The only module that knows Leaflet: everything else draws with these few words. */
import * as L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { Bounds } from './layers.ts';
import type { Page, Picture } from './picture.ts';

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
    markerZoomAnimation: false,
    dragging: oneFinger,
    scrollWheelZoom: wheel,
    // The atlas watches its own frame: the window's size says nothing about it.
    trackResize: false,
    // Closing is ours: it has to give the focus back.
    closePopupOnClick: true,
    ...(calm && { zoomAnimation: false, fadeAnimation: false, inertia: false }),
  });
  if (calm) {
    // Leaflet glides on arrow keys and to make room for a card, whatever the other settings say.
    const { panBy } = L.Map.prototype;
    map.panBy = (offset) => panBy.call(map, offset, { animate: false });
  }
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

/**
 * Leaflet gives each marker a transform and a height of its own: hundreds of layers to the browser, which it puts
 * together again in every frame. These stand where they stand, and are out of sight while the map glides to another zoom.
 */
const StandingMarker = L.Marker.extend({
  _initIcon(this: L.Marker & { _icon: HTMLElement }) {
    (L.Marker.prototype as unknown as { _initIcon(): void })._initIcon.call(this);
    // Their panes are hidden as a whole.
    this._icon.classList.remove('leaflet-zoom-hide');
  },
  _setPos(this: L.Marker & { _icon: HTMLElement }, { x, y }: L.Point) {
    const { style } = this._icon;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.zIndex = String(this.options.zIndexOffset || '');
  },
}) as typeof L.Marker;

/** The map was drawn along by what was clicked: the browser sends the click all the same. Keys are no pointer. */
export const isEndOfDrag = (map: LeafletMap, { detail }: MouseEvent): boolean =>
  detail > 0 && (map.dragging as L.Handler & { moved(): boolean | undefined }).moved() === true;

/** An element of the page at a place. Its size is its own: it stands with its middle on the place. */
export function elementAt(
  at: LatLon,
  html: HTMLElement,
  { pane, zIndexOffset = 0 }: { pane: string; zIndexOffset?: number },
): Marker {
  const icon = L.divIcon({ html, className: 'hm-spot', iconSize: [0, 0] });
  return new StandingMarker(at, { icon, pane, zIndexOffset, keyboard: false, interactive: false });
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

/** Room around the view that is drawn as well, so that a short way needs no drawing; a part of the view. */
const PAPER_MARGIN = 0.25;

/**
 * A canvas that moves with the map and is drawn when the map has come to rest. The old sheet stays until the new one
 * is done, however long that takes.
 */
export function paperOver(
  map: LeafletMap,
  pane: string,
  draw: (page: Page) => Promise<Picture | null>,
): { redraw(isForced?: boolean): Promise<void> } {
  let shown: { canvas: HTMLCanvasElement; northWest: L.LatLng; zoom: number; covers: L.LatLngBounds } | null =
    null;
  let turn = 0;

  function put(zoom: number, at: (northWest: L.LatLng) => L.Point) {
    if (shown) L.DomUtil.setTransform(shown.canvas, at(shown.northWest), map.getZoomScale(zoom, shown.zoom));
  }
  const stay = () => put(map.getZoom(), (northWest) => map.latLngToLayerPoint(northWest));
  map.on('zoom viewreset', stay);
  map.on('zoomanim', ({ center, zoom }) => {
    turn++;
    // The only way to know where a place will be when the glide ends.
    const { _latLngToNewLayerPoint: ahead } = map as unknown as {
      _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point;
    };
    put(zoom, (northWest) => ahead.call(map, northWest, zoom, center));
  });

  return {
    async redraw(isForced = false) {
      const zoom = map.getZoom();
      if (!isForced && shown?.zoom === zoom && shown.covers.contains(map.getBounds())) return;
      const mine = ++turn;
      const isStale = () => mine !== turn;
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint(size.multiplyBy(-PAPER_MARGIN)).round();
      const extent = size.multiplyBy(1 + 2 * PAPER_MARGIN).round();
      const northWest = map.layerPointToLatLng(corner);
      const covers = L.latLngBounds(northWest, map.layerPointToLatLng(corner.add(extent)));
      const ratio = Math.min(devicePixelRatio, 2);
      const origin = map.project(northWest, zoom).multiplyBy(ratio);
      const picture = await draw({
        width: Math.round(extent.x * ratio),
        height: Math.round(extent.y * ratio),
        ratio,
        scale: 256 * 2 ** zoom * ratio,
        left: origin.x,
        top: origin.y,
        bounds: toBounds(covers),
      });
      if (!picture || isStale()) return;
      const canvas = hung(picture);
      canvas.className = 'leaflet-zoom-animated';
      canvas.style.width = `${extent.x}px`;
      canvas.style.height = `${extent.y}px`;
      shown?.canvas.remove();
      shown = { canvas, northWest, zoom, covers };
      map.getPane(pane)?.append(canvas);
      stay();
    },
  };
}

/** A spot that is spoken of, and an area that is drawn, over everything that stands on the ground. */
export function drawOver(map: LeafletMap): {
  point(at: LatLon | null): void;
  outline(corners: readonly LatLon[], isClosed: boolean): void;
} {
  newPane(map, 'drawn', 620);
  const spot = group().addTo(map);
  const drawing = group().addTo(map);
  return {
    point(at) {
      spot.clearLayers();
      if (at) dot(map, at, 8, { pane: 'drawn', className: 'hm-spoken' }).addTo(spot);
    },
    outline(corners, isClosed) {
      drawing.clearLayers();
      const look = { pane: 'drawn', className: `hm-outline${isClosed ? ' is-closed' : ''}` };
      if (isClosed) area(map, [[[...corners]]], look).addTo(drawing);
      else if (corners.length > 1) line(map, [[...corners]], look).addTo(drawing);
      if (!isClosed) {
        for (const corner of corners)
          dot(map, corner, 5, { pane: 'drawn', className: 'hm-corner' }).addTo(drawing);
      }
    },
  };
}

function hung(picture: Picture): HTMLCanvasElement {
  if (picture instanceof HTMLCanvasElement) return picture;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  return canvas;
}
