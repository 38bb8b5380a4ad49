import type { APIRoute } from 'astro';
import { languages, type Lang } from '../../i18n/routes.ts';
import { indexHead } from '../../search/build-index.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

export const GET: APIRoute = ({ params }) => Response.json(indexHead(params['lang'] as Lang));
