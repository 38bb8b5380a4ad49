/** One of the threads of `render.ts`: takes one batch of addresses after another until none is left. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import type * as Entry from './prerender-entry.ts';

export interface Share {
  /** The folder of the code that renders, and the one that pages are written to. */
  code: string;
  out: string;
  origin: string;
  /** Shared by all threads: the batch that the next of them takes. */
  next: Int32Array<SharedArrayBuffer>;
}
type Path = Awaited<ReturnType<typeof Entry.allPaths>>[number];

const { code, out, origin, next } = workerData as Share;
const entry = readdirSync(code).find((name) => name.startsWith('prerender-entry.')) ?? '';
const { app, allPaths } = (await import(pathToFileURL(join(code, entry)).href)) as typeof Entry;

const batches = batchesOf(await allPaths());
for (let at = take(); at < batches.length; at = take()) {
  for (const path of batches[at] ?? []) await render(path);
}

function take(): number {
  return Atomics.add(next, 0, 1);
}

/**
 * Alike in every thread. Pages of which there are few come first and in one batch: they count and draw the whole
 * register, which one thread then does once.
 */
function batchesOf(paths: readonly Path[]): Path[][] {
  const MANY = 200;
  const SIZE = 40;
  const unique = new Map(paths.toReversed().map((path) => [path.pathname.replace(/\/$/, ''), path]));
  const ofRoute = [...Map.groupBy(unique.values(), ({ route }) => route.component).values()];
  const many = ofRoute.filter((some) => some.length >= MANY).flat();
  return [
    ofRoute.filter((some) => some.length < MANY).flat(),
    ...Array.from({ length: Math.ceil(many.length / SIZE) }, (_, i) => many.slice(i * SIZE, (i + 1) * SIZE)),
  ];
}

async function render({ pathname, route }: Path): Promise<void> {
  const isPage = route.type === 'page';
  const address = isPage ? pathname.replace(/\/?$/, '/') : pathname;
  const response = await app.render(new Request(new URL(address, origin)), { routeData: route });
  const isExpected = response.ok || (response.status === 404 && pathname === '/404');
  if (!isExpected) throw new Error(`${address} answered ${response.status} while it was built`);
  const file = join(
    out,
    isPage ? (pathname === '/404' ? '404.html' : join(pathname, 'index.html')) : pathname,
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
}
