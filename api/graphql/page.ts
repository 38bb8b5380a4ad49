import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { toConnection, type Connection, type PageArgs } from './connection.ts';
import type { Context } from './context.ts';
import { Look, pageSql, run, type Alias, type Shape, type Sql } from './shape.ts';

/** A page of a root list, in one statement, count included where it is asked for. */
export async function findPage(
  shape: Shape,
  context: Context,
  info: GraphQLResolveInfo,
  page: PageArgs,
  where: (row: Alias) => Sql,
): Promise<Connection<unknown>> {
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  const look = new Look(info, context.today);
  return toConnection(await run(context, pageSql(shape, look, type, info.fieldNodes, page, where)), page);
}
