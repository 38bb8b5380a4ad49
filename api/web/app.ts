import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { ApolloServer } from '@apollo/server';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Context } from '../graphql/context.ts';
import { serveSite, type Site } from './static-files.ts';

const LARGEST_BODY = 256 * 1024;

/** Everything that the hub answers over HTTP, on one port. */
export async function webApp(options: {
  graphql: ApolloServer<Context>;
  context: () => Context;
  site: Site;
  logLevel: string;
}): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.logLevel === 'silent' ? false : { level: options.logLevel },
    bodyLimit: LARGEST_BODY,
    routerOptions: { ignoreTrailingSlash: false },
  });

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'strict-origin-when-cross-origin');
  });

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(options.graphql, { context: async () => options.context() }),
  });

  await serveSite(app, options.site);
  return app;
}
