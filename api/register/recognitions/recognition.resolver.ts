import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { AsOfArgs } from '../../graphql/as-of.ts';
import type { Context } from '../../graphql/context.ts';
import { badInput } from '../../graphql/errors.ts';
import { LanguageArgs } from '../../graphql/language.ts';
import { findPage } from '../../graphql/page.ts';
import { wayOf, type LateValue } from '../../graphql/plan.ts';
import { ask, rootField } from '../../graphql/root-field.ts';
import { Selected } from '../../graphql/selected.ts';
import { objectSql } from '../../graphql/shape.ts';
import { LONGEST_NUMBER, MOST_NUMBERS } from '../../graphql/input-limits.rules.ts';
import { recognitionList } from './recognition.queries.ts';
import {
  Recognition,
  RecognitionConnection,
  RecognitionListArgs,
  Verdict,
  VerdictAnswer,
  VerdictRef,
} from './recognition.type.ts';
import { statement, type StatementFacts } from './verdict-words.rules.ts';
import { answerShape, verdictAbout } from './verdict.queries.ts';

@Resolver(() => Recognition)
export class RecognitionResolver {
  @Query(() => RecognitionConnection, {
    description:
      'Recognitions and assessments, filtered and ordered: what was issued, what ends, what was revoked.',
  })
  recognitions(
    @Args(() => RecognitionListArgs) args: RecognitionListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(recognitionList, context, info, args);
  }

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
  verdict(
    @Arg('of', () => VerdictRef, { description: 'What is to be verified.' }) of: VerdictRef,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return ask(context, info, {
      key: [of.id ?? wayOf(of), args],
      args: of,
      write: (look, late: LateValue<VerdictRef>) =>
        rootField(verdictAbout(of, look.day({ ...args }), late), look, info),
    });
  }

  @Query(() => [VerdictAnswer], {
    description: `The verdicts of up to ${MOST_NUMBERS} numbers at once, in the order asked.`,
  })
  verdicts(
    @Arg('numbers', () => [String], {
      description: `Codes or slugs of products, codes of recognitions, official product codes, GTINs, or numbers of decisions; at most ${MOST_NUMBERS}.`,
    })
    numbers: string[],
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (numbers.length > MOST_NUMBERS) {
      throw badInput(
        `${numbers.length} numbers are asked: at most ${MOST_NUMBERS} at once are allowed`,
        'TOO_MANY_IDS',
      );
    }
    const long = numbers.find((number) => number.length > LONGEST_NUMBER);
    if (long !== undefined) {
      throw badInput(
        `The number ${JSON.stringify(long.slice(0, 40))}… has ${long.length} characters: at most ${LONGEST_NUMBER} are allowed`,
        'BAD_TEXT',
      );
    }
    return ask(context, info, {
      key: args,
      args: numbers,
      write(look, late: LateValue<string[]>) {
        const asked = look.alias();
        const answer = objectSql(answerShape(look.day({ ...args })), look, asked, info.fieldNodes);
        return sql`select coalesce(json_agg(${answer} order by ${sql.ref(`${asked}.n`)}), '[]')
          from unnest(${late((given) => given)}::text[]) with ordinality as ${sql.table(asked)} (number, n)`;
      },
    });
  }

  @FieldResolver(() => String, { description: 'The answer as one plain sentence.' })
  statement(
    @Root() verdict: { statement: StatementFacts },
    @Args(() => LanguageArgs) { language }: LanguageArgs,
  ): string {
    return statement(verdict.statement, language);
  }
}
