import { Migration } from '@mikro-orm/migrations';

/**
 * What follows from the register, the words of a search and the days of a verdict, is written after every statement: of
 * a list that brings a producer, its product and its recognition three times for each. A transaction that says
 * `hub.keep_later` has it written once, when it calls `keep_now()` or when it commits. And written faster: of the texts
 * that many things share, the name of a commune above all, each is brought into its searched form once.
 */
export class KeptAtTheEnd extends Migration {
  override name = '0039-kept-at-the-end';

  override up(): void {
    for (const statement of [...keeping, ...writing]) this.addSql(statement);
  }
}

const isLater = `(current_setting('hub.keep_later', true) = 'on') is true`;

/** Those of a query of `kept` and `ids`, a part at a time and in the order of the ids: so two do not wait for each other. */
const inParts = (due: string) => `with due as (${due}), each as (
      select distinct kept, id from due cross join unnest(ids) as id
    ), numbered as (
      select kept, id, row_number() over (partition by kept order by id) / 1000 as part from each
    )
    select kept, array_agg(id) as ids from numbered group by kept, part`;

const keeping = [
  // Of what a transaction has touched, what is not written yet.
  'alter table history_due add is_written boolean not null default true',
  `create or replace function refresh_search(ids uuid[]) returns void language plpgsql as $$
    begin
      if not ${isLater} then perform write_search_documents(ids); end if;
      insert into history_due values ('search_document', ids, not ${isLater});
    end $$`,
  `create function write_verdict_periods(products uuid[]) returns void language sql as $$
    delete from verdict_period where product_id = any(products);
    insert into verdict_period select * from verdict_periods(products)
  $$`,
  `create or replace function keep_verdict_periods(products uuid[]) returns void language plpgsql as $$
    begin
      if not ${isLater} then perform write_verdict_periods(products); end if;
      insert into history_due values ('verdict_period', products, not ${isLater});
    end $$`,
  `create function keep_now() returns void language plpgsql set jit = off as $$
    declare
      due record;
    begin
      for due in
        ${inParts('update history_due set is_written = true where not is_written returning kept, ids')}
      loop
        if due.kept = 'search_document' then perform write_search_documents(due.ids);
        else perform write_verdict_periods(due.ids);
        end if;
      end loop;
    end $$`,
  // As before, but that it writes first what was left for later.
  `create or replace function keep_history() returns trigger language plpgsql set jit = off as $$
    declare
      due record;
      at bigint;
    begin
      perform keep_now();
      for due in
        ${inParts('delete from history_due returning kept, ids')}
      loop
        if at is null then
          perform commit_instant();
          select min(id) into at from change where transaction_id = pg_current_xact_id();
          at := coalesce(at, (select max(id) + 1 from change), 1);
        end if;
        perform tell_history(due.kept, due.kept, due.ids, at);
      end loop;
      return null;
    end $$`,
  // All that it looks for it looks for by a key, also in tables that have just become large.
  'alter function tell_history(text, text, uuid[], bigint) set enable_seqscan = off',
];

const writing = [
  // Not strict: of nothing they make nothing all the same, and only so the planner takes them in.
  `create or replace function earliest_day(partial text) returns date language sql immutable parallel safe as $$
    select make_date(
      substr(partial, 1, 4)::int,
      coalesce(nullif(substr(partial, 6, 2), ''), '1')::int,
      coalesce(nullif(substr(partial, 9, 2), ''), '1')::int)
  $$`,
  `create or replace function latest_day(partial text) returns date language sql immutable parallel safe as $$
    select (case length(partial)
      when 4 then earliest_day(partial) + interval '1 year' - interval '1 day'
      when 7 then earliest_day(partial) + interval '1 month' - interval '1 day'
      else earliest_day(partial)
    end)::date
  $$`,
  `create or replace function search_documents(ids uuid[]) returns table (id uuid, kind text, sort_name text, first_day date,
      last_day date, name_marked text, also_marked text, around_marked text, codes text[], texts jsonb)
    language sql stable parallel safe as $$
      with thing as (
        select id, 'PRODUCT' as kind, sort_name, earliest_day(first.issued) as first_day, null::date as last_day
          from product left join (
            select product_id, case when count(*) = count(issued) then min(issued) end as issued
            from recognition where product_id = any(ids) group by product_id) as first on first.product_id = product.id
          where id = any(ids)
        union all select id, 'PRODUCER', sort_name, null, null from producer where id = any(ids)
        union all select id, 'REGION', sort_name, null, null from region where id = any(ids)
        union all select id, 'PLACE', sort_name, valid_from, valid_until from place where id = any(ids)
      ), written as materialized (
        select id, field, text, case field
          when 'NAME' then 1 when 'FULL_NAME' then 2 when 'ALTERNATE_NAME' then 3 when 'MATERIAL' then 4
          when 'GEOGRAPHICAL_INDICATION' then 4 when 'CODE' then 9 else 5 end as rank
        from search_texts(ids) where text is not null
      ), spelt as materialized (
        select text, search_marked(text) as marked
        from (select distinct text from written where rank < 9) as one
      ), said as (
        select written.*, marked from written left join spelt using (text)
      ), gathered as (
        select id,
          ' ' || coalesce(string_agg(marked, ' | ' order by text)
            filter (where rank = 1), '') || ' ' as name,
          ' ' || coalesce(string_agg(marked, ' | ' order by rank, text)
            filter (where rank between 2 and 4), '') || ' ' as also,
          ' ' || coalesce(string_agg(marked, ' | ' order by field, text)
            filter (where rank = 5), '') || ' ' as around,
          coalesce(array_agg(search_code(text) order by text) filter (where rank = 9), '{}') as codes,
          jsonb_agg(jsonb_build_object('field', field, 'text', text) order by rank, field, text) as texts
        from said group by id
      )
      select id, kind, sort_name, first_day, last_day, name, also, around, codes, texts
      from thing join gathered using (id)
    $$`,
];
