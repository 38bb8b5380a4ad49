import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { toConnection, type Connection, type PageArgs } from './connection.ts';
import type { Context } from './context.ts';
import { Look, pageSql, run, type Alias, type List, type Sql } from './shape.ts';

/** A page of a root list, in one statement, counts included where they are asked for. */
export async function findPage<Args extends PageArgs>(
  list: List<Args>,
  context: Context,
  info: GraphQLResolveInfo,
  args: Args,
  base: (row: Alias) => Sql = () => sql`true`,
): Promise<Connection<unknown>> {
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  const look = new Look(info, context.today);
  return toConnection(await run(context, pageSql(list, look, type, info.fieldNodes, args, base)), args);
}
