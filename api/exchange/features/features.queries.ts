import { sql } from 'kysely';
import { connectionSql, toConnection, type Order } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { Direction, daysOf, numberKey } from '../../graphql/ranges.ts';
import { run, runForText } from '../../graphql/root-field.ts';
import type { Sql } from '../../graphql/look.ts';
import { markSql } from '../../register/changes/change-feed.queries.ts';
import { askedOf, fromOf, idOf, type Collection, type Property } from './collections.ts';
import type { Licence } from './documents.ts';
import { featureOf, type FeatureRow, type FoundFeature } from './feature-row.ts';

export const DEFAULT_LIMIT = 10;
export const LARGEST_LIMIT = 10_000;

export interface Sorting {
  property: Property;
  isDescending: boolean;
}

export interface Asked {
  conditions: readonly Sql[];
  /** The joins that the conditions need. */
  needs: ReadonlySet<string>;
  limit: number;
  cursor: string | null;
  sorting: readonly Sorting[];
  properties: readonly Property[];
}

export interface FoundPage {
  features: FoundFeature[];
  matched: number;
  /** Of the page that follows; null where none does. */
  next: string | null;
}

/** A page of features in one statement; with the count of all that fit, where that is not known yet. */
export async function findFeatures(
  context: Context,
  collection: Collection,
  asked: Asked,
  matched: number | null,
): Promise<FoundPage> {
  const args = { first: asked.limit, after: asked.cursor };
  const sorted = asked.sorting.flatMap(({ property }) => askedOf(property).needs ?? []);
  const page = connectionSql({
    from: fromOf(collection, [...needsOf(asked.properties), ...asked.needs, ...sorted]),
    id: collection.rowId,
    node: onceCut(collection, rowSql(collection, asked.properties)),
    where: whereOf(collection, asked),
    order: orderOf(collection, asked.sorting),
    args,
    largest: LARGEST_LIMIT,
    wantsRows: true,
    wantsTotal: false,
    further: matched === null ? [['matched', countSql(collection, asked)]] : [],
  });
  const told = (await run(context, page)) as { matched?: number };
  const found = toConnection<FeatureRow>(told, args, LARGEST_LIMIT);
  return {
    features: found.nodes.map(featureOf),
    matched: matched ?? told.matched ?? 0,
    next: found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
  };
}

/**
 * Borders are written for the rows of the page alone: PostgreSQL leaves until after sorting what it takes for dear, and that
 * is a look into a table but not a border of any length.
 */
const onceCut = ({ geometry, node, rowId }: Collection, row: Sql): Sql =>
  geometry === 'POINT'
    ? row
    : sql`(select ${row} from ${sql.table(node.toLowerCase())} as itself where itself.id = ${rowId})`;

const whereOf = (collection: Collection, { conditions }: Pick<Asked, 'conditions'>): Sql =>
  sql.join([collection.where, ...conditions], sql` and `);

/** How many fit, without what only rows are told from. */
export const countSql = (collection: Collection, asked: Pick<Asked, 'conditions' | 'needs'>): Sql =>
  sql`(select count(*) from ${fromOf(collection, asked.needs)} where ${whereOf(collection, asked)})`;

/** Every located feature of collections, in one statement: a list of `FeatureRow` for each of them, as JSON. */
export const locatedRows = async (
  context: Context,
  layers: readonly { collection: Collection; properties: readonly Property[] }[],
): Promise<string> =>
  (await runForText(
    context,
    sql`select json_build_array(${sql.join(
      layers.map(
        ({ collection, properties }) => sql`(
          select coalesce(json_agg(${rowSql(collection, properties)} order by ${collection.rowId}), '[]')
          from ${rowsOf(collection, properties)} where ${collection.where} and ${collection.isLocated})`,
      ),
    )})`,
  )) ?? '[]';

/** The newest change: the same for as long as nothing of the register changes. */
export const revisionOf = async (context: Context): Promise<string> =>
  (await run(
    context,
    sql`select to_json(coalesce((select id || '-' || ${markSql} from change order by id desc limit 1), ''))`,
  )) as string;

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
    sql`select ${rowSql(collection, collection.properties)} from ${rowsOf(collection, collection.properties)}
      where ${collection.where} and ${collection.rowId} = ${uuid}::uuid`,
  );
  return row ? featureOf(row as FeatureRow) : null;
}

/** The id of the feature that stands for one which was merged into it; null where none does. */
export async function keptFeature(
  context: Context,
  collection: Collection,
  id: string,
): Promise<string | null> {
  const { type, uuid } = parseGlobalId(id);
  if (type !== collection.node) return null;
  const kept = sql`(select kept_in_place_of(gone_id) from merged_record
    where gone_id = ${uuid}::uuid and kind = ${type.toLowerCase()})`;
  return (await run(
    context,
    sql`select to_json(${idOf(collection)}) from ${fromOf(collection, [])}
      where ${collection.where} and ${collection.rowId} = ${kept}`,
  )) as string | null;
}

const needsOf = (properties: readonly Property[]): string[] => properties.flatMap(({ needs }) => needs ?? []);

const rowsOf = (collection: Collection, properties: readonly Property[]): Sql =>
  fromOf(collection, needsOf(properties));

const rowSql = (collection: Collection, properties: readonly Property[]): Sql => sql`json_build_object(
  'id', ${idOf(collection)}, 'location', ${collection.location},
  'properties', json_build_object(${sql.join(properties.flatMap(({ name, sql: value }) => [sql.lit(name), value]))}))`;

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
      const { type, order, isAlways } = property;
      const asked = askedOf(property).sql;
      if (type === 'date') return numberKey(daysOf(asked), direction);
      if (type === 'boolean') return numberKey(sql`(${asked})::int`, direction);
      if (type !== 'string') return numberKey(asked, direction);
      // As it stands in the index, where nothing is without it.
      if (order && isAlways) return { type: 'text' as const, sql: order };
      return {
        type: 'text' as const,
        sql: sql`coalesce(${order ?? sql`(${asked})::text`}, ${LAST}) collate "C"`,
      };
    }),
  };
}

/** Under what terms the features are given. */
export const licenceOf = async (context: Context): Promise<Licence> =>
  (await run(
    context,
    sql`select json_build_object('licence', licence, 'licenceUrl', licence_url, 'attribution', attribution)
      from dataset order by slug limit 1`,
  )) as Licence;
