import { sql } from 'kysely';
import { ref, type Sql } from '../../graphql/look.ts';
import { columns, inLanguage, many, one, shape, value } from '../../graphql/shape.ts';
import { materialShape } from '../materials/material.queries.ts';
import { existsOn, placeShape } from '../places/place.queries.ts';
import { itsSource, sourceShape } from '../sources/source.queries.ts';
import { taxonomyShape } from '../taxonomies/taxonomy.queries.ts';

const publishedTotalShape = shape('PublishedTotal', 'published_total', () => ({
  ...columns(
    'asOf',
    'scope',
    'total',
    'isIncrease',
    'fiveStar',
    'potentialFiveStar',
    'fourStar',
    'threeStar',
  ),
  ...columns('producers', 'note'),
  source: itsSource,
}));

const planTargetShape = shape('PlanTarget', 'plan_target', () => ({
  ...columns('plan', 'period', 'territory', 'comparison', 'value', 'unit', 'note'),
  indicator: inLanguage('indicator_vi', 'indicator_en'),
  source: itsSource,
}));

const all = () => sql`true`;

/** The same for as long as nothing of the register changes. */
export const revision: Sql = sql`(select coalesce(max(id), 0) || '-' || to_hex(coalesce(extract(epoch from max(changed_at)), 0)::bigint)
      from change)`;

export const datasetShape = shape('Dataset', 'dataset', () => ({
  ...columns('isOfficial', 'compiledOn', 'licence', 'licenceUrl', 'attribution'),
  title: inLanguage('title_vi', 'title_en'),
  statement: inLanguage('statement_vi', 'statement_en'),
  revision: value(() => revision),
  counts: value(
    (_self, args, look) => sql`json_build_object(
      'products', (select count(*) from product),
      'producers', (select count(*) from producer),
      'regions', (select count(*) from region),
      'places', (select count(*) from place where kind in ('COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE')
        and ${existsOn('place', look.day(args))}),
      'recognitions', (select count(*) from recognition),
      'inForce', (select count(*) from product
        where (select status from product_verdict(product.id, ${look.day(args)})) = 'IN_FORCE'))`,
  ),
  sources: many(
    () => sourceShape,
    all,
    (source) => ref(source, 'slug'),
  ),
  taxonomies: many(
    () => taxonomyShape,
    all,
    (taxonomy) => ref(taxonomy, 'valid_from'),
  ),
  materials: many(
    () => materialShape,
    all,
    (material) => sql`${ref(material, 'sort_name')}, ${ref(material, 'id')}`,
  ),
  publishedTotals: many(
    () => publishedTotalShape,
    all,
    (total) => ref(total, 'position'),
  ),
  planTargets: many(
    () => planTargetShape,
    all,
    (target) => ref(target, 'position'),
  ),
  province: one(
    () => placeShape,
    (place, self) => sql`${ref(place, 'id')} = ${ref(self, 'province_id')}`,
  ),
}));
