import { readFileSync } from 'node:fs';
import type { APIRoute } from 'astro';
import sharp from 'sharp';
import { iconSizes } from '../../offline/web-manifest.ts';

export const getStaticPaths = () => iconSizes.map((size) => ({ params: { size: String(size) } }));

/** The mark on the register's own paper, with room around it for a system that cuts icons to its own shape. */
export const GET: APIRoute<never, { size: string }> = async ({ params }) => {
  const size = Number(params.size);
  const mark = await sharp(readFileSync('directory/public/icon.svg'), { density: 1_200 })
    .resize(Math.round(size * 0.62))
    .toBuffer();
  const canvas = { width: size, height: size, channels: 4, background: '#fdfcf9' } as const;
  const png = await sharp({ create: canvas })
    .composite([{ input: mark }])
    .png({ palette: true })
    .toBuffer();
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
};
