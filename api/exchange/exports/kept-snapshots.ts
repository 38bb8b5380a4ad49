import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDay } from '../../graphql/scalars.ts';
import { openExport, receiptMeter, type Export, type Exporting, type Receipt, type Wish } from './export.ts';
import type { Format } from './formats.rules.ts';
import { exportLists } from './lists.ts';
import { newestSnapshot } from './snapshot.queries.ts';
import { keptDays, type SnapshotPolicy } from './snapshot-policy.rules.ts';

/** A snapshot as it is kept: every list in every format, each file with its receipt. */
export interface KeptSnapshot {
  day: string;
  files: (Receipt & { file: string; list: string; format: Format })[];
}

const LIST = 'receipts.json';
const UNFINISHED = '.taking-';

/**
 * Keeps the register as it stands on a day, unless that day is kept already. It comes to stand under its day in one
 * step; what a process left unfinished is swept away by the next.
 */
export async function keepSnapshot(
  exporting: Exporting & { today: string },
  { folder, origin, signal }: { folder: string; origin: string; signal?: AbortSignal },
): Promise<KeptSnapshot | null> {
  const { today: day, db } = exporting;
  const known = keptSnapshot(folder, day);
  if (known) return known;
  const snapshot = await newestSnapshot(db, day);
  if (!snapshot) return null;
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith(UNFINISHED)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const taking = join(folder, `${UNFINISHED}${day}-${process.pid}`);
  try {
    mkdirSync(taking);
    const files: KeptSnapshot['files'] = [];
    for (const list of exportLists) {
      const filter = await list.filter(db, new URLSearchParams(), day);
      for (const format of list.table.formats) {
        const wish: Wish = { list, format, filter, snapshot, lang: 'vi', bom: false };
        const file = `${list.table.name}.${format}`;
        const receipt = await write(
          await openExport(exporting, wish, origin),
          format,
          join(taking, file),
          signal,
        );
        files.push({ file, list: list.table.name, format, ...receipt });
      }
    }
    const kept: KeptSnapshot = { day, files };
    writeFileSync(join(taking, LIST), `${JSON.stringify(kept, null, 2)}\n`, { flush: true });
    renameSync(taking, join(folder, day));
    return kept;
  } finally {
    rmSync(taking, { recursive: true, force: true });
  }
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
