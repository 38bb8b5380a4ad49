import { Worker } from 'node:worker_threads';
import type { IndexOrder, Tile, TileOrder } from './tile-thread.ts';

/** The whole country takes less than 192. What would take more than this ends the thread, and not the hub. */
const MOST_MB = 512;

export interface TileWorker {
  /** Makes an index, in place of the one of that name. */
  index(order: IndexOrder): Promise<void>;
  cut(order: TileOrder): Promise<Tile>;
  hasEnded(): boolean;
  end(): Promise<unknown>;
}

/** The thread that made the tiles is no more. */
export class TileWorkerLost extends Error {}

/** Starts a thread that makes indexes and cuts tiles, one order after another. */
export function startTileWorker(mostMb = MOST_MB): TileWorker {
  const worker = new Worker(new URL('./tile-thread.ts', import.meta.url), {
    // Node runs the thread's files without the loader that the hub was started with.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMb },
  });
  // Answers come in the order of the questions.
  const waiting: PromiseWithResolvers<unknown>[] = [];
  let hasEnded = false;
  let cause: unknown;
  const lost = () => new TileWorkerLost('The thread that makes the tiles has ended', { cause });
  worker.on('message', (answer) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => (cause = error));
  worker.on('exit', () => {
    hasEnded = true;
    for (const one of waiting.splice(0)) one.reject(lost());
  });

  async function ask(order: IndexOrder | TileOrder): Promise<unknown> {
    if (hasEnded) throw lost();
    const answer = Promise.withResolvers<unknown>();
    waiting.push(answer);
    worker.postMessage(order, []);
    return answer.promise;
  }

  return {
    async index(order) {
      await ask(order);
    },
    cut: async (order) => (await ask(order)) as Tile,
    hasEnded: () => hasEnded,
    end: () => worker.terminate(),
  };
}
