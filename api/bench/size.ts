import { parseArgs } from 'node:util';
import { national, type Size } from './national.ts';

/** The national size, or the share of it that `--share` asks for. */
export function sizeAsked(): Size {
  const { values: given } = parseArgs({
    options: { share: { type: 'string', default: '1' }, embedded: { type: 'boolean' } },
  });
  return sizeOf(given.share);
}

export function sizeOf(written: string): Size {
  const share = Number(written);
  if (!(share >= 0.01 && share <= 1)) throw new RangeError(`--share ${written}: 0.01 to 1 is allowed`);
  const counts = (['communes', 'producers', 'products', 'regions'] as const).map((what) => [
    what,
    Math.ceil(national[what] * share),
  ]);
  return { ...national, ...Object.fromEntries(counts) };
}
