import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { AsOfArgs } from '../../graphql/as-of.ts';
import type { Context } from '../../graphql/context.ts';
import { LanguageArgs } from '../../graphql/language.ts';
import { Selected } from '../../graphql/selected.ts';
import { Look, objectSql, run } from '../../graphql/shape.ts';
import { subjectOf, subjectVerdict, verdictShape } from './recognition.queries.ts';
import { Recognition, Verdict, VerdictRef } from './recognition.type.ts';
import { statement, type StatementFacts } from './verdict-words.rules.ts';

@Resolver(() => Recognition)
export class RecognitionResolver {
  @FieldResolver(() => Verdict, { description: 'What this recognition says on a day.' })
  verdict(@Args(() => AsOfArgs) _args: AsOfArgs, @Selected() verdict: Verdict): Verdict {
    return verdict;
  }
}

@Resolver(() => Verdict)
export class VerdictResolver {
  @Query(() => Verdict, {
    description:
      'Is this star real, for this product, on this day? A code of a recognition is answered for that recognition, anything else for the product. An unknown number is answered UNKNOWN.',
  })
  async verdict(
    @Arg('of', () => VerdictRef, { description: 'What is to be verified.' }) of: VerdictRef,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const look = new Look(info, context.today);
    const verdict = look.alias();
    const asOf = look.day({ ...args });
    const found = await run(
      context,
      sql`select ${objectSql(verdictShape, look, verdict, info.fieldNodes)}
        from (select v.*, ${asOf} as as_of from (${subjectVerdict(subjectOf(of), asOf)}) as v) as ${sql.table(verdict)}`,
    );
    return found ?? unknown(args.asOf ?? context.today);
  }

  @FieldResolver(() => String, { description: 'The answer as one plain sentence.' })
  statement(
    @Root() verdict: { statement: StatementFacts },
    @Args(() => LanguageArgs) { language }: LanguageArgs,
  ): string {
    return statement(verdict.statement, language);
  }
}

function unknown(asOf: string) {
  const facts = {
    status: 'UNKNOWN',
    reason: 'NOT_FOUND',
    stars: null,
    firstDay: null,
    lastDay: null,
    lastDayIsExact: false,
    earliestLastDay: null,
    asOf,
  } as const;
  return {
    ...facts,
    product: null,
    recognition: null,
    supersededBy: null,
    statement: { ...facts, name: null },
  };
}
