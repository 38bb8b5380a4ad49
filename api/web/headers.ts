import type { FastifyInstance, FastifyReply } from 'fastify';

/** Headers of every answer. */
export function securityHeaders(app: FastifyInstance, siteUrl: string | undefined): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    reply.header('permissions-policy', 'camera=(), microphone=(), payment=(), geolocation=(self)');
    if (siteUrl?.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
  });
}

/** What partners' pages may read, from any origin: no cookie and no secret stands behind it. */
export function openToAllOrigins(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers':
      'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Content-Encoding',
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
}

/** The answer to a browser that asks whether it may ask. */
export const preflight = (reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers': '*',
      'access-control-max-age': '86400',
    })
    .send();
