import { Migration } from '@mikro-orm/migrations';

/**
 * Every statement that a signed proof can make (this recognition gives this product these stars until this day) has a
 * number: its bit in the published status list. A number stays with its statement for ever, even where the
 * recognition is corrected or deleted, because the label that was printed with it stays on the shelf.
 */
export class StatusIndex extends Migration {
  override name = '0014-status-index';

  override up(): void {
    this.addSql(`create table status_entry (
      status_index int primary key generated always as identity (minvalue 0 start with 0),
      recognition_id uuid not null,
      product_id uuid not null,
      stars int not null,
      last_day date not null,
      unique (recognition_id, product_id, stars, last_day)
    )`);

    this.addSql(`create function number_status_entry() returns trigger language plpgsql as $$
      begin
        insert into status_entry (recognition_id, product_id, stars, last_day)
        select new.id, new.product_id, new.stars, coalesce(new.extended_until, new.valid_until)
        where not exists (
          select from status_entry where recognition_id = new.id and product_id = new.product_id
            and stars = new.stars and last_day = coalesce(new.extended_until, new.valid_until))
        on conflict do nothing;
        return null;
      end $$`);
    this.addSql(`create trigger recognition_status_entry
      after insert or update of product_id, stars, evidence, valid_until, extended_until on recognition
      for each row when (${canBeSigned('new')}) execute function number_status_entry()`);
    this.addSql(`insert into status_entry (recognition_id, product_id, stars, last_day)
      select id, product_id, stars, coalesce(extended_until, valid_until) from recognition
      where ${canBeSigned('recognition')} order by code`);

    this.addSql(`create function refuse_renumbering() returns trigger language plpgsql as $$
      begin raise exception 'A number of the status list stays with its statement for ever'; end $$`);
    this.addSql(`create trigger status_entry_is_append_only before update or delete on status_entry
      for each row execute function refuse_renumbering()`);

    // Every number with what the register says of its statement today.
    this.addSql(`create function status_on(as_of date)
      returns table (status_index int, withdrawn boolean, superseded boolean)
      language sql stable parallel safe as $$
        select e.status_index,
          r.id is null or v.status not in ('IN_FORCE', 'EXPIRED', 'SUPERSEDED')
            or r.product_id <> e.product_id or r.stars is distinct from e.stars
            or coalesce(coalesce(r.extended_until, r.valid_until) < e.last_day, true),
          coalesce(v.status = 'SUPERSEDED', false)
        from status_entry e
          left join recognition r on r.id = e.recognition_id
          left join lateral recognition_verdict(r, as_of) v on r.id is not null
      $$`);
  }
}

const canBeSigned = (row: string): string => `${row}.stars is not null
  and ${row}.evidence in ('SIGNED_DECISION', 'OFFICIAL_NEWS')
  and coalesce(${row}.extended_until, ${row}.valid_until) is not null`;
