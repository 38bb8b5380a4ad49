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
