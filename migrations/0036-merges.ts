import { Migration } from '@mikro-orm/migrations';

/**
 * Two records that turned out to be one: the one that is gone leads to the one that was kept, for ever, because its
 * code is on packs. Beside the register, and never rewritten but for where it leads when the kept one goes the same way.
 */
export class Merges extends Migration {
  override name = '0036-merges';

  override up(): void {
    this.addSql(`create table merged_record (
      gone_id uuid primary key,
      kind text not null check (kind in ('product', 'recognition')),
      code text not null unique,
      slug text,
      -- Into what it was merged then, which the change feed told.
      into_id uuid not null,
      -- And what stands in the register for it today.
      kept_id uuid not null
    )`);
    this.addSql('create index merged_record_kept on merged_record (kept_id)');
    this.addSql('create index merged_record_slug on merged_record (slug)');

    // Of what a code was merged into, and that again, the first that stands in the register which is being read: as
    // recorded on a day between two merges it is another one than today. Nobody merges so often.
    this.addSql(`create function kept_in_place_of(gone_code text) returns uuid
      language sql stable parallel safe as $$
        with recursive way as (
          select into_id as id, 1 as steps from merged_record where code = gone_code
          union all
          select m.into_id, steps + 1 from way join merged_record m on m.gone_id = way.id where steps < 50
        )
        select id from way where exists (select from product where product.id = way.id)
          or exists (select from recognition where recognition.id = way.id) order by steps limit 1
      $$`);

    // As before, and the codes of what was merged.
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
          union all
          select 7, p.id, null::uuid from product p
            where p.id = kept_in_place_of(upper(regexp_replace(number, '[[:space:]-]', '', 'g')))
          union all
          select 7, r.product_id, r.id from recognition r
            where r.id = kept_in_place_of(upper(regexp_replace(number, '[[:space:]-]', '', 'g')))
        ) as found order by rank limit 1
      $$`);

    // A recognition that moved would leave stale periods behind, but where what it leaves goes in the same step.
    this
      .addSql(`create or replace function keep_recognition_with_product() returns trigger language plpgsql as $$
      begin
        if old.product_id::text = current_setting('hub.merging', true) then return new; end if;
        raise exception 'A recognition cannot move to another product: revoke it and record another';
      end $$`);

    // A label that names the product or the recognition that is gone is as honest as before.
    this.addSql(`create or replace function status_on(as_of date)
      returns table (status_index int, withdrawn boolean, superseded boolean)
      language sql stable parallel safe as $$
        select e.status_index,
          r.id is null or v.status not in ('IN_FORCE', 'EXPIRED', 'SUPERSEDED')
            or r.product_id <> coalesce(product.kept_id, e.product_id) or r.stars is distinct from e.stars
            or coalesce(coalesce(r.extended_until, r.valid_until) < e.last_day, true),
          coalesce(v.status = 'SUPERSEDED', false)
        from status_entry e
          left join merged_record product on product.gone_id = e.product_id
          left join merged_record recognised on recognised.gone_id = e.recognition_id
          left join recognition r on r.id = coalesce(recognised.kept_id, e.recognition_id)
          left join lateral recognition_verdict(r, as_of) v on r.id is not null
      $$`);
  }
}
