import type { APIRoute } from 'astro';
import { tables } from '../../../figures/counted.ts';
import { csvOf, tableNames, type TableName } from '../../../figures/tables.ts';
import { languages, type Lang } from '../../../i18n/routes.ts';

export const getStaticPaths = () =>
  languages.flatMap((lang) => tableNames.map((table) => ({ params: { lang, table } })));

export const GET: APIRoute = ({ params }) =>
  new Response(csvOf(tables(params['lang'] as Lang)[params['table'] as TableName]));
