import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { toConnection, type PageArgs } from './connection.ts';
import type { Context } from './context.ts';
import type { LateValue } from './plan.ts';
import { ask, WholeAnswer } from './root-field.ts';
import { type Alias, type Sql } from './look.ts';
import { pageSql, type List } from './shape.ts';

/** A page of a root list, in one statement, counts included where they are asked for. */
export function findPage<Args extends PageArgs>(
  list: List<Args>,
  context: Context,
  info: GraphQLResolveInfo,
  args: Args,
  base: (row: Alias, late: LateValue<Args>) => Sql = () => sql`true`,
  /** Arguments that only late values are taken from. */
  late: readonly (keyof Args)[] = [],
): WholeAnswer | Promise<unknown> {
  const page = ask(context, info, {
    key: keyOf(args, late),
    args,
    write: (look, late) =>
      pageSql(
        list,
        look,
        getNamedType(info.returnType) as GraphQLObjectType,
        info.fieldNodes,
        args,
        (row) => base(row, late),
        late,
      ),
  });
  return page instanceof WholeAnswer ? page : page.then((rows) => toConnection(rows, args));
}

/** Where a page begins is one statement's matter only in that it begins somewhere. */
function keyOf<Args extends PageArgs>(args: Args, late: readonly (keyof Args)[]): object {
  const begins = (cursor: string | null | undefined) => (cursor == null ? cursor : true);
  const key = { ...args, after: begins(args.after), before: begins(args.before) };
  for (const name of late) delete key[name];
  return key;
}
