import { Migration } from '@mikro-orm/migrations';

/**
 * A number on a pack can be a barcode, a decision is typed with or without its diacritics, and a code that was
 * mistyped can have been meant for a recognition.
 */
export class NumbersOnPacks extends Migration {
  override name = '0018-numbers-on-packs';

  override up(): void {
    // "3410/qđ-ubnd", "3410 / QD-UBND" and "3410/QĐ-UBND" are one decision. D first: whether upper() knows Đ depends
    // on the server's locale.
    this
      .addSql(`create function decision_key(number text) returns text language sql immutable strict parallel safe as $$
      select upper(translate(regexp_replace(number, '[[:space:]]', '', 'g'), 'Đđ', 'DD'))
    $$`);
    this.addSql('drop index recognition_decision_number');
    this.addSql('create index recognition_decision on recognition (decision_key(decision_number))');
    this.addSql('create index recognition_similar_code on recognition using gin (code gin_trgm_ops)');

    this
      .addSql(String.raw`create or replace function named_by(number text) returns table (product_id uuid, recognition_id uuid)
      language sql stable parallel safe as $$
        select found.product_id, found.recognition_id from (
          select 1 as rank, r.product_id, r.id as recognition_id from recognition r
            where r.code = upper(regexp_replace(number, '[[:space:]-]', '', 'g'))
          union all
          select 2, p.id, null::uuid from product p
            where p.code = upper(regexp_replace(number, '[[:space:]-]', '', 'g'))
          union all select 3, p.id, null::uuid from product p where p.slug = btrim(number)
          union all select 4, p.id, null::uuid from product p where p.official_code = btrim(number)
          union all select 5, v.product_id, null::uuid from product_variant v
            where v.gtin = lpad(substring(regexp_replace(number, '[[:space:]-]', '', 'g') from '^(?:\d{8}|\d{12,14})$'), 14, '0')
          union all (
            select 6, min(r.product_id::text)::uuid, min(r.id::text)::uuid from recognition r
            where decision_key(r.decision_number) = decision_key(number) having count(*) = 1)
        ) as found order by rank limit 1
      $$`);
  }
}
