import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { bases, Product } from '../products/product.entity.ts';
import { Region } from '../regions/region.entity.ts';
import { Source } from '../sources/source.entity.ts';
import { Material } from './material.entity.ts';

/** Product ← material ← region: stated by a source, or inferred because material and place fit. */
export const MaterialSource = defineEntity({
  name: 'MaterialSource',
  tableName: 'material_source',
  properties: {
    id: key(),
    product: () => p.manyToOne(Product).ref(),
    material: () => p.manyToOne(Material).ref(),
    region: () => p.manyToOne(Region).ref().nullable(),
    sharePercent: p.decimal('number').precision(5).scale(2).nullable(),
    period: p.text().nullable(),
    basis: p.enum(bases),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref().nullable(),
  },
});
