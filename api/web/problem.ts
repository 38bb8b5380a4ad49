import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers with what went wrong, for programs (RFC 9457). Nobody keeps such an answer. */
export const problem = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: string,
  more: Record<string, string | readonly string[]> = {},
): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({ status, title, ...more, instance: request.id });
