import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from './context.ts';
import { badInput } from './errors.ts';
import { MOST_IDS } from './input-limits.rules.ts';
import { wanted } from './node-loader.ts';
import { Node } from './node.ts';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null where there is no such thing.',
  })
  node(
    @Arg('id', () => ID, { description: 'The id, as given by the field `id`.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return context.nodes.load(wanted(id, info));
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `Several things by their ids, in the order asked; null for each that does not exist. At most ${MOST_IDS} ids.`,
  })
  nodes(
    @Arg('ids', () => [ID], { description: `The ids, at most ${MOST_IDS}.` }) ids: string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (ids.length > MOST_IDS)
      throw badInput(`${ids.length} ids are asked: at most ${MOST_IDS} are allowed`, 'TOO_MANY_IDS');
    return context.nodes.loadMany(ids.map((id) => wanted(id, info)));
  }
}
