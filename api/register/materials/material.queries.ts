import { sql } from 'kysely';
import { ref } from '../../graphql/look.ts';
import { columns, globalId, inLanguage, one, shape } from '../../graphql/shape.ts';
import { regionShape } from '../regions/region.queries.ts';
import { itsSource } from '../sources/source.queries.ts';

export const materialShape = shape('Material', 'material', () => ({
  id: globalId('Material'),
  ...columns('slug'),
  name: inLanguage('name', 'name_en'),
}));

/** The material that a row names in its column material_id. */
export const itsMaterial = one(
  () => materialShape,
  (material, self) => sql`${ref(material, 'id')} = ${ref(self, 'material_id')}`,
);

export const materialSourceShape = shape('MaterialSource', 'material_source', () => ({
  ...columns('sharePercent', 'period', 'basis', 'note'),
  material: itsMaterial,
  region: one(
    () => regionShape,
    (region, self) => sql`${ref(region, 'id')} = ${ref(self, 'region_id')}`,
  ),
  source: itsSource,
}));
