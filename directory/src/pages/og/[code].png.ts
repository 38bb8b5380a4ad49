import { join } from 'node:path';
import type { APIRoute } from 'astro';
import * as register from '../../data/register.ts';
import type { Product } from '../../data/snapshot.ts';
import { drawPicture } from '../../discovery/picture.ts';
import { dictionary } from '../../i18n/dictionary.ts';
import { standingOf } from '../../verdict/standing.ts';

/** Whoever shares a link needs the whole address of the picture: without a site there is none. */
export const getStaticPaths = () =>
  import.meta.env.SITE
    ? register.products.map((product) => ({ params: { code: product.code }, props: { product } }))
    : [];

/** Drawn pictures stay with what else builds keep. */
const kept = join(process.cwd(), 'node_modules/.cache/pictures');

export const GET: APIRoute<{ product: Product }> = async ({ props: { product } }) => {
  const { status, stars, chip } = standingOf(product.recognitions, register.today, 'vi');
  const picture = await drawPicture(
    {
      name: product.name,
      maker: register.producer(product.producer)?.name ?? '',
      place: register.place(product.place)?.fullName ?? '',
      stars: status === 'IN_FORCE' ? stars : 0,
      standing: chip,
      site: dictionary('vi').siteName,
    },
    kept,
  );
  return new Response(new Uint8Array(picture), { headers: { 'content-type': 'image/png' } });
};
