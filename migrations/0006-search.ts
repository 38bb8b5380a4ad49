import { Migration } from '@mikro-orm/migrations';

/**
 * What is known of each product, producer, region and place by words, written down so that a text finds it. The
 * database keeps it itself, so that no writer can forget to.
 */
export class Search extends Migration {
  override name = '0006-search';

  override up(): void {
    for (const statement of [...keys, ...documents, ...texts, ...keeping]) this.addSql(statement);
  }
}

/** Twin of `spellings` in register/search/spelling.rules.ts: a test compares what they make of every name. */
const spellings = [
  ['htx', 'hợp tác xã'],
  ['tht', 'tổ hợp tác'],
  ['cty', 'công ty'],
  ['ctcp', 'công ty cổ phần'],
  ['cp', 'cổ phần'],
  ['tnhh', 'trách nhiệm hữu hạn'],
  ['mtv', 'một thành viên'],
  ['hkd', 'hộ kinh doanh'],
  ['sx', 'sản xuất'],
  ['sxkd', 'sản xuất kinh doanh'],
  ['sxcb', 'sản xuất chế biến'],
  ['tm', 'thương mại'],
  ['dv', 'dịch vụ'],
  ['tmdv', 'thương mại dịch vụ'],
  ['nn', 'nông nghiệp'],
  ['dvnn', 'dịch vụ nông nghiệp'],
  ['tp', 'thành phố'],
  ['tx', 'thị xã'],
  ['tt', 'thị trấn'],
  ['bmt', 'buôn ma thuột'],
  ['cafe', 'cà phê'],
  ['café', 'cà phê'],
  ['macca', 'mắc ca'],
  ['maca', 'mắc ca'],
  ['socola', 'sô cô la'],
  ['sôcôla', 'sô cô la'],
  ['chocolate', 'sô cô la'],
  ['ana', 'a na'],
  ['ede', 'ê đê'],
  ['êđê', 'ê đê'],
  ['drai', 'dray'],
  ['knech', 'knuec'],
  ['knếch', 'knuếc'],
] as const;

// Two spaces between words, so that each of two neighbours has its own.
const spelled = spellings.reduce(
  (key, [from, to]) =>
    `replace(${key}, ' ' || search_letters('${from}') || ' ', ' ' || search_letters('${to}') || ' ')`,
  `' ' || replace(search_letters(written), ' ', '  ') || ' '`,
);

const rewrites = [
  [String.raw`\y([hkmr]) (?=[b-df-hj-np-tv-xzD])`, String.raw`\1`],
  [String.raw`\y([bcdghklmnpqrstvwxD]+|qu)y(?=[FSRXJ]?\y)`, String.raw`\1i`],
  [String.raw`([aeiouy][WA]*)k(?=[FSRXJ]?\y)`, String.raw`\1c`],
  [String.raw`\y1(?= naW?ngS?\y)`, 'moAtJ'],
  [String.raw`\y2(?= naW?ngS?\y)`, 'hai'],
  [String.raw`\ytrong(?= 1\y)`, 'in'],
] as const;

const rewritten = rewrites.reduce(
  (key, [pattern, replacement]) => `regexp_replace(${key}, '${pattern}', '${replacement}', 'g')`,
  `trim(replace(${spelled}, '  ', ' '))`,
);

const keys = [
  String.raw`create function search_letters(written text) returns text language sql immutable strict parallel safe as $$
    select trim(regexp_replace(
      regexp_replace(
        regexp_replace(
          translate(
            regexp_replace(lower(normalize(written, NFD)), '[''’‘ʼ\u0060´]', '', 'g'),
            U&'đðĐÐƀɃ\0300\0301\0309\0303\0323\0302\0306\031b',
            'DDDDbbFSRXJAWW'),
          U&'[\0300-\036f]', '', 'g'),
        '[^a-zA-Z0-9]+', ' ', 'g'),
      '([FSRXJ])([a-z0-9DWA]+)', '\2\1', 'g'))
  $$`,
  // plpgsql keeps the plan, and with it the spellings as constants.
  `create function search_marked(written text) returns text language plpgsql immutable strict parallel safe as $$
    begin return ${rewritten}; end $$`,
  `create function search_plain(marked text) returns text language sql immutable strict parallel safe as $$
    select translate(marked, 'DFSRXJWA', 'd')
  $$`,
  `create function search_code(written text) returns text language sql immutable strict parallel safe as $$
    select replace(search_plain(search_letters(written)), ' ', '')
  $$`,
];

