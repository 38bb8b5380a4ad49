import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Weak, as the same answer may be sent compressed in several ways. */
export const etagOf = (content: string | Uint8Array): string =>
  `W/"${createHash('sha1').update(content).digest('base64url')}"`;

/**
 * Sends the content with its ETag; without it, where the reader has it already. What it says may be given apart from
 * the content, where that also holds what is different every time.
 */
export function sendWithEtag(
  request: FastifyRequest,
  reply: FastifyReply,
  content: string | Uint8Array,
  says: string | Uint8Array = content,
): FastifyReply {
  return sendTagged(request, reply, content, etagOf(says));
}

/** Under a tag that is known. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  content: string | Uint8Array,
  etag: string,
): FastifyReply {
  reply.header('etag', etag);
  // As bytes: Fastify would add a charset to types that know none.
  return isKnown(request.headers['if-none-match'], etag)
    ? reply.code(304).send()
    : reply.send(Buffer.from(content));
}

/** Whether a reader who sends `If-None-Match` has what is of this ETag. */
export const isKnown = (known: string | undefined, etag: string): boolean =>
  known !== undefined &&
  (known === etag || known === '*' || known.split(',').some((one) => weak(one) === weak(etag)));

const weak = (etag: string): string => etag.trim().replace(/^W\//, '');
