import type { FastifyReply, FastifyRequest } from 'fastify';

/** What told of the answer that was to come, and did not: a file may fail before its first byte. */
const headersOfTheAnswer = [
  'content-disposition',
  'content-encoding',
  'content-language',
  'etag',
  'last-modified',
  'link',
];

/** Answers with what went wrong, for programs (RFC 9457). Nobody keeps such an answer. */
export function problem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: string,
  more: Record<string, string | readonly string[]> = {},
): FastifyReply {
  for (const name of headersOfTheAnswer) reply.removeHeader(name);
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({ status, title, ...more, instance: request.id });
}
