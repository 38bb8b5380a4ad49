import type { FieldNode } from 'graphql';
import { sql } from 'kysely';
import { changedSince, idsNamed, nameHas } from '../../graphql/conditions.ts';
import { badInput } from '../../graphql/errors.ts';
import { uuidOf } from '../../graphql/global-id.ts';
import { combined } from '../../graphql/ranges.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { ref, type Alias, type Look, type Sql } from '../../graphql/look.ts';
import {
  columns,
  connection,
  globalId,
  many,
  objectSql,
  one,
  value,
  type FieldShape,
  type List,
  shape,
  type Shape,
} from '../../graphql/shape.ts';
import { isNear, isWithin } from '../geography/geography.queries.ts';
import { itsRegionOverlaps } from '../geography/overlap.queries.ts';
import { producerList } from '../producers/producer.queries.ts';
import { productList } from '../products/product.queries.ts';
import { regionList } from '../regions/region.queries.ts';
import { itsGeometrySource } from '../sources/source.queries.ts';
import type { PlaceListArgs, PlaceRef, PlaceWhere } from './place.type.ts';

export const placeShape = shape('Place', 'place', () => ({
  id: globalId('Place'),
  ...columns('code', 'slug', 'name', 'fullName', 'alternateNames', 'kind', 'validFrom', 'validUntil'),
  ...columns('areaKm2', 'geometryAccuracy'),
  areaKm2: value((self) => ref(self, 'area_km2')),
  parent: one(
    () => placeShape,
    (parent, self) => sql`${ref(parent, 'id')} = ${ref(self, 'parent_id')}`,
  ),
  point: { selects: true, sql: ({ nodes }, self, _type, look) => selectedPoint(self, look, nodes) },
  geometry: drawn,
  geometrySource: itsGeometrySource,
  predecessors: many(
    () => successionShape('predecessor_id'),
    (succession, self) => sql`${ref(succession, 'successor_id')} = ${ref(self, 'id')}`,
    (succession) => otherName(succession, 'predecessor_id'),
  ),
  successors: many(
    () => successionShape('successor_id'),
    (succession, self) => sql`${ref(succession, 'predecessor_id')} = ${ref(self, 'id')}`,
    (succession) => otherName(succession, 'successor_id'),
  ),
  on: many(
    () => placeShape,
    (place, self, { date }) =>
      sql`${ref(place, 'id')} in (select places_on(${ref(self, 'id')}, ${date}::date))`,
    (place) => sql`${ref(place, 'sort_name')}, ${ref(place, 'id')}`,
  ),
  products: connection(
    () => productList,
    (product, self) => isIn(product, ref(self, 'id')),
  ),
  producers: connection(
    () => producerList,
    (producer, self) => isIn(producer, ref(self, 'id')),
  ),
  regions: connection(
    () => regionList,
    (region, self) => growsIn(region, ref(self, 'id')),
  ),
  regionOverlaps: itsRegionOverlaps,
}));

function successionShape(otherColumn: 'predecessor_id' | 'successor_id'): Shape {
  return {
    typeName: 'PlaceSuccession',
    table: 'place_succession',
    fields: {
      ...columns('isPart', 'note'),
      place: one(
        () => placeShape,
        (place, self) => sql`${ref(place, 'id')} = ${ref(self, otherColumn)}`,
      ),
    },
  };
}

const otherName = (succession: Alias, column: string): Sql =>
  sql`(select row(sort_name, id) from place where id = ${ref(succession, column)})`;

/** The drawn geometry of a row, as it is unless a resolver is to simplify it. */
export const drawn: FieldShape = value((self) => ref(self, 'geometry'), {
  ignoresArguments: true,
  isAsIs: ({ simplify }) => !simplify,
});

/** A place exists on a day: from its first to its last, as far as they are recorded. */
export const existsOn = (place: Alias, day: Sql): Sql =>
  sql`coalesce(${ref(place, 'valid_from')} <= ${day}, true) and coalesce(${ref(place, 'valid_until')} >= ${day}, true)`;

