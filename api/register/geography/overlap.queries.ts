import { sql } from 'kysely';
import { ref } from '../../graphql/look.ts';
import { many, one, shape, value } from '../../graphql/shape.ts';
import { regionShape } from '../regions/region.queries.ts';

const overlapShape = shape('RegionOverlap', 'region_overlap', () => ({
  region: one(
    () => regionShape,
    (region, self) => sql`${ref(region, 'id')} = ${ref(self, 'region_id')}`,
  ),
  areaKm2: value((self) => ref(self, 'area_km2')),
  share: value((self) => ref(self, 'share_of_place')),
  shareOfRegion: value((self) => ref(self, 'share_of_region')),
}));

/** What regions cover of a place, the most covering first. Former units have none. */
export const itsRegionOverlaps = many(
  () => overlapShape,
  (overlap, self) => sql`${ref(overlap, 'place_id')} = ${ref(self, 'id')}`,
  (overlap) => sql`${ref(overlap, 'share_of_place')} desc, ${ref(overlap, 'share_of_region')} desc,
    (select row(sort_name, id) from region where id = ${ref(overlap, 'region_id')})`,
);
