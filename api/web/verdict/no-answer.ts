import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorLog } from '../../graphql/answered-error.ts';
import { isExceeded } from '../../graphql/limits/deadline.ts';
import { NoAnswer } from '../ask-hub.ts';
import { languageOf, type Lang } from '../language.ts';
import { words } from './words.ts';

/** Says in the reader's language that too much was asked, or that the register does not answer now. */
export function answerForRegister(
  app: FastifyInstance,
  logError: ErrorLog,
  refused: (
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    lang: Lang,
    text: { title: string; lead: string },
  ) => FastifyReply,
): void {
  app.setErrorHandler((error, request, reply) => {
    const lang = languageOf(request);
    const t = words[lang];
    if (error instanceof NoAnswer && error.code === 'RATE_LIMITED') {
      reply.header('retry-after', String(error.retryAfter));
      return refused(request, reply, 429, lang, { ...t.tooMany, lead: t.tooMany.lead(error.retryAfter) });
    }
    if (!(error instanceof NoAnswer || isExceeded(error))) logError(error, request.id);
    reply.header('retry-after', '30').header('x-request-id', request.id);
    return refused(request, reply, 503, lang, t.dead);
  });
}
