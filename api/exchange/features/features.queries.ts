import { sql } from 'kysely';
import type { Feature, Geometry, Position } from 'geojson';
import { connectionSql, toConnection, type Order } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { Direction, daysOf, numberKey } from '../../graphql/ranges.ts';
import { run, type Sql } from '../../graphql/shape.ts';
import { revision } from '../../register/dataset/dataset.queries.ts';
import { idOf, type Collection, type Property } from './collections.ts';
import type { Licence } from './documents.ts';

export const DEFAULT_LIMIT = 10;
export const LARGEST_LIMIT = 10_000;

export interface Sorting {
  property: Property;
  isDescending: boolean;
}

export interface Asked {
  conditions: readonly Sql[];
  limit: number;
  cursor: string | null;
  sorting: readonly Sorting[];
  properties: readonly Property[];
}

export interface FoundFeature extends Feature<Geometry | null> {
  id: string;
}

export interface FoundPage {
  features: FoundFeature[];
  matched: number;
  /** Of the page that follows; null where none does. */
  next: string | null;
}

interface Row {
  id: string;
  location: { lat: number; lon: number } | Geometry | null;
  properties: Record<string, unknown>;
}

/** A page of features in one statement, with the count of all that fit. */
export async function findFeatures(
  context: Context,
  collection: Collection,
  asked: Asked,
): Promise<FoundPage> {
  const args = { first: asked.limit, after: asked.cursor };
  const page = connectionSql({
    from: collection.from,
    id: collection.rowId,
    node: rowSql(collection, asked.properties),
    where: sql.join([collection.where, ...asked.conditions], sql` and `),
    order: orderOf(collection, asked.sorting),
    args,
    largest: LARGEST_LIMIT,
    wantsRows: true,
    wantsTotal: true,
    further: [],
  });
  const found = toConnection<Row>(await run(context, page), args, LARGEST_LIMIT);
  return {
    features: found.nodes.map(featureOf),
    matched: found.totalCount,
    next: found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
  };
}

/** Every located feature of collections, in one statement. */
export async function locatedFeatures(
  context: Context,
  layers: readonly { collection: Collection; properties: readonly Property[] }[],
): Promise<FoundFeature[][]> {
  const rows = await run(
    context,
    sql`select json_build_array(${sql.join(
      layers.map(
        ({ collection, properties }) => sql`(
          select coalesce(json_agg(${rowSql(collection, properties)} order by ${collection.rowId}), '[]')
          from ${collection.from} where ${collection.where} and ${collection.isLocated})`,
      ),
    )})`,
  );
  return (rows as Row[][]).map((layer) => layer.map(featureOf));
}

/** The same for as long as nothing of the register changes. */
export const revisionOf = async (context: Context): Promise<string> =>
  (await run(context, sql`select to_json(${revision})`)) as string;

/** Null where the collection has no such feature. */
export async function findFeature(
  context: Context,
  collection: Collection,
  id: string,
): Promise<FoundFeature | null> {
  const { type, uuid } = parseGlobalId(id);
  if (type !== collection.node) return null;
  const row = await run(
    context,
    sql`select ${rowSql(collection, collection.properties)} from ${collection.from}
      where ${collection.where} and ${collection.rowId} = ${uuid}::uuid`,
  );
  return row ? featureOf(row as Row) : null;
}

const rowSql = (collection: Collection, properties: readonly Property[]): Sql => sql`json_build_object(
  'id', ${idOf(collection)}, 'location', ${collection.location},
  'properties', json_build_object(${sql.join(properties.flatMap(({ name, sql: value }) => [sql.lit(name), value]))}))`;

function featureOf({ id, location, properties }: Row): FoundFeature {
  const geometry =
    location && 'lat' in location
      ? { type: 'Point' as const, coordinates: [location.lon, location.lat] as Position }
      : location;
  return { type: 'Feature', id, geometry, properties };
}

/** After every text that there is: what has no value comes last. */
const LAST = '\u{10FFFD}';

function orderOf(collection: Collection, sorting: readonly Sorting[]): Order {
  return {
    name: [
      collection.id,
      ...sorting.map(({ property, isDescending }) => (isDescending ? '-' : '') + property.name),
    ].join(' '),
    keys: sorting.map(({ property, isDescending }) => {
      const direction = isDescending ? Direction.DESC : Direction.ASC;
      if (property.type === 'date') return numberKey(daysOf(property.sql), direction);
      if (property.type === 'boolean') return numberKey(sql`(${property.sql})::int`, direction);
      if (property.type !== 'string') return numberKey(property.sql, direction);
      return {
        type: 'text' as const,
        sql: sql`coalesce(${property.order ?? sql`(${property.sql})::text`}, ${LAST}) collate "C"`,
      };
    }),
  };
}

export interface Extent {
  /** West, south, east, north; null where nothing has a location. */
  bbox: [number, number, number, number] | null;
  /** First and last day; open where null. */
  interval: [string | null, string | null] | null;
}

/** Where and when the features of collections lie, in one statement. */
export async function extentsOf(context: Context, collections: readonly Collection[]): Promise<Extent[]> {
  const extents = await run(context, sql`select json_build_array(${sql.join(collections.map(extentSql))})`);
  return (extents as Extent[]).map(({ bbox, interval }) => ({
    bbox: bbox?.[0] === null ? null : bbox,
    interval,
  }));
}

const extentSql = ({ geometry, node, from, where, rowId, period }: Collection): Sql => sql`json_build_object(
  'bbox', ${
    geometry === 'POINT'
      ? sql`(select json_build_array(min(spot.lon), min(spot.lat), max(spot.lon), max(spot.lat))
          from ${from} where ${where})`
      : sql`(select json_build_array(
            min(((box(shape))[1])[0]), min(((box(shape))[1])[1]), max(((box(shape))[0])[0]), max(((box(shape))[0])[1]))
          from ${from} join ${sql.table(`${node.toLowerCase()}_ring`)} ring
            on ${sql.ref(`ring.${node.toLowerCase()}_id`)} = ${rowId}
          where ${where})`
  },
  'interval', ${
    period
      ? sql`(select json_build_array(min(${period.from}), case when bool_or(${period.to} is null and ${period.from} is not null) then null else max(${period.to}) end)
          from ${from} where ${where})`
      : sql`null::json`
  })`;

/** Under what terms the features are given. */
export const licenceOf = async (context: Context): Promise<Licence> =>
  (await run(
    context,
    sql`select json_build_object('licence', licence, 'licenceUrl', licence_url, 'attribution', attribution)
      from dataset order by slug limit 1`,
  )) as Licence;
