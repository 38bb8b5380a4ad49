/**
 * The code that renders the pages, bundled once for each state of the sources and kept for the builds that follow: a
 * change of the register does not change it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
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

export interface Bundle {
  /** Another for other sources. */
  key: string;
  /** What readers fetch, the same for every register. */
  assets: string;
  /** What renders the pages. */
  pages: string;
}

export async function keptBundle(site: string | undefined): Promise<Bundle> {
  const key = sourcesKey(site);
  const folder = join(kept, key);
  if (!existsSync(folder)) await bundle(folder, site);
  utimesSync(folder, new Date(), new Date());
  removeOldest();
  return { key, assets: join(folder, 'assets'), pages: join(folder, 'pages') };
}

/** Built beside its place and moved there whole. */
async function bundle(folder: string, site: string | undefined): Promise<void> {
  const building = `${folder}.${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    const script = join(import.meta.dirname, 'bundle.ts');
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...process.execArgv, script, building, ...(site ? [site] : [])],
      { cwd: root },
    );
    process.stderr.write(stdout + stderr);
    if (!existsSync(folder)) renameSync(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
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

function removeOldest(): void {
  // Another build may remove one meanwhile.
  const age = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const oldest = readdirSync(kept)
    .map((name) => join(kept, name))
    .toSorted((a, b) => age(b) - age(a))
    .slice(MOST_KEPT);
  for (const folder of oldest) rmSync(folder, { recursive: true, force: true });
}
