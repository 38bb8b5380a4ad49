import type { APIRoute } from 'astro';
import { languages, type Lang } from '../../i18n/routes.ts';
import { registerMap } from '../../map/register-map.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

export const GET: APIRoute = ({ params }) => Response.json(registerMap(params['lang'] as Lang));
