import { Migration } from '@mikro-orm/migrations';

/**
 * The register as it stood recorded at an instant: a view of every register table, of the same name and columns,
 * in the schema `recorded`, told from the change log alone. With that schema before `public` on the search path
 * the same SQL, unchanged, reads the past.
 *
 * An answer about the past must not change afterwards. So a change is logged when its transaction commits, one
 * transaction after another, with the instant of that commit: the ids of the log run in the order in which others
 * could see the changes, and nothing is ever added behind an instant that has been answered for.
 */
export class AsRecorded extends Migration {
  override name = '0011-as-recorded';

  override up(): void {
    logAtCommit.forEach((statement) => this.addSql(statement));
    for (const [table, args] of [
      ...[...registerTables, 'region_overlap'].map((table) => [table, `'id'`]),
      ['producer_restricted', `'producer_id', 'restricted'`],
      ['producer_contact', `'id', 'restricted'`],
    ]) {
      this.addSql(`drop trigger if exists ${table}_change on ${table}`);
      this.addSql(`create constraint trigger ${table}_change after insert or update or delete on ${table}
        deferrable initially deferred for each row execute function record_change(${args})`);
    }

    lookups.forEach((statement) => this.addSql(statement));
    recordedSchema.forEach((statement) => this.addSql(statement));
    for (const table of [...registerTables, 'region_overlap'])
      this.addSql(`select show_as_recorded('${table}')`);
    recordedTwins.forEach((statement) => this.addSql(statement));
    this.addSql(readAsRecorded);
    this.addSql(placesOn);
  }
}

/** What the restricted tables held is not in the log, so no view can tell it. */
const registerTables = [
  'source',
  'place',
  'place_succession',
  'taxonomy',
  'sector',
  'product_set',
  'material',
  'producer',
  'product',
  'product_variant',
  'product_media',
  'geographical_indication',
  'geographical_indication_right',
  'region',
  'region_commune',
  'region_figure',
  'material_source',
  'certification',
  'recognition',
  'published_total',
  'plan_target',
  'dataset',
];

/** Any number will do, as long as nothing else locks it. */
const commitLock = 20_250_701;

const logAtCommit = [
  // The first change that a committing transaction logs waits for others that are committing, and from then on
  // they wait for it. A clock that was set back does not bring back an instant that has passed.
  `create function commit_instant() returns timestamptz language plpgsql as $$
    declare
      known constant text := nullif(current_setting('hub.commit_instant', true), '');
      latest timestamptz;
      instant timestamptz;
    begin
      if known is not null then return known; end if;
      perform pg_advisory_xact_lock(${commitLock});
      select changed_at into latest from change order by id desc limit 1;
      instant := greatest(clock_timestamp(), latest + interval '1 microsecond');
      perform set_config('hub.commit_instant', to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true);
      return instant;
    end $$`,
  'alter table change alter changed_at set default commit_instant()',
  // What is worked out from geometries has a history too: it cannot be worked out again in SQL.
  'alter table region_overlap add column id uuid not null unique default gen_random_uuid()',
  `insert into change (actor, entity, entity_id, operation, after)
    select session_user, 'region_overlap', id, 'INSERT', to_jsonb(region_overlap) from region_overlap`,
];

/** How a past row is found by what it names. Casts from text to uuid are the same in every session. */
const lookups = [
  'create index change_time on change (changed_at, id)',
  ...[
    'product_id',
    'producer_id',
    'region_id',
    'place_id',
    'parent_id',
    'predecessor_id',
    'successor_id',
  ].map(
    (column) => `create index change_${column} on change (entity, ((after->>'${column}')::uuid))
      where (after->>'${column}')::uuid is not null`,
  ),
  ...['slug', 'code'].map(
    (column) => `create index change_${column} on change (entity, (after->>'${column}'))
      where after->>'${column}' is not null`,
  ),
];

const recordedSchema = [
  'create schema recorded',
  // The last change that had been recorded: read_as_recorded() sets it. Without it there is no past to read.
  `create function recorded_until() returns bigint language sql stable parallel safe as
    $$ select current_setting('hub.recorded_until')::bigint $$`,
  'create view recorded.change as select * from public.change where id <= recorded_until()',
  // A function, because a subquery in a view would keep the verdict rules from being written into the plan.
  `create function recorded.texts_of(list jsonb) returns text[] language sql immutable strict parallel safe as $$
    select case when jsonb_typeof(list) = 'array' then array(select jsonb_array_elements_text(list)) end
  $$`,
  // Called again after a table has got a column at its end: rows that were logged before have its default. Told from
  // the log, where no other source is given.
  `create function show_as_recorded(register_table text, source text default null) returns void
    language plpgsql as $$
    declare
      shown text;
      told text;
    begin
      select
        string_agg(
          case attgenerated when '' then quote_ident(attname) else format('(%s)', pg_get_expr(adbin, adrelid)) end
            || coalesce(' collate ' || quote_ident(nullif(collname, 'default')), '') || ' as ' || quote_ident(attname),
          ', ' order by attnum),
        string_agg(
          case
            when attname = 'id' then 'entity_id'
            when attnotnull and adbin is not null then format('coalesce(%s, %s)', value, pg_get_expr(adbin, adrelid))
            else value
          end || ' as ' || quote_ident(attname), ', ' order by attnum) filter (where attgenerated = '')
      into shown, told
      from pg_attribute
        join pg_type on pg_type.oid = atttypid
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
        left join pg_collation on pg_collation.oid = attcollation
        cross join lateral (select case
          when atttypid = 'jsonb'::regtype then format('nullif(after->%L, ''null'')', attname)
          when typcategory = 'A' then format('recorded.texts_of(after->%L)::%s', attname, format_type(atttypid, atttypmod))
          else format('(after->>%L)::%s', attname, format_type(atttypid, atttypmod))
        end as value) as told_by
      where attrelid = format('public.%I', register_table)::regclass and attnum > 0 and not attisdropped;
      execute format('create or replace view recorded.%I as select %s from (%s) as told', register_table, shown,
        coalesce(source, format(
          'select %1$s from public.change as latest
            where entity = %2$L and after is not null and id <= recorded_until() and not exists (
              select from public.change as later
              where later.entity = %2$L and later.entity_id = latest.entity_id
                and later.id > latest.id and later.id <= recorded_until())',
          told, register_table)));
    end $$`,
];