const plain = (part: string) => `translate(${part}_marked, 'DFSRXJWA', 'd')`;
const everything = `${plain('name')} || '|' || ${plain('also')} || '|' || ${plain('around')}`;

const documents = [
  `create table search_document (
    id uuid primary key,
    kind text not null check (kind in ('PRODUCT', 'PRODUCER', 'REGION', 'PLACE')),
    sort_name text collate "C" not null,
    first_day date,
    last_day date,
    name_marked text collate "C" not null,
    also_marked text collate "C" not null,
    around_marked text collate "C" not null,
    codes text[] not null,
    texts jsonb not null,
    name_plain text collate "C" generated always as (${plain('name')}) stored,
    also_plain text collate "C" generated always as (${plain('also')}) stored,
    around_plain text collate "C" generated always as (${plain('around')}) stored,
    plain text collate "C" generated always as (${everything}) stored,
    joined text collate "C" generated always as (replace(${everything}, ' ', '')) stored
  )`,
  `comment on table search_document is 'Derived: see search_texts(); written by refresh_search() alone'`,
  `create index search_document_words on search_document using gin (plain gin_trgm_ops, joined gin_trgm_ops)`,
  `create index search_document_codes on search_document using gin (codes)`,
  // Only ever added to: a word that no document has any more finds nothing.
  `create table search_word (word text collate "C" primary key)`,
];

