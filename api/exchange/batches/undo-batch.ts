import { type Kysely, sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Problem } from '../../problem.ts';
import { plainCode } from '../../register/codes.rules.ts';
import { mergedIntoSql, type MergedInto } from '../../register/changes/merged-into.ts';
import { bringOverlapsUpToDate } from '../../register/geography/overlaps.ts';
import { tellOfDatabase } from './database-trouble.ts';
import { keepLater, keepNow, takeStock } from './keep-later.ts';
import { holdRecords } from './register-lock.ts';

/** A record of a batch on which something later stands. */
export interface Obstacle {
  table: string;
  /** Its code, or its name where it has none. */
  code: string | null;
  name: string | null;
  later: readonly LaterChange[];
}

export interface LaterChange {
  table: string;
  operation: 'INSERT' | 'UPDATE' | 'DELETE';
  /** Null where that is kept of nobody. */
  by: string | null;
  /** In Vietnam's time. */
  at: string;
  /** The later batch, where it was one. */
  batch: string | null;
  /** The code or slug of what was merged into the record, or the case of a report. */
  code: string | null;
  /** What it was merged into, where that is how it went. */
  into: MergedInto | null;
}

export type Undone =
  | { is: 'UNDONE'; batch: string; file: string; removed: number; restored: number }
  | { is: 'STOOD_ON'; batch: string; obstacles: readonly Obstacle[]; count: number };

/** What an import writes, in the order in which it can be taken away. What follows from borders is worked out anew. */
const tables = [
  'material_source',
  'region_figure',
  'region_commune',
  'region',
  'place',
  'recognition',
  'product',
  'producer',
  'source',
] as const;

const AT_ONCE = 500;
/** Of more records one does not read. */
const TOLD = 20;

/**
 * Takes a batch back whole, in one transaction: what it added goes, what it changed is as it was before. Where later
 * changes stand on it, nothing is done and they are told.
 */
export async function undoBatch(
  em: SqlEntityManager,
  {
    batch,
    by,
    progress,
  }: { batch: string; by: string; progress?: ((done: number, total: number) => void) | undefined },
): Promise<Undone> {
  try {
    return await em.fork().transactional(async (transaction) => {
      const db = transaction.getKysely() as unknown as Kysely<unknown>;
      const known = await holdBatch(db, plainCode(batch));
      await holdRecords(db);
      await takeStock(db);
      await gather(db, known);
      const obstacles = await obstaclesTo(db, known.last);
      if (obstacles.count > 0) return { is: 'STOOD_ON', batch: known.code, ...obstacles };
      await sql`select set_config('hub.actor', ${by}, true)`.execute(db);
      await keepLater(db);
      const done = await takeBack(db, progress);
      await keepNow(db);
      await bringOverlapsUpToDate(transaction);
      await sql`update import_batch set undone_at = now(), undone_by = ${by} where code = ${known.code}`.execute(
        db,
      );
      return { is: 'UNDONE', batch: known.code, file: known.file, ...done };
    });
  } catch (error) {
    throw tellOfDatabase(error);
  }
}

interface KnownBatch {
  code: string;
  file: string;
  first: string;
  last: string;
}

async function holdBatch(db: Kysely<unknown>, code: string): Promise<KnownBatch> {
  const { rows } = await sql<KnownBatch & { undoneBy: string | null; undoneAt: string }>`
    select code, file, first_change::text as first, last_change::text as last, undone_by as "undoneBy",
      to_char(undone_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as "undoneAt"
    from import_batch where code = ${code} for update`.execute(db);
  const [known] = rows;
  if (!known)
    throw new Problem(
      `Không có đợt nhập ${code}: xem danh sách bằng npm run hub -- import batches / There is no batch ${code}: list them with npm run hub -- import batches`,
    );
  if (known.undoneBy !== null)
    throw new Problem(
      `Đợt nhập ${code} đã được ${known.undoneBy} hủy lúc ${known.undoneAt} / The batch ${code} was undone by ${known.undoneBy} at ${known.undoneAt}`,
    );
  return known;
}

/** Every record of the batch as it was before the batch and as the batch left it. Products with all that is theirs. */
async function gather(db: Kysely<unknown>, { first, last }: KnownBatch): Promise<void> {
  await sql`create temporary table undoing on commit drop as
    select *, (dense_rank() over (partition by entity order by coalesce(after->>'product_id', entity_id::text)) - 1) / ${sql.raw(String(AT_ONCE))} as part
    from (
      select entity, entity_id,
        (array_agg(operation order by id))[1] = 'INSERT' as is_added,
        (array_agg(before order by id))[1] as before,
        (array_agg(after order by id desc))[1] as after
      from change where id between ${sql.raw(first)} and ${sql.raw(last)}
        and entity = any(${sql.lit(`{${tables.join(',')}}`)}::text[])
      group by entity, entity_id
    ) as touched`.execute(db);
  await sql`create index on undoing (entity, part)`.execute(db);
  await sql`create index on undoing (entity_id)`.execute(db);
  await sql`analyze undoing`.execute(db);
}

