import { type Kysely, sql } from 'kysely';
import type { Counts } from '../sheets/list-report.ts';

/** What came from one list at one time. */
export interface Batch {
  code: string;
  file: string;
  sha256: string;
  sheet: string | null;
  importedAt: string;
  importedBy: string;
  decision: string | null;
  onlyValidRows: boolean;
  counts: Counts;
  answers: BatchAnswers;
  undoneAt: string | null;
  undoneBy: string | null;
}

/** How the file was read, and what was answered. */
export interface BatchAnswers {
  letters: string;
  columns: Readonly<Record<string, string>>;
  choices: Readonly<Record<string, string>>;
}

/** A file, and which of its sheets. */
export interface Origin {
  hash: string;
  name: string | null;
}

const instant = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI')`);

const columns = sql`code, file, sha256, sheet, ${instant('imported_at')} as "importedAt", imported_by as "importedBy",
  decision, only_valid_rows as "onlyValidRows", counts, answers, ${instant('undone_at')} as "undoneAt",
  undone_by as "undoneBy"`;

/** The newest first. */
export async function allBatches(db: Kysely<unknown>): Promise<Batch[]> {
  const { rows } =
    await sql<Batch>`select ${columns} from import_batch order by imported_at desc, code`.execute(db);
  return rows;
}

/** The batches that this file has brought and that still stand, the newest first. */
export async function batchesOf(db: Kysely<unknown>, { hash, name }: Origin): Promise<Batch[]> {
  const { rows } = await sql<Batch>`select ${columns} from import_batch
    where sha256 = ${hash} and sheet is not distinct from ${name}::text and undone_at is null
    order by imported_at desc, code`.execute(db);
  return rows;
}

/** Which batch has brought a product of this file, by `ROW POSITION`: what is still there, or in another, is not brought again. */
export async function importedRows(
  db: Kysely<unknown>,
  { hash, name }: Origin,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; batch: string }>`
    select row || ' ' || position as key, batch
    from import_batch join import_batch_row on batch = code
      join product on product.id = case
        when exists (select from merged_record where gone_id = product_id) then kept_in_place_of(product_id)
        else product_id end
    where sha256 = ${hash} and sheet is not distinct from ${name}::text and undone_at is null
    order by imported_at`.execute(db);
  return new Map(rows.map(({ key, batch }) => [key, batch]));
}
