import type { APIRoute } from 'astro';
import { languages, type Lang } from '../../i18n/routes.ts';
import { buildIndex } from '../../search/build-index.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

export const GET: APIRoute = ({ params }) => Response.json(buildIndex(params['lang'] as Lang));
