import type { FastifyInstance } from 'fastify';

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
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The database did not answer in time')), ANSWER_WITHIN_MS);
    });
    reply.header('cache-control', 'no-store');
    try {
      await Promise.race([options.askDatabase(), late]);
      return await reply.send({ status: 'ok' });
    } catch (error) {
      app.log.error({ err: error }, 'not ready');
      return reply.code(503).header('retry-after', '5').send({ status: 'unavailable' });
    } finally {
      clearTimeout(timer);
    }
  });
}
