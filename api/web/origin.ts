import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The public address of the hub without its path: the one it is told, else the one it was asked at. */
export const originOf = (request: FastifyRequest, siteUrl: string | undefined): string =>
  siteUrl ? new URL(siteUrl).origin : `${request.protocol}://${request.host}`;

const OWN_CACHE_ONLY = 'private, no-cache';

/**
 * How an answer whose links hold the address of the hub may be kept: without a fixed site they follow the Host header,
 * which a shared cache must not hand to others.
 */
export const cachingOf = (siteUrl: string | undefined, policy: string): string =>
  siteUrl ? policy : OWN_CACHE_ONLY;

/** The same for all answers of a scope. */
export function keepFromSharedCaches(app: FastifyInstance, siteUrl: string | undefined): void {
  if (siteUrl) return;
  app.addHook('onSend', async (_request, reply) => {
    if (String(reply.getHeader('cache-control')).startsWith('public'))
      reply.header('cache-control', OWN_CACHE_ONLY);
  });
}
