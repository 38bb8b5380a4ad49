import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Territory } from '../places/territory.rules.ts';
import { overlapOf } from './overlap.rules.ts';

interface Drawn {
  id: string;
  geometry: Territory;
}

/**
 * Works out what regions cover of today's places, where the database notes that a geometry is new or has changed.
 * Runs in the caller's transaction. Returns the number of geometries that it looked at.
 */
export async function bringOverlapsUpToDate(em: SqlEntityManager): Promise<number> {
  const due = await em.execute<{ placeId: string | null; regionId: string | null }[]>(
    `delete from region_overlap_due returning place_id as "placeId", region_id as "regionId"`,
  );
  const regions = due.flatMap(({ regionId }) => regionId ?? []);
  const places = due.flatMap(({ placeId }) => placeId ?? []);
  // One at a time: the borders of a whole country do not fit into memory.
  for (const id of regions) {
    const [region] = await em.execute<Drawn[]>('select id, geometry from region where id = ?', [id]);
    if (region) await keep(em, await placesUnder(em, region), [region]);
  }
  for (const id of places) {
    const over = await regionsOver(em, id, regions);
    if (over.length === 0) continue;
    await keep(em, await em.execute<Drawn[]>('select id, geometry from place where id = ?', [id]), over);
  }
  return due.length;
}

const placesUnder = (em: SqlEntityManager, region: Drawn): Promise<Drawn[]> =>
  em.execute(
    `select id, geometry from place where valid_until is null and id in (
      select under.place_id from region_ring zone join place_ring under on under.shape && zone.shape
      where zone.region_id = ? and zone.ring = 0 and under.ring = 0)`,
    [region.id],
  );

/** Regions that meet a place of today, but for those that are done. */
const regionsOver = (em: SqlEntityManager, placeId: string, done: readonly string[]): Promise<Drawn[]> =>
  em.execute(
    `select id, geometry from region where id <> all(?::uuid[]) and id in (
      select zone.region_id
      from place join place_ring under on under.place_id = place.id
        join region_ring zone on zone.shape && under.shape
      where place.id = ? and place.valid_until is null and under.ring = 0 and zone.ring = 0)`,
    [`{${done.join(',')}}`, placeId],
  );

async function keep(
  em: SqlEntityManager,
  places: readonly Drawn[],
  regions: readonly Drawn[],
): Promise<void> {
  const rows = places.flatMap((place) =>
    regions.flatMap((region) => {
      const overlap = overlapOf(place.geometry, region.geometry);
      return overlap
        ? {
            place_id: place.id,
            region_id: region.id,
            area_km2: overlap.areaKm2,
            share_of_place: overlap.shareOfPlace,
            share_of_region: overlap.shareOfRegion,
          }
        : [];
    }),
  );
  if (rows.length === 0) return;
  await em.execute(
    `insert into region_overlap (place_id, region_id, area_km2, share_of_place, share_of_region)
    select * from jsonb_to_recordset(?::jsonb) as worked_out (
      place_id uuid, region_id uuid, area_km2 numeric, share_of_place numeric, share_of_region numeric)
    on conflict (place_id, region_id) do update set area_km2 = excluded.area_km2,
      share_of_place = excluded.share_of_place, share_of_region = excluded.share_of_region`,
    [JSON.stringify(rows)],
  );
}
