import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { ErrorCode } from './error-codes.rules.ts';

/** Wrong input by the caller: what is wrong, where, and what is allowed. */
export const badInput = (
  message: string,
  code: ErrorCode = 'BAD_USER_INPUT',
  where: Pick<GraphQLErrorOptions, 'nodes'> = {},
): GraphQLError => new GraphQLError(message, { ...where, extensions: { code } });

/** A whole request that is not carried out: nothing of it reaches the database. */
export const refusal = (
  code: ErrorCode,
  message: string,
  facts: Record<string, unknown> = {},
): GraphQLError => new GraphQLError(message, { extensions: { code, ...facts } });

/**
 * What PostgreSQL says of a value that it cannot hold: a number or day out of range, or the character U+0000.
 * Whoever sent it can mend it; it is no fault of ours.
 */
const unusable = new Set(['22003', '22008', '22021', '22025', '22P05']);

export function asBadInput(error: unknown): never {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !unusable.has(code)) throw error;
  throw badInput(
    'A value is out of range, or a text holds a character that the register cannot hold (U+0000): look at the arguments of this field',
  );
}
