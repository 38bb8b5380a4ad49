import { MaterialSource } from '../../../register/materials/material-source.entity.ts';
import { Material } from '../../../register/materials/material.entity.ts';
import { bases } from '../../../register/products/product.entity.ts';
import { by, bySlug, type Kind } from '../kind.ts';

export const materials: Kind = {
  name: 'material',
  entity: Material,
  tables: ['materials.csv'],
  key: bySlug,
  own: { slug: bySlug },
  shared: (values) => [String(values['name'])],
  read: (cells) => ({ slug: cells.slug('slug'), name: cells.text('name'), nameEn: cells.text('name_en') }),
};

/** Ties that somebody stated. Those that follow from material and place are added by ties.ts. */
export const materialSources: Kind = {
  name: 'material source',
  entity: MaterialSource,
  tables: ['material_sources.csv'],
  key: by('product', 'material', 'region', 'period'),
  read(cells) {
    const basis = cells.choice('basis', bases);
    const source = cells.optionalReference('source', 'source');
    if (basis === 'STATED' && !source) cells.refuse('source', 'is empty – a stated tie names who stated it');
    return {
      product: cells.reference('product', 'product'),
      material: cells.reference('material', 'material'),
      region: cells.optionalReference('region', 'region'),
      basis,
      note: cells.optional('note'),
      source,
    };
  },
};
