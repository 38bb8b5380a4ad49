import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { findByText } from './search.page.ts';
import { SHORTEST_GUESS } from './search.rules.ts';
import { SearchArgs, SearchConnection } from './search.type.ts';

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description: `Products, producers, raw-material regions and places that a text finds, best first. Exact marks come before folded ones; where nothing is found, one wrong letter is forgiven in each word of ${SHORTEST_GUESS} letters or more, and \`didYouMean\` says so.`,
  })
  search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findByText(context, info, args);
  }
}
