import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import type { Context } from './context.ts';
import { parseGlobalId, type NodeTypeName } from './global-id.ts';
import { run } from './root-field.ts';
import { Look, ref } from './look.ts';
import { objectSql, type Shape } from './shape.ts';

/** What look-ahead of one root field cannot see: that its neighbours ask for the same kind of thing. */
export type NodeLoader = DataLoader<Wanted, unknown, string>;

interface Wanted {
  type: NodeTypeName;
  uuid: string;
  info: GraphQLResolveInfo;
}

export type NodeShapes = Record<NodeTypeName, Shape>;

export const wanted = (id: string, info: GraphQLResolveInfo): Wanted => {
  const { type, uuid } = parseGlobalId(id);
  return { type, uuid, info };
};

/**
 * One statement for each kind of thing, however many ids and fields ask for it. Fields that select differently
 * are asked apart.
 */
export function nodeLoader(shapes: NodeShapes, context: () => Context): NodeLoader {
  const selections = new Map<readonly FieldNode[], number>();
  const selectionOf = (nodes: readonly FieldNode[]): number => {
    const known = selections.get(nodes);
    if (known !== undefined) return known;
    selections.set(nodes, selections.size);
    return selections.size - 1;
  };
  const groupOf = ({ type, info }: Wanted) => `${type} ${selectionOf(info.fieldNodes)}`;

  return new DataLoader(
    async (asked) => {
      const found = new Map<string, unknown>();
      const groups = Map.groupBy(asked, groupOf);
      for (const [group, members] of groups) {
        const [{ type, info }] = members as [Wanted];
        const shape = shapes[type];
        const look = new Look(info, context().today);
        const self = look.alias();
        const uuids = members.map(({ uuid }) => uuid);
        const rows = await run(
          context(),
          sql`select json_object_agg(${ref(self, 'id')}, ${objectSql(shape, look, self, info.fieldNodes)})
            from ${sql.table(shape.table)} ${sql.table(self)} where ${ref(self, 'id')} = any(${uuids}::uuid[])`,
        );
        for (const [uuid, row] of Object.entries((rows ?? {}) as Record<string, unknown>)) {
          found.set(`${group} ${uuid}`, row);
        }
      }
      return asked.map((one) => found.get(`${groupOf(one)} ${one.uuid}`) ?? null);
    },
    { cacheKeyFn: (one) => `${groupOf(one)} ${one.uuid}` },
  );
}
