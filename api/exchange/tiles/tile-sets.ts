import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import type { Feature, Geometry } from 'geojson';
import type { Context } from '../../graphql/context.ts';
import { collectionsOn, type Collection, type Property, type Words } from '../features/collections.ts';
import type { Extent } from '../features/extents.ts';
import { locatedFeatures, revisionOf, type FoundFeature } from '../features/features.queries.ts';
import type { Licence } from '../features/documents.ts';
import { encoded } from './tile-size.ts';

/** Tiles of vectors (Mapbox Vector Tile 2.1): points, or the zones beneath them. */
export const tileSets = {
  points: {
    title: { vi: 'Sản phẩm và chủ thể OCOP', en: 'OCOP products and producers' },
    maxZoom: 14,
    layers: {
      products: ['code', 'name', 'stars', 'verdict', 'valid_until', 'producer', 'place'],
      producers: ['slug', 'name', 'legal_form', 'products', 'place'],
    },
  },
  zones: {
    title: { vi: 'Vùng nguyên liệu và xã, phường', en: 'Raw-material regions, communes and wards' },
    maxZoom: 12,
    layers: {
      regions: ['slug', 'name', 'material', 'level', 'hectares', 'geometry_accuracy'],
      places: ['code', 'name', 'full_name', 'kind', 'geometry_accuracy'],
    },
  },
} satisfies Record<string, { title: Words; maxZoom: number; layers: Record<string, string[]> }>;

export type TileSetName = keyof typeof tileSets;

export const isTileSet = (name: string): name is TileSetName => Object.hasOwn(tileSets, name);

export const EXTENT = 4_096;
const VERSION = 2;

/** Borders are told to so many 4096ths of a tile, which is less than a pixel; at the last zoom to all of theirs. */
const TOLERANCE = 6;

/** Points that stand closer than this, in 512ths of a tile, are told as one, with how many they are. */
const RADIUS = 40;
/** From here on every product is told by itself, also those of one commune, which stand on one spot. */
const LAST_CLUSTERED_ZOOM = 11;

interface Layer {
  collection: Collection;
  properties: readonly Property[];
}

function layersOf(name: TileSetName, today: string): Layer[] {
  const all = collectionsOn(today, '');
  return Object.entries(tileSets[name].layers).map(([id, told]) => {
    const collection = all.find((one) => one.id === id)!;
    return { collection, properties: collection.properties.filter((one) => told.includes(one.name)) };
  });
}

interface Cut {
  version: string;
  layers: Promise<Map<string, GeoJSONVT>>;
}

export interface Tile {
  /** Null where the tile is empty. */
  content: Uint8Array | null;
  /** The same for as long as the tile is. */
  version: string;
}

/**
 * Tiles of the register as it is, cut from an index in memory: one is made for every state of the register and every
 * day, when the first tile of it is asked for.
 */
export function tileCutter(): (
  context: Context,
  name: TileSetName,
  z: number,
  x: number,
  y: number,
) => Promise<Tile> {
  const cuts = new Map<TileSetName, Cut>();

  return async (context, name, z, x, y) => {
    const version = `${await revisionOf(context)} ${context.today}`;
    let cut = cuts.get(name);
    if (cut?.version !== version) {
      const fresh: Cut = { version, layers: indexes(context, name) };
      fresh.layers.catch(() => cuts.get(name) === fresh && cuts.delete(name));
      cuts.set(name, fresh);
      cut = fresh;
    }
    const tiles: Record<string, GeoJSONVTTile> = {};
    for (const [id, index] of await cut.layers) {
      const tile = index.getTile(z, x, y);
      if (tile && tile.features.length > 0) tiles[id] = tile;
    }
    const isEmpty = Object.keys(tiles).length === 0;
    return { content: isEmpty ? null : encoded(tiles, { version: VERSION, extent: EXTENT }), version };
  };
}

async function indexes(context: Context, name: TileSetName): Promise<Map<string, GeoJSONVT>> {
  const layers = layersOf(name, context.today);
  const found = await locatedFeatures(context, layers);
  return new Map(
    layers.map(({ collection }, index) => [
      collection.id,
      new GeoJSONVT(
        { type: 'FeatureCollection', features: found[index]!.map(inTile) },
        {
          extent: EXTENT,
          maxZoom: tileSets[name].maxZoom,
          tolerance: TOLERANCE,
          cluster: collection.geometry === 'POINT',
          clusterOptions: {
            radius: (RADIUS * EXTENT) / 512,
            extent: EXTENT,
            maxZoom: LAST_CLUSTERED_ZOOM,
          },
        },
      ),
    ]),
  );
}

/** A tile knows no empty values, and only numbers as ids. */
const inTile = ({ id, geometry, properties }: FoundFeature): Feature<Geometry> => ({
  type: 'Feature',
  geometry: geometry!,
  properties: {
    id,
    ...Object.fromEntries(Object.entries(properties ?? {}).filter(([, value]) => value !== null)),
  },
});

/** What a tile set holds, for programs that draw it (TileJSON 3.0.0). */
export async function tileJson(
  { today }: Pick<Context, 'today'>,
  extentsOf: (collections: readonly Collection[]) => Promise<Extent[]>,
  name: TileSetName,
  origin: string,
  lang: keyof Words,
  licence: Licence,
) {
  const { title, maxZoom } = tileSets[name];
  const layers = layersOf(name, today);
  const extents = await extentsOf(layers.map(({ collection }) => collection));
  const boxes = extents.flatMap(({ bbox }) => (bbox ? [bbox] : []));
  const bounds = [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ];
  return {
    tilejson: '3.0.0',
    name: title[lang],
    description:
      lang === 'vi'
        ? 'Ô nào quá 500 kB thì bỏ những vùng nhỏ nhất trước; phóng to thì thấy lại.'
        : 'Where a tile would be larger than 500 kB, the smallest areas are left out first; closer they are there.',
    attribution: `${licence.attribution} (${licence.licence})`,
    scheme: 'xyz',
    tiles: [`${origin}/tiles/${name}/{z}/{x}/{y}.mvt`],
    minzoom: 0,
    maxzoom: maxZoom,
    ...(boxes.length > 0 && { bounds }),
    vector_layers: layers.map(({ collection, properties }) => ({
      id: collection.id,
      description: collection.description[lang],
      minzoom: 0,
      maxzoom: maxZoom,
      fields: {
        id: lang === 'vi' ? 'Mã trong API' : 'Id, the same as in GraphQL',
        ...Object.fromEntries(properties.map((one) => [one.name, one.title[lang]])),
        ...(collection.geometry === 'POINT' && {
          point_count: lang === 'vi' ? 'Số điểm được gộp' : 'How many points are told as one',
        }),
      },
    })),
  };
}
