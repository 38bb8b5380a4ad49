import type { APIRoute } from 'astro';
import { counted } from '../../figures/counted.ts';

export const GET: APIRoute = () => Response.json(counted);
