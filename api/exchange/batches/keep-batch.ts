import { type Kysely, sql } from 'kysely';
import { randomCode } from '../../register/random-code.ts';
import type { Action } from '../sheets/plan-list.ts';

/** What is kept of a file that is taken in, beside what it changes. */
export interface NewBatch {
  file: string;
  sha256: string;
  /** The worksheet; null for all but a workbook. */
  sheet: string | null;
  by: string;
  decision: string | null;
  onlyValidRows: boolean;
  counts: Readonly<Record<Action, number>>;
  /** How the file was read and what was answered. */
  answers: Readonly<Record<string, unknown>>;
}

/**
 * Begins a batch in the caller's transaction and gives it its code. Its time is this one: the transaction may have begun
 * long before and waited for another import, on which this one stands.
 */
export async function beginBatch(db: Kysely<unknown>, batch: NewBatch): Promise<string> {
  const { file, sha256, sheet, by, decision, onlyValidRows, counts, answers } = batch;
  for (;;) {
    const { rows } = await sql<{ code: string }>`
      insert into import_batch
        (code, file, sha256, sheet, imported_at, imported_by, decision, only_valid_rows, counts, answers)
      values (${randomCode('B')}, ${file}, ${sha256}, ${sheet}, clock_timestamp(), ${by}, ${decision}, ${onlyValidRows},
        ${JSON.stringify(counts)}::text::jsonb, ${JSON.stringify(answers)}::text::jsonb)
      on conflict do nothing returning code`.execute(db);
    if (rows[0]) return rows[0].code;
  }
}

/** Has the changes logged now, while nobody else can log any, and notes between which ids they stand. */
export async function endBatch(db: Kysely<unknown>, batch: string): Promise<void> {
  await sql`select commit_instant()`.execute(db);
  const { rows } = await sql<{ last: string }>`select coalesce(max(id), 0)::text as last from change`.execute(
    db,
  );
  await sql`set constraints all immediate`.execute(db);
  await sql`update import_batch set first_change = logged.first, last_change = logged.last
    from (select min(id) as first, max(id) as last from change where id > ${rows[0]?.last ?? '0'}::bigint) as logged
    where code = ${batch}`.execute(db);
}
