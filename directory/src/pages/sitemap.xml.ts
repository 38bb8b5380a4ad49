import type { APIRoute } from 'astro';
import { sitemapParts } from '../discovery/addresses.ts';
import { emptySitemap, sitemapIndex } from '../discovery/sitemap.ts';

/** A site map names whole addresses: where HUB_SITE_URL does not say them, it is empty. */
export const GET: APIRoute = ({ site }) =>
  new Response(site ? sitemapIndex(sitemapParts(), site) : emptySitemap);
