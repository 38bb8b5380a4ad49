import { Migration } from '@mikro-orm/migrations';

/**
 * A product's verdict changes on few days: when something is issued, ends, is revoked or superseded. The days
 * between are kept as rows, decided by the rule of migration 0004 and rewritten by the database whenever a
 * recognition changes. So a list asks an index, and still nothing has to flip anything at midnight.
 */
export class VerdictPeriods extends Migration {
  override name = '0010-verdict-periods';

  override up(): void {
    this.addSql('alter function product_verdict(uuid, date) rename to decide_product_verdict');

    this.addSql(`create table verdict_period (
      product_id uuid not null references product on delete cascade,
      from_day date not null,
      -- The first day that no longer belongs to it.
      before_day date not null,
      recognition_id uuid,
      stars int,
      status text not null,
      reason text not null,
      first_day date,
      last_day date,
      last_day_is_exact boolean not null,
      earliest_last_day date,
      superseded_by_id uuid,
      primary key (product_id, from_day)
    )`);
    this.addSql('create index verdict_period_status on verdict_period (status, last_day)');
    this.addSql('create index verdict_period_stars on verdict_period (stars)');

    this.addSql(`create function keep_verdict_periods(products uuid[]) returns void language sql as $$
      delete from verdict_period where product_id = any(products);
      insert into verdict_period
      select period.product_id, period.from_day, period.before_day, v.recognition_id, v.stars,
        coalesce(v.status, 'NOT_CONFIRMED'), coalesce(v.reason, 'NO_RECOGNITION'), v.first_day, v.last_day,
        coalesce(v.last_day_is_exact, false), v.earliest_last_day, v.superseded_by_id
      from (
        select product_id, from_day,
          lead(from_day, 1, 'infinity') over (partition by product_id order by from_day) as before_day
        from (
          select id as product_id, '-infinity'::date as from_day from product where id = any(products)
          union
          select product_id, unnest(array[earliest_day(issued), revoked_on, superseded_on,
            coalesce(extended_until, valid_until, (latest_day(issued) + interval '36 months')::date) + 1])
          from recognition where product_id = any(products)
        ) as border
        where from_day is not null
      ) as period
        left join lateral decide_product_verdict(period.product_id, period.from_day) v on true
    $$`);
    this.addSql(`select keep_verdict_periods(array(select id from product))`);

    this.addSql(`create function verdict_periods_of_recognitions() returns trigger language plpgsql as $$
      begin
        perform keep_verdict_periods(array(select distinct product_id from changed));
        return null;
      end $$`);
    this.addSql(`create function verdict_periods_of_products() returns trigger language plpgsql as $$
      begin
        perform keep_verdict_periods(array(select id from changed));
        return null;
      end $$`);
    this.addSql(`create trigger verdict_periods_on_product after insert on product
      referencing new table as changed for each statement execute function verdict_periods_of_products()`);
    for (const [operation, rows] of [
      ['insert', 'new table as changed'],
      ['delete', 'old table as changed'],
      ['update', 'new table as changed'],
    ] as const) {
      this.addSql(`create trigger verdict_periods_on_${operation} after ${operation} on recognition
        referencing ${rows} for each statement execute function verdict_periods_of_recognitions()`);
    }

    // A recognition stays with its product: moved, it would leave stale periods behind.
    this.addSql(`create function keep_recognition_with_product() returns trigger language plpgsql as $$
      begin raise exception 'A recognition cannot move to another product: revoke it and record another'; end $$`);
    this.addSql(`create trigger recognition_stays before update of product_id on recognition
      for each row when (new.product_id <> old.product_id) execute function keep_recognition_with_product()`);

    this.addSql(`create function product_verdict(product uuid, as_of date)
      returns table (recognition_id uuid, stars int, status text, reason text,
        first_day date, last_day date, last_day_is_exact boolean, earliest_last_day date, superseded_by_id uuid)
      language sql stable parallel safe as $$
        select v.recognition_id, v.stars, v.status, v.reason, v.first_day, v.last_day, v.last_day_is_exact,
          v.earliest_last_day, v.superseded_by_id
        from verdict_period v
        where v.product_id = product and v.from_day <= as_of and v.before_day > as_of
      $$`);
  }
}
