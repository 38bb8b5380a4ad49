import { sql, type Kysely, type RawBuilder } from 'kysely';
import { START, type Cursor } from './cursor.ts';
import {
  entities,
  publicRecord,
  recordId,
  tables,
  type Entity,
  type PublicRecord,
  type Row,
  type Table,
} from './public-record.ts';

/** Something that happened to one record. A tombstone has no record. */
export interface Change extends Cursor {
  /** The instant of its commit, in UTC. */
  at: string;
  /** The same for all changes that were committed together. */
  commit: string;
  operation: 'PUT' | 'DELETE';
  entity: Entity;
  id: string;
  record: PublicRecord | null;
  /** The record that it was merged into, of a tombstone that a merge left. */
  supersededBy?: string;
}

export interface Standing {
  entity: Entity;
  id: string;
  record: PublicRecord;
}

interface LogRow {
  number: string;
  mark: string;
  at: string;
  commit: string;
  table: Table;
  uuid: string;
  operation: 'INSERT' | 'UPDATE' | 'DELETE';
  row: Row | null;
  into: string | null;
}

/** A page of the log, as the database gives it. */
export type LogPage = readonly (LogRow & { found: number })[];

export const instant = sql`to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What a change is, beside its number. */
export const markSql = sql`substr(md5(id || ' ' || entity_id || ' ' || extract(epoch from changed_at)), 1, 10)`;

/** The newest change; of those before a day began in Vietnam, where one is given. */
export async function newestCursor(db: Kysely<unknown>, day?: string): Promise<Cursor> {
  const { rows } = await sql<Pick<LogRow, 'number' | 'mark'>>`
    select id::text as number, ${markSql} as mark from change
    ${day === undefined ? sql`` : sql`where changed_at < ${day}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'`}
    order by ${day === undefined ? sql`` : sql`changed_at desc,`} id desc limit 1`.execute(db);
  const [newest] = rows;
  return newest ? { change: Number(newest.number), mark: newest.mark } : START;
}

/** Whether a cursor names a change of this register. */
async function isOfThisRegister(db: Kysely<unknown>, cursor: Cursor): Promise<boolean> {
  const { rows } = await sql<{ isKnown: boolean }>`select ${isKnownSql(cursor)} as "isKnown"`.execute(db);
  return rows[0]?.isKnown ?? false;
}

/**
 * Where a cursor is known: in the replica that is read, or else in the primary, for another hub may have given it out a
 * moment ago; null where it is of another register.
 */
export async function whoKnows(
  { db, primary }: { db: Kysely<unknown>; primary: Kysely<unknown> },
  cursor: Cursor,
): Promise<Kysely<unknown> | null> {
  if (await isOfThisRegister(db, cursor)) return db;
  return db !== primary && (await isOfThisRegister(primary, cursor)) ? primary : null;
}

export const isKnownSql = (cursor: Cursor): RawBuilder<unknown> =>
  cursor.change === START.change
    ? sql`${cursor.mark === START.mark}::boolean`
    : sql`exists (select from change where id = ${cursor.change}::bigint and ${markSql} = ${cursor.mark})`;

/** What one page holds at most, in letters: borders are long. */
const MOST_LETTERS = 4_000_000;

/**
 * Public changes after one, in the order of their commits: ids of the log are given at commit (migration 0032), so that
 * whoever has seen one has seen all before it.
 */
export async function changesAfter(
  db: Kysely<unknown>,
  after: number,
  first: number,
): Promise<{ changes: Change[]; isMore: boolean }> {
  const { rows } = await sql<{ page: LogPage }>`select ${pageSql(after, first)} as page`.execute(db);
  return readPage(rows[0]?.page ?? []);
}

/** The page as JSON, for `readPage`. */
export const pageSql = (after: number, first: number): RawBuilder<unknown> => sql`coalesce((
    select json_agg(to_json(measured) order by position) from (
      select id::text as number, ${markSql} as mark, ${instant} as at, transaction_id::text as commit, entity as table,
        entity_id as uuid, operation, after as row, case when operation = 'DELETE' then (
          select into_id from merged_record where gone_id = entity_id) end as into, row_number() over (order by id) as position,
        (count(*) over ())::int as found, coalesce(sum(length(after::text)) over (order by id), 0) as letters
      from (
        select * from change where id > ${after}::bigint and entity = any(${tables}::text[])
        order by id limit ${first + 1}::int
      ) as next
    ) as measured
    where position = 1 or position <= ${first}::int and letters <= ${MOST_LETTERS}::int
  ), '[]')`;

export function readPage(rows: LogPage): { changes: Change[]; isMore: boolean } {
  return {
    changes: rows.map(({ number, mark, at, commit, table, uuid, operation, row, into }) => ({
      change: Number(number),
      mark,
      at,
      commit,
      operation: operation === 'DELETE' ? 'DELETE' : 'PUT',
      entity: entities[table],
      id: recordId(table, uuid),
      record: row && publicRecord(table, row),
      ...(into && { supersededBy: recordId(table, into) }),
    })),
    isMore: rows.length < (rows[0]?.found ?? 0),
  };
}

/** Rows that are read at once. */
const CHUNK = 500;

/**
 * Every public record as it stood after a change, in a fixed order. It is told from the log alone, a chunk at a time: the
 * same change always gives the same, whatever is written meanwhile, and nobody waits for a slow reader.
 */
export async function* recordsAt(db: Kysely<unknown>, change: number): AsyncGenerator<Standing> {
  for (const table of tables) {
    for (let last: string | null = '00000000-0000-0000-0000-000000000000'; last !== null;) {
      const { rows }: { rows: Pick<LogRow, 'uuid' | 'row'>[] } = await sql<Pick<LogRow, 'uuid' | 'row'>>`
        select distinct on (entity_id) entity_id as uuid, after as row from change
        where entity = ${table} and id <= ${change} and entity_id > ${last}::uuid
        order by entity_id, id desc limit ${CHUNK}`.execute(db);
      for (const { uuid, row } of rows) {
        if (row)
          yield { entity: entities[table], id: recordId(table, uuid), record: publicRecord(table, row) };
      }
      last = rows.length < CHUNK ? null : (rows.at(-1)?.uuid ?? null);
    }
  }
}
