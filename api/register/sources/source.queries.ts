import { ref } from '../../graphql/look.ts';
import { columns, globalId, one, shape } from '../../graphql/shape.ts';
import { sql } from 'kysely';

export const sourceShape = shape('Source', 'source', () => ({
  id: globalId('Source'),
  ...columns(
    'slug',
    'title',
    'publisher',
    'url',
    'otherUrls',
    'language',
    'reliability',
    'retrievedOn',
    'note',
  ),
}));

/** The source that a row names in its column source_id. */
export const itsSource = one(
  () => sourceShape,
  (source, self) => sql`${ref(source, 'id')} = ${ref(self, 'source_id')}`,
);

/** The source of a border, which a row names in its column geometry_source_id. */
export const itsGeometrySource = one(
  () => sourceShape,
  (source, self) => sql`${ref(source, 'id')} = ${ref(self, 'geometry_source_id')}`,
);
