import { sql, type Kysely } from 'kysely';
import { instant } from './change-feed.queries.ts';
import { mergedIntoSql, type MergedInto } from './merged-into.ts';
import { entities, recordId, type Entity, type Table } from './public-record.ts';

/** What last became of a thing with a page of its own, in a stretch of the log. */
export interface Headline {
  at: string;
  isDeleted: boolean;
  entity: Entity;
  id: string;
  /** As it is, or was last. */
  name: string | null;
  slug: string | null;
  code: string | null;
  /** What it was merged into, where that is how it went. */
  into: MergedInto | null;
}

const withPages: Table[] = ['product', 'recognition', 'producer', 'region'];

/** When the last change up to a number was committed. */
export async function instantOf(db: Kysely<unknown>, change: number): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select ${instant} as at from change where id <= ${change}::bigint order by id desc limit 1`.execute(db);
  return rows[0]?.at ?? BEFORE_ALL;
}

/** The day of the decision that began the programme: of a register without records nothing is newer. */
const BEFORE_ALL = '2018-05-07T00:00:00Z';

/** The last change of each thing, newest first, of those after one change and up to another. */
export async function headlinesBetween(db: Kysely<unknown>, after: number, end: number): Promise<Headline[]> {
  const { rows } = await sql<
    Omit<Headline, 'entity' | 'id'> & { table: Table; uuid: string }
  >`select at, "isDeleted", "table", uuid, name, slug, code,
      case when "isDeleted" then ${mergedIntoSql(sql`uuid`)} end as "into"
    from (
      select distinct on (entity, entity_id) id, ${instant} as at, operation = 'DELETE' as "isDeleted",
        entity as "table", entity_id as uuid, coalesce(told->>'name', told->>'name_as_written') as name,
        told->>'slug' as slug, told->>'code' as code
      from change cross join lateral (select coalesce(after, before) as told) as told_by
      where id > ${after}::bigint and id <= ${end}::bigint and entity = any(${withPages}::text[])
      order by entity, entity_id, id desc
    ) as latest order by id desc`.execute(db);
  return rows.map(({ table, uuid, into, ...headline }) => ({
    ...headline,
    into: into && { ...into, id: recordId(table, into.id) },
    entity: entities[table],
    id: recordId(table, uuid),
  }));
}
