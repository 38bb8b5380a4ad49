import { sql } from 'kysely';
import { changedSince, idsNamed, nameHas } from '../../graphql/conditions.ts';
import { badInput } from '../../graphql/errors.ts';
import { uuidOf } from '../../graphql/global-id.ts';
import { combined } from '../../graphql/ranges.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { columns, connection, globalId, one, type List, shape, value } from '../../graphql/shape.ts';
import { certificationsHeldBy } from '../certifications/certification.queries.ts';
import { isNear, isWithin } from '../geography/geography.queries.ts';
import { isInOneOf, itsPlace } from '../places/place.queries.ts';
import { productWhere } from '../products/product.filter.ts';
import { productList } from '../products/product.queries.ts';
import { itsSource } from '../sources/source.queries.ts';
import type { ProducerListArgs, ProducerRef, ProducerWhere } from './producer.type.ts';

export const producerShape = shape('Producer', 'producer', () => ({
  id: globalId('Producer'),
  ...columns('slug', 'name', 'alternateNames', 'legalForm', 'website', 'note'),
  // Also of the past an address is told only while there is one today: it can turn out to be where a household lives.
  addressAsWritten: value(
    (self) => sql`case when ${ref(self, 'address_as_written')} is not null and exists (
      select from public.producer today where today.id = ${ref(self, 'id')} and today.address_as_written is not null)
      then ${ref(self, 'address_as_written')} end`,
  ),
  place: itsPlace('place_id'),
  formerPlace: itsPlace('former_place_id'),
  products: connection(
    () => productList,
    (product, self) => sql`${ref(product, 'producer_id')} = ${ref(self, 'id')}`,
  ),
  certifications: certificationsHeldBy('producer_id'),
  source: itsSource,
}));

/** The producer that a row names in its column producer_id. */
export const itsProducer = one(
  () => producerShape,
  (producer, self) => sql`${ref(producer, 'id')} = ${ref(self, 'producer_id')}`,
);

export function producerId(by: ProducerRef, late: LateValue<ProducerRef>): Sql {
  if (by.id != null) return sql`${late(({ id }) => uuidOf('Producer', id ?? ''))}::uuid`;
  if (by.slug != null)
    return sql`coalesce((select id from producer where slug = ${late(({ slug }) => slug)}),
      (${keptFor(late(({ slug }) => [slug]))} order by gone_id desc limit 1))`;
  throw badInput('Give exactly one of id and slug', 'BAD_REFERENCE');
}

/** A query for the ids of the producers that references name. */
export function producersNamed(list: readonly ProducerRef[]): Sql {
  const named = idsNamed('Producer', 'producer', list);
  const slugs = list.flatMap(({ slug }) => slug ?? []);
  return slugs.length === 0 ? named : sql`${named} union ${keptFor(slugs)}`;
}

/** A slug is all that others know a producer by: that of one that was merged stands for the kept one. */
const keptFor = (
  slugs: readonly string[] | Sql,
): Sql => sql`select kept_in_place_of(gone_id) from merged_record
  where kind = 'producer' and slug = any(${slugs}::text[])`;

function conditionsOf(producer: Alias, where: ProducerWhere, asOf: Sql, depth: number): Sql[] {
  const conditions: Sql[] = [];
  if (where.legalForm) conditions.push(sql`${ref(producer, 'legal_form')} = any(${where.legalForm}::text[])`);
  if (where.place) conditions.push(isInOneOf(producer, where.place));
  if (where.near) conditions.push(isNear(ref(producer, 'place_id'), where.near.point, where.near.km));
  if (where.within) conditions.push(isWithin(ref(producer, 'place_id'), where.within));
  if (where.text != null) conditions.push(nameHas(producer, where.text));
  if (where.changedSince) conditions.push(changedSince('producer', ref(producer, 'id'), where.changedSince));
  if (where.products) {
    conditions.push(sql`exists (select from product made where made.producer_id = ${ref(producer, 'id')}
      and ${productWhere('made', where.products, asOf, depth)})`);
  }
  return conditions;
}

export const producerList: List<ProducerListArgs> = {
  get shape() {
    return producerShape;
  },
  where: (producer, args, look) =>
    combined(args.where ?? {}, (each, depth) => conditionsOf(producer, each, look.day({ ...args }), depth)),
};
