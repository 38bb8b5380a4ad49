import type { APIRoute } from 'astro';
import { snapshot } from '../../data/register.ts';
import { languages, type Lang } from '../../i18n/routes.ts';
import { mapData } from '../../map/layers.ts';

export const getStaticPaths = () => languages.map((lang) => ({ params: { lang } }));

export const GET: APIRoute = ({ params }) => Response.json(mapData(snapshot, params['lang'] as Lang));
