import { Migration } from '@mikro-orm/migrations';

/**
 * What follows from the register, the days of a verdict and the words of a search, is kept with the span of changes
 * between which it stood. So a list of the past asks an index like one of the present, and works nothing out.
 *
 * A span begins with the first change of a transaction and ends before the first change of another: what is read as
 * recorded ends with a transaction's last (migration 0011).
 */
export class KeptHistory extends Migration {
  override name = '0012-kept-history';

  override up(): void {
    for (const statement of [...tables, ...keeping, ...retelling, ...reading]) this.addSql(statement);
  }
}

/** A later change than any. */
const never = '9223372036854775807';

const tables = [
  ...['verdict_period', 'search_document'].flatMap((table) => [
    `create table ${table}_history (like ${table} including generated)`,
    // The first change with which it stands, and the first with which it no longer does.
    `alter table ${table}_history add from_change bigint not null, add before_change bigint not null default ${never}`,
  ]),
  'alter table verdict_period_history add primary key (product_id, from_day, from_change)',
  'create index verdict_period_history_status on verdict_period_history (status, last_day)',
  'create index verdict_period_history_stars on verdict_period_history (stars)',
  'alter table search_document_history add primary key (id, from_change)',
  `create index search_document_history_words on search_document_history
    using gin (plain gin_trgm_ops, joined gin_trgm_ops)`,
  'create index search_document_history_codes on search_document_history using gin (codes)',
  // What a transaction has written anew and not yet told. Empty between transactions.
  `create unlogged table history_due (kept text not null, ids uuid[] not null)`,
];

