import { Migration } from '@mikro-orm/migrations';

/**
 * Producers are merged as products are, and what stands for a record is found from where each merge led, instead of
 * being kept a second time. And webhooks tell of recognitions that are about to end, each of them once.
 */
export class ProducersMergedAndExpiriesTold extends Migration {
  override name = '0042-producers-merged-and-expiries-told';

  override up(): void {
    for (const statement of [...merges, ...expiries]) this.addSql(statement);
  }
}

const merges = [
  // A producer goes by its slug and has no code.
  `alter table merged_record alter code drop not null,
    drop constraint merged_record_kind_check,
    add check (kind in ('product', 'recognition', 'producer')),
    add check ((code is null) = (kind = 'producer')),
    -- Why the two are one, in the words of who said so; unknown of merges before this column.
    add why text check (length(why) between 1 and 1000)`,

  // A record itself, what it was merged into, and that again: the first that stands in the register which is being read.
  // As recorded on a day between two merges it is another one than today, and one that was taken in again is itself.
  // Nobody merges so often.
  `create function kept_in_place_of(gone uuid) returns uuid
    language sql stable parallel safe as $$
      with recursive way as (
        select gone as id, 0 as steps
        union all
        select m.into_id, steps + 1 from way join merged_record m on m.gone_id = way.id where steps < 50
      )
      select id from way where exists (select from product where product.id = way.id)
        or exists (select from recognition where recognition.id = way.id)
        or exists (select from producer where producer.id = way.id) order by steps limit 1
    $$`,
  `create or replace function kept_in_place_of(gone_code text) returns uuid
    language sql stable parallel safe as $$
      select kept_in_place_of(gone_id) from merged_record where code = gone_code
    $$`,

  // As before. Few were merged, so what stands for a record is looked for only of those.
  `create or replace function status_on(as_of date)
    returns table (status_index int, withdrawn boolean, superseded boolean)
    language sql stable parallel safe as $$
      select e.status_index,
        r.id is null or v.status not in ('IN_FORCE', 'EXPIRED', 'SUPERSEDED')
          or r.product_id <> case when product.gone_id is null then e.product_id
            else coalesce(kept_in_place_of(e.product_id), e.product_id) end
          or r.stars is distinct from e.stars
          or coalesce(coalesce(r.extended_until, r.valid_until) < e.last_day, true),
        coalesce(v.status = 'SUPERSEDED', false)
      from status_entry e
        left join merged_record product on product.gone_id = e.product_id
        left join merged_record recognised on recognised.gone_id = e.recognition_id
        left join recognition r on r.id = case when recognised.gone_id is null then e.recognition_id
          else kept_in_place_of(e.recognition_id) end
        left join lateral recognition_verdict(r, as_of) v on r.id is not null
    $$`,

  'alter table merged_record drop column kept_id',
];

const expiries = [
  `alter table webhook
    -- How many days before the last one it is told of an end that comes.
    add expiring_days int[] not null default '{180,90,30,7}',
    -- The day for which it was last looked what ends; null until then.
    add expiries_on date`,
  // What has been told once is never told again, long after the delivery itself is forgotten.
  `create table webhook_expiry (
    webhook_id text not null references webhook on delete cascade,
    recognition_id uuid not null,
    last_day date not null,
    -- One of the days that the webhook asks for; -1 where it has ended.
    days_before int not null check (days_before >= -1),
    -- Null for what was so already when the webhook was added.
    delivery_id uuid,
    primary key (webhook_id, recognition_id, last_day, days_before)
  )`,
  'create index webhook_expiry_delivery on webhook_expiry (delivery_id)',
];
