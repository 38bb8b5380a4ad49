import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import { uuidOf } from '../../graphql/global-id.ts';
import { columns, connection, globalId, one, ref, type Alias, shape, type Sql } from '../../graphql/shape.ts';
import { certificationsHeldBy } from '../certifications/certification.queries.ts';
import { isIn, itsPlace, placeId } from '../places/place.queries.ts';
import { productShape } from '../products/product.queries.ts';
import { itsSource } from '../sources/source.queries.ts';
import type { ProducerRef, ProducerWhere } from './producer.type.ts';

export const producerShape = shape('Producer', 'producer', () => ({
  id: globalId('Producer'),
  ...columns('slug', 'name', 'alternateNames', 'legalForm', 'addressAsWritten', 'website', 'note'),
  place: itsPlace('place_id'),
  formerPlace: itsPlace('former_place_id'),
  products: connection(
    () => productShape,
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

export function producerId(by: ProducerRef): Sql {
  if (by.id != null) return sql`${uuidOf('Producer', by.id)}::uuid`;
  if (by.slug != null) return sql`(select id from producer where slug = ${by.slug})`;
  throw badInput('Give exactly one of id and slug');
}

export function producerWhere(producer: Alias, where: ProducerWhere): Sql {
  const conditions = [sql`true`];
  if (where.legalForm) conditions.push(sql`${ref(producer, 'legal_form')} = any(${where.legalForm}::text[])`);
  if (where.place) conditions.push(isIn(producer, placeId(where.place)));
  return sql.join(conditions, sql` and `);
}
