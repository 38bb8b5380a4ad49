import type { APIRoute } from 'astro';
import { languages, type Lang } from '../../i18n/routes.ts';
import { webManifest } from '../../offline/web-manifest.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

export const GET: APIRoute<never, { lang: Lang }> = ({ params }) =>
  new Response(JSON.stringify(webManifest(params.lang)), {
    headers: { 'content-type': 'application/manifest+json' },
  });
