import type {
  ApolloServerPlugin,
  GraphQLRequestContextDidResolveOperation,
  GraphQLRequestContextWillSendResponse,
  GraphQLRequestListener,
} from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Context } from '../context.ts';
import { refusal } from '../errors.ts';
import { cachePolicy, NO_STORE } from './cache-policy.ts';
import { checkedCost, coercedVariables, documentRefusals } from './check.ts';
import { conclude, toldCost } from './conclude.ts';
import { cost as published } from './limits.rules.ts';

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
    const { status, headers } = await conclude(answer, errors, caller);
    if (status) response.http.status = status;
    for (const [name, value] of Object.entries(headers)) response.http.headers.set(name, value);

    const isShared = errors.length === 0 && request.request.http?.method === 'GET' && !caller?.wantsCost;
    response.http.headers.set('cache-control', isShared && operation ? cachePolicy(operation) : NO_STORE);
    if (caller?.wantsCost && this.#cost !== null) {
      answer.extensions = { ...answer.extensions, cost: toldCost(this.#cost, caller) };
    }
  }

  #refuse(errors: readonly GraphQLError[]): void {
    const [first, ...further] = errors;
    this.#further = further;
    if (first) throw first;
  }
}
