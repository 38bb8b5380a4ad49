/** One of the threads of `render.ts`: takes one batch of addresses after another until none is left. */
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { NotedReads, readReads, type PageReads } from './page-reads.ts';
import type * as Entry from './prerender-entry.ts';
import { isOfOneThing } from './src/i18n/routes.ts';

export interface Share {
  /** The folder of the code that renders, and the one that pages are written to. */
  code: string;
  out: string;
  origin: string;
  /** The folder of a build whose pages are the same wherever they read the same. */
  previous: string | null;
  /** Shared by all threads: the batch that the next of them takes. */
  next: Int32Array<SharedArrayBuffer>;
}

/** What a thread says in the end. */
export interface Done {
  reads: PageReads;
  pages: number;
  reused: number;
}

type Path = Awaited<ReturnType<typeof Entry.allPaths>>[number];

const { code, out, origin, previous, next } = workerData as Share;
const entry = readdirSync(code).find((name) => name.startsWith('prerender-entry.')) ?? '';
const { app, allPaths, print, printOf, readsOf } = (await import(
  pathToFileURL(join(code, entry)).href
)) as typeof Entry;

const before = previous === null ? null : readReads(previous);
const isUnchanged = unchanged();
const noted = new NotedReads();
let reused = 0;
let pages = 0;

const batches = batchesOf(await allPaths());
for (let at = take(); at < batches.length; at = take()) {
  for (const path of batches[at] ?? []) await bring(path);
}
parentPort?.postMessage({ reads: noted, pages, reused } satisfies Done, []);

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

/** Takes a page over from the build before where it would be drawn alike, or draws it. */
async function bring(path: Path): Promise<void> {
  const { pathname, route } = path;
  const isPage = route.type === 'page';
  const address = isPage ? pathname.replace(/\/?$/, '/') : pathname;
  const file = isPage ? (pathname === '/404' ? '404.html' : join(pathname, 'index.html')) : pathname;
  makeFolder(dirname(join(out, file)));
  if (isPage) pages++;
  if (!isOfOneThing(address)) return draw(path, address, file);

  const reads = before?.pages[address];
  if (before && reads?.every(isUnchanged) && takeOver(file)) {
    const { questions, prints } = before;
    noted.add(
      address,
      reads.map((index) => questions[index] as string),
      (_, at) => prints[reads[at] ?? -1] ?? null,
    );
    reused++;
  } else {
    const asked = await readsOf(() => draw(path, address, file));
    noted.add(address, [...asked.keys()], (question) => print(asked.get(question)));
  }
}

/** Mostly its parent is there and it is not: one call to the system, where `recursive` takes several. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch {
    mkdirSync(folder, { recursive: true });
  }
}

/** Whether a question of the build before, by its index, has the same answer now. */
function unchanged(): (index: number) => boolean {
  const known: boolean[] = [];
  return (index) => {
    if (before === null) return false;
    return (known[index] ??= printOf(before.questions[index] ?? '') === before.prints[index]);
  };
}

/** The same file under another name, with what was compressed of it; false where it is to be drawn. */
function takeOver(file: string): boolean {
  if (previous === null || !linkOrCopy(join(previous, file), join(out, file))) return false;
  for (const name of [`${file}.br`, `${file}.gz`]) linkOrCopy(join(previous, name), join(out, name));
  return true;
}

/** Not every disk has links, and another build may remove the one before meanwhile. */
function linkOrCopy(from: string, to: string): boolean {
  for (const bring of [linkSync, copyFileSync]) {
    if (!existsSync(from)) return false;
    try {
      bring(from, to);
      return true;
    } catch {
      // Half a copy is none.
      rmSync(to, { force: true });
    }
  }
  return false;
}

async function draw({ pathname, route }: Path, address: string, file: string): Promise<void> {
  const response = await app.render(new Request(new URL(address, origin)), { routeData: route });
  const isExpected = response.ok || (response.status === 404 && pathname === '/404');
  if (!isExpected) throw new Error(`${address} answered ${response.status} while it was built`);
  writeFileSync(join(out, file), Buffer.from(await response.arrayBuffer()));
}
