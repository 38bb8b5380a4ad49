import { type Kysely, sql } from 'kysely';
import { beside, type Territory, unionOf } from '../../register/places/territory.rules.ts';
import { areAlike } from './alike.rules.ts';
import type { BoundaryIndex } from './boundary-index.ts';
import { drawnAreaKm2 } from './drawn-area.rules.ts';

/** What follows from borders of communes that were taken in. */
export interface Followed {
  /** Communes without an official border whose approximate one gave way to a neighbour's. */
  cells: number;
  /** Zones known only by their communes that were put together anew. */
  zones: number;
}

/**
 * Where communes got official borders, the approximate ones of their neighbours end there, and zones that are known only
 * by their communes are these communes as they are drawn now.
 */
export async function followBorders(
  db: Kysely<unknown>,
  { units, zones }: BoundaryIndex,
  drawn: ReadonlyMap<string, Territory>,
): Promise<Followed> {
  const now = new Map<string, Territory>();
  const changed = new Set(drawn.keys());
  let cells = 0;
  for (const { id, isToday, geometry, accuracy } of units) {
    if (!isToday) continue;
    const official = drawn.get(id);
    if (official) now.set(id, official);
    else if (geometry) {
      const rest = accuracy === 'APPROXIMATE' ? beside(geometry, [...drawn.values()]) : geometry;
      now.set(id, rest);
      if (rest === geometry || areAlike(rest, geometry)) continue;
      changed.add(id);
      cells++;
      await sql`update place set geometry = ${JSON.stringify(rest)}::text::jsonb where id = ${id}::uuid`.execute(
        db,
      );
    }
  }

  const { rows } = await sql<{ region: string; places: string[] }>`
    select region_id as region, array_agg(place_id::text order by place_id) as places
    from region_commune group by region_id`.execute(db);
  const communesOf = new Map(rows.map(({ region, places }) => [region, places]));
  const unions = new Map<string, Territory>();
  let redrawn = 0;
  for (const { id, accuracy, geometry } of zones) {
    const communes = communesOf.get(id) ?? [];
    if (accuracy !== 'COMMUNE_UNION' || !communes.some((commune) => changed.has(commune))) continue;
    const territories = communes.flatMap((commune) => now.get(commune) ?? []);
    const key = communes.join();
    const union = unions.get(key) ?? unionOf(territories);
    unions.set(key, union);
    if (geometry && areAlike(geometry, union)) continue;
    redrawn++;
    await sql`update region set geometry = ${JSON.stringify(union)}::text::jsonb,
      geometry_area_km2 = ${drawnAreaKm2(union)} where id = ${id}::uuid`.execute(db);
  }
  return { cells, zones: redrawn };
}
