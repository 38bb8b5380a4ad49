import { bbox } from '@turf/bbox';
import { sql, type Kysely } from 'kysely';
import { revision } from '../../register/dataset/dataset.queries.ts';
import { newestKeptSnapshot } from '../exports/kept-snapshots.ts';
import {
  catalogueOf,
  type Catalogue,
  type KeptFile,
  type RegisterFacts,
  type Responsible,
} from './catalogue.rules.ts';

/** What the register says of itself, in one statement; null where it is empty. */
export async function readCatalogue(
  db: Kysely<unknown>,
  origin: string,
  { responsible, snapshotsDir }: { responsible: Responsible; snapshotsDir?: string | undefined },
): Promise<Catalogue | null> {
  const { rows } = await sql<RegisterFacts & { territory: string | null }>`
    select json_build_object('vi', title_vi, 'en', title_en) as title,
      json_build_object('vi', statement_vi, 'en', statement_en) as statement,
      licence, licence_url as "licenceUrl", attribution, compiled_on::text as "compiledOn", ${revision} as revision,
      (select min(earliest_day(issued))::text from recognition) as since,
      place.full_name as province, place.geometry::text as territory
    from dataset join place on place.id = dataset.province_id order by dataset.slug limit 1`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const { territory, ...facts } = found;
  const box = territory === null ? null : bbox(JSON.parse(territory));
  return catalogueOf(
    { ...facts, bbox: box },
    origin,
    responsible,
    snapshotsDir ? newestKept(snapshotsDir) : [],
  );
}

function newestKept(folder: string): KeptFile[] {
  const newest = newestKeptSnapshot(folder);
  return (newest?.files ?? []).map(({ file, list, format, bytes, sha256, snapshot }) => ({
    table: list,
    format,
    path: `/export/snapshots/${newest?.day}/${file}`,
    bytes,
    sha256,
    recordedAt: snapshot.recordedAt,
  }));
}
