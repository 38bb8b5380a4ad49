import type { GraphQLFormattedError } from 'graphql';
import { headersOf } from '../answered-error.ts';
import { errorCodes, isErrorCode, type ErrorCode } from '../error-codes.rules.ts';
import type { Caller } from './caller.ts';
import { cost as published, limits } from './limits.rules.ts';

/** An answer carries so many errors; the number of the others stands beside them. */
const MOST_ERRORS = 20;

/** What ends the whole of a request, whatever of it was answered before. */
const endings: ReadonlySet<unknown> = new Set<ErrorCode>(['DEADLINE_EXCEEDED', 'REGISTER_UNAVAILABLE']);

/** Refusals that cost nothing: one was not asked, one leads on, and one is our own fault. */
const unpaid: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMITED',
  'PERSISTED_QUERY_NOT_FOUND',
  'REGISTER_UNAVAILABLE',
]);

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

interface Concluded {
  status?: number;
  headers: Record<string, string>;
}

/** Brings an answer into the form that errors leave it in, has what was refused paid for, and tells its status. */
export async function conclude(
  answer: Answer,
  errors: readonly GraphQLFormattedError[],
  caller: Caller | null,
): Promise<Concluded> {
  const ending = errors.find(({ extensions }) => endings.has(extensions?.['code']));
  const told = ending ?? errors.find(({ extensions }) => extensions?.['requestId']);
  const concluded: Concluded = { headers: told ? headersOf(told) : {} };
  const decisive = ending ?? errors[0];
  const code = decisive?.extensions?.['code'];
  // Where nothing was answered, the request as a whole was refused, and its status says why.
  if (decisive && isErrorCode(code) && (answer.data == null || ending)) {
    delete answer.data;
    answer.errors = ending ? [ending] : errors.slice(0, MOST_ERRORS);
    concluded.status = errorCodes[code].status;
    if (!unpaid.has(code)) await caller?.spend(published.refused, 'owe');
  } else if (errors.length > 0) {
    answer.errors = errors.slice(0, MOST_ERRORS);
  }
  if (errors.length > MOST_ERRORS && answer.errors?.length === MOST_ERRORS) {
    answer.extensions = { ...answer.extensions, errorsLeftOut: errors.length - MOST_ERRORS };
  }
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
