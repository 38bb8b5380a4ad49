import { type Kysely, sql } from 'kysely';
import type { Origin } from './batch.queries.ts';

/** A record that the same row of the same file brought before and that is gone: it comes back as what it was. */
export interface EarlierRecord {
  id: string;
  /** As it was last: its code and slug are its own still. */
  said: Readonly<Record<string, unknown>>;
}

export interface EarlierRecords {
  product: EarlierRecord | undefined;
  producer: EarlierRecord | undefined;
  recognitions: readonly EarlierRecord[];
}

const none: EarlierRecords = { product: undefined, producer: undefined, recognitions: [] };

/** Rows that are asked about at once. */
const WINDOW = 1_000;

/**
 * What earlier batches of a file that were taken back, or records that were deleted since, had brought. Codes are
 * printed on packs: a product that is taken in again from the same row is the same product, so its pack is right again.
 */
export function earlierRecordsOf(db: Kysely<unknown>, origin: Origin, isIdle: () => Promise<void>) {
  let isKnownFile: boolean | undefined;
  let window = { from: 0, before: 0, records: new Map<string, EarlierRecords>() };
  return async (row: number, position: number): Promise<EarlierRecords> => {
    isKnownFile ??= await wasImported(db, origin);
    if (!isKnownFile) return none;
    if (row >= window.before) {
      await isIdle();
      window = { from: row, before: row + WINDOW, records: await goneRecords(db, origin, row, row + WINDOW) };
    }
    return window.records.get(`${row} ${position}`) ?? none;
  };
}

async function wasImported(db: Kysely<unknown>, { hash, name }: Origin): Promise<boolean> {
  const { rows } = await sql`select from import_batch
    where sha256 = ${hash} and sheet is not distinct from ${name}::text and last_change is not null limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

async function goneRecords(
  db: Kysely<unknown>,
  { hash, name }: Origin,
  from: number,
  before: number,
): Promise<Map<string, EarlierRecords>> {
  const { rows } = await sql<{ key: string; kind: string; id: string; said: EarlierRecord['said'] }>`
    with brought as (
      select distinct on (row, position) import_batch_row.*
      from import_batch join import_batch_row on batch = code
      where sha256 = ${hash} and sheet is not distinct from ${name}::text and row >= ${from} and row < ${before}
      order by row, position, imported_at desc
    )
    select row || ' ' || position as key, kind, id, (
      select after from change
      where entity = kind and entity_id = thing.id and after is not null order by change.id desc limit 1) as said
    from brought cross join lateral (
      select 'product' as kind, product_id as id, 0 as nth where added_product
      union all select 'producer', added_producer_id, 0 where added_producer_id is not null
      union all select 'recognition', id, nth from unnest(added_recognition_ids) with ordinality as added (id, nth)
    ) as thing
    where not exists (select from product where product.id = thing.id)
      and not exists (select from producer where producer.id = thing.id)
      and not exists (select from recognition where recognition.id = thing.id)
      -- Its code leads to another for ever.
      and not exists (select from merged_record where gone_id = thing.id)
    order by row, position, nth`.execute(db);
  const records = new Map<string, EarlierRecords>();
  for (const { key, kind, id, said } of rows) {
    const known = records.get(key) ?? none;
    records.set(
      key,
      kind === 'recognition'
        ? { ...known, recognitions: [...known.recognitions, { id, said }] }
        : { ...known, [kind]: { id, said } },
    );
  }
  return records;
}
