import type { MultiPolygon, Polygon } from 'geojson';
import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import type { AreaInput, PointInput } from './area.type.ts';
import {
  checkedBox,
  checkedKm,
  checkedPoint,
  MapFault,
  parsePolygon,
  polygonOf,
  type Box,
  type GivenPoint,
} from './geography.rules.ts';

/**
 * Conditions that PostgreSQL answers from an index: communes by their points (place_earth, place_point), territories
 * and zones by their rings (place_ring_shape, region_ring_shape). A product or producer is where its commune's
 * point is: nobody's address.
 */

/** Reads a caller's input; what is wrong with it reaches the caller. */
function given<Checked>(check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (error instanceof MapFault) throw badInput(error.message, error.code);
    throw error;
  }
}

export const givenPoint = (point: PointInput): GivenPoint => given(() => checkedPoint(point));

/** The point of a root field, checked whenever its statement is asked. */
export const latePoint = (late: LateValue<{ point: PointInput }>): SqlPoint => ({
  lat: late(({ point }) => givenPoint(point).lat),
  lon: late(({ point }) => givenPoint(point).lon),
});

export const givenKm = (km: number): number => given(() => checkedKm(km));

/** A polygon is checked once, however many facets, branches and fields of a query it stands in. */
const checkedPolygons = new WeakMap<object, Polygon | MultiPolygon>();

function drawnPolygon(polygon: unknown): Polygon | MultiPolygon {
  if (typeof polygon !== 'object' || polygon === null) return given(() => parsePolygon(polygon));
  const checked = checkedPolygons.get(polygon) ?? given(() => parsePolygon(polygon));
  checkedPolygons.set(polygon, checked);
  return checked;
}

/** Metres from a point to the place "there". */
const metresTo = ({ lat, lon }: GivenPoint): Sql => sql`metres_between(${lat}, ${lon}, there.lat, there.lon)`;

/** Metres from a point to the point of a row's commune; null where the commune is not known. */
export const distanceMetres = (row: Alias, point: PointInput): Sql => sql`(
  select ${metresTo(givenPoint(point))} from place there
  where there.id = ${ref(row, 'place_id')} and there.lat is not null)`;

/** The earth of earth_box is a little larger than that of metres_between: its box must not cut off what is near. */
const BOX_MARGIN = 1.01;

/** The place "there" lies within so many kilometres of a point, both checked. */
const isWithinKm = (point: GivenPoint, km: number): Sql => sql`(
  earth_box(ll_to_earth(${point.lat}, ${point.lon}), ${km * 1_000 * BOX_MARGIN}) @> ll_to_earth(there.lat, there.lon)
    and ${metresTo(point)} <= ${km * 1_000})`;

/**
 * Places as rows of id and metres from a point; all of them, or those within so many kilometres. "offset 0" has the
 * distance worked out once for a place, and not for each of its products.
 */
export const placesByDistance = (point: GivenPoint, km: number | null): Sql => sql`(
  select there.id, ${metresTo(point)} as metres
  from place there where there.lat is not null ${km === null ? sql`` : sql`and ${isWithinKm(point, km)}`}
  offset 0)`;

/** A place lies within so many kilometres of a point, by its own. */
export const isNear = (place: Sql, point: PointInput, km: number): Sql => sql`${place} = any(array(
  select there.id from place there
  where there.lat is not null and ${isWithinKm(givenPoint(point), givenKm(km))}))`;

/** A place lies within an area on the map, by its point. */
export function isWithin(place: Sql, area: AreaInput): Sql {
  const { bbox, polygon } = onlyOneOf(area);
  return bbox == null ? isWithinPolygon(place, polygon) : isWithinBox(place, bbox);
}

function onlyOneOf(area: AreaInput): AreaInput {
  if ((area.bbox == null) === (area.polygon == null))
    throw badInput('Give exactly one of bbox and polygon', 'BAD_REFERENCE');
  return area;
}

