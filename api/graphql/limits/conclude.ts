import type { GraphQLFormattedError } from 'graphql';
import { errorCodes, isErrorCode } from '../error-codes.rules.ts';
import type { Caller } from './caller.ts';
import { cost as published, limits } from './limits.rules.ts';

/** An answer carries so many errors; the number of the others stands beside them. */
const MOST_ERRORS = 20;

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/** Brings an answer into the form that errors leave it in, has what was refused paid for, and tells its status. */
export async function conclude(
  answer: Answer,
  errors: readonly GraphQLFormattedError[],
  caller: Caller | null,
): Promise<{ status?: number; requestId?: string }> {
  const concluded: { status?: number; requestId?: string } = {};
  const decisive = errors.find(({ extensions }) => extensions?.['code'] === 'DEADLINE_EXCEEDED') ?? errors[0];
  const code = decisive?.extensions?.['code'];
  // Where nothing was answered, the request as a whole was refused, and its status says why.
  if (decisive && isErrorCode(code) && (answer.data == null || code === 'DEADLINE_EXCEEDED')) {
    delete answer.data;
    answer.errors = code === 'DEADLINE_EXCEEDED' ? [decisive] : errors.slice(0, MOST_ERRORS);
    concluded.status = errorCodes[code].status;
    if (code !== 'RATE_LIMITED' && code !== 'PERSISTED_QUERY_NOT_FOUND')
      await caller?.spend(published.refused, 'owe');
  } else if (errors.length > 0) {
    answer.errors = errors.slice(0, MOST_ERRORS);
  }
  if (errors.length > MOST_ERRORS && answer.errors?.length === MOST_ERRORS) {
    answer.extensions = { ...answer.extensions, errorsLeftOut: errors.length - MOST_ERRORS };
  }
  const requestId = errors.find(({ extensions }) => extensions?.['requestId'])?.extensions?.['requestId'];
  if (typeof requestId === 'string') concluded.requestId = requestId;
  return concluded;
}

/** What is told of the cost, to whoever asks for it. */
export const toldCost = (requested: number, { balance }: Caller) => ({
  requested,
  limit: limits.cost,
  ...(balance && {
    remaining: balance.remaining,
    resetAt: new Date(Date.now() + balance.reset * 1_000).toISOString(),
  }),
});
