import type { APIRoute } from 'astro';
import { snapshot } from '../../data/register.ts';
import { ground } from '../../map/layers.ts';

export const GET: APIRoute = () => Response.json(ground(snapshot));
