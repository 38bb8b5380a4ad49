import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Problem } from '../problem.ts';

export interface DirectoryBuild {
  root: string;
  dataDir: string;
  hubUrl: string;
  /** Lets the build ask as often as it must. */
  hubKey: string;
  siteUrl: string | undefined;
  tiles: { url: string; attribution: string } | null;
  /** State of the register (`dataset.revision`) and where it is kept. */
  register: string;
  today: string;
}

/** Changes with everything that the pages are made from: their code, the register, and the day that they speak of. */
export function directoryKey({ root, siteUrl, tiles, register, today }: DirectoryBuild): string {
  const hash = createHash('sha256').update(JSON.stringify([siteUrl ?? null, tiles, register, today]));
  // The pages, the rules that they share with the hub, the contract.
  const parts: [folder: string, isPart: (path: string) => boolean][] = [
    ['directory', (path) => !/\/(dist|\.astro|e2e|bench)\//.test(path)],
    ['api', (path) => path.endsWith('.rules.ts')],
    ['schema', () => true],
  ];
  for (const [folder, isPart] of parts) {
    const paths = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter(isPart)
      .toSorted();
    for (const path of paths) hash.update(path).update(readFileSync(join(root, path)));
  }
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}

const folderOf = (dataDir: string, key: string) => join(dataDir, 'directory', key);

/** The folder of the pages where they are built already: they are the newest then. */
export function builtDirectory(build: DirectoryBuild): string | null {
  const folder = folderOf(build.dataDir, directoryKey(build));
  if (!existsSync(folder)) return null;
  pointTo(folder);
  return folder;
}

/** Builds the pages beside the old ones and moves them into place when they are whole. Returns their folder. */
export async function buildDirectory(build: DirectoryBuild): Promise<string> {
  const folder = folderOf(build.dataDir, directoryKey(build));
  const building = `${folder}.building-${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(build.dataDir, 'directory'), { recursive: true });
  try {
    await runBuild(build, building, newestDirectory(build.dataDir));
    await compress(building);
    if (existsSync(folder)) return folder;
    renameSync(building, folder);
    pointTo(folder);
    removeOthers(folder);
    return folder;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** Rendering is a process of its own: it needs memory that a serving hub should not keep. */
function runBuild(
  { root, hubUrl, hubKey, siteUrl, today }: DirectoryBuild,
  out: string,
  previous: string | null,
): Promise<void> {
  const site = siteUrl ? ['--site', siteUrl] : [];
  const before = previous === null ? [] : ['--previous', previous];
  const child = spawn(
    process.execPath,
    [join(root, 'directory/build.ts'), '--hub', hubUrl, '--out', out, ...site, ...before],
    {
      cwd: root,
      env: { ...process.env, HUB_TODAY: today, HUB_KEY: hubKey },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const stop = () => child.kill();
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.removeListener('exit', stop);
      if (code === 0) resolve();
      else reject(new Problem('The directory could not be built: the reason stands above'));
    });
  });
}

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Compressed once, here, and never again while serving. Pages taken over bring along what was compressed of them. */
async function compress(folder: string): Promise<void> {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^.].*\.(html|css|js|json|geojson|svg|xml|txt|webmanifest)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => !existsSync(`${path}.br`) && statSync(path).size > 1_000);
  const compressNext = async () => {
    for (let path = texts.pop(); path; path = texts.pop()) {
      const text = readFileSync(path);
      const [asBrotli, asGzip] = await Promise.all([
        brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
        gz(text),
      ]);
      writeFileSync(`${path}.br`, asBrotli);
      writeFileSync(`${path}.gz`, asGzip);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, compressNext));
}

const pointer = (dataDir: string) => join(dataDir, 'directory', 'current');

/** Tells the hubs that serve from this data folder which pages are the newest. */
function pointTo(folder: string): void {
  const parent = dirname(folder);
  writeFileSync(join(parent, `current.${process.pid}`), basename(folder));
  renameSync(join(parent, `current.${process.pid}`), join(parent, 'current'));
}

/** The newest pages that a process has built in this data folder; null where there are none. */
export function newestDirectory(dataDir: string): string | null {
  if (!existsSync(pointer(dataDir))) return null;
  const folder = folderOf(dataDir, readFileSync(pointer(dataDir), 'utf8'));
  return existsSync(folder) ? folder : null;
}

/** The one before is kept: somebody may be reading it. */
function removeOthers(current: string): void {
  const parent = join(current, '..');
  const others = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.includes('.building-'))
    .map(({ name }) => join(parent, name))
    .filter((path) => path !== current)
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of others.slice(1)) rmSync(path, { recursive: true, force: true });
}
