import type { APIRoute } from 'astro';
import { region, regions } from '../../data/register.ts';
import { zoneFile } from '../../data/zone-file.ts';

export const getStaticPaths = () =>
  regions.filter(({ geometry }) => geometry).map(({ slug }) => ({ params: { slug } }));

export const GET: APIRoute = ({ params, site }) => {
  const found = region({ slug: params['slug'] ?? '' });
  return new Response(found && JSON.stringify(zoneFile(found, site)), {
    headers: { 'content-type': 'application/geo+json' },
  });
};
