import { Migration } from '@mikro-orm/migrations';

/**
 * What a number names is looked for where most numbers come from first, and no further than needed: it was looked for in
 * all eight places, each time, before one of them was chosen. Of products with the same official code it is always the
 * same one that is named.
 */
export class FirstNameThatFits extends Migration {
  override name = '0046-first-name-that-fits';

  override up(): void {
    this
      .addSql(String.raw`create or replace function named_by(number text) returns table (product_id uuid, recognition_id uuid)
      language sql stable parallel safe as $$
        select first.found[1], first.found[2]
        from (select upper(regexp_replace(number, '[[:space:]-]', '', 'g')) as code offset 0) as written,
          lateral (select coalesce(
            (select array[r.product_id, r.id] from recognition r where r.code = written.code),
            (select array[p.id, null] from product p where p.code = written.code),
            (select array[p.id, null] from product p where p.slug = btrim(number)),
            (select array[p.id, null] from product p where p.official_code = btrim(number) order by p.id limit 1),
            (select array[v.product_id, null] from product_variant v
              where v.gtin = lpad(substring(written.code from '^(?:\d{8}|\d{12,14})$'), 14, '0')
              order by v.product_id limit 1),
            (select array[min(r.product_id::text)::uuid, min(r.id::text)::uuid] from recognition r
              where decision_key(r.decision_number) = decision_key(number) having count(*) = 1),
            (select array[p.id, null] from product p where p.id = kept_in_place_of(written.code)),
            (select array[r.product_id, r.id] from recognition r where r.id = kept_in_place_of(written.code))
          ) as found offset 0) as first
        where first.found is not null
      $$`);
  }
}
