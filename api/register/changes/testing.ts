import { sql, type Kysely } from 'kysely';
import type { Change } from './change-feed.queries.ts';
import { entities, publicRecord, recordId, tables, type Row } from './public-record.ts';

/** What a partner keeps: every record by what it is, as the text that it was told in. */
export type Copy = Map<string, string>;

/** What a partner does with a change: nothing but put and delete. */
export function apply(
  copy: Copy,
  { operation, entity, id, record }: Pick<Change, 'operation' | 'entity' | 'id' | 'record'>,
): void {
  if (operation === 'DELETE') copy.delete(`${entity} ${id}`);
  else copy.set(`${entity} ${id}`, JSON.stringify(record));
}

export const inOrder = (copy: Copy): string => [...copy].toSorted().join('\n');

/** The public register as it stands, read from its tables and not from the log. */
export async function register(db: Kysely<unknown>): Promise<string> {
  const copy: Copy = new Map();
  for (const table of tables) {
    const { rows } = await sql<{ id: string; row: Row }>`
      select id, to_jsonb(one) as row from ${sql.table(table)} as one`.execute(db);
    for (const { id, row } of rows)
      copy.set(`${entities[table]} ${recordId(table, id)}`, JSON.stringify(publicRecord(table, row)));
  }
  return inOrder(copy);
}
