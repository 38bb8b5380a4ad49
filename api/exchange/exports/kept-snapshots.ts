import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDay } from '../../graphql/scalars.ts';
import { openExport, receiptMeter, type Export, type Exporting, type Receipt, type Wish } from './export.ts';
import type { Format } from './formats.rules.ts';
import { exportLists } from './lists.ts';
import { snapshotOfDay } from './snapshot.queries.ts';
import { keptDays, type SnapshotPolicy } from './snapshot-policy.rules.ts';

/** A snapshot as it is kept: every list in every format, each file with its receipt. */
export interface KeptSnapshot {
  day: string;
  files: (Receipt & { file: string; list: string; format: Format })[];
}

export interface Keeping {
  folder: string;
  origin: string;
  signal?: AbortSignal;
  /** Where the same process answers others: it is busy with the snapshot half of the time at most. */
  atHalfSpeed?: boolean;
}

const LIST = 'receipts.json';
const UNFINISHED = '.taking-';

/**
 * Keeps the register as a day found it, unless that day is kept already: every hub of one register keeps the same bytes,
 * whenever it comes to it. It comes to stand under its day in one step; what a process left unfinished is swept away later.
 */
export async function keepSnapshot(
  exporting: Exporting & { today: string },
  { folder, origin, signal, atHalfSpeed }: Keeping,
): Promise<KeptSnapshot | null> {
  const { today: day, db, primary } = exporting;
  const known = keptSnapshot(folder, day);
  if (known) return known;
  const snapshot = await snapshotOfDay(primary, day);
  if (!snapshot) return null;
  mkdirSync(folder, { recursive: true });
  sweep(folder);
  const taking = mkdtempSync(join(folder, `${UNFINISHED}${day}-`));
  const pause = atHalfSpeed ? asLongAsWorked(signal) : async () => {};
  try {
    const files: KeptSnapshot['files'] = [];
    for (const list of exportLists) {
      const filter = await list.filter(db, new URLSearchParams(), day);
      for (const format of list.table.formats) {
        const wish: Wish = { list, format, filter, snapshot, lang: 'vi', bom: false };
        const file = `${list.table.name}.${format}`;
        const receipt = await write(
          await openExport({ ...exporting, pause }, wish, origin),
          format,
          join(taking, file),
          signal,
        );
        files.push({ file, list: list.table.name, format, ...receipt });
        await pause();
      }
    }
    const kept: KeptSnapshot = { day, files };
    writeFileSync(join(taking, LIST), `${JSON.stringify(kept, null, 2)}\n`, { flush: true });
    renameSync(taking, join(folder, day));
    return kept;
  } catch (error) {
    // Another hub that keeps in the same folder was faster: its files are the same.
    const others = keptSnapshot(folder, day);
    if (others) return others;
    throw error;
  } finally {
    rmSync(taking, { recursive: true, force: true });
  }
}

/** No file takes longer to be written: whoever began this is gone. */
const GIVEN_UP_MS = 60 * 60_000;

/** Several hubs may keep in one folder, so what another has in hand stays. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(folder, name);
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - touched > GIVEN_UP_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** A pause that lasts as long as what was done since the one before. */
function asLongAsWorked(signal: AbortSignal | undefined): () => Promise<void> {
  let since = performance.now();
  return async () => {
    await sleep(performance.now() - since, undefined, { ...(signal && { signal }) });
    since = performance.now();
  };
}

/** Writes a whole file, and measures it on its way. */
async function write(
  { facts, bytes }: Export,
  format: Format,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Receipt> {
  const meter = receiptMeter(facts, format);
  const measured = async function* () {
    for await (const piece of bytes()) {
      meter.add(piece);
      yield piece;
    }
  };
  const target = createWriteStream(path, { flush: true });
  await pipeline(Readable.from(measured()), target, { ...(signal && { signal }) });
  return meter.receipt();
}

const daysIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter(isDay).toSorted() : [];

/** The newest first. */
export const keptSnapshots = (folder: string): KeptSnapshot[] =>
  daysIn(folder)
    .toReversed()
    .flatMap((day) => keptSnapshot(folder, day) ?? []);

export function newestKeptSnapshot(folder: string): KeptSnapshot | null {
  const day = daysIn(folder).at(-1);
  return day === undefined ? null : keptSnapshot(folder, day);
}

export function keptSnapshot(folder: string, day: string): KeptSnapshot | null {
  if (!isDay(day)) return null;
  try {
    return JSON.parse(readFileSync(join(folder, day, LIST), 'utf8')) as KeptSnapshot;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Lets go of what the policy does not keep, and says which days that were. */
export function pruneSnapshots(folder: string, policy: SnapshotPolicy): string[] {
  const days = daysIn(folder);
  const kept = keptDays(days, policy);
  const gone = days.filter((day) => !kept.has(day));
  for (const day of gone) rmSync(join(folder, day), { recursive: true, force: true });
  return gone;
}
