import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The public address of the hub without its path: the one it is told, else the one it was asked at. */
export const originOf = (request: FastifyRequest, siteUrl: string | undefined): string =>
  siteUrl ? new URL(siteUrl).origin : `${request.protocol}://${request.host}`;

/** Without a fixed site the links follow the Host header, which a shared cache must not hand to others. */
export function keepFromSharedCaches(app: FastifyInstance, siteUrl: string | undefined): void {
  if (siteUrl) return;
  app.addHook('onSend', async (_request, reply) => {
    if (String(reply.getHeader('cache-control')).startsWith('public'))
      reply.header('cache-control', 'private, no-cache');
  });
}
