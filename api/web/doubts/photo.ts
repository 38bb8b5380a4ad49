import type { Photo } from '../../register/doubts/record-doubt.ts';

const TAKEN = ['jpeg', 'png', 'webp'];
const LONGEST_SIDE = 1_600;
/** A small file can open into a huge picture. */
const MOST_PIXELS = 50_000_000;

/** A picture drawn anew: what else its file held, as the place where it was taken, is gone. Null for what is none. */
export async function photoFrom(file: Buffer): Promise<Photo | null> {
  // Read when the first picture comes: most hubs never see one.
  const { default: sharp } = await import('sharp');
  try {
    const image = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await image.metadata();
    if (!format || !TAKEN.includes(format)) return null;
    const { data, info } = await image
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  } catch {
    return null;
  }
}