/** What the database keeps beside the register tables, worked out again for the past. */
const recordedTwins = [
  `select show_as_recorded('search_document', $$
    select thing.kind as kind, thing.id as id, document.sort_name, document.first_day, document.last_day,
      document.name_marked, document.also_marked, document.around_marked, document.codes, document.texts
    from (
      select id, 'PRODUCT' as kind from recorded.product
      union all select id, 'PRODUCER' from recorded.producer
      union all select id, 'REGION' from recorded.region
      union all select id, 'PLACE' from recorded.place
    ) as thing cross join lateral search_documents(array[thing.id]) as document $$)`,
  ...['place', 'region'].map(
    (table) => `create view recorded.${table}_ring as
      select ${table}.id as ${table}_id, part, ring, ring_polygon(points) as shape
      from recorded.${table} cross join lateral geojson_rings(geometry)`,
  ),
  `create function recorded.recognition_verdict(r recorded.recognition, as_of date)
    returns table (status text, reason text, stars int, first_day date, last_day date, last_day_is_exact boolean,
      earliest_last_day date)
    language sql stable parallel safe as
      $$ select * from public.recognition_verdict(row(r.*)::public.recognition, as_of) $$`,
  `create function recorded.product_verdict(product uuid, as_of date)
    returns table (recognition_id uuid, stars int, status text, reason text,
      first_day date, last_day date, last_day_is_exact boolean, earliest_last_day date, superseded_by_id uuid)
    language sql stable parallel safe as $$
      select v.recognition_id, v.stars, coalesce(v.status, 'NOT_CONFIRMED'), coalesce(v.reason, 'NO_RECOGNITION'),
        v.first_day, v.last_day, coalesce(v.last_day_is_exact, false), v.earliest_last_day, v.superseded_by_id
      from recorded.product known left join lateral decide_product_verdict(known.id, as_of) v on true
      where known.id = product
    $$`,
];

// Having had the lock says that whatever was recorded up to the instant can be seen by now. It is let go at once, by
// undoing the step that took it: also where the reader is cancelled, no later commit waits for this reader. On a
// standby the lock says nothing, so the past is read from the primary.
const readAsRecorded = `create function read_as_recorded(instant timestamptz, out refused text, out begun timestamptz)
  language plpgsql as $$
    declare
      last_id bigint;
    begin
      select changed_at into begun from change order by id limit 1;
      refused := case
        when instant >= clock_timestamp() then 'FUTURE'
        when begun is null then 'EMPTY'
        when instant < begun then 'EARLY'
      end;
      if refused is not null then return; end if;
      begin
        perform pg_advisory_xact_lock_shared(${commitLock});
        raise exception using errcode = 'UNLCK';
      exception when sqlstate 'UNLCK' then
      end;
      select id into last_id from change where changed_at <= instant order by changed_at desc, id desc limit 1;
      perform set_config('hub.recorded_until', last_id::text, true);
      perform set_config('search_path', 'recorded, public', true);
      -- The planner knows little of what is told from JSON, and would compile what runs for a moment.
      perform set_config('jit', 'off', true);
    end $$`;

// One way only, back or forth, so that a gap between two units does not lead to their neighbours.
const placesOn = `create function places_on(place uuid, day date) returns setof uuid
  language sql stable parallel safe as $$
    with recursive line as (
      select id, valid_from, valid_until, coalesce(day < valid_from, false) as is_back
      from place as itself where id = places_on.place
      union
      select other.id, other.valid_from, other.valid_until, line.is_back
      from line
        join place_succession succession on case
          when line.is_back then day < line.valid_from and succession.successor_id = line.id
          else day > line.valid_until and succession.predecessor_id = line.id
        end
        join place other on other.id = case
          when line.is_back then succession.predecessor_id else succession.successor_id
        end
    )
    select id from line where coalesce(valid_from <= day, true) and coalesce(valid_until >= day, true)
  $$`;
