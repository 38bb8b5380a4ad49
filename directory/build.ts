/**
 * Builds the static directory: asks a hub for its data (or reads a snapshot that HUB_SNAPSHOT names), then renders
 * the pages.
 *   node directory/build.ts --hub http://127.0.0.1:4000 --out DIR [--site https://example.vn]
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keptBundle } from './kept-bundle.ts';
import { render } from './render.ts';
import { todayInVietnam } from './src/data/today.ts';
import { checkSnapshot } from './src/data/check-snapshot.ts';
import { fetchSnapshot } from './src/data/fetch-snapshot.ts';
import { writePacks } from './src/offline/pack.ts';
import { readSnapshot } from './src/data/snapshot.ts';

const { values } = parseArgs({
  options: { hub: { type: 'string' }, out: { type: 'string' }, site: { type: 'string' } },
});

try {
  await buildDirectory();
} catch (error) {
  console.error(`directory: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env['HUB_DEBUG'] && error instanceof Error) console.error(error.stack);
  process.exitCode = 1;
}

async function buildDirectory(): Promise<void> {
  if (!values.out) throw new Error('--out DIR is missing.');
  const started = performance.now();
  const { site } = values;
  const out = resolve(values.out);
  const scratch = mkdtempSync(join(tmpdir(), 'ocop-directory-'));
  try {
    const today = process.env['HUB_TODAY'] ?? todayInVietnam();
    const given = process.env['HUB_SNAPSHOT'];
    if (!given && !values.hub)
      throw new Error('--hub URL is missing (or name a snapshot file in HUB_SNAPSHOT).');
    const snapshot = given
      ? { ...checkSnapshot(readSnapshot(resolve(given))), today }
      : await fetchSnapshot(new URL('/graphql', values.hub).href, today);
    const file = join(scratch, 'snapshot.json');
    writeFileSync(file, JSON.stringify(snapshot));
    process.env['HUB_SNAPSHOT'] = file;
    const bundle = await keptBundle(site);
    rmSync(out, { recursive: true, force: true });
    cpSync(bundle.assets, out, { recursive: true });
    await render({ code: bundle.pages, out, site });
    writePacks(out, snapshot);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`directory: ${snapshot.products.length} products, both languages, in ${seconds} s`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
