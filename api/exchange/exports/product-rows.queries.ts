import { sql } from 'kysely';
import type { Sql } from '../../graphql/look.ts';
import { verdictOn } from '../../register/products/product.filter.ts';
import type { Lang } from './table.rules.ts';

/**
 * What an export says of products, column by column: what has no line here leaves by no file. In the order of their
 * ids. A product is shown at the point of its commune, never nearer.
 */
export const productRows = (ids: readonly string[], asOf: Sql, lang: Lang): Sql => sql`
  select p.code as id, p.code, p.slug as page, p.name, producer.name as producer, producer.legal_form as "legalForm",
    commune.full_name as commune, commune.code as "communeCode",
    (select full_name from place where place.id = commune.parent_id) as province,
    (select full_name from place where place.id = p.former_place_id) as "formerPlace",
    ${sql.ref(`sector.name_${lang}`)} as sector, product_set.number as "productSet",
    ${sql.ref(`product_set.name_${lang}`)} as "productSetName",
    v.status, v.stars, r.score::float8 as score, r.issued, r.valid_until::text as "validUntil",
    v.last_day::text as "lastDay", v.last_day_is_exact as "lastDayIsExact", r.decision_number as decision,
    r.issuing_authority as authority, r.evidence, r.code as recognition,
    (select string_agg(known.name, '; ' order by known.name) from (
      select distinct ${sql.ref(lang === 'vi' ? 'material.name' : 'material.name_en')} as name
      from material_source join material on material.id = material_source.material_id
      where material_source.product_id = p.id) as known) as materials,
    (select string_agg(known.name, '; ' order by known.name) from (
      select distinct region.name from material_source join region on region.id = material_source.region_id
      where material_source.product_id = p.id) as known) as regions,
    source.title as source, source.url as "sourceUrl", commune.lon, commune.lat
  from unnest(${ids}::uuid[]) with ordinality as wanted(id, at)
    join product p on p.id = wanted.id
    left join lateral (select * from ${verdictOn('p', asOf)}) v on true
    left join lateral (select * from recognition where recognition.id = v.recognition_id) r on true
    left join lateral (select name, legal_form from producer where producer.id = p.producer_id) producer on true
    left join lateral (select * from place where place.id = p.place_id) commune on true
    left join lateral (select * from product_set where product_set.id = p.product_set_id) product_set on true
    left join lateral (select * from sector where sector.id = product_set.sector_id) sector on true
    left join lateral (select title, url from source where source.id = p.source_id) source on true
  order by wanted.at`;
