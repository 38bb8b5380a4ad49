/** The picture that a shared link to a product shows: name, stars, maker and the last day, never without it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import satori from 'satori';
import sharp from 'sharp';

export const WIDTH = 1200;
export const HEIGHT = 630;

export interface PictureWords {
  name: string;
  maker: string;
  place: string;
  /** Stars that are drawn: those in force on the day of the build. */
  stars: number;
  /** "Còn hiệu lực đến 29/07/2027" */
  standing: string;
  site: string;
}

const require = createRequire(import.meta.url);
/** Each file of letters goes by a name of its own: under one name only the first would be looked into. */
const subsets = ['latin', 'vietnamese', 'latin-ext'] as const;
const face = (subset: (typeof subsets)[number], weight: 400 | 600) => ({
  name: `Text ${subset}`,
  weight,
  style: 'normal' as const,
  data: readFileSync(
    require.resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff`),
  ),
});
let fonts: ReturnType<typeof face>[] | undefined;

/** No font here has a star: it is drawn. */
const STAR = 'M12 1.5l3.2 6.9 7.3.9-5.4 5.1 1.4 7.4L12 18.1l-6.5 3.7 1.4-7.4L1.5 9.3l7.3-.9z';

/** Draws it, or takes it from the folder of pictures that were drawn before from the same words. */
export async function drawPicture(words: PictureWords, kept: string): Promise<Buffer> {
  const file = join(
    kept,
    `${createHash('sha256')
      .update(JSON.stringify([2, words]))
      .digest('hex')
      .slice(0, 24)}.png`,
  );
  if (existsSync(file)) return readFileSync(file);
  fonts ??= subsets.flatMap((subset) => [face(subset, 400), face(subset, 600)]);
  const svg = await satori(card(words), {
    width: WIDTH,
    height: HEIGHT,
    fonts,
    loadAdditionalAsset: async (_script, text) => {
      console.warn(`The picture of "${words.name}" lacks a letter: no font here has "${text}"`);
      return [];
    },
  });
  const picture = await sharp(Buffer.from(svg)).png({ palette: true, colours: 48, effort: 4 }).toBuffer();
  mkdirSync(kept, { recursive: true });
  // Two builds may draw it at once: neither finds half of it.
  writeFileSync(`${file}.${process.pid}`, picture);
  renameSync(`${file}.${process.pid}`, file);
  return picture;
}

type Node = Parameters<typeof satori>[0];
const box = (style: Record<string, unknown>, children: unknown): Node =>
  ({ type: 'div', props: { style: { display: 'flex', ...style }, children } }) as unknown as Node;

function card({ name, maker, place, stars, standing, site }: PictureWords): Node {
  const star = (index: number) => ({
    type: 'svg',
    props: {
      width: 56,
      height: 56,
      viewBox: '0 0 24 24',
      children: { type: 'path', props: { d: STAR, fill: index < stars ? '#d97706' : '#e2dccf' } },
    },
  });
  return box(
    {
      width: WIDTH,
      height: HEIGHT,
      flexDirection: 'column',
      justifyContent: 'space-between',
      boxSizing: 'border-box',
      padding: '64px 72px 56px',
      backgroundColor: '#fdfcf9',
      borderTop: '18px solid #166534',
      color: '#1c1917',
      fontFamily: subsets.map((subset) => `Text ${subset}`).join(', '),
    },
    [
      box({ flexDirection: 'column' }, [
        box(
          {
            fontSize: name.length > 70 ? 50 : name.length > 40 ? 60 : 72,
            fontWeight: 600,
            lineHeight: 1.3,
            lineClamp: 3,
          },
          name,
        ),
        box(
          { marginTop: 18, fontSize: 32, lineHeight: 1.4, color: '#57534e', lineClamp: 2 },
          [maker, place].filter(Boolean).join(' · '),
        ),
      ]),
      box({ flexDirection: 'column' }, [
        ...(stars > 0 ? [box({ marginBottom: 18 }, [0, 1, 2, 3, 4].map(star))] : []),
        box({ justifyContent: 'space-between', alignItems: 'flex-end', fontSize: 34 }, [
          box({ fontWeight: 600, color: stars > 0 ? '#166534' : '#7f1d1d' }, standing),
          box({ color: '#57534e', fontSize: 28 }, site),
        ]),
      ]),
    ],
  );
}
