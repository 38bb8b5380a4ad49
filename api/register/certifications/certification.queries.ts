import { sql } from 'kysely';
import { ref } from '../../graphql/look.ts';
import { columns, globalId, many, one, type FieldShape, shape, type Shape } from '../../graphql/shape.ts';
import { producerShape } from '../producers/producer.queries.ts';
import { productShape } from '../products/product.queries.ts';
import { regionShape } from '../regions/region.queries.ts';
import { itsSource } from '../sources/source.queries.ts';

type HolderColumn = 'product_id' | 'producer_id' | 'region_id';

const holder = (shape: () => Shape, column: HolderColumn): FieldShape =>
  one(shape, (related, self) => sql`${ref(related, 'id')} = ${ref(self, column)}`);

export const certificationShape = shape('Certification', 'certification', () => ({
  id: globalId('Certification'),
  ...columns('scheme', 'number', 'scope', 'issuer', 'issued', 'validUntil', 'note'),
  source: itsSource,
  product: holder(() => productShape, 'product_id'),
  producer: holder(() => producerShape, 'producer_id'),
  region: holder(() => regionShape, 'region_id'),
}));

export const certificationsHeldBy = (column: HolderColumn): FieldShape =>
  many(
    () => certificationShape,
    (certification, self) => sql`${ref(certification, column)} = ${ref(self, 'id')}`,
    (certification) => sql`${ref(certification, 'scheme')}, ${ref(certification, 'slug')}`,
  );
