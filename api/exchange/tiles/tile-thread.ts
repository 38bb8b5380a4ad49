/** The thread of `tile-worker.ts`, in files that Node runs as they are: nothing of the hub's needs to be loaded twice. */
import { parentPort } from 'node:worker_threads';
import type { FeatureRow } from '../features/feature-row.ts';
import { tileIndex, tileOf, type IndexedLayer, type TileIndex } from './tile-index.ts';

/** To make an index in place of the one of that name. */
export interface IndexOrder {
  name: string;
  version: string;
  maxZoom: number;
  layers: IndexedLayer[];
  /** JSON: a list of `FeatureRow` for each layer. */
  rows: string;
}

export interface TileOrder {
  name: string;
  z: number;
  x: number;
  y: number;
}

export interface Tile {
  /** Null where the tile is empty. */
  content: Uint8Array | null;
  /** The same for as long as the tile is. */
  version: string;
}

const indexes = new Map<string, { index: TileIndex; version: string }>();

// Whatever goes wrong here ends the thread, which whoever waits for an answer is told.
parentPort!.on('message', (order: IndexOrder | TileOrder) => {
  parentPort!.postMessage('rows' in order ? make(order) : cut(order), []);
});

function make({ name, version, maxZoom, layers, rows }: IndexOrder): null {
  // Nobody asks for the old one any more: both at once would need twice the memory.
  indexes.delete(name);
  indexes.set(name, { index: tileIndex(layers, JSON.parse(rows) as FeatureRow[][], maxZoom), version });
  return null;
}

function cut({ name, z, x, y }: TileOrder): Tile {
  const { index, version } = indexes.get(name)!;
  return { content: tileOf(index, z, x, y), version };
}
