/**
 * What `npm run bench:exports` does: a hub on a generated register of national size, asked for all of it in every
 * format, one file after another. `--embedded` measures the embedded database in place of a server, `--share 0.05` a
 * smaller register.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub, type HubProcess } from '../checks/hub-process.ts';
import { startPostgres } from '../checks/postgres.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { formatNames } from '../exchange/exports/formats.rules.ts';
import { loadNational } from './national.ts';
import { sizeAsked } from './size.ts';

const size = sizeAsked();
const isEmbedded = process.argv.includes('--embedded');
const postgres = isEmbedded ? null : await startPostgres();
const dataDir = mkdtempSync(join(tmpdir(), 'hub-bench-'));
try {
  console.log(`Loading ${size.products} products …`);
  const database = await openDatabase({ dataDir, ...(postgres && { databaseUrl: postgres.url }) });
  await migrate(database);
  await loadNational(database.em, size);
  await database.close();
  const hub = await startHub({
    dataDir,
    env: { ...(postgres && { DATABASE_URL: postgres.url }), HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24' },
  });
  try {
    await measure(hub, 'csv', '?sao=5');
    console.log('format        rows/s   first byte s   whole s      MB   memory over idle MB');
    for (const format of formatNames) await measure(hub, format, '');
  } finally {
    await hub.stop();
  }
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure({ url, pid }: HubProcess, format: string, query: string): Promise<void> {
  const idle = memoryOf(pid);
  let most = idle;
  const watching = setInterval(() => (most = Math.max(most, memoryOf(pid))), 50);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1_000;
  const answer = await fetch(`${url}/export/products.${format}${query}`, {
    headers: { 'accept-encoding': 'identity' },
  });
  if (!answer.body) throw new Error(`${format}: ${answer.status}`);
  let first = 0;
  let bytes = 0;
  for await (const piece of answer.body) {
    first ||= seconds();
    bytes += piece.length;
  }
  const whole = seconds();
  clearInterval(watching);
  if (query) return;
  const cells = [size.products / whole, first, whole, bytes / 1e6, (most - idle) / 1e6];
  console.log(format.padEnd(8) + cells.map((cell) => cell.toFixed(cell > 100 ? 0 : 1).padStart(12)).join(''));
}

/** What a process holds in memory, in bytes. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
}
