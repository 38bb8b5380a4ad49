/**
 * `npm run bench:directory`: builds the directory of a generated register of national size; builds it again after 100
 * products changed; and beside it, from the same snapshot and in the same run, builds the product pages, with the same
 * facts in the same words, with Eleventy and Nunjucks. Each says how long it took, how much of two cores, how many
 * pages it wrote, what they weigh and how much memory all its processes held at most. Fetching the snapshot is counted
 * by itself. What came of it stands in README.md.
 *   npm run bench:directory -- [--share 0.05]
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNational } from '../../api/bench/national.ts';
import { sizeAsked } from '../../api/bench/size.ts';
import { root, startHub } from '../../api/checks/hub-process.ts';
import { startPostgres } from '../../api/checks/postgres.ts';
import { migrate } from '../../api/database/migrate.ts';
import { openDatabase } from '../../api/database/open.ts';
import { fetchSnapshot } from '../src/data/fetch-snapshot.ts';
import type { Snapshot } from '../src/data/snapshot.ts';

const TODAY = '2026-11-24';

const size = sizeAsked();

const scratch = mkdtempSync(join(tmpdir(), 'bench-directory-'));
try {
  const file = join(scratch, 'snapshot.json');
  const fetching = performance.now();
  const snapshot = await generatedSnapshot(file);
  console.log(`snapshot of ${snapshot.products.length} products fetched in ${seconds(fetching)} s`);

  // As on a machine that has never built it.
  rmSync(join(root, 'node_modules/.cache/directory'), { recursive: true, force: true });
  const whole = join(scratch, 'whole');
  const build = [join(root, 'directory/build.ts'), '--out'];
  const env = { HUB_SNAPSHOT: file, HUB_TODAY: TODAY };
  report('directory', await run([...build, whole], env), pagesIn(whole));

  writeFileSync(file, JSON.stringify(changed(snapshot)));
  const again = join(scratch, 'again');
  report('… 100 changed', await run([...build, again, '--previous', whole], env), pagesIn(again));

  const eleventy = eleventySite();
  report(
    'eleventy',
    await run(
      [join(root, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'],
      { ...env, BENCH_ROOT: root },
      eleventy,
    ),
    pagesIn(join(eleventy, '_site')),
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

/** 100 products, spread over all, of which each has another name and a recognition that was revoked. */
function changed(snapshot: Snapshot): Snapshot {
  const step = Math.ceil(snapshot.products.length / 100);
  const products = snapshot.products.map((product, at) =>
    at % step > 0
      ? product
      : {
          ...product,
          name: `${product.name} mới`,
          recognitions: product.recognitions.map((one) => ({ ...one, revokedOn: TODAY })),
        },
  );
  return { ...snapshot, products };
}

/** A site of Eleventy with a page of every product in both languages. */
function eleventySite(): string {
  const folder = join(scratch, 'eleventy');
  cpSync(join(import.meta.dirname, 'eleventy'), folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Run {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
}

/** Runs a script to its end, and asks Linux meanwhile what it and its children took. */
function run(script: string[], env: Record<string, string>, cwd = root): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, script, {
    cwd,
    env: { ...process.env, ...env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let [cpuSeconds, peakMegabytes] = [0, 0];
  const looking = setInterval(() => {
    try {
      const taken = takenBy(child.pid ?? 0);
      cpuSeconds = Math.max(cpuSeconds, taken.cpuSeconds);
      peakMegabytes = Math.max(peakMegabytes, Math.round(taken.megabytes));
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 100);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(looking);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1_000, cpuSeconds, peakMegabytes });
      else reject(new Error(`${script.join(' ')} ended with ${code}`));
    });
  });
}

/** What a process, its children that have ended, and those that run have taken of the processor and hold in memory. */
function takenBy(pid: number): { cpuSeconds: number; megabytes: number } {
  const TICKS = 100;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const own = {
    // utime, stime, and both of the children that were waited for.
    cpuSeconds: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / TICKS,
    megabytes: Number(kilobytes ?? 0) / 1_024,
  };
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map((child) => takenBy(Number(child)))
    .reduce(
      (sum, { cpuSeconds, megabytes }) => ({
        cpuSeconds: sum.cpuSeconds + cpuSeconds,
        megabytes: sum.megabytes + megabytes,
      }),
      own,
    );
}

function pagesIn(folder: string): { pages: number; bytes: number } {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => statSync(join(folder, name)).size);
  return { pages: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function report(
  name: string,
  { seconds, cpuSeconds, peakMegabytes }: Run,
  { pages, bytes }: { pages: number; bytes: number },
): void {
  console.log(
    [
      name.padEnd(14),
      `${pages} pages of ${(bytes / pages / 1_000).toFixed(1)} kB in ${seconds.toFixed(1)} s`,
      `(${((seconds * 1_000) / pages).toFixed(2)} ms a page)`,
      `CPU ${cpuSeconds.toFixed(1)} s (${((cpuSeconds * 1_000) / pages).toFixed(2)} ms a page)`,
      `${peakMegabytes} MB at most`,
    ].join('  '),
  );
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