const keeping = [
  // Written once a transaction, when it commits and knows its changes, however often it has rewritten a row.
  `create function keep_history() returns trigger language plpgsql set jit = off as $$
    declare
      due record;
      at bigint;
    begin
      for due in
        with taken as (delete from history_due returning kept, ids), each as (
          select distinct kept, id from taken cross join unnest(ids) as id
        ), numbered as (
          select kept, id, row_number() over (partition by kept order by id) / 1000 as part from each
        )
        select kept, array_agg(id) as ids from numbered group by kept, part
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
  `create constraint trigger history_of_transaction after insert on history_due
    deferrable initially deferred for each row execute function keep_history()`,

  // Told: the rows that stand from a change on, for the ids that are $1 in it. Another span begins only where a row
  // differs. A transaction that tells twice takes back what it told first.
  `create function tell_history(kept text, told text, ids uuid[], at bigint) returns void
    language plpgsql set jit = off as $$
    declare
      history constant text := quote_ident(kept || '_history');
      key constant text := case kept when 'verdict_period' then 'product_id' else 'id' end;
      columns text;
      these text;
    begin
      select string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg('known.' || quote_ident(attname), ', ' order by attnum)
      into columns, these
      from pg_attribute where attrelid = history::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        and attname not in ('from_change', 'before_change');

      execute format('delete from %s where %s = any($1) and from_change = $2', history, key) using ids, at;
      execute format('update %s set before_change = ${never} where %s = any($1) and before_change = $2', history, key)
        using ids, at;
      execute format(
        'with told as materialized (select %1$s from %2$s where %3$s = any($1)), ended as (
          update %4$s as known set before_change = $2
          where %3$s = any($1) and before_change = ${never} and not exists (
            select from told where told.%3$s = known.%3$s and row(told.*) is not distinct from row(%5$s)))
        insert into %4$s (%1$s, from_change)
        select %1$s, $2 from told where not exists (
          select from %4$s as known where told.%3$s = known.%3$s and before_change = ${never}
            and row(told.*) is not distinct from row(%5$s))',
        columns, told, key, history, these) using ids, at;
    end $$`,

  `alter function refresh_search(uuid[]) rename to write_search_documents`,
  `create function refresh_search(ids uuid[]) returns void language plpgsql as $$
    begin
      perform write_search_documents(ids);
      insert into history_due values ('search_document', ids);
    end $$`,

  `create function verdict_periods(products uuid[]) returns setof verdict_period language sql stable as $$
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
  $$`,
  `create or replace function keep_verdict_periods(products uuid[]) returns void language sql as $$
    delete from verdict_period where product_id = any(products);
    insert into verdict_period select * from verdict_periods(products);
    insert into history_due values ('verdict_period', products)
  $$`,
  `create trigger verdict_periods_after_product after delete on product
    referencing old table as changed for each statement execute function verdict_periods_of_products()`,

  // What was known through a succession that is gone has to be written anew on both of its sides.
  ...(
    [
      ['insert', 'new table as new_rows'],
      ['update', 'old table as old_rows new table as new_rows'],
      ['delete', 'old table as old_rows'],
    ] as const
  ).map(
    ([
      event,
      rows,
    ]) => `create trigger place_succession_search_of_predecessor_on_${event} after ${event} on place_succession
      referencing ${rows} for each statement execute function keep_search('place', 'predecessor_id', '{note,source_id}')`,
  ),
  // As before, but for things in places asks only where a place has changed.
  `create or replace function things_that_mention(entity text, ids uuid[]) returns setof uuid
    language sql stable parallel safe as $$
      with inside as (
        select distinct places_inside(each) as id from (
          select unnest(ids) as each
          union select predecessor_id from place_succession where successor_id = any(ids)
        ) as given where entity = 'place'
      ), near as (
        select id from inside
        union select successor_id from place_succession where predecessor_id in (select id from inside)
        union select predecessor_id from place_succession where successor_id in (select id from inside)
      )
      select unnest(ids) where entity in ('product', 'producer', 'region')
      union select id from near where entity = 'place'
      union select id from product
        where entity = 'place' and (place_id in (select id from near) or former_place_id in (select id from near))
      union select id from producer
        where entity = 'place' and (place_id in (select id from near) or former_place_id in (select id from near))
      union select region_id from region_commune where entity = 'place' and place_id in (select id from near)
      union select id from product where entity = 'producer' and producer_id = any(ids)
      union select product_id from material_source where entity = 'region' and region_id = any(ids)
      union select product_id from material_source where entity = 'material' and material_id = any(ids)
      union select id from region where entity = 'material' and material_id = any(ids)
      union select id from region where entity = 'geographical_indication' and geographical_indication_id = any(ids)
    $$`,
];

const retelling = [
  // What the triggers named <table>_search_of_… look at: they are the one list of what a text is made of.
  `create view search_mention as
    select relname::text as mentioning, said[1] as entity, said[2] as key, said[3]::text[] as silent
    from pg_trigger join pg_class on pg_class.oid = tgrelid
      cross join lateral string_to_array(encode(tgargs, 'escape'), '\\000') as said
    where tgfoid = 'keep_search'::regproc
    group by 1, 2, 3, 4`,
  // From the change log alone, one transaction after another: each looks only at what it touched.
  `create function retell_history() returns void language plpgsql set search_path = recorded, public set jit = off as $$
    declare
      step record;
      slice uuid[];
    begin
      delete from verdict_period_history;
      delete from search_document_history;
      for step in
        select min(id) as first, max(id) as last from public.change group by transaction_id order by 2
      loop
        perform set_config('hub.recorded_until', step.last::text, true);
        for slice in
          with touched as (
            select distinct product as id from public.change
              cross join unnest(case entity
                when 'product' then array[entity_id]
                else array[before->>'product_id', after->>'product_id']::uuid[] end) as product
            where change.id between step.first and step.last and entity in ('product', 'recognition')
          )
          select array_agg(id) from (select id, row_number() over (order by id) / 1000 as part from touched) as numbered
          where id is not null group by part
        loop
          perform tell_history('verdict_period', 'verdict_periods($1)', slice, step.first);
        end loop;
        for slice in
          with said as (
            select distinct mention.entity, key_id::uuid as id
            from public.change
              join search_mention mention on mentioning = change.entity
              cross join unnest(array[before->>mention.key, after->>mention.key]) as key_id
            where change.id between step.first and step.last and key_id is not null
              and (before - mention.silent) is distinct from (after - mention.silent)
          ), touched as (
            select distinct mentioned as id
            from (select entity, array_agg(id) as ids from said group by entity) as by_entity
              cross join lateral things_that_mention(by_entity.entity, ids) as mentioned
          )
          select array_agg(id) from (select id, row_number() over (order by id) / 1000 as part from touched) as numbered
          group by part
        loop
          perform tell_history('search_document', 'search_documents($1)', slice, step.first);
        end loop;
      end loop;
      perform set_config('hub.recorded_until', '', true);
    end $$`,
  'select retell_history()',
];

const reading = [
  'drop function recorded.product_verdict(uuid, date)',
  'drop view recorded.search_document',
  ...['verdict_period', 'search_document'].map(
    (table) => `do $$ begin
      execute format('create view recorded.${table} as select %s from public.${table}_history
        where from_change <= recorded_until() and before_change > recorded_until()',
        (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
          where attrelid = 'public.${table}'::regclass and attnum > 0 and not attisdropped));
    end $$`,
  ),
];
