import type { FastifyInstance } from 'fastify';
import { inTime } from '../database/in-time.ts';
import { RETRY_AFTER_SECONDS } from '../database/lost.ts';

const ANSWER_WITHIN_MS = 2_000;

/**
 * `/health`: the process lives. `/health/ready`: it can also answer, its database too. Neither says why not: that is
 * in the log.
 */
export async function serveHealth(
  app: FastifyInstance,
  options: { askDatabase: () => Promise<unknown> },
): Promise<void> {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await inTime(options.askDatabase(), ANSWER_WITHIN_MS, 'The database did not answer in time');
      return await reply.send({ status: 'ok' });
    } catch (error) {
      app.log.error({ err: error }, 'not ready');
      return reply.code(503).header('retry-after', RETRY_AFTER_SECONDS).send({ status: 'unavailable' });
    }
  });
}
