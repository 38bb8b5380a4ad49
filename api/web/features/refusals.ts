import type { FastifyError, FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { ParameterFault } from '../../exchange/features/parameters.ts';
import type { Context } from '../../graphql/context.ts';
import type { Budget } from '../../graphql/limits/budget.ts';
import { isExceeded } from '../../graphql/limits/deadline.ts';
import { problem } from '../problem.ts';

class TooMany extends Error {
  constructor(readonly retryAfter: number) {
    super();
  }
}

/** Takes points from the budget of whoever asks. */
export async function spend({ caller }: Context, points: number): Promise<void> {
  if (caller && !(await caller.spend(points, 'ask'))) throw new TooMany(caller.balance?.retryAfter ?? 60);
}

/** Says to programs which parameter cannot be taken, or that the register does not answer now. */
export function refuseInWords(app: FastifyInstance, { points }: Budget): void {
  app.setErrorHandler<FastifyError | GraphQLError>((error, request, reply) => {
    if (error instanceof ParameterFault) {
      return problem(request, reply, 400, error.message, {
        parameter: error.parameter,
        ...(typeof error.at === 'number' && { position: String(error.at) }),
        ...(typeof error.at === 'string' && { pointer: error.at }),
      });
    }
    if (error instanceof TooMany) {
      reply.header('retry-after', error.retryAfter);
      const title = `The budget of ${points} points is used up: ask again in ${error.retryAfter} seconds`;
      return problem(request, reply, 429, title);
    }
    // As for all the hub.
    if (!(error instanceof GraphQLError) || isExceeded(error)) throw error;
    const { code } = error.extensions;
    return problem(request, reply, 400, error.message, code === 'BAD_CURSOR' ? { parameter: 'cursor' } : {});
  });
}
