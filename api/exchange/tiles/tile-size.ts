import type { GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';

export type Layers = Readonly<Record<string, GeoJSONVTTile>>;

/** The most that a tile holds, before compression: what phones on weak networks draw without a pause. */
export const MOST_BYTES = 500_000;
/** What is left free for what grows less than its features do. */
const SLACK = 0.9;

/**
 * A tile as it is sent. Where it would be too large, the smallest areas are left out of it first, and then points, in the
 * order of the register; whoever comes closer finds them.
 */
export function encoded(
  layers: Layers,
  options: { version: number; extent: number },
  most = MOST_BYTES,
): Uint8Array {
  let kept = layers;
  let content = fromGeojsonVt(kept, options);
  while (content.length > most && count(kept) > 0) {
    kept = largest(kept, Math.floor((count(kept) * most * SLACK) / content.length));
    content = fromGeojsonVt(kept, options);
  }
  return content;
}

const count = (layers: Layers): number =>
  Object.values(layers).reduce((sum, { features }) => sum + features.length, 0);

/** So many of the largest features of all layers, each layer in the order that it had. */
function largest(layers: Layers, many: number): Layers {
  const ranked = Object.values(layers)
    .flatMap(({ features }) => features.map((feature) => ({ feature, reach: reachOf(feature) })))
    .toSorted((a, b) => b.reach - a.reach);
  const kept = new Set<unknown>(ranked.slice(0, many).map(({ feature }) => feature));
  return Object.fromEntries(
    Object.entries(layers).map(([id, tile]) => [
      id,
      { ...tile, features: tile.features.filter((feature) => kept.has(feature)) } as GeoJSONVTTile,
    ]),
  );
}

/** The longer side of the box around a feature, in units of the tile; a point has none. */
function reachOf({ type, geometry }: { type: number; geometry: unknown }): number {
  if (type === 1) return 0;
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of geometry as [number, number][][]) {
    for (const [x, y] of ring) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
  }
  return Math.max(east - west, south - north);
}
