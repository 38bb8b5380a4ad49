import { columns, globalId, one, ref, shape } from '../../graphql/shape.ts';
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
