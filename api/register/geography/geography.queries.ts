import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import { ref, type Alias, type Sql } from '../../graphql/shape.ts';
import type { AreaInput, PointInput } from './area.type.ts';

/** Metres from a point to the point of a row's commune; null where the commune is not known. */
export const distanceMetres = (row: Alias, { lat, lon }: PointInput): Sql => sql`(
  select earth_distance(ll_to_earth(there.lat, there.lon), ll_to_earth(${lat}, ${lon}))
  from place there where there.id = ${ref(row, 'place_id')} and there.lat is not null)`;

/** The commune of a row lies within so many kilometres of a point. */
export const isNear = (
  row: Alias,
  { lat, lon }: PointInput,
  km: number,
): Sql => sql`${ref(row, 'place_id')} in (
  select there.id from place there
  where there.lat is not null
    and earth_box(ll_to_earth(${lat}, ${lon}), ${km * 1_000}) @> ll_to_earth(there.lat, there.lon)
    and earth_distance(ll_to_earth(${lat}, ${lon}), ll_to_earth(there.lat, there.lon)) <= ${km * 1_000})`;

/** The commune of a row lies within an area on the map, by its point. */
export function isWithin(row: Alias, { bbox }: AreaInput): Sql {
  const [west, south, east, north] = bbox ?? [];
  if (west == null || south == null || east == null || north == null)
    throw badInput('bbox is west, south, east, north');
  return sql`${ref(row, 'place_id')} in (select there.id from place there
    where there.lon between ${west} and ${east} and there.lat between ${south} and ${north})`;
}
