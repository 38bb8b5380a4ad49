import { sql, type Kysely } from 'kysely';
import { pagePaths, targetOf } from './embed/pages.rules.ts';

/** Where the page of a product or a producer leads that was merged into another; null for every other path. */
export async function pageOfKept(db: Kysely<unknown>, path: string): Promise<string | null> {
  const target = targetOf(path);
  if (target?.kind !== 'product' && target?.kind !== 'producer') return null;
  const { rows } = await sql<{ slug: string }>`
    select kept.slug from merged_record join ${sql.table(target.kind)} as kept on kept.id = kept_in_place_of(gone_id)
    where merged_record.kind = ${target.kind} and merged_record.slug = ${target.key}
    order by gone_id desc limit 1`.execute(db);
  return rows[0] ? `${pagePaths[target.kind][target.lang]}${rows[0].slug}/` : null;
}
