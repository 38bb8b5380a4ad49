/** Renders the pages of the code that `bundle.ts` made, in as many threads as there are cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { NotedReads } from './page-reads.ts';
import type { Done, Share } from './render-thread.ts';

export async function render(share: Omit<Share, 'next'>): Promise<Done> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const threads = Array.from({ length: availableParallelism() }, () => threadOf({ ...share, next }));
  const done = await Promise.all(threads);
  const reads = new NotedReads();
  for (const one of done) reads.addAll(one.reads);
  const sum = (what: 'pages' | 'reused') => done.reduce((total, one) => total + one[what], 0);
  return { reads, pages: sum('pages'), reused: sum('reused') };
}

function threadOf(share: Share): Promise<Done> {
  const thread = new Worker(new URL('render-thread.ts', import.meta.url), {
    workerData: share,
    // Pages make much that is soon forgotten: with more room, less of it is looked through.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`A thread that renders pages ended with ${code}`)));
  });
}
