import { sql, type Kysely } from 'kysely';
import type { Cursor } from './cursor.ts';
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
export interface Change {
  number: number;
  /** The instant of its commit, in UTC. */
  at: string;
  /** The same for all changes that were committed together. */
  commit: string;
  operation: 'PUT' | 'DELETE';
  entity: Entity;
  id: string;
  record: PublicRecord | null;
}

export interface Standing {
  entity: Entity;
  id: string;
  record: PublicRecord;
}

interface LogRow {
  number: string;
  at: string;
  commit: string;
  table: Table;
  uuid: string;
  operation: 'INSERT' | 'UPDATE' | 'DELETE';
  row: Row | null;
}

const instant = sql`to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Where the log of this register begins and ends. Null while nothing was ever recorded. */
export async function logOf(db: Kysely<unknown>): Promise<Cursor | null> {
  const { rows } = await sql<{ last: string; register: string }>`
    select (select max(id) from change)::text as last,
      substr(md5(id || ' ' || entity_id || ' ' || extract(epoch from changed_at)), 1, 10) as register
    from change order by id limit 1`.execute(db);
  const [log] = rows;
  return log ? { change: Number(log.last), register: log.register } : null;
}

/**
 * Public changes after one, in the order of their commits: ids of the log are given at commit (migration 0032), so that
 * whoever has seen one has seen all before it.
 */
export async function changesAfter(db: Kysely<unknown>, after: number, first: number): Promise<Change[]> {
  const { rows } = await sql<LogRow>`
    select id::text as number, ${instant} as at, transaction_id::text as commit, entity as table,
      entity_id as uuid, operation, after as row
    from change where id > ${after} and entity = any(${tables}::text[])
    order by change.id limit ${first}`.execute(db);
  return rows.map(({ number, at, commit, table, uuid, operation, row }) => ({
    number: Number(number),
    at,
    commit,
    operation: operation === 'DELETE' ? 'DELETE' : 'PUT',
    entity: entities[table],
    id: recordId(table, uuid),
    record: row && publicRecord(table, row),
  }));
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
      const { rows }: { rows: Pick<LogRow, 'uuid' | 'operation' | 'row'>[] } = await sql<
        Pick<LogRow, 'uuid' | 'operation' | 'row'>
      >`
        select distinct on (entity_id) entity_id as uuid, operation, after as row from change
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
