import type { APIRoute } from 'astro';

/** Everything may be found but what is of the moment or a form. */
export const GET: APIRoute = ({ site }) =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /embed/',
      'Disallow: /graphql',
      'Disallow: /v/*/doubt',
      'Allow: /',
      ...(site ? ['', `Sitemap: ${new URL('/sitemap.xml', site)}`] : []),
      '',
    ].join('\n'),
  );
