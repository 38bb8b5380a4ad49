import type { Key } from '../questions.ts';

/** One statement for each question, as somebody would write it who knows the tables and nothing of GraphQL. */
export interface HandWritten {
  sql: string;
  values(variables: Record<string, unknown>, today: string): unknown[];
}

const list = (after: string) => `
  with page as (
    select id, slug, name, producer_id, place_id, sort_name from product ${after} order by sort_name, id limit 51)
  select json_build_object('products', json_build_object(
    'nodes', (
      select coalesce(json_agg(json_build_object(
        'slug', p.slug, 'name', p.name,
        'producer', case when m.id is not null then json_build_object('name', m.name) end,
        'place', case when l.id is not null then json_build_object('name', l.name) end,
        'materialSources', (
          select coalesce(json_agg(json_build_object('region',
            case when r.id is not null then json_build_object('slug', r.slug, 'name', r.name) end)
            order by s.basis desc, s.id), '[]')
          from material_source s left join region r on r.id = s.region_id where s.product_id = p.id),
        'currentRecognition', (
          select json_build_object('stars', c.stars, 'validUntil', c.valid_until)
          from verdict_period v join recognition c on c.id = v.recognition_id
          where v.product_id = p.id and v.from_day <= $1 and v.before_day > $1))
        order by p.sort_name, p.id), '[]')
      from (select * from page order by sort_name, id limit 50) p
        left join producer m on m.id = p.producer_id left join place l on l.id = p.place_id),
    'pageInfo', json_build_object('hasNextPage', (select count(*) > 50 from page))))::text as json`;

