import { sql } from 'kysely';
import type { Context } from '../../graphql/context.ts';
import { run } from '../../graphql/root-field.ts';
import type { Sql } from '../../graphql/look.ts';
import { fromOf, type Collection } from './collections.ts';
import { whileUnchanged } from './while-unchanged.ts';

export interface Extent {
  /** West, south, east, north; null where nothing has a location. */
  bbox: [number, number, number, number] | null;
  /** First and last day; open where null. */
  interval: [string | null, string | null] | null;
}

/** Where and when the features of collections lie; worked out once for a state of the register. */
export function extentKeeper(): (context: Context, collections: readonly Collection[]) => Promise<Extent[]> {
  const memoryOf = whileUnchanged<Extent>(MOST);
  return async (context, collections) => {
    const memory = await memoryOf(context);
    const unknown = collections.filter(({ id }) => !memory.get(id));
    if (unknown.length > 0) {
      const found = await extentsOf(context, unknown);
      unknown.forEach(({ id }, index) => memory.set(id, found[index]!));
    }
    return collections.map(({ id }) => memory.get(id)!);
  };
}

/** More than there are collections. */
const MOST = 10;

async function extentsOf(context: Context, collections: readonly Collection[]): Promise<Extent[]> {
  const extents = await run(context, sql`select json_build_array(${sql.join(collections.map(extentSql))})`);
  return (extents as Extent[]).map(({ bbox, interval }) => ({
    bbox: bbox?.[0] === null ? null : bbox,
    interval,
  }));
}

const extentSql = (collection: Collection): Sql => {
  const { geometry, node, where, rowId, period } = collection;
  return sql`json_build_object(
  'bbox', ${
    geometry === 'POINT'
      ? sql`(select json_build_array(min(spot.lon), min(spot.lat), max(spot.lon), max(spot.lat))
          from ${collection.from} where ${where})`
      : sql`(select json_build_array(
            min(((box(shape))[1])[0]), min(((box(shape))[1])[1]), max(((box(shape))[0])[0]), max(((box(shape))[0])[1]))
          from ${collection.from} join ${sql.table(`${node.toLowerCase()}_ring`)} ring
            on ${sql.ref(`ring.${node.toLowerCase()}_id`)} = ${rowId}
          where ${where})`
  },
  'interval', ${
    period
      ? sql`(select json_build_array(
            case when bool_or(${period.from} is null and ${period.to} is not null) then null else min(${period.from}) end,
            case when bool_or(${period.to} is null and ${period.from} is not null) then null else max(${period.to}) end)
          from ${fromOf(collection, period.needs ? [period.needs] : [])} where ${where})`
      : sql`null::json`
  })`;
};
