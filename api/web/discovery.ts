import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { catalogues } from '../exchange/catalogue/doors.rules.ts';
import { OPENAPI_TYPE, PREFIX } from '../exchange/features/documents.ts';
import { sendWithEtag } from './etag.ts';
import { openToAllOrigins, preflight } from './headers.ts';
import { cachingOf, originOf } from './origin.ts';

const CATALOG = '/.well-known/api-catalog';
const CATALOG_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

/** What tells a partner's machine that there is an API here, and what it looks like. */
export async function serveDiscovery(
  app: FastifyInstance,
  options: { root: string; siteUrl?: string | undefined },
): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));
  // Read when it is asked for: it is committed, and held equal to the code by a test.
  let sdl: string | undefined;

  app.get('/schema.graphql', (request, reply) => {
    sdl ??= readFileSync(join(options.root, 'schema/schema.graphql'), 'utf8');
    reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600');
    return sendWithEtag(request, reply, sdl);
  });

  app.get(CATALOG, (request, reply) => {
    const origin = originOf(request, options.siteUrl);
    const catalog = {
      linkset: [
        {
          anchor: `${origin}/graphql`,
          'service-desc': [{ href: `${origin}/schema.graphql`, type: 'text/plain', title: 'GraphQL SDL' }],
          'service-doc': [
            { href: `${origin}/docs/`, type: 'text/html', hreflang: ['vi'] },
            { href: `${origin}/en/docs/`, type: 'text/html', hreflang: ['en'] },
          ],
          status: [{ href: `${origin}/health/ready`, type: 'application/json' }],
        },
        {
          anchor: `${origin}${PREFIX}`,
          'service-desc': [
            { href: `${origin}${PREFIX}/api?f=json`, type: OPENAPI_TYPE, title: 'OGC API – Features' },
          ],
          'service-doc': [
            { href: `${origin}${PREFIX}?f=html&lang=vi`, type: 'text/html', hreflang: ['vi'] },
            { href: `${origin}${PREFIX}?f=html&lang=en`, type: 'text/html', hreflang: ['en'] },
          ],
          status: [{ href: `${origin}/health/ready`, type: 'application/json' }],
        },
        {
          anchor: `${origin}/export/`,
          describedby: catalogues.map(({ path, type, title }) => ({
            href: origin + path,
            type,
            title: title.en,
          })),
          'service-doc': [
            { href: `${origin}/du-lieu/`, type: 'text/html', hreflang: ['vi'] },
            { href: `${origin}/en/about-the-data/`, type: 'text/html', hreflang: ['en'] },
          ],
          'service-meta': [
            { href: `${origin}/tiles/points.json`, type: 'application/json', title: 'TileJSON' },
            { href: `${origin}/tiles/zones.json`, type: 'application/json', title: 'TileJSON' },
          ],
        },
      ],
    };
    reply
      .header('content-type', CATALOG_TYPE)
      .header('link', `<${origin}${CATALOG}>; rel="api-catalog"`)
      .header('cache-control', cachingOf(options.siteUrl, 'public, max-age=3600'));
    return sendWithEtag(request, reply, `${JSON.stringify(catalog, null, 2)}\n`);
  });

  app.options('/schema.graphql', (_request, reply) => preflight(reply));
  app.options(CATALOG, (_request, reply) => preflight(reply));
}
