import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Producer } from '../producers/producer.entity.ts';
import { Product } from '../products/product.entity.ts';
import { Region } from '../regions/region.entity.ts';
import { Source } from '../sources/source.entity.ts';

/** VietGAP, 4C, organic, ISO …: held by exactly one product, producer or region. */
export const Certification = defineEntity({
  name: 'Certification',
  tableName: 'certification',
  properties: {
    id: key(),
    slug: p.text().unique(),
    scheme: p.text(),
    number: p.text().nullable(),
    scope: p.text().nullable(),
    issuer: p.text().nullable(),
    issued: p.text().nullable(),
    validUntil: p.date().nullable(),
    note: p.text().nullable(),
    product: () => p.manyToOne(Product).ref().nullable(),
    producer: () => p.manyToOne(Producer).ref().nullable(),
    region: () => p.manyToOne(Region).ref().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});
