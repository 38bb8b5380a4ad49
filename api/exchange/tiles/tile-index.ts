import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import type { Feature, Geometry } from 'geojson';
import { featureOf, type FeatureRow } from '../features/feature-row.ts';
import { encoded } from './tile-size.ts';

const EXTENT = 4_096;
const VERSION = 2;

/** Borders are told to so many 4096ths of a tile, which is less than a pixel; at the last zoom to all of theirs. */
const TOLERANCE = 6;

/** Points that stand closer than this, in 512ths of a tile, are told as one, with how many they are. */
const RADIUS = 40;
/** From here on every product is told by itself, also those of one commune, which stand on one spot. */
const LAST_CLUSTERED_ZOOM = 11;

/** What tiles are cut from: a part of it for each layer. */
export type TileIndex = ReadonlyMap<string, GeoJSONVT>;

export interface IndexedLayer {
  id: string;
  isOfPoints: boolean;
}

export const tileIndex = (
  layers: readonly IndexedLayer[],
  rows: readonly (readonly FeatureRow[])[],
  maxZoom: number,
): TileIndex =>
  new Map(
    layers.map(({ id, isOfPoints }, index) => [
      id,
      new GeoJSONVT(
        { type: 'FeatureCollection', features: rows[index]!.map(inTile) },
        {
          extent: EXTENT,
          maxZoom,
          tolerance: TOLERANCE,
          cluster: isOfPoints,
          clusterOptions: {
            radius: (RADIUS * EXTENT) / 512,
            extent: EXTENT,
            maxZoom: LAST_CLUSTERED_ZOOM,
          },
        },
      ),
    ]),
  );

/** A tile knows no empty values, and only numbers as ids. */
function inTile(row: FeatureRow): Feature<Geometry> {
  const { id, geometry, properties } = featureOf(row);
  return {
    type: 'Feature',
    geometry: geometry!,
    properties: {
      id,
      ...Object.fromEntries(Object.entries(properties ?? {}).filter(([, value]) => value !== null)),
    },
  };
}

/** Null where the tile is empty. */
export function tileOf(index: TileIndex, z: number, x: number, y: number): Uint8Array | null {
  const tiles: Record<string, GeoJSONVTTile> = {};
  for (const [id, layer] of index) {
    const tile = layer.getTile(z, x, y);
    if (tile && tile.features.length > 0) tiles[id] = tile;
  }
  const isEmpty = Object.keys(tiles).length === 0;
  return isEmpty ? null : encoded(tiles, { version: VERSION, extent: EXTENT });
}
