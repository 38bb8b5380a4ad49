import type { FastifyInstance, FastifyReply } from 'fastify';

/** Sources of a content policy by directive, as CSP writes them. */
export type Sources = Record<string, string>;

/** All that a page of the hub may do: it loads from the hub alone, and nothing that stands inside of it runs. */
const policy: Sources = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'self'",
};

const written = (sources: Sources): string =>
  Object.entries(sources)
    .map(([directive, allowed]) => `${directive} ${allowed}`)
    .join('; ');

const exceptions = new WeakMap<FastifyReply, Sources>();

/** Lets one answer do more, or less, than the pages of the hub may: `except(reply, { 'frame-ancestors': '*' })`. */
export function except(reply: FastifyReply, sources: Sources): FastifyReply {
  exceptions.set(reply, { ...exceptions.get(reply), ...sources });
  return reply;
}

export interface Surroundings {
  siteUrl?: string | undefined;
  tilesUrl?: string | undefined;
}

/** Headers of every answer, but for a 304 of /graphql (`toldOnce`). */
export function securityHeaders(app: FastifyInstance, surroundings: Surroundings): void {
  const secure = securing(surroundings);
  app.addHook('onSend', async (_request, reply) => secure(reply));
}

/** The same for an answer that no hook reaches. */
export function securing(surroundings: Surroundings): (reply: FastifyReply) => void {
  const own = ownHeaders(surroundings);
  const pages = pagesPolicy(surroundings);
  return (reply) => {
    reply.headers(own);
    if (!reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', written({ ...pages, ...exceptions.get(reply) }));
  };
}

/** What is said whatever the answer is. */
export const ownHeaders = ({ siteUrl }: Surroundings): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(self), microphone=(), payment=(), geolocation=(self)',
  ...(siteUrl?.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
});

const pagesPolicy = ({ tilesUrl }: Surroundings): Sources =>
  tilesUrl ? { ...policy, 'img-src': `${policy['img-src']} ${hostOf(tilesUrl)}` } : policy;

/** Tiles may come from several hosts by turns: `https://{s}.tiles.example/{z}/{x}/{y}.png`. */
function hostOf(tilesUrl: string): string {
  const [origin = ''] = /^[a-z]+:\/\/[^/?#]+/i.exec(tilesUrl) ?? [];
  return origin.replace('{s}', '*');
}

/** What partners' pages may read, from any origin: no cookie and no secret stands behind it. */
export const openHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Content-Encoding, Content-Crs, Accept-Ranges, Content-Range',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/**
 * What whoever keeps an answer of /graphql was told with it, and is not told again with 304 (RFC 9111, 3.2). A page of
 * another origin that asks by itself whether its answer holds has to be let in each time; the policy on resources is for
 * what a page embeds, which cannot ask that.
 */
export const toldOnce: ReadonlySet<string> = new Set([
  'content-type',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'content-security-policy',
  'cross-origin-resource-policy',
]);

export function openToAllOrigins(reply: FastifyReply): void {
  reply.headers(openHeaders);
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
