import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../graphql/context.ts';
import { sendWithEtag } from '../etag.ts';
import { openToAllOrigins } from '../headers.ts';
import { headlinesBetween, instantOf } from '../../register/changes/headlines.queries.ts';
import { revisionsOf } from '../../register/changes/revisions.queries.ts';
import { newestCursor } from '../../register/changes/change-feed.queries.ts';
import { problem } from '../problem.ts';
import { cachingOf, originOf } from '../origin.ts';
import { CHANGES_OF_A_DOCUMENT, changesAtom } from './changes-atom.ts';
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

  app.get('/feeds/changes.atom', async (request: FeedRequest, reply) => {
    const { db } = options.context().timed;
    const { newest, archives } = await lengthOfLog(db);
    return sendChanges(request, reply, db, { archive: null, archives, end: newest });
  });

  app.get<{ Params: { archive: string }; Querystring: FeedQuery }>(
    '/feeds/changes/:archive(^\\d{1,9}).atom',
    async (request, reply) => {
      const archive = Number(request.params.archive);
      const { db: near, primary } = options.context().timed;
      // A replica may not have heard yet of the archive that another hub tells of.
      const db = archive > (await lengthOfLog(near)).archives ? primary : near;
      const { archives } = await lengthOfLog(db);
      if (archive < 1 || archive > archives)
        return problem(request, reply, 404, words[languageOf(request)].noArchive(archives));
      return sendChanges(request, reply, db, { archive, archives, end: archive * CHANGES_OF_A_DOCUMENT });
    },
  );

  app.get('/feeds/expiries.ics', async (request: FeedRequest, reply) => {
    const language = languageOf(request);
    const { today, timed } = options.context();
    const { noi } = request.query;
    const place = noi === undefined ? null : await placeNamed(options, String(noi));
    if (noi !== undefined && !place) {
      const title = words[language].unknownPlace(String(noi).slice(0, 100));
      return problem(request, reply, 404, title);
    }
    const recognitions = await expiriesOf(options, language, today, noi);
    const address = { origin: originOf(request, options.siteUrl), language };
    const revisions = await revisionsOf(
      timed.db,
      recognitions.map(({ id }) => id),
    );
    const calendar = expiryCalendar(recognitions, address, { path: request.url, place, revisions });
    return send(request, reply, 'text/calendar; charset=utf-8', calendar);
  });

  async function lengthOfLog(db: Context['db']) {
    const newest = (await newestCursor(db)).change;
    return { newest, archives: Math.floor(newest / CHANGES_OF_A_DOCUMENT) };
  }

  async function sendChanges(
    request: FeedRequest,
    reply: FastifyReply,
    db: Context['db'],
    { archive, archives, end }: { archive: number | null; archives: number; end: number },
  ) {
    const after = ((archive ?? archives + 1) - 1) * CHANGES_OF_A_DOCUMENT;
    const [headlines, updated] = [await headlinesBetween(db, after, end), await instantOf(db, end)];
    const address = { origin: originOf(request, options.siteUrl), language: languageOf(request) };
    const content = changesAtom({ headlines, archive, archives, updated }, address);
    return send(request, reply, 'application/atom+xml; charset=utf-8', content);
  }

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