async function obstaclesTo(
  db: Kysely<unknown>,
  last: string,
): Promise<{ obstacles: Obstacle[]; count: number }> {
  const standing = [...tables.map(changedSince), ...(await referring(db)), mergedInto, doubted];
  const found = sql.join(standing, sql` union all `);
  const { rows } = await sql<Obstacle & { count: number }>`
    with standing as (${found}), each as (
      select entity, entity_id, array_agg(distinct by_table) as by_tables, array_agg(distinct by_id) as by_ids
      from standing group by entity, entity_id
    )
    select count(*) over ()::int as count, each.entity as "table", after->>'code' as code,
      coalesce(after->>'name', after->>'title', after->>'name_as_written') as name,
      coalesce((
        select jsonb_agg(jsonb_build_object('table', by_table, 'operation', operation, 'by', actor,
          'at', to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI'), 'batch', batch, 'code', code,
          'into', merged_into) order by at, change_id)
        from (
          select change.entity as by_table, operation, actor, changed_at as at, change.id as change_id,
            (select code from import_batch where change.id between first_change and last_change) as batch, null as code,
            case operation when 'DELETE' then ${mergedIntoSql(sql`change.entity_id`)} end as merged_into
          from change
          where change.entity = any(by_tables) and change.entity_id = any(by_ids) and change.id > ${last}::bigint
          union all
          select 'merged_record', 'INSERT', actor, changed_at, change.id, null, coalesce(code, slug), null
          from merged_record join change on entity = kind and entity_id = gone_id and operation = 'DELETE'
          where 'merged_record' = any(by_tables) and gone_id = any(by_ids)
          union all
          select 'doubt', 'INSERT', null, received_at, null, null, case_number, null
          from doubt where 'doubt' = any(by_tables) and id = any(by_ids)
        ) as told
      ), '[]') as later
    from each join undoing using (entity, entity_id)
    order by each.entity, name, code limit ${TOLD}`.execute(db);
  const obstacles = rows.map(({ table, code, name, later }) => ({ table, code, name, later }));
  return { obstacles, count: rows[0]?.count ?? 0 };
}

/** What is not as the batch left it. Columns that a migration has added since are no change of anybody. */
const changedSince = (table: (typeof tables)[number]) => sql`
  select entity, entity_id, entity as by_table, entity_id as by_id
  from undoing left join ${sql.table(table)} as record on record.id = entity_id
  where entity = ${sql.lit(table)} and after is distinct from (
    select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(record)) where jsonb_exists(after, key))`;

/** What others have added to records of the batch: every logged table that refers to one, but for what follows from borders. */
async function referring(db: Kysely<unknown>) {
  const { rows } = await sql<{ table: string; column: string; target: string; key: string }>`
    select conrelid::regclass::text as "table", attname as "column", confrelid::regclass::text as target,
      case when exists (select from pg_attribute where attrelid = conrelid and attname = 'id') then 'id' else attname end as key
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = any(${sql.lit(`{${tables.join(',')}}`)}::regclass[])
      and conrelid <> 'region_overlap'::regclass
      and exists (select from pg_trigger where tgrelid = conrelid and tgfoid = 'record_change'::regproc)
    order by 1, 2`.execute(db);
  return rows.map(
    ({ table, column, target, key }) => sql`
      select entity, entity_id, ${sql.lit(table)} as by_table, referring.${sql.ref(key)} as by_id
      from undoing join ${sql.table(table)} as referring on referring.${sql.ref(column)} = entity_id
      where entity = ${sql.lit(target)} and is_added
        and not exists (select from undoing as own where own.entity_id = referring.${sql.ref(key)})`,
  );
}

/** What is not logged and stands on records all the same: codes that lead to one, and what somebody reported of one. */
const mergedInto = sql`
  select entity, entity_id, 'merged_record', gone_id
  from undoing join merged_record on kind = entity and into_id = entity_id where is_added`;
const doubted = sql`
  select entity, entity_id, 'doubt', reported.id
  from undoing join (
    select id, 'product' as kind, product_id as of from doubt union all select id, 'recognition', recognition_id from doubt
  ) as reported on kind = entity and reported.of = entity_id where is_added`;

async function takeBack(
  db: Kysely<unknown>,
  progress: ((done: number, total: number) => void) | undefined,
): Promise<{ removed: number; restored: number }> {
  const { rows: parts } = await sql<{ table: string; part: number; added: number; changed: number }>`
    select entity as "table", part::int, (count(*) filter (where is_added))::int as added,
      (count(*) filter (where not is_added))::int as changed
    from undoing group by entity, part
    order by array_position(${sql.lit(`{${tables.join(',')}}`)}::text[], entity), part`.execute(db);
  const total = parts.reduce((sum, { added, changed }) => sum + added + changed, 0);
  let [removed, restored] = [0, 0];
  const columns = new Map<string, Awaited<ReturnType<typeof columnsOf>>>();
  for (const { table, part, added, changed } of parts) {
    const own = columns.get(table) ?? (await columnsOf(db, table));
    columns.set(table, own);
    // In one statement, so that what ends a recognition goes and that one is in force again at once.
    await sql`
      with mine as materialized (select * from undoing where entity = ${table} and part = ${part}),
      gone as (delete from ${sql.table(table)} using mine where is_added and id = entity_id returning id)
      update ${sql.table(table)} as record set (${own}) = (
        select ${own} from jsonb_populate_record(record, before))
      from mine where not is_added and record.id = entity_id and (select count(*) from gone) >= 0`.execute(
      db,
    );
    removed += added;
    restored += changed;
    progress?.(removed + restored, total);
  }
  return { removed, restored };
}

async function columnsOf(db: Kysely<unknown>, table: string) {
  const { rows } = await sql<{ columns: string }>`
    select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`.execute(
    db,
  );
  return sql.raw(rows[0]?.columns ?? '');
}
