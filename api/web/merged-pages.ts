import { sql, type Kysely } from 'kysely';
import { pagePaths, targetOf } from './embed/pages.rules.ts';

/** Where the page of a product leads that was merged into another; null for every other path. */
export async function pageOfKept(db: Kysely<unknown>, path: string): Promise<string | null> {
  const target = targetOf(path);
  if (target?.kind !== 'product') return null;
  const { rows } = await sql<{ slug: string }>`
    select product.slug from merged_record join product on product.id = kept_id
    where merged_record.slug = ${target.key} limit 1`.execute(db);
  return rows[0] ? `${pagePaths.product[target.lang]}${rows[0].slug}/` : null;
}
