import type { APIRoute } from 'astro';
import { products, today } from '../../data/register.ts';
import { pack } from '../../verdict/standing.ts';
import type { PackedProducts } from '../../verifier/packed-products.ts';

export const GET: APIRoute = () =>
  Response.json({
    day: today,
    code: products.map(({ code }) => code),
    slug: products.map(({ slug }) => slug),
    name: products.map(({ name }) => name),
    facts: products.map(({ recognitions }) => recognitions.map(pack)),
  } satisfies PackedProducts);
