import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendWithEtag } from '../etag.ts';
import { openToAllOrigins } from '../headers.ts';
import { cachingOf, originOf } from '../origin.ts';
import { expiryCalendar } from './calendar.ts';
import { newsFeed } from './news.ts';
import { expiriesOf, newsOf, placeNamed, type FeedLanguage, type Register } from './register-news.ts';
import { words } from './words.ts';

interface FeedQuery {
  lang?: string;
  /** Slug of a place, under the name that it has in the directory's addresses. */
  noi?: string;
}
type FeedRequest = FastifyRequest<{ Querystring: FeedQuery }>;

/** A revocation is news within five minutes. */
const SECONDS = 300;

/** What programs subscribe to: new and revoked recognitions, and the days on which recognitions end. */
export async function serveFeeds(
  app: FastifyInstance,
  options: Register & { siteUrl?: string | undefined },
): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));

  app.get('/feeds/recognitions.rss', async (request: FeedRequest, reply) => {
    const feed = await newsIn(request);
    return send(request, reply, 'application/rss+xml; charset=utf-8', feed.rss2());
  });

  app.get('/feeds/recognitions.atom', async (request: FeedRequest, reply) => {
    const feed = await newsIn(request);
    return send(request, reply, 'application/atom+xml; charset=utf-8', feed.atom1());
  });

  app.get('/feeds/expiries.ics', async (request: FeedRequest, reply) => {
    const language = languageOf(request);
    const { today } = options.context();
    const { noi } = request.query;
    const place = noi === undefined ? null : await placeNamed(options, String(noi));
    if (noi !== undefined && !place) {
      const title = words[language].unknownPlace(String(noi).slice(0, 100));
      return reply
        .code(404)
        .type('application/problem+json')
        .send({ status: 404, title, instance: request.id });
    }
    const recognitions = await expiriesOf(options, language, today, noi);
    const address = { origin: originOf(request, options.siteUrl), language };
    const calendar = expiryCalendar(recognitions, address, { path: request.url, place, today });
    return send(request, reply, 'text/calendar; charset=utf-8', calendar);
  });

  async function newsIn(request: FeedRequest) {
    const language = languageOf(request);
    const news = await newsOf(options, language, options.context().today);
    return newsFeed(news, { origin: originOf(request, options.siteUrl), language });
  }

  function send(request: FastifyRequest, reply: FastifyReply, type: string, content: string): FastifyReply {
    reply
      .header('content-type', type)
      .header('cache-control', cachingOf(options.siteUrl, `public, max-age=${SECONDS}`));
    return sendWithEtag(request, reply, content);
  }
}

const languageOf = ({ query }: FeedRequest): FeedLanguage => (query.lang === 'en' ? 'en' : 'vi');