const texts = [
  // Written for many at once. Where something lies, it is known by the names of today and by those it had: where its
  // commune of today is not known, by what its former unit has become; where no former unit is known, by all that its
  // commune was made from.
  `create function search_texts(ids uuid[]) returns table (id uuid, field text, text text)
    language sql stable parallel safe as $$
      with recursive located as (
        select id, place_id, former_place_id from product where id = any(ids)
        union all select id, place_id, former_place_id from producer where id = any(ids)
      ), lies as (
        select id, 'PLACE' as field, place_id as place, true as is_itself from located where place_id is not null
        union all select id, 'FORMER_PLACE', former_place_id, true from located where former_place_id is not null
        union all select located.id, 'FORMER_PLACE', predecessor_id, true
          from located join place_succession on successor_id = place_id where former_place_id is null
        union all select id, 'PLACE', parent_id, false from place where id = any(ids) and parent_id is not null
        union all select successor_id, 'FORMER_PLACE', predecessor_id, true
          from place_succession where successor_id = any(ids)
        union all select region_id, 'PLACE', place_id, true from region_commune where region_id = any(ids)
        union all select region_id, 'FORMER_PLACE', predecessor.parent_id, false
          from region_commune
            join place_succession on successor_id = place_id join place predecessor on predecessor.id = predecessor_id
          where region_id = any(ids)
        union all select lies.id, lies.field, parent_id, false
          from lies join place on place.id = lies.place where parent_id is not null
      )
      select id, 'NAME', name from product where id = any(ids)
      union select id, 'ALTERNATE_NAME', unnest(alternate_names) from product where id = any(ids)
      union select product_id, 'ALTERNATE_NAME', name_as_written
        from recognition join product on product.id = product_id
        where product_id = any(ids) and name_as_written <> name
      union select product_id, 'MATERIAL', unnest(array[name, name_en])
        from material_source join material on material.id = material_id where product_id = any(ids)
      union select product.id, 'PRODUCER', unnest(producer.name || producer.alternate_names)
        from product join producer on producer.id = producer_id where product.id = any(ids)
      -- A tie that we inferred is no reason to be found by the region's name.
      union select product_id, 'REGION', name
        from material_source join region on region.id = region_id
        where product_id = any(ids) and basis = 'STATED'
      union select id, 'CODE', unnest(array[code, official_code]) from product where id = any(ids)
      union select product_id, 'CODE', unnest(array[code, decision_number]) from recognition where product_id = any(ids)
      union select product_id, 'CODE', unnest(array[gtin, ltrim(gtin, '0')])
        from product_variant where product_id = any(ids)

      union select id, 'NAME', name from producer where id = any(ids)
      union select id, 'ALTERNATE_NAME', unnest(alternate_names) from producer where id = any(ids)

      union select id, 'NAME', name from region where id = any(ids)
      union select region.id, 'MATERIAL', unnest(array[material.name, name_en])
        from region join material on material.id = material_id where region.id = any(ids)
      union select region.id, 'GEOGRAPHICAL_INDICATION', indication.name
        from region join geographical_indication indication on indication.id = geographical_indication_id
        where region.id = any(ids)
      union select region.id, 'CODE', indication.number
        from region join geographical_indication indication on indication.id = geographical_indication_id
        where region.id = any(ids)
      union select id, 'FORMER_PLACE', communes_as_written from region where id = any(ids)
      union select id, 'CODE', unnest(planting_area_codes) from region where id = any(ids)

      union select id, 'NAME', name from place where id = any(ids)
      union select id, 'FULL_NAME', full_name from place where id = any(ids)
      union select id, 'ALTERNATE_NAME', unnest(alternate_names) from place where id = any(ids)
      union select id, 'CODE', code from place where id = any(ids)

      union select product_id, 'CODE', number from certification where product_id = any(ids)
      union select producer_id, 'CODE', number from certification where producer_id = any(ids)
      union select region_id, 'CODE', number from certification where region_id = any(ids)

      union select lies.id, field, full_name from lies join place on place.id = lies.place
      union select lies.id, field, unnest(alternate_names) from lies join place on place.id = lies.place where is_itself
      union select lies.id, 'PLACE', successor.full_name
        from located
          join lies using (id)
          join place_succession on predecessor_id = lies.place join place successor on successor.id = successor_id
        where place_id is null
    $$`,
  // What search_document says of things: a function of its own, so that it can be worked out for the past too.
  `create function search_documents(ids uuid[]) returns table (id uuid, kind text, sort_name text, first_day date,
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
      ), said as (
        select id, field, text, case field
          when 'NAME' then 1 when 'FULL_NAME' then 2 when 'ALTERNATE_NAME' then 3 when 'MATERIAL' then 4
          when 'GEOGRAPHICAL_INDICATION' then 4 when 'CODE' then 9 else 5 end as rank
        from search_texts(ids) where text is not null
      ), gathered as (
        select id,
          ' ' || coalesce(string_agg(search_marked(text), ' | ' order by text)
            filter (where rank = 1), '') || ' ' as name,
          ' ' || coalesce(string_agg(search_marked(text), ' | ' order by rank, text)
            filter (where rank between 2 and 4), '') || ' ' as also,
          ' ' || coalesce(string_agg(search_marked(text), ' | ' order by field, text)
            filter (where rank = 5), '') || ' ' as around,
          coalesce(array_agg(search_code(text) order by text) filter (where rank = 9), '{}') as codes,
          jsonb_agg(jsonb_build_object('field', field, 'text', text) order by rank, field, text) as texts
        from said group by id
      )
      select id, kind, sort_name, first_day, last_day, name, also, around, codes, texts
      from thing join gathered using (id)
    $$`,
  // Without jit: compiling such a statement takes longer than a thousand runs of it.
  `create function refresh_search(ids uuid[]) returns void language plpgsql set jit = off as $$
    begin
      -- Whoever comes second waits here, and then reads what the first has written.
      perform from search_document where id = any(ids) order by id for update;
      delete from search_document where id = any(ids)
        and not exists (select from product where product.id = search_document.id)
        and not exists (select from producer where producer.id = search_document.id)
        and not exists (select from region where region.id = search_document.id)
        and not exists (select from place where place.id = search_document.id);

      insert into search_document
        (id, kind, sort_name, first_day, last_day, name_marked, also_marked, around_marked, codes, texts)
      select * from search_documents(ids)
      on conflict (id) do update set sort_name = excluded.sort_name, first_day = excluded.first_day,
        last_day = excluded.last_day, name_marked = excluded.name_marked, also_marked = excluded.also_marked,
        around_marked = excluded.around_marked, codes = excluded.codes, texts = excluded.texts;

      insert into search_word
      select distinct word from search_document, unnest(string_to_array(replace(plain, '|', ' '), ' ')) as word
      where id = any(ids) and length(word) between 3 and 20
      on conflict do nothing;
    end $$`,
];

