import type { APIRoute } from 'astro';
import { products } from '../../data/register.ts';
import { indexPart } from '../../search/build-index.ts';
import { partsOf } from '../../search/files.ts';

export const getStaticPaths = () =>
  Array.from({ length: partsOf(products.length) }, (_, index) => ({ params: { part: String(index + 1) } }));

export const GET: APIRoute = ({ params }) => Response.json(indexPart(Number(params['part'])));
