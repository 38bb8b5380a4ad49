import { type Kysely, sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { v7 } from 'uuid';
import { Problem } from '../../problem.ts';
import { bringOverlapsUpToDate } from '../../register/geography/overlaps.ts';
import type { Territory } from '../../register/places/territory.rules.ts';
import { tellOfDatabase } from '../batches/database-trouble.ts';
import { type Batch, batchesOf } from '../batches/batch.queries.ts';
import { beginBatch, endBatch } from '../batches/keep-batch.ts';
import { holdBorders } from '../batches/register-lock.ts';
import type { ListDecision } from '../sheets/evidence.rules.ts';
import { addZone } from './add-zone.ts';
import { type BoundaryIndex, indexBoundaries } from './boundary-index.ts';
import { type BoundaryCounts, countBoundaries } from './boundary-report.ts';
import { followBorders, type Followed } from './follow-borders.ts';
import {
  type BoundaryKind,
  type BoundaryPlan,
  type BoundaryWishes,
  planBoundaries,
  type PlannedBoundary,
} from './plan-boundaries.ts';
import { drawnAreaKm2 } from './drawn-area.rules.ts';
import type { GeoJsonFile } from './read-geojson.ts';

export interface BoundaryWords extends BoundaryWishes {
  /** The paper by which the borders are official. */
  decision: ListDecision | null;
  by: string;
  onlyValidRows: boolean;
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
}

export interface PlannedBoundaries {
  plan: BoundaryPlan;
  counts: BoundaryCounts;
  /** What the same file has brought before, the newest first. */
  earlier: readonly Batch[];
}

export type AppliedBoundaries = PlannedBoundaries &
  (
    | { is: 'WRITTEN'; batch: string; features: readonly number[]; followed: Followed }
    /** Something is refused or asked, so nothing is written. */
    | { is: 'STOPPED' }
    | { is: 'NOTHING_NEW' }
  );

/** What importing a file of borders would do. Nothing is written. */
export async function tryBoundaries(
  em: SqlEntityManager,
  file: GeoJsonFile,
  kind: BoundaryKind,
  wishes: BoundaryWishes,
): Promise<PlannedBoundaries> {
  const fork = em.fork();
  return plan(databaseOf(fork), await indexBoundaries(fork), file, kind, wishes);
}

/**
 * Takes borders in, in one transaction: planned first, then written whole or, where something is refused or asked, not
 * at all, unless only the features that can be written are wanted. What follows from borders follows at once.
 */
export async function applyBoundaries(
  em: SqlEntityManager,
  file: GeoJsonFile,
  kind: BoundaryKind,
  words: BoundaryWords,
): Promise<AppliedBoundaries> {
  try {
    return await em.fork().transactional(async (transaction) => {
      const db = databaseOf(transaction);
      await holdBorders(db);
      const index = await indexBoundaries(transaction);
      const planned = await plan(db, index, file, kind, words);
      const { counts } = planned;
      if (counts.REFUSE + counts.ASK > 0 && !words.onlyValidRows) return { ...planned, is: 'STOPPED' };
      if (counts.ADD + counts.CHANGE === 0) return { ...planned, is: 'NOTHING_NEW' };
      const { decision } = words;
      if (decision === null) throw new Problem(noDecision);
      const written = await write(transaction, index, file, kind, { ...words, decision }, planned);
      return { ...planned, is: 'WRITTEN', ...written };
    });
  } catch (error) {
    throw tellOfDatabase(error);
  }
}

const noDecision =
  'Chưa ghi gì: ranh giới chỉ chính thức khi có văn bản, nêu bằng --decision "Quyết định số 123/QĐ-UBND ngày 5/6/2026" / ' +
  'Nothing was written: borders are official by a paper only; name it by --decision "…"';

const databaseOf = (em: SqlEntityManager) => em.getKysely() as unknown as Kysely<unknown>;

async function plan(
  db: Kysely<unknown>,
  index: BoundaryIndex,
  file: GeoJsonFile,
  kind: BoundaryKind,
  wishes: BoundaryWishes,
): Promise<PlannedBoundaries> {
  const made = planBoundaries(file, kind, index, wishes);
  return {
    plan: made,
    counts: countBoundaries(made),
    earlier: await batchesOf(db, { hash: file.hash, name: null }),
  };
}

async function write(
  em: SqlEntityManager,
  index: BoundaryIndex,
  { file, hash }: GeoJsonFile,
  kind: BoundaryKind,
  { decision, by, onlyValidRows, today, answers, system }: BoundaryWords & { decision: ListDecision },
  { plan: { properties, features }, counts }: PlannedBoundaries,
): Promise<{ batch: string; features: number[]; followed: Followed }> {
  const db = databaseOf(em);
  await sql`select set_config('hub.actor', ${by}, true)`.execute(db);
  const batch = await beginBatch(db, {
    file,
    sha256: hash,
    sheet: null,
    by,
    decision: decision.text,
    onlyValidRows,
    counts,
    answers: {
      borders: kind,
      columns: Object.fromEntries(properties),
      choices: { ...Object.fromEntries(answers ?? []), ...(system !== undefined && { crs: system }) },
    },
  });
  // The register is public: how the sender named the file stays with the batch.
  const source = v7();
  await sql`insert into source (id, slug, title, language, reliability, retrieved_on, note)
    values (${source}::uuid, ${`ranh-gioi-${batch.toLowerCase()}`}, ${`Ranh giới theo ${decision.text}`}, 'vi',
      ${decision.number ? 'HIGH' : 'MEDIUM'}, ${today}::date, ${`Đợt nhập ${batch}. SHA-256: ${hash}`})`.execute(
    db,
  );

  const written = features.filter(isWritten);
  for (const { target, added, territory } of written) {
    if (target) await draw(db, kind, { id: target.id, source, territory });
    if (added) await addZone(db, added, { source, asOf: decision.date, territory });
  }
  const followed =
    kind === 'boundaries'
      ? await followBorders(
          db,
          index,
          new Map(written.flatMap(({ target, territory }) => (target ? [[target.id, territory]] : []))),
        )
      : { cells: 0, zones: 0 };
  await endBatch(db, batch);
  // Behind the batch: what regions cover of places is worked out from both, and once more when the batch is taken back.
  await bringOverlapsUpToDate(em);
  return { batch, features: written.map(({ feature }) => feature), followed };
}

type Written = PlannedBoundary & { territory: Territory };

const isWritten = (planned: PlannedBoundary): planned is Written =>
  (planned.action === 'ADD' || planned.action === 'CHANGE') && planned.territory !== null;

/** One at a time: a border can have megabytes. */
async function draw(
  db: Kysely<unknown>,
  kind: BoundaryKind,
  { id, source, territory }: { id: string; source: string; territory: Territory },
): Promise<void> {
  const geometry = sql`${JSON.stringify(territory)}::text::jsonb`;
  await (
    kind === 'boundaries'
      ? sql`update place set geometry = ${geometry}, geometry_accuracy = 'OFFICIAL', geometry_source_id = ${source}::uuid
        where id = ${id}::uuid`
      : sql`update region set geometry = ${geometry}, geometry_accuracy = 'OFFICIAL', geometry_source_id = ${source}::uuid,
        geometry_area_km2 = ${drawnAreaKm2(territory)} where id = ${id}::uuid`
  ).execute(db);
}
