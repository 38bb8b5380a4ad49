import { sql } from 'kysely';
import { changedSince } from '../../graphql/conditions.ts';
import { badInput } from '../../graphql/errors.ts';
import { combined, isInRange } from '../../graphql/ranges.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { isNear, isWithin } from '../geography/geography.queries.ts';
import { isInOneOf } from '../places/place.queries.ts';
import { producersNamed } from '../producers/producer.queries.ts';
import { drawsOnOneOf } from '../regions/region.queries.ts';
import { textMatches } from '../search/search.queries.ts';
import {
  FEWEST_STARS,
  isProductSet,
  isStars,
  MOST_PRODUCT_SETS,
  MOST_STARS,
} from './allowed-numbers.rules.ts';
import type { ProductWhere } from './product.type.ts';

/** The verdict of a product on a day as the row v. */
export const verdictOn = (product: Alias, asOf: Sql): Sql =>
  sql`product_verdict(${ref(product, 'id')}, ${asOf}) v`;

/** The earliest day that the recognition of the verdict v can have been issued. */
export const recognisedOn: Sql = sql`(
  select earliest_day(issued) from recognition where recognition.id = v.recognition_id)`;

export const productWhere = (product: Alias, where: ProductWhere, asOf: Sql, depth = 0): Sql =>
  combined(where, (each) => conditionsOf(product, each, asOf), depth);

function conditionsOf(product: Alias, where: ProductWhere, asOf: Sql): Sql[] {
  const conditions: Sql[] = [];
  const id = ref(product, 'id');
  const verdict = verdictConditions(where);
  if (verdict.length > 0) {
    conditions.push(
      sql`exists (select from ${verdictOn(product, asOf)} where ${sql.join(verdict, sql` and `)})`,
    );
  }
  if (where.sector) {
    conditions.push(sql`${ref(product, 'product_set_id')} in (
      select product_set.id from product_set join sector on sector.id = product_set.sector_id
      where sector.code = any(${where.sector}::text[]))`);
  }
  if (where.productSet) {
    conditions.push(sql`${ref(product, 'product_set_id')} in (
      select product_set.id from product_set join taxonomy on taxonomy.id = product_set.taxonomy_id
      where taxonomy.valid_until is null and product_set.number = any(${givenProductSets(where.productSet)}::int[]))`);
  }
  if (where.material) {
    conditions.push(sql`exists (
      select from material_source join material on material.id = material_source.material_id
      where material_source.product_id = ${id} and material.slug = any(${where.material}::text[]))`);
  }
  if (where.place) conditions.push(isInOneOf(product, where.place));
  if (where.region) conditions.push(drawsOnOneOf(product, where.region));
  if (where.producer) {
    conditions.push(sql`${ref(product, 'producer_id')} = any(array(${producersNamed(where.producer)}))`);
  }
  if (where.legalForm) {
    conditions.push(sql`${ref(product, 'producer_id')} in (
      select id from producer where legal_form = any(${where.legalForm}::text[]))`);
  }
  if (where.hasPhoto != null) {
    const photo = sql`exists (select from product_media where product_media.product_id = ${id})`;
    conditions.push(where.hasPhoto ? photo : sql`not ${photo}`);
  }
  if (where.near) conditions.push(isNear(ref(product, 'place_id'), where.near.point, where.near.km));
  if (where.within) conditions.push(isWithin(ref(product, 'place_id'), where.within));
  if (where.text != null) conditions.push(textMatches(product, where.text));
  if (where.changedSince) {
    conditions.push(sql`(${changedSince('product', id, where.changedSince)}
      or exists (select from recognition where recognition.product_id = ${id}
        and ${changedSince('recognition', sql`recognition.id`, where.changedSince)}))`);
  }
  return conditions;
}

function verdictConditions({ stars, verdict, validUntil, recognised }: ProductWhere): Sql[] {
  const conditions: Sql[] = [];
  if (stars) conditions.push(sql`v.stars = any(${givenStars(stars)}::int[])`);
  if (verdict) conditions.push(sql`v.status = any(${verdict}::text[])`);
  if (validUntil) conditions.push(sql`v.last_day_is_exact and ${isInRange(sql`v.last_day`, validUntil)}`);
  if (recognised) conditions.push(isInRange(recognisedOn, recognised));
  return conditions;
}

/** Stars that a filter lists: what no product can have is a mistake, not a search without a hit. */
export function givenStars(stars: readonly number[]): readonly number[] {
  const wrong = stars.find((number) => !isStars(number));
  if (wrong === undefined) return stars;
  throw badInput(`No product has ${wrong} stars: ${FEWEST_STARS} to ${MOST_STARS} are allowed`);
}

function givenProductSets(numbers: readonly number[]): readonly number[] {
  const wrong = numbers.find((number) => !isProductSet(number));
  if (wrong === undefined) return numbers;
  throw badInput(`There is no product set ${wrong}: 1 to ${MOST_PRODUCT_SETS} are allowed`);
}