export function isWithinBox(place: Sql, bbox: readonly number[]): Sql {
  return liesInBox(
    place,
    given(() => checkedBox(bbox)),
  );
}

/** The same for any box on earth. */
export const liesInBox = (place: Sql, [west, south, east, north]: Box): Sql => sql`${place} = any(array(
    select there.id from place there
    where there.lat is not null
      and point(there.lon, there.lat) <@ box(point(${west}, ${south}), point(${east}, ${north}))))`;

/** In one of its outer rings, and not in a hole of that one. */
export const isWithinPolygon = (place: Sql, polygon: unknown): Sql => liesIn(place, drawnPolygon(polygon));

/** The same for any polygon on earth. */
export const liesIn = (place: Sql, drawn: Polygon | MultiPolygon): Sql => sql`${place} = any(array(
    with drawn as materialized (${ringsOf(drawn)})
    select there.id from drawn outside join place there on point(there.lon, there.lat) <@ outside.shape
    where there.lat is not null and outside.ring = 0 and not exists (
      select from drawn hole
      where hole.part = outside.part and hole.ring > 0 and hole.shape @> point(there.lon, there.lat))))`;

/** The drawn zone of a region and an area on the map have a spot in common. */
export function reachesInto(region: Sql, area: AreaInput): Sql {
  const { bbox, polygon } = onlyOneOf(area);
  const drawn = bbox == null ? drawnPolygon(polygon) : given(() => polygonOf(checkedBox(bbox)));
  return sharesASpot('region', region, drawn);
}

/**
 * A drawn zone or territory and any area on earth have a spot in common; to touch is enough. Borders that cross are
 * seen by "&&". Where none cross, one outer ring lies in the other: in common, unless it lies in a hole there.
 */
export function sharesASpot(kind: 'region' | 'place', id: Sql, drawn: Polygon | MultiPolygon): Sql {
  const rings = sql.table(`${kind}_ring`);
  const its = (alias: string) => sql.ref(`${alias}.${kind}_id`);
  return sql`${id} = any(array(
    with drawn as materialized (${ringsOf(drawn)})
    select ${its('zone')} from drawn area join ${rings} zone on zone.shape && area.shape
    where area.ring = 0 and zone.ring = 0
      and not exists (
        select from drawn hole
        where hole.part = area.part and hole.ring > 0 and hole.shape @> zone.shape)
      and not exists (
        select from ${rings} hole
        where ${its('hole')} = ${its('zone')} and hole.part = zone.part and hole.ring > 0
          and hole.shape @> area.shape)))`;
}

const ringsOf = (drawn: Polygon | MultiPolygon): Sql =>
  sql`select part, ring, ring_polygon(points) as shape from geojson_rings(${JSON.stringify(drawn)}::jsonb)`;

/** A point whose coordinates are numbers, or are known when the statement is asked. */
type SqlPoint = Record<keyof GivenPoint, number | Sql>;

/** Ids of the regions whose drawn zone holds a point, as an array: it is worked out once for a statement. */
export const zonesAt = (point: SqlPoint): Sql => containing('region', point);

/** Ids of the places whose drawn territory holds a point. */
export const territoriesAt = (point: SqlPoint): Sql => containing('place', point);

function containing(kind: 'region' | 'place', { lat, lon }: SqlPoint): Sql {
  const id = sql.ref(`ring.${kind}_id`);
  // An index of polygons knows of polygons only: one no larger than the point finds the rings to look at.
  // Where a hole (1, 2 …) holds the point, so does the outer ring (0) around it.
  return sql`array(
    select ${id} from (select point(${lon}, ${lat}) as spot) as here
      join ${sql.table(`${kind}_ring`)} ring on ring.shape && polygon(box(spot, spot)) and ring.shape @> spot
    group by ${id}, ring.part having max(ring.ring) = 0)`;
}
