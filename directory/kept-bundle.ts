/**
 * The code that renders the pages, bundled once for each state of the sources and kept for the builds that follow: a
 * change of the register does not change it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
/** Inside the project: what the code imports is looked for in the folders above it. */
const kept = join(root, 'node_modules/.cache/directory');
/** Of the code before the last changes: somebody may go back, or build for another address. */
const MOST_KEPT = 4;
/** Longer than any build takes. */
const IN_USE_MS = 3_600_000;
const MOST_ATTEMPTS = 3;
const UNFINISHED = 'unfinished-';

export interface Bundle {
  /** Another for other sources. */
  key: string;
  /** What readers fetch, the same for every register. */
  assets: string;
  /** What renders the pages. */
  pages: string;
}

export async function keptBundle(site: string | undefined): Promise<Bundle> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const key = sourcesKey(site);
    const folder = join(kept, key);
    if (!existsSync(folder) && !(await bundle(key, site))) continue;
    utimesSync(folder, new Date(), new Date());
    removeOldest(kept);
    return { key, assets: join(folder, 'assets'), pages: join(folder, 'pages') };
  }
  throw new Error('The sources changed each time while they were bundled.');
}

/** Built beside its place and moved there whole; false where the sources have changed meanwhile. */
async function bundle(key: string, site: string | undefined): Promise<boolean> {
  mkdirSync(kept, { recursive: true });
  const building = mkdtempSync(join(kept, UNFINISHED));
  try {
    const script = join(import.meta.dirname, 'bundle.ts');
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...process.execArgv, script, building, ...(site ? [site] : [])],
      { cwd: root },
    );
    process.stderr.write(stdout + stderr);
    if (sourcesKey(site) !== key) return false;
    moveTo(join(kept, key), building);
    return true;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** Another build of the same sources may have been faster: its bundle is as good. */
function moveTo(folder: string, building: string): void {
  try {
    renameSync(building, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** All that the bundle is made of: the site shares only rules with the hub. */
function sourcesKey(site: string | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify([site ?? null, process.version]));
  const within = (folder: string, isPart: (path: string) => boolean) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => isPart(path) && statSync(join(root, path)).isFile());
  const files = [
    ...within('directory', (path) => !/^directory.(bench|e2e|\.astro|dist)\b|\.test\.ts$/.test(path)),
    ...within('api', (path) => path.endsWith('.rules.ts')),
    ...within('schema', () => true),
    'package-lock.json',
  ];
  for (const path of files.toSorted()) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Leaves what other builds may still be working on or reading from. */
export function removeOldest(kept: string): void {
  // Another build may remove one meanwhile.
  const usedAt = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const folders = readdirSync(kept).map((name) => ({ name, at: usedAt(join(kept, name)) }));
  const newest = folders
    .filter(({ name }) => !name.startsWith(UNFINISHED))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST_KEPT);
  const inUse = folders.filter(({ at }) => Date.now() - at < IN_USE_MS);
  const stay = new Set([...newest, ...inUse]);
  for (const folder of folders)
    if (!stay.has(folder)) rmSync(join(kept, folder.name), { recursive: true, force: true });
}