const keeping = [
  // What has to be written anew when some rows of a table change.
  `create function things_that_mention(entity text, ids uuid[]) returns setof uuid
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
      union select id from near
      union select id from product where place_id in (select id from near) or former_place_id in (select id from near)
      union select id from producer where place_id in (select id from near) or former_place_id in (select id from near)
      union select region_id from region_commune where place_id in (select id from near)
      union select id from product where entity = 'producer' and producer_id = any(ids)
      union select product_id from material_source where entity = 'region' and region_id = any(ids)
      union select product_id from material_source where entity = 'material' and material_id = any(ids)
      union select id from region where entity = 'material' and material_id = any(ids)
      union select id from region where entity = 'geographical_indication' and geographical_indication_id = any(ids)
    $$`,
  // Argument 0: what the key names. 1: the key column. 2: columns that say nothing here.
  `create function keep_search() returns trigger language plpgsql set jit = off as $$
    declare
      ids uuid[];
    begin
      if tg_op = 'UPDATE' then
        execute format(
          'select array_agg(distinct key) from new_rows n join old_rows o using (id), unnest(array[n.%1$I, o.%1$I]) as key
            where key is not null and (to_jsonb(n) - %2$L::text[]) is distinct from (to_jsonb(o) - %2$L::text[])',
          tg_argv[1], tg_argv[2]) into ids;
      else
        execute format('select array_agg(distinct %1$I) from %2$I where %1$I is not null',
          tg_argv[1], case tg_op when 'INSERT' then 'new_rows' else 'old_rows' end) into ids;
      end if;
      if ids is not null then
        perform refresh_search(array(select things_that_mention(tg_argv[0], ids)));
      end if;
      return null;
    end $$`,
  ...(
    [
      ['product', 'product', 'id', '{story,note,product_set_id,product_set_basis,source_id}'],
      ['producer', 'producer', 'id', '{website,note,address_as_written,source_id}'],
      ['region', 'region', 'id', '{geometry,geometry_accuracy,geometry_area_km2,note,source_id}'],
      ['place', 'place', 'id', '{lat,lon,area_km2,geometry,geometry_accuracy,source_id}'],
      ['place_succession', 'place', 'successor_id', '{note,source_id}'],
      ['material', 'material', 'id', '{}'],
      ['material_source', 'product', 'product_id', '{share_percent,period,basis,note,source_id}'],
      ['region_commune', 'region', 'region_id', '{}'],
      ['geographical_indication', 'geographical_indication', 'id', '{note,source_id}'],
      ['recognition', 'product', 'product_id', '{note,source_id,other_source_ids}'],
      ['product_variant', 'product', 'product_id', '{name,position}'],
      ['certification', 'product', 'product_id', '{note,source_id}'],
      ['certification', 'producer', 'producer_id', '{note,source_id}'],
      ['certification', 'region', 'region_id', '{note,source_id}'],
    ] as const
  ).flatMap(([table, entity, key, silent]) =>
    (
      [
        ['insert', 'new table as new_rows'],
        ['update', 'old table as old_rows new table as new_rows'],
        ['delete', 'old table as old_rows'],
      ] as const
    ).map(
      ([event, rows]) => `create trigger ${table}_search_of_${entity}_on_${event} after ${event} on ${table}
        referencing ${rows} for each statement execute function keep_search('${entity}', '${key}', '${silent}')`,
    ),
  ),
  `select refresh_search(array(
    select id from product union all select id from producer union all select id from region union all select id from place))`,
];
