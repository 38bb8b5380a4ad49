import { sql } from 'kysely';
import { ref } from '../../graphql/look.ts';
import { columns, globalId, inLanguage, many, one, shape } from '../../graphql/shape.ts';

export const sectorShape = shape('Sector', 'sector', () => ({
  ...columns('code', 'numeral'),
  name: inLanguage('name_vi', 'name_en'),
}));

export const productSetShape = shape('ProductSet', 'product_set', () => ({
  id: globalId('ProductSet'),
  ...columns('number', 'key', 'leadAgencies'),
  group: inLanguage('group_vi', 'group_en'),
  name: inLanguage('name_vi', 'name_en'),
  sector: one(
    () => sectorShape,
    (sector, self) => sql`${ref(sector, 'id')} = ${ref(self, 'sector_id')}`,
  ),
  taxonomy: itsTaxonomy(),
}));

export const taxonomyShape = shape('Taxonomy', 'taxonomy', () => ({
  id: globalId('Taxonomy'),
  ...columns('code', 'title', 'validFrom', 'validUntil'),
  sectors: many(
    () => sectorShape,
    (sector, self) => sql`${ref(sector, 'taxonomy_id')} = ${ref(self, 'id')}`,
    (sector) => ref(sector, 'position'),
  ),
  productSets: many(
    () => productSetShape,
    (set, self) => sql`${ref(set, 'taxonomy_id')} = ${ref(self, 'id')}`,
    (set) => ref(set, 'number'),
  ),
}));

/** The taxonomy that a row names in its column taxonomy_id. */
export function itsTaxonomy() {
  return one(
    () => taxonomyShape,
    (taxonomy, self) => sql`${ref(taxonomy, 'id')} = ${ref(self, 'taxonomy_id')}`,
  );
}
