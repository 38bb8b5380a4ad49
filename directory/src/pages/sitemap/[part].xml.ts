import type { APIRoute } from 'astro';
import { sitemapParts } from '../../discovery/addresses.ts';
import { sitemapOf } from '../../discovery/sitemap.ts';

export const getStaticPaths = () =>
  import.meta.env.SITE ? [...sitemapParts().keys()].map((part) => ({ params: { part } })) : [];

export const GET: APIRoute = ({ params, site }) =>
  new Response(sitemapOf(sitemapParts().get(params['part'] ?? '') ?? [], site as URL));
