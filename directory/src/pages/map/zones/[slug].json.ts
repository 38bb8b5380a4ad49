import type { APIRoute } from 'astro';
import { snapshot } from '../../../data/register.ts';
import { zoneParts, type ZonePart } from '../../../map/layers.ts';

export const getStaticPaths = () =>
  [...zoneParts(snapshot)].map(([slug, part]) => ({ params: { slug }, props: { part } }));

export const GET: APIRoute<{ part: ZonePart }> = ({ props }) => Response.json(props.part);
