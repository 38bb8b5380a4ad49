/** Renders the pages of the code that `bundle.ts` made, in as many threads as there are cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Share } from './render-thread.ts';

export async function render({
  code,
  out,
  site,
}: {
  code: string;
  out: string;
  site?: string | undefined;
}): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share: Share = { code, out, origin: site ?? 'http://localhost', next };
  const threads = Array.from({ length: availableParallelism() }, () => {
    const thread = new Worker(new URL('render-thread.ts', import.meta.url), {
      workerData: share,
      // Pages make much that is soon forgotten: with more room, less of it is looked through.
      resourceLimits: { maxYoungGenerationSizeMb: 96 },
    });
    return new Promise<void>((resolve, reject) => {
      thread.once('error', reject);
      thread.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`A thread ended with ${code}`)),
      );
    });
  });
  await Promise.all(threads);
}
