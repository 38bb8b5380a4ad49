import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Context } from '../context.ts';
import { errorCodes, isErrorCode } from '../error-codes.rules.ts';
import { refusal } from '../errors.ts';
import { cachePolicy, NO_STORE } from './cache-policy.ts';
import { checkedCost, coercedVariables, documentRefusals } from './check.ts';
import { cost as published, limits } from './limits.rules.ts';

/** An answer carries so many errors; the number of the others stands beside them. */
const MOST_ERRORS = 20;

type ToAnswer = (error: GraphQLError) => GraphQLFormattedError;

/**
 * Nothing passes to the database that does not keep the published limits. Apollo's own validation is off, so that
 * a document is measured before it is validated.
 */
export const gate = (toAnswer: ToAnswer): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return new Passage(toAnswer);
  },
});

class Passage implements GraphQLRequestListener<Context> {
  readonly #toAnswer: ToAnswer;
  /** Refusals beyond the first, which Apollo is told of. */
  #further: readonly GraphQLError[] = [];
  #cost: number | null = null;

  constructor(toAnswer: ToAnswer) {
    this.#toAnswer = toAnswer;
  }

  async didResolveOperation(request: GraphQLRequestContextDidResolveOperation<Context>): Promise<void> {
    const { schema, document, operation, contextValue } = request;
    this.#refuse(documentRefusals(schema, document));
    if (!operation) {
      const named = request.request.operationName;
      throw refusal(
        'OPERATION_RESOLUTION_FAILURE',
        named
          ? `The document has no operation named ${JSON.stringify(named.slice(0, 80))}`
          : 'The document has several operations: say by operationName which one to run',
      );
    }
    const variables = coercedVariables(schema, operation, request.request.variables ?? {});
    if ('errors' in variables) return this.#refuse(variables.errors);
    const { cost, refusal: tooCostly } = checkedCost(schema, document, operation, variables.values);
    this.#cost = cost.points;
    if (tooCostly) throw tooCostly;
    const { caller } = contextValue;
    // The request itself was paid for on arrival.
    if (caller && !(await caller.spend(cost.points - published.request, 'ask'))) {
      throw refusal(
        'RATE_LIMITED',
        `The query costs ${cost.points} points, and ${caller.balance?.remaining} are left: ask again in ${caller.balance?.retryAfter} seconds`,
        { asked: cost.points, retryAfter: caller.balance?.retryAfter },
      );
    }
  }

  async willSendResponse(request: GraphQLRequestContextWillSendResponse<Context>): Promise<void> {
    const { response, contextValue, operation } = request;
    if (response.body.kind !== 'single') return;
    const answer = response.body.singleResult;
    const { caller } = contextValue;
    const errors = [...(answer.errors ?? []), ...this.#further.map(this.#toAnswer)];
    const decisive =
      errors.find(({ extensions }) => extensions?.['code'] === 'DEADLINE_EXCEEDED') ?? errors[0];
    const code = decisive?.extensions?.['code'];
    // Where nothing was answered, the request as a whole was refused, and its status says why.
    if (decisive && isErrorCode(code) && (answer.data == null || code === 'DEADLINE_EXCEEDED')) {
      delete answer.data;
      answer.errors = code === 'DEADLINE_EXCEEDED' ? [decisive] : errors.slice(0, MOST_ERRORS);
      response.http.status = errorCodes[code].status;
      if (code !== 'RATE_LIMITED' && code !== 'PERSISTED_QUERY_NOT_FOUND')
        await caller?.spend(published.refused, 'owe');
    } else if (errors.length > 0) {
      answer.errors = errors.slice(0, MOST_ERRORS);
    }
    if (errors.length > MOST_ERRORS && answer.errors?.length === MOST_ERRORS) {
      answer.extensions = { ...answer.extensions, errorsLeftOut: errors.length - MOST_ERRORS };
    }
    const requestId = errors.find(({ extensions }) => extensions?.['requestId'])?.extensions?.['requestId'];
    if (typeof requestId === 'string') response.http.headers.set('x-request-id', requestId);

    const isShared = errors.length === 0 && request.request.http?.method === 'GET' && !caller?.wantsCost;
    response.http.headers.set('cache-control', isShared && operation ? cachePolicy(operation) : NO_STORE);
    if (caller?.wantsCost && this.#cost !== null) {
      const { balance } = caller;
      answer.extensions = {
        ...answer.extensions,
        cost: {
          requested: this.#cost,
          limit: limits.cost,
          ...(balance && {
            remaining: balance.remaining,
            resetAt: new Date(Date.now() + balance.reset * 1_000).toISOString(),
          }),
        },
      };
    }
  }

  #refuse(errors: readonly GraphQLError[]): void {
    const [first, ...further] = errors;
    this.#further = further;
    if (first) throw first;
  }
}
