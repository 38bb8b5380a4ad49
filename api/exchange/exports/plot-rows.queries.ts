import { sql } from 'kysely';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { commodities } from './plot-columns.rules.ts';

export type Commodity = (typeof commodities)[number]['commodity'];

const known = sql`(values ${sql.join(
  commodities.map(
    ({ material, commodity, heading }) => sql`(${material}::text, ${commodity}::text, ${heading}::text)`,
  ),
)}) as known(material, commodity, heading)`;

/** Regions of these commodities whose border is official: what is approximate says nothing of a forest. */
export const isOfficialPlot = (region: Alias, asked: readonly Commodity[]): Sql => sql`
  (${ref(region, 'geometry')} is not null and ${ref(region, 'geometry_accuracy')} = 'OFFICIAL'
    and ${ref(region, 'material_id')} in (select material.id from material
      join ${known} on known.material = material.slug where known.commodity = any(${asked}::text[])))`;

export const plotRows = (ids: readonly string[]): Sql => sql`
  select r.slug as id, r.slug as page, r.slug as "RegionKey",
    case when r.level = 'COOPERATIVE' then (
      select case when count(distinct producer.id) = 1 then min(producer.name) end
      from material_source join product on product.id = material_source.product_id
        join producer on producer.id = product.producer_id
      where material_source.region_id = r.id and producer.legal_form = 'COOPERATIVE') end as "ProducerName",
    'VN' as "ProducerCountry",
    concat_ws(', ', r.name, (
      select string_agg(place.full_name, ', ' order by place.sort_name, place.id)
      from region_commune join place on place.id = region_commune.place_id
      where region_commune.region_id = r.id), (
      select place.full_name from dataset join place on place.id = dataset.province_id
      order by dataset.slug limit 1)) as "ProductionPlace",
    known.commodity as "Commodity", known.heading as "HSHeading",
    (select title from source where source.id = r.geometry_source_id) as "BorderSource",
    r.geometry::text as geometry
  from unnest(${ids}::uuid[]) with ordinality as wanted(id, at)
    join region r on r.id = wanted.id
    join material on material.id = r.material_id
    join ${known} on known.material = material.slug
  order by wanted.at`;
