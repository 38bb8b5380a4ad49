import { sql } from 'kysely';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { badInput } from './errors.ts';
import { DEEPEST_FILTER } from './input-limits.rules.ts';
import { DateScalar } from './scalars.ts';
import type { Order } from './connection.ts';
import type { Sql } from './look.ts';

@InputType({ description: 'Days from one to another, both included; either may be left out.' })
export class DateRange {
  @Field(() => DateScalar, { nullable: true, description: 'The first day.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day.' })
  to?: string | null;
}

/** A day lies in a range; a day that is not known lies in none. */
export function isInRange(day: Sql, { from, to }: DateRange): Sql {
  if (from && to && from > to)
    throw badInput(`The range from ${from} to ${to} is empty: give the earlier day first`, 'BAD_DATE');
  return sql`${day} between ${from ?? '-infinity'}::date and ${to ?? 'infinity'}::date`;
}

export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Which way a list runs. What has no value comes last either way.',
  valuesConfig: {
    ASC: { description: 'From small to large, from early to late, from near to far.' },
    DESC: { description: 'From large to small, from late to early, from far to near.' },
  },
});

/** A number as a key of an order: negated to descend, and last where it is not known. */
export const numberKey = (value: Sql, direction: Direction): Order['keys'][number] => ({
  sql: sql`coalesce(${direction === Direction.DESC ? sql`-(${value})` : value}, 1e15)::float8`,
  type: 'float8',
});

/** Days since 1970, as a number to order by. */
export const daysOf = (day: Sql): Sql => sql`(${day} - date '1970-01-01')`;

/**
 * A filter with its AND and OR: all of its own conditions, all of AND, and one of OR. Conditions that hold another
 * filter go on from the depth that they stand at.
 */
export function combined<Where extends { AND?: Where[] | null; OR?: Where[] | null }>(
  where: Where,
  conditionsOf: (where: Where, depth: number) => Sql[],
  depth = 0,
): Sql {
  if (depth > DEEPEST_FILTER) {
    throw badInput(
      `AND and OR stand in each other more than ${DEEPEST_FILTER} deep: write the filter flatter`,
      'FILTER_TOO_DEEP',
    );
  }
  const inner = (each: Where) => combined(each, conditionsOf, depth + 1);
  const conditions = conditionsOf(where, depth);
  if (where.AND?.length) conditions.push(...where.AND.map(inner));
  if (where.OR?.length) conditions.push(sql`(${sql.join(where.OR.map(inner), sql` or `)})`);
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}
