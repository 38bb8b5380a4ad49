import type { FastifyInstance } from 'fastify';
import type { Context } from '../graphql/context.ts';
import { changedFacts } from '../register/recognitions/changed-facts.queries.ts';
import { sendWithEtag } from './etag.ts';
import { openToAllOrigins } from './headers.ts';

/**
 * What became known after a page was built. The pages of one build ask with one address, so that one answer, a
 * minute old at most, serves all their readers.
 */
export async function serveLive(
  app: FastifyInstance,
  { context }: { context: () => Context },
): Promise<void> {
  app.get<{ Querystring: { since?: string } }>('/live/changes.json', async (request, reply) => {
    // The map in a frame asks as well, and a sandbox takes its origin from it.
    openToAllOrigins(reply);
    const [, since] = /^(\d{1,15})-[0-9a-f]+$/.exec(request.query.since ?? '') ?? [];
    if (!since) {
      return reply
        .code(400)
        .header('cache-control', 'public, max-age=3600')
        .type('application/problem+json')
        .send({ status: 400, title: 'Say since which revision of the dataset: ?since=REVISION' });
    }
    const changes = await changedFacts(context().timed.db, Number(since));
    reply.type('application/json').header('cache-control', 'public, max-age=60');
    return sendWithEtag(request, reply, JSON.stringify(changes));
  });
}
