import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { AsOfArgs } from '../../graphql/as-of.ts';
import type { Context } from '../../graphql/context.ts';
import { LanguageArgs } from '../../graphql/language.ts';
import { findOne } from '../../graphql/root-field.ts';
import { Selected } from '../../graphql/selected.ts';
import { datasetShape } from './dataset.queries.ts';
import { Dataset, DatasetCounts, PlanTarget } from './dataset.type.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => Dataset, {
    description: 'What this register is. Read its statement before you rely on anything in it.',
  })
  dataset(@Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return findOne(datasetShape, context, info, { key: null, args: null, where: () => sql`true` });
  }

  @FieldResolver(() => String, { description: 'Name of the register.' })
  title(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() title: string): string {
    return title;
  }

  @FieldResolver(() => String, {
    description: 'From what and when it was compiled, and that it is no official list where it is none.',
  })
  statement(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() statement: string): string {
    return statement;
  }

  @FieldResolver(() => DatasetCounts, { description: 'How much it holds, on a day.' })
  counts(@Args(() => AsOfArgs) _args: AsOfArgs, @Selected() counts: DatasetCounts): DatasetCounts {
    return counts;
  }
}

@Resolver(() => PlanTarget)
export class PlanTargetResolver {
  @FieldResolver(() => String, { description: 'What is counted.' })
  indicator(@Args(() => LanguageArgs) _args: LanguageArgs, @Selected() indicator: string): string {
    return indicator;
  }
}
