import { Migration } from '@mikro-orm/migrations';

/** What filters, orders and the verdicts of many numbers need to be quick. */
export class ListsAndLookups extends Migration {
  override name = '0009-lists-and-lookups';

  override up(): void {
    for (const table of ['product', 'producer', 'region', 'place']) {
      this.addSql(`create index ${table}_folded_name on ${table} using gin (folded_name gin_trgm_ops)`);
    }
    this.addSql('create index change_since on change (entity, entity_id, changed_at)');
    this.addSql('create index product_similar_slug on product using gin (slug gin_trgm_ops)');
    this.addSql('create index product_similar_code on product using gin (code gin_trgm_ops)');

    // What a number on a pack or a paper names: our code, a slug, the official code, a decision about one product.
    this.addSql(`create function named_by(number text) returns table (product_id uuid, recognition_id uuid)
      language sql stable parallel safe as $$
        select found.product_id, found.recognition_id from (
          select 1 as rank, r.product_id, r.id as recognition_id from recognition r
            where r.code = upper(regexp_replace(number, '[[:space:]-]', '', 'g'))
          union all
          select 2, p.id, null::uuid from product p
            where p.code = upper(regexp_replace(number, '[[:space:]-]', '', 'g'))
          union all select 3, p.id, null::uuid from product p where p.slug = btrim(number)
          union all select 4, p.id, null::uuid from product p where p.official_code = btrim(number)
          union all (
            select 5, min(r.product_id::text)::uuid, min(r.id::text)::uuid from recognition r
            where r.decision_number = btrim(number) having count(*) = 1)
        ) as found order by rank limit 1
      $$`);
  }
}
