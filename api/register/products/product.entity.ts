import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Place } from '../places/place.entity.ts';
import { Producer } from '../producers/producer.entity.ts';
import { Source } from '../sources/source.entity.ts';
import { ProductSet } from '../taxonomies/taxonomy.entity.ts';

export const bases = ['STATED', 'INFERRED'] as const;

/** A product keeps no star: stars belong to its dated recognitions. */
export const Product = defineEntity({
  name: 'Product',
  tableName: 'product',
  properties: {
    id: key(),
    code: p.text().unique(),
    slug: p.text().unique(),
    name: p.text(),
    alternateNames: p.array().columnType('text[]'),
    story: p.text().nullable(),
    officialCode: p.text().nullable(),
    productSet: () => p.manyToOne(ProductSet).ref().nullable(),
    productSetBasis: p.enum(bases).nullable(),
    producer: () => p.manyToOne(Producer).ref().nullable(),
    place: () => p.manyToOne(Place).ref().nullable(),
    formerPlace: () => p.manyToOne(Place).ref().nullable(),
    placeAsWritten: p.text().nullable(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

export const ProductVariant = defineEntity({
  name: 'ProductVariant',
  tableName: 'product_variant',
  properties: {
    id: key(),
    product: () => p.manyToOne(Product).ref(),
    name: p.text(),
    netContent: p.text().nullable(),
    gtin: p.text().nullable(),
    position: p.integer(),
  },
});

export const ProductMedia = defineEntity({
  name: 'ProductMedia',
  tableName: 'product_media',
  properties: {
    id: key(),
    product: () => p.manyToOne(Product).ref(),
    url: p.text(),
    alt: p.text(),
    credit: p.text(),
    licence: p.text(),
    position: p.integer(),
  },
});
