/**
 * `npm run bench:directory`: builds the directory of a generated register of national size, and beside it, from the
 * same snapshot and in the same run, product pages of the same facts with Eleventy and Nunjucks. Each says how long it
 * took, how many pages it wrote and how much memory it held at most. Fetching the snapshot is counted by itself.
 *   npm run bench:directory -- [--share 0.05]
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNational } from '../../api/bench/national.ts';
import { sizeAsked } from '../../api/bench/size.ts';
import { root, startHub } from '../../api/checks/hub-process.ts';
import { startPostgres } from '../../api/checks/postgres.ts';
import { migrate } from '../../api/database/migrate.ts';
import { openDatabase } from '../../api/database/open.ts';
import { fetchSnapshot } from '../src/data/fetch-snapshot.ts';
import { productVerdict } from '../../api/register/recognitions/recognition.rules.ts';
import type { Snapshot } from '../src/data/snapshot.ts';

const TODAY = '2026-11-24';

const size = sizeAsked();

const scratch = mkdtempSync(join(tmpdir(), 'bench-directory-'));
try {
  const file = join(scratch, 'snapshot.json');
  const fetching = performance.now();
  const snapshot = await generatedSnapshot(file);
  console.log(`snapshot of ${snapshot.products.length} products fetched in ${seconds(fetching)} s`);

  const directory = join(scratch, 'directory');
  const build = [join(root, 'directory/build.ts'), '--out', directory];
  report(
    'directory',
    await run(process.execPath, build, { HUB_SNAPSHOT: file, HUB_TODAY: TODAY }),
    await count(directory),
  );

  const eleventy = eleventySite(snapshot);
  report(
    'eleventy',
    await run(process.execPath, eleventy.command, {}, eleventy.folder),
    await count(eleventy.out),
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function generatedSnapshot(file: string): Promise<Snapshot> {
  const postgres = await startPostgres();
  try {
    const database = await openDatabase({ dataDir: '', databaseUrl: postgres.url });
    await migrate(database);
    await loadNational(database.em, size);
    await database.close();
    const hub = await startHub({
      env: {
        DATABASE_URL: postgres.url,
        HUB_DIRECTORY: 'off',
        HUB_POINTS_PER_MINUTE: '1000000000',
        HUB_TODAY: TODAY,
      },
    });
    try {
      const snapshot = await fetchSnapshot(`${hub.url}/graphql`, TODAY);
      writeFileSync(file, JSON.stringify(snapshot));
      return snapshot;
    } finally {
      await hub.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/** A site of Eleventy with a page of every product in both languages: its facts, its history, its maker, its place. */
function eleventySite(snapshot: Snapshot): { folder: string; out: string; command: string[] } {
  const folder = join(scratch, 'eleventy');
  const out = join(folder, '_site');
  mkdirSync(folder);
  cpSync(join(import.meta.dirname, 'eleventy'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const producers = new Map(snapshot.producers.map((one) => [one.slug, one]));
  const places = new Map([...snapshot.communes, ...snapshot.formerPlaces].map((one) => [one.slug, one]));
  const pages = snapshot.products.flatMap((product) =>
    (['vi', 'en'] as const).map((lang) => ({
      ...product,
      lang,
      producer: product.producer && producers.get(product.producer.slug),
      place: product.place && places.get(product.place.slug),
      verdict: productVerdict(product.recognitions, TODAY),
    })),
  );
  mkdirSync(join(folder, '_data'));
  writeFileSync(join(folder, '_data/products.json'), JSON.stringify(pages, withoutShapes));
  return { folder, out, command: [join(root, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'] };
}

/** Borders are not on these pages. */
function withoutShapes(key: string, value: unknown): unknown {
  return key === 'geometry' ? undefined : value;
}

interface Run {
  seconds: number;
  peakMegabytes: number;
}

/** Runs a command to its end, and asks Linux how much memory it held at most. */
function run(command: string, args: string[], env: Record<string, string>, cwd = root): Promise<Run> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const looking = setInterval(() => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kilobytes ?? 0) / 1_024);
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 100);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(looking);
      if (code === 0)
        resolve({ seconds: (performance.now() - started) / 1_000, peakMegabytes: Math.round(peak) });
      else reject(new Error(`${args.join(' ')} ended with ${code}`));
    });
  });
}

async function count(folder: string): Promise<number> {
  let pages = 0;
  for await (const _ of glob('**/*.html', { cwd: folder })) pages++;
  return pages;
}

function report(name: string, { seconds, peakMegabytes }: Run, pages: number): void {
  const each = ((seconds * 1_000) / pages).toFixed(2);
  console.log(
    `${name.padEnd(12)}${pages} pages in ${seconds.toFixed(1)} s (${each} ms a page), ${peakMegabytes} MB at most`,
  );
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
