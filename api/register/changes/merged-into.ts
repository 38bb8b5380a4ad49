import { sql, type RawBuilder } from 'kysely';

/** What a record that is gone was merged into: its id, and what it goes by where it has that. */
export interface MergedInto {
  id: string;
  code: string | null;
  slug: string | null;
}

/** The same as JSON, null where it was not merged; also where the other has gone since. */
export const mergedIntoSql = (gone: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select json_build_object('id', into_id,
    'code', (select given.code from given_code given where given.thing = into_id),
    'slug', coalesce((select slug from producer where producer.id = into_id),
      (select later.slug from merged_record later where later.gone_id = into_id)))
  from merged_record merged where merged.gone_id = ${gone})`;