/** The point of a place. A product or producer is shown at its commune's point: nobody's address. */
export const pointOf = (
  place: Alias,
): Sql => sql`case when ${ref(place, 'lat')} is not null then json_build_object(
  'lat', ${ref(place, 'lat')}, 'lon', ${ref(place, 'lon')}, 'accuracy', 'COMMUNE') end`;

/** What a query selects of the point of a place. */
export const selectedPoint = (place: Alias, look: Look, nodes: readonly FieldNode[]): Sql =>
  sql`case when ${ref(place, 'lat')} is not null then ${objectSql(pointShape, look, place, nodes)} end`;

const pointShape = shape('Point', 'place', () => ({
  ...columns('lat', 'lon'),
  accuracy: value(() => sql.lit('COMMUNE')),
}));

/** The place that a row names in a column. */
export const itsPlace = (column: string) =>
  one(
    () => placeShape,
    (place, self) => sql`${ref(place, 'id')} = ${ref(self, column)}`,
  );

/**
 * A product or producer lies in a place by its commune of today; where that is not known, by the former place
 * that its source names.
 */
const lies = (row: Alias, today: Sql, before: Sql): Sql => sql`(
  ${ref(row, 'place_id')} = any(array(${today}))
  or ${ref(row, 'place_id')} is null and ${ref(row, 'former_place_id')} = any(array(${before})))`;

export const isIn = (row: Alias, place: Sql): Sql =>
  lies(row, sql`select places_today(${place})`, sql`select places_before(${place})`);

/** A product or producer lies in one of the places that references name. */
export function isInOneOf(row: Alias, list: readonly PlaceRef[]): Sql {
  const named = placesNamed(list);
  return lies(
    row,
    sql`select places_today(id) from (${named}) as named`,
    sql`select places_before(id) from (${named}) as named`,
  );
}

/** A region lies in a place where one of its communes does. */
const grows = (region: Alias, today: Sql): Sql => sql`exists (
  select from region_commune where region_commune.region_id = ${ref(region, 'id')}
    and region_commune.place_id = any(array(${today})))`;

export const growsIn = (region: Alias, place: Sql): Sql => grows(region, sql`select places_today(${place})`);

export const growsInOneOf = (region: Alias, list: readonly PlaceRef[]): Sql =>
  grows(region, sql`select places_today(id) from (${placesNamed(list)}) as named`);

const placesNamed = (list: readonly PlaceRef[]): Sql => idsNamed('Place', 'place', list);

/** The row id of the place that a reference names. */
export function placeId(by: PlaceRef, late: LateValue<PlaceRef>): Sql {
  if (by.id != null) return sql`${late(({ id }) => uuidOf('Place', id ?? ''))}::uuid`;
  if (by.slug != null) return sql`(select id from place where slug = ${late(({ slug }) => slug)})`;
  if (by.code != null)
    return sql`(select id from place where code = ${late(({ code }) => code)} and valid_until is null)`;
  throw badInput('Give exactly one of id, slug and code', 'BAD_REFERENCE');
}

function conditionsOf(place: Alias, where: PlaceWhere): Sql[] {
  const conditions: Sql[] = [];
  const id = ref(place, 'id');
  if (where.kind) conditions.push(sql`${ref(place, 'kind')} = any(${where.kind}::text[])`);
  if (where.place) {
    const named = placesNamed(where.place);
    conditions.push(sql`(${id} = any(array(select places_today(id) from (${named}) as named))
      or ${id} = any(array(select places_before(id) from (${named}) as named)))`);
  }
  if (where.near) conditions.push(isNear(id, where.near.point, where.near.km));
  if (where.within) conditions.push(isWithin(id, where.within));
  if (where.text != null) conditions.push(nameHas(place, where.text));
  if (where.hasProducts != null) {
    conditions.push(sql`exists (select from product made where ${isIn('made', id)}) = ${where.hasProducts}`);
  }
  if (where.changedSince) conditions.push(changedSince('place', id, where.changedSince));
  return conditions;
}

export const placeList: List<PlaceListArgs> = {
  get shape() {
    return placeShape;
  },
  where(place, args, look) {
    const day = look.day({ ...args });
    return sql`${existsOn(place, day)}
      and ${combined(args.where ?? {}, (each) => conditionsOf(place, each))}`;
  },
};
