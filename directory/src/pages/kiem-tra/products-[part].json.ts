import type { APIRoute } from 'astro';
import { products, today } from '../../data/register.ts';
import { pack } from '../../verdict/standing.ts';
import { partOf, partsOf, type PackedProducts } from '../../verifier/packed-products.ts';

const parts = Map.groupBy(products, ({ code }) => partOf(code, partsOf(products.length)));

export const getStaticPaths = () =>
  Array.from({ length: partsOf(products.length) }, (_, index) => ({ params: { part: String(index + 1) } }));

export const GET: APIRoute = ({ params }) => {
  const part = parts.get(Number(params['part'])) ?? [];
  return Response.json({
    day: today,
    parts: partsOf(products.length),
    code: part.map(({ code }) => code),
    slug: part.map(({ slug }) => slug),
    name: part.map(({ name }) => name),
    facts: part.map(({ recognitions }) => recognitions.map(pack)),
  } satisfies PackedProducts);
};
