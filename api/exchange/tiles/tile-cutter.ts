import type { Context } from '../../graphql/context.ts';
import { locatedRows, revisionOf } from '../features/features.queries.ts';
import { layersOf, tileSets, type TileSetName } from './tile-sets.ts';
import type { Tile } from './tile-thread.ts';
import { startTileWorker, type TileWorker } from './tile-worker.ts';

/** For so long nobody asked for a tile before its thread and all indexes are given up: they are made anew in seconds. */
const IDLE_MS = 10 * 60_000;

export interface TileLimits {
  idleMs?: number | undefined;
  /** The most memory that the thread takes. */
  mostMb?: number | undefined;
}

export interface TileCutter {
  cut(context: Context, name: TileSetName, z: number, x: number, y: number): Promise<Tile>;
  close(): Promise<void>;
}

interface Indexing {
  version: string;
  done: Promise<void>;
}

/**
 * Tiles of the register as it is, cut from an index in memory: one is made for every state of the register and every
 * day, when the first tile of it is asked for. All of it is done in a thread of its own, so that the hub goes on
 * answering.
 */
export function tileCutter({ idleMs = IDLE_MS, mostMb }: TileLimits = {}): TileCutter {
  let worker: TileWorker | null = null;
  let indexings = new Map<TileSetName, Indexing>();
  let asking = 0;
  let idle: NodeJS.Timeout | undefined;

  async function close(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.end();
  }

  async function cutNow(context: Context, name: TileSetName, place: { z: number; x: number; y: number }) {
    if (!worker || worker.hasEnded()) {
      worker = startTileWorker(mostMb);
      indexings = new Map();
    }
    // Should the thread end meanwhile, this request ends with it.
    const [ours, ofOurs] = [worker, indexings];
    await upToDate(context, name, ours, ofOurs);
    return ours.cut({ name, ...place });
  }

  return {
    async cut(context, name, z, x, y) {
      clearTimeout(idle);
      asking += 1;
      try {
        return await cutNow(context, name, { z, x, y });
      } finally {
        asking -= 1;
        if (asking === 0) idle = setTimeout(() => void close(), idleMs).unref();
      }
    },
    close,
  };
}

/** Waits until the thread has an index of a state that is no older than this request. */
async function upToDate(
  context: Context,
  name: TileSetName,
  worker: TileWorker,
  indexings: Map<TileSetName, Indexing>,
): Promise<void> {
  const version = `${await revisionOf(context)} ${context.today}`;
  const known = indexings.get(name);
  let indexing = known;
  if (known?.version !== version) {
    // One at a time. Whatever another request began after that one will do for this one too.
    await known?.done.catch(() => undefined);
    indexing = indexings.get(name);
    if (!indexing || indexing === known) {
      indexing = { version, done: index(context, name, version, worker) };
      indexings.set(name, indexing);
    }
  }
  try {
    await indexing!.done;
  } catch (error) {
    if (indexings.get(name) === indexing) indexings.delete(name);
    throw error;
  }
}

async function index(
  context: Context,
  name: TileSetName,
  version: string,
  worker: TileWorker,
): Promise<void> {
  const layers = layersOf(name, context.today);
  await worker.index({
    name,
    version,
    maxZoom: tileSets[name].maxZoom,
    layers: layers.map(({ collection: { id, geometry } }) => ({ id, isOfPoints: geometry === 'POINT' })),
    rows: await locatedRows(context, layers),
  });
}