export const handWritten: Record<Key, HandWritten> = {
  list: { sql: list(''), values: (_, today) => [today] },
  deep: {
    sql: list('where (sort_name, id) > ($2::text, $3::uuid)'),
    values: ({ after }, today) => [today, ...(after as string[])],
  },
  product: {
    sql: `select json_build_object('product', json_build_object(
        'slug', p.slug, 'name', p.name,
        'verdict', json_build_object('status', v.status, 'lastDay', v.last_day),
        'producer', case when m.id is not null then json_build_object('name', m.name, 'products', json_build_object(
          'nodes', (
            select json_agg(json_build_object('name', o.name) order by o.sort_name, o.id)
            from (select name, sort_name, id from product where producer_id = m.id order by sort_name, id limit 5) o)))
          end,
        'place', case when l.id is not null then json_build_object('fullName', l.full_name, 'parent',
          case when u.id is not null then json_build_object('fullName', u.full_name) end) end,
        'point', case when l.lat is not null then json_build_object('lat', l.lat, 'lon', l.lon) end,
        'recognitions', (
          select coalesce(json_agg(json_build_object(
            'stars', r.stars, 'issued', r.issued, 'validUntil', r.valid_until, 'evidence', r.evidence,
            'source', json_build_object('title', s.title), 'verdict', json_build_object('status', w.status))
            order by latest_day(r.issued) desc nulls last, r.stars desc nulls last, r.code), '[]')
          from recognition r join source s on s.id = r.source_id cross join lateral recognition_verdict(r, $2::date) w
          where r.product_id = p.id),
        'materialSources', (
          select coalesce(json_agg(json_build_object(
            'basis', t.basis, 'material', json_build_object('name', a.name),
            'region', case when r.id is not null then json_build_object('name', r.name, 'geometry', r.geometry,
              'communes', (
                select coalesce(json_agg(json_build_object('name', c.name) order by c.sort_name, c.id), '[]')
                from region_commune rc join place c on c.id = rc.place_id where rc.region_id = r.id)) end)
            order by t.basis desc, t.id), '[]')
          from material_source t join material a on a.id = t.material_id left join region r on r.id = t.region_id
          where t.product_id = p.id),
        'certifications', (
          select coalesce(json_agg(json_build_object('scheme', c.scheme) order by c.id), '[]')
          from certification c where c.product_id = p.id)))::text as json
      from product p
        left join producer m on m.id = p.producer_id
        left join place l on l.id = p.place_id
        left join place u on u.id = l.parent_id
        left join verdict_period v on v.product_id = p.id and v.from_day <= $2 and v.before_day > $2
      where p.slug = $1`,
    values: ({ slug }, today) => [slug, today],
  },
  box: {
    sql: `with here as materialized (
        select id, lat, lon from place
        where lat is not null and point(lon, lat) <@ box(point($1, $2), point($3, $4)))
      select json_build_object('products', json_build_object(
        'totalCount', (select count(*) from product where place_id = any(array(select id from here))),
        'nodes', (
          select coalesce(json_agg(json_build_object('name', p.name,
            'point', json_build_object('lat', p.lat, 'lon', p.lon)) order by p.sort_name, p.id), '[]')
          from (
            select p.name, p.sort_name, p.id, here.lat, here.lon from product p join here on here.id = p.place_id
            order by p.sort_name, p.id limit 20) p)))::text as json`,
    values: ({ bbox }) => bbox as number[],
  },
  fields: {
    sql: `select json_build_object('product', json_build_object('name', name, 'code', code))::text as json
      from product where slug = $1`,
    values: ({ slug }) => [slug],
  },
  facets: {
    sql: `with found as materialized (
        select p.id, p.name, p.sort_name, p.product_set_id, v.status, v.stars
        from search_document d
          join product p on p.id = d.id
          join verdict_period v on v.product_id = p.id and v.from_day <= $2 and v.before_day > $2
        where d.kind = 'PRODUCT' and d.plain like all($1::text[])),
      kept as materialized (select * from found where status = 'IN_FORCE')
      select json_build_object('products', json_build_object(
        'totalCount', (select count(*) from kept),
        'nodes', (
          select coalesce(json_agg(json_build_object('name', name, 'verdict', json_build_object('status', status))
            order by sort_name, id), '[]')
          from (select * from kept order by sort_name, id limit 20) as page),
        'facets', json_build_object(
          'stars', (
            select coalesce(json_agg(json_build_object('value', stars::text, 'count', count) order by count desc, stars), '[]')
            from (select stars, count(*) from kept where stars is not null group by stars) as counts),
          'sector', (
            select coalesce(json_agg(json_build_object('value', code, 'count', count) order by count desc, code), '[]')
            from (
              select sector.code, count(*) from kept join product_set on product_set.id = kept.product_set_id
                join sector on sector.id = product_set.sector_id group by sector.code) as counts),
          'verdict', (
            select coalesce(json_agg(json_build_object('value', status, 'count', count) order by count desc, status), '[]')
            from (select status, count(*) from found group by status) as counts))))::text as json`,
    values: ({ text }, today) => [
      // Marks are left out and every word begins one of the document's: enough where nothing is misspelt.
      String(text)
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()
        .replaceAll('đ', 'd')
        .split(' ')
        .map((word) => `% ${word}%`),
      today,
    ],
  },
  zones: {
    sql: `select json_build_object('zonesContaining', json_build_object('nodes', coalesce(json_agg(json_build_object(
        'slug', r.slug, 'name', r.name, 'geometryAccuracy', r.geometry_accuracy,
        'material', json_build_object('name', m.name)) order by r.sort_name, r.id), '[]')))::text as json
      from (
        select r.slug, r.name, r.geometry_accuracy, r.material_id, r.sort_name, r.id from region r
        where r.id in (
          select ring.region_id from region_ring ring
          where ring.shape && polygon(box(point($2, $1), point($2, $1))) and ring.shape @> point($2, $1)
          group by ring.region_id, ring.part having max(ring.ring) = 0)
        order by r.sort_name, r.id limit 20) r
        join material m on m.id = r.material_id`,
    values: ({ lat, lon }) => [lat, lon],
  },
  verdicts: {
    sql: `select json_build_object('verdicts', json_agg(json_build_object('number', asked.number,
        'verdict', json_build_object(
          'status', case when found.recognition_id is null then coalesce(v.status, 'UNKNOWN') else w.status end,
          'lastDay', case when found.recognition_id is null then v.last_day else w.last_day end))
        order by asked.n))::text as json
      from unnest($1::text[]) with ordinality as asked (number, n)
        left join lateral named_by(asked.number) found on true
        left join verdict_period v on v.product_id = found.product_id and v.from_day <= $2 and v.before_day > $2
        left join recognition r on r.id = found.recognition_id
        left join lateral recognition_verdict(r, $2::date) w on r.id is not null`,
    values: ({ numbers }, today) => [numbers, today],
  },
};
