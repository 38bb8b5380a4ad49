import type { Context } from '../../graphql/context.ts';
import { collectionsOn, type Collection, type Property, type Words } from '../features/collections.ts';
import type { Extent } from '../features/extents.ts';
import type { Licence } from '../features/documents.ts';

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

export interface Layer {
  collection: Collection;
  properties: readonly Property[];
}

export function layersOf(name: TileSetName, today: string): Layer[] {
  const all = collectionsOn(today, '');
  return Object.entries(tileSets[name].layers).map(([id, told]) => {
    const collection = all.find((one) => one.id === id)!;
    return { collection, properties: collection.properties.filter((one) => told.includes(one.name)) };
  });
}

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
