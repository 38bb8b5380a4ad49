import { sql, type Kysely } from 'kysely';
import type { RecognitionFacts } from './recognition.rules.ts';

export interface ChangedFacts {
  /** The state of the register that the facts are of: the `revision` of the dataset. */
  revision: string;
  /** All that decides the verdict of each product whose recognitions changed, by its slug. */
  products: Record<string, (RecognitionFacts & { potentialFiveStar: boolean })[]>;
  /** There were more than one answer holds: only a new build says all. */
  isCut: boolean;
}

/** As many as a reader's phone is asked to take. */
export const MOST_PRODUCTS = 500;
/** Behind this many changes a page is of another time: searching the log for it would cost more than it tells. */
const MOST_CHANGES = 20_000;

/** What decides the verdicts of products whose recognitions changed after a state of the register. */
export async function changedFacts(db: Kysely<unknown>, since: number): Promise<ChangedFacts> {
  const { rows: states } = await sql<{ last: string; revision: string }>`
    select coalesce(max(id), 0)::text as last,
      coalesce(max(id), 0) || '-' || to_hex(coalesce(extract(epoch from max(changed_at)), 0)::bigint) as revision
    from change`.execute(db);
  const { last = '0', revision = '' } = states[0] ?? {};
  if (Number(last) - since > MOST_CHANGES) return { revision, products: {}, isCut: true };

  const { rows } = await sql<{ slug: string; facts: ChangedFacts['products'][string] }>`
    with touched as (
      select distinct (coalesce(after, before)->>'product_id')::uuid as id from change
      where id > ${since} and entity = 'recognition')
    select product.slug, coalesce(facts.all_of_it, '[]') as facts
    from touched
      join product on product.id = touched.id
      cross join lateral (
        select json_agg(json_build_object('code', code, 'stars', stars, 'evidence', evidence, 'issued', issued,
          'validUntil', valid_until, 'extendedUntil', extended_until, 'revokedOn', revoked_on,
          'supersededOn', superseded_on, 'potentialFiveStar', potential_five_star) order by code) as all_of_it
        from recognition where product_id = product.id) as facts
    order by product.slug limit ${MOST_PRODUCTS + 1}`.execute(db);
  return {
    revision,
    products: Object.fromEntries(rows.slice(0, MOST_PRODUCTS).map(({ slug, facts }) => [slug, facts])),
    isCut: rows.length > MOST_PRODUCTS,
  };
}
