import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { negotiate } from '@fastify/accept-negotiator';

export type Encoding = 'br' | 'gzip';

/** Less is not worth the work. */
export const COMPRESS_FROM = 1_024;
export const encodings: Encoding[] = ['br', 'gzip'];

const MOST_KNOWN = 200;
const known = new Map<string, Encoding | null>();

/** In what way a reader wants an answer compressed, if at all: as the compression of all other answers reads it. */
export function encodingFor(acceptEncoding: string | undefined): Encoding | null {
  if (acceptEncoding === undefined) return null;
  const before = known.get(acceptEncoding);
  if (before !== undefined) return before;
  const encoding = negotiate(acceptEncoding.toLowerCase().replaceAll(/\*|x-gzip/g, 'gzip'), encodings);
  const chosen = encoding === 'br' || encoding === 'gzip' ? encoding : null;
  if (known.size < MOST_KNOWN) known.set(acceptEncoding, chosen);
  return chosen;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Beside the thread that answers. */
export const compressed = (body: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br' ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : zip(body);
