import type { GraphQLResolveInfo } from 'graphql';
import { CompiledQuery, sql } from 'kysely';
import { Preparable } from '../database/prepared.ts';
import type { Context } from './context.ts';
import { asBadInput } from './errors.ts';
import { planned, statementOf, type LateValue, type Planned } from './plan.ts';
import { executeAsRecorded } from './recorded-at.ts';
import { tableAs, type Alias, type Form, type Look, type Sql } from './look.ts';
import { objectSql, type FieldShape, type Shape } from './shape.ts';

/** A root field whose whole answer is wanted as text, where the database can write it. */
export interface AnswerInfo extends GraphQLResolveInfo {
  form?: Form;
}

/** The answer of a root field that the database can write, and has not been asked for yet. */
export class WholeAnswer {
  /** The text that it is given; null where there is nothing. */
  constructor(readonly ask: () => Promise<string | null>) {}
}

/**
 * What a root field reads, with one statement: what resolvers read of it, or, where the answer is wanted as text, how
 * to ask for that text.
 */
export function ask<Args>(
  context: Context,
  info: AnswerInfo,
  asked: Planned<Args>,
): WholeAnswer | Promise<unknown> {
  if (info.form !== 'answer') return askForRows(context, info, asked);
  const { text, values } = planned(context.db, info, context.today, 'answer', asked);
  return new WholeAnswer(() => textOf(context, text, values));
}

async function askForRows<Args>(
  context: Context,
  info: GraphQLResolveInfo,
  asked: Planned<Args>,
): Promise<unknown> {
  const { text, values } = planned(context.db, info, context.today, 'rows', asked);
  return parsed(await textOf(context, text, values));
}

/** Runs one statement and gives its JSON. */
export async function run(context: Context, statement: Sql): Promise<unknown> {
  return parsed(await runForText(context, statement));
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

/** The same, not parsed: for whoever passes it on. */
export async function runForText(context: Context, statement: Sql): Promise<string | null> {
  const { sql: text, parameters } = statementOf(statement).compile(context.db);
  return textOf(context, text, [...parameters]);
}

async function textOf(context: Context, text: string, values: unknown[]): Promise<string | null> {
  try {
    const { rows } = await (context.recordedAt === null
      ? askNow(context, new Preparable(text, values))
      : askOfThen(context, context.recordedAt, CompiledQuery.raw(text, values)));
    return rows[0]?.json ?? null;
  } catch (error) {
    return asBadInput(error);
  }
}

type Json = CompiledQuery<{ json: string | null }>;

function askNow({ db, deadline, onStatement }: Context, query: Json) {
  onStatement?.(query);
  return deadline.ask(db, query);
}

/** Its names mean other tables than those of now: it is not prepared. */
const askOfThen = (context: Context, recordedAt: string, query: Json) =>
  context.deadline.within((options) => executeAsRecorded(context, recordedAt, query, options));

/** A root field that is one field's value. */
export function rootField(field: FieldShape, look: Look, info: GraphQLResolveInfo): Sql {
  const selected = { key: info.fieldName, name: info.fieldName, args: {}, nodes: info.fieldNodes };
  return field.sql(selected, '', info.parentType, look);
}

/** The row of a shape that fits a condition, with all that the query selects. */
export const findOne = <Args>(
  shape: Shape,
  context: Context,
  info: GraphQLResolveInfo,
  asked: Omit<Planned<Args>, 'write'> & { where(self: Alias, late: LateValue<Args>, look: Look): Sql },
): WholeAnswer | Promise<unknown> =>
  ask(context, info, {
    ...asked,
    write(look, late) {
      const self = look.alias();
      return {
        value: objectSql(shape, look, self, info.fieldNodes),
        from: sql`${tableAs(shape.table, self)} where ${asked.where(self, late, look)}`,
      };
    },
  });
