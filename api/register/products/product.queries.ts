import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import { uuidOf } from '../../graphql/global-id.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { columns, globalId, many, one, shape, value, type List } from '../../graphql/shape.ts';
import { certificationsHeldBy } from '../certifications/certification.queries.ts';
import { materialSourceShape } from '../materials/material.queries.ts';
import { itsPlace, selectedPoint } from '../places/place.queries.ts';
import { itsProducer } from '../producers/producer.queries.ts';
import { proofStatement } from '../proofs/proof.queries.ts';
import { newestFirst, recognitionShape } from '../recognitions/recognition.queries.ts';
import { productVerdict, verdictOf } from '../recognitions/verdict.queries.ts';
import { itsSource } from '../sources/source.queries.ts';
import { productSetShape } from '../taxonomies/taxonomy.queries.ts';
import { facetCounts } from './product.facets.ts';
import { productWhere } from './product.filter.ts';
import { productOrder } from './product.order.ts';
import type { ProductListArgs, ProductRef } from './product.type.ts';

const variantShape = shape('ProductVariant', 'product_variant', () => columns('name', 'netContent', 'gtin'));
const mediaShape = shape('ProductMedia', 'product_media', () => columns('url', 'alt', 'credit', 'licence'));

const ofProduct = (row: Alias, product: Alias): Sql => sql`${ref(row, 'product_id')} = ${ref(product, 'id')}`;

export const productShape = shape('Product', 'product', () => ({
  id: globalId('Product'),
  ...columns('code', 'slug', 'name', 'alternateNames', 'story', 'officialCode', 'productSetBasis'),
  ...columns('placeAsWritten', 'note'),
  productSet: one(
    () => productSetShape,
    (set, self) => sql`${ref(set, 'id')} = ${ref(self, 'product_set_id')}`,
  ),
  producer: itsProducer,
  place: itsPlace('place_id'),
  formerPlace: itsPlace('former_place_id'),
  point: {
    selects: true,
    sql({ nodes }, self, _type, look) {
      const place = look.alias();
      return sql`(select ${selectedPoint(place, look, nodes)} from place ${sql.table(place)}
        where ${ref(place, 'id')} = ${ref(self, 'place_id')})`;
    },
  },
  recognitions: many(() => recognitionShape, ofProduct, newestFirst),
  currentRecognition: one(
    () => recognitionShape,
    (recognition, self, args, look) => sql`${ref(recognition, 'id')} = (
      select recognition_id from product_verdict(${ref(self, 'id')}, ${look.day(args)}))`,
  ),
  verdict: verdictOf((self, asOf) => productVerdict(ref(self, 'id'), asOf)),
  proof: value((self, _args, look) => proofStatement(ref(self, 'id'), ref(self, 'code'), look.day({}))),
  materialSources: many(
    () => materialSourceShape,
    ofProduct,
    (tie) => sql`${ref(tie, 'basis')} desc, ${ref(tie, 'id')}`,
  ),
  certifications: certificationsHeldBy('product_id'),
  variants: many(
    () => variantShape,
    ofProduct,
    (variant) => sql`${ref(variant, 'position')}, ${ref(variant, 'name')}`,
  ),
  media: many(
    () => mediaShape,
    ofProduct,
    (media) => sql`${ref(media, 'position')}, ${ref(media, 'url')}`,
  ),
  source: itsSource,
}));

/** A code is our own or the official one; ours wins. That of a product that was merged stands for the kept one. */
export function isProduct(product: Alias, by: ProductRef, late: LateValue<ProductRef>): Sql {
  if (by.id != null)
    return sql`${ref(product, 'id')} = ${late(({ id }) => uuidOf('Product', id ?? ''))}::uuid`;
  if (by.slug != null) return sql`${ref(product, 'slug')} = ${late(({ slug }) => slug)}`;
  if (by.code == null) throw badInput('Give exactly one of id, slug and code', 'BAD_REFERENCE');
  const own = late(({ code = '' }) => code.trim().toUpperCase().replace(/[\s-]/g, ''));
  return sql`${ref(product, 'id')} = coalesce(
    (select id from product where code = ${own}),
    (select id from product where official_code = ${late(({ code = '' }) => code.trim())} order by id desc limit 1),
    kept_in_place_of(${own}))`;
}

export const productList: List<ProductListArgs> = {
  get shape() {
    return productShape;
  },
  where: (product, args, look) => productWhere(product, args.where ?? {}, look.day({ ...args })),
  order: (product, args, look) => productOrder(product, args, look.day({ ...args })),
  further: { facets: facetCounts },
};
