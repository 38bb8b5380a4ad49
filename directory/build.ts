/**
 * Builds the static directory: asks a hub for its data (or reads a snapshot that HUB_SNAPSHOT names), then renders
 * the pages.
 *   node directory/build.ts --hub http://127.0.0.1:4000 --out DIR [--site https://example.vn] [--previous DIR]
 * Pages that would be drawn alike are taken over from the folder of a previous build.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keptBundle, type Bundle } from './kept-bundle.ts';
import { readReads, writeReads } from './page-reads.ts';
import { render } from './render.ts';
import { todayInVietnam } from './src/data/today.ts';
import { checkSnapshot } from './src/data/check-snapshot.ts';
import { fetchSnapshot } from './src/data/fetch-snapshot.ts';
import { writePacks } from './src/offline/pack.ts';
import { readSnapshot, type Snapshot } from './src/data/snapshot.ts';
import { hash } from './src/data/reads.ts';

const { values } = parseArgs({
  options: {
    hub: { type: 'string' },
    out: { type: 'string' },
    site: { type: 'string' },
    previous: { type: 'string' },
  },
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
    const bundle = await keptBundle(site);
    const previous = values.previous && resolve(values.previous);
    const before = previous ? readReads(previous) : null;
    const state = stateOf(bundle, snapshot);
    const { revision } = snapshot.dataset;
    const isReusable = before?.state === state && isSoonAfter(before.since, revision);
    const since = isReusable ? before.since : revision;
    const file = join(scratch, 'snapshot.json');
    writeFileSync(file, JSON.stringify({ ...snapshot, since } satisfies Snapshot));
    process.env['HUB_SNAPSHOT'] = file;
    rmSync(out, { recursive: true, force: true });
    cpSync(bundle.assets, out, { recursive: true });
    const { reads, pages, reused } = await render({
      code: bundle.pages,
      out,
      origin: site ?? 'http://localhost',
      previous: isReusable && previous ? previous : null,
    });
    writeReads(out, { state, since, ...reads });
    writePacks(out, snapshot);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `directory: ${snapshot.products.length} products, both languages, in ${seconds} s` +
        (reused > 0 ? ` (${reused} of ${pages} pages taken over)` : ''),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** All that pages are drawn from but the records that they read: a page taken over was drawn in the same state. */
function stateOf({ key }: Bundle, { today, dataset }: Snapshot): string {
  const { revision: _, sources: __, materials: ___, ...shownEverywhere } = dataset;
  const settings = [process.env['HUB_TILES_URL'], process.env['HUB_TILES_ATTRIBUTION']];
  return hash(JSON.stringify([key, today, settings, shownEverywhere]));
}

/**
 * A page asks what is newer than the revision that it names, and an answer has an end: all are drawn anew in time. They
 * are as well for a register that was set back.
 */
function isSoonAfter(since: string, revision: string): boolean {
  const MOST_CHANGES = 500;
  const changes = Number.parseInt(revision) - Number.parseInt(since);
  return changes >= 0 && changes <= MOST_CHANGES;
}
