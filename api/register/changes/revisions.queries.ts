import { sql, type Kysely } from 'kysely';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { instant } from './change-feed.queries.ts';

/** How often a record has been changed since it was recorded, and when it was last. */
export interface Revision {
  number: number;
  at: string;
}

/** The revisions of recognitions, by their public ids. */
export async function revisionsOf(
  db: Kysely<unknown>,
  ids: readonly string[],
): Promise<Map<string, Revision>> {
  const uuids = new Map(ids.map((id) => [parseGlobalId(id).uuid, id]));
  const { rows } = await sql<Revision & { uuid: string }>`
    select entity_id as uuid, count(*)::int - 1 as number, max(${instant}) as at from change
    where entity = 'recognition' and entity_id = any(${[...uuids.keys()]}::uuid[]) group by entity_id`.execute(
    db,
  );
  return new Map(rows.map(({ uuid, ...revision }) => [uuids.get(uuid) ?? '', revision]));
}
