import type { APIRoute } from 'astro';
import { sitemapParts } from '../discovery/addresses.ts';
import { sitemapIndex } from '../discovery/sitemap.ts';

/** A site map names whole addresses: without a site there is none. */
export const GET: APIRoute = ({ site }) =>
  site
    ? new Response(sitemapIndex(sitemapParts(), site))
    : new Response('<!-- HUB_SITE_URL is not set: a site map needs the public address of the site. -->\n');
