import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changesAfter, newestCursor, recordsAt, whoKnows } from '../register/changes/change-feed.queries.ts';
import { parseCursor, printCursor, SNAPSHOT, START, type Cursor } from '../register/changes/cursor.ts';
import type { Context } from '../graphql/context.ts';
import { sendWithEtag } from './etag.ts';
import { openToAllOrigins } from './headers.ts';
import { problem } from './problem.ts';

const FEED = '/changes';
const MOST = 1_000;
/** A snapshot reads the whole log: so many at a time, and whoever comes then waits for their turn. */
const MOST_SNAPSHOTS = 4;
const TURN_SECONDS = 10;

/** A full page of the log never changes; its end does within a minute. */
const FULL = 'public, max-age=86400';
const END = 'public, max-age=60';

/** A cursor, and the database that knows it. */
interface KnownCursor {
  cursor: Cursor;
  db: Context['db'];
}

/**
 * For partners who keep a copy: everything that ever happened to the public records, in the order of its commits, and
 * the whole of them as they stood at any of its cursors.
 */
export async function serveChanges(
  app: FastifyInstance,
  { context }: { context: () => Context },
): Promise<void> {
  let snapshots = 0;
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));

  app.get<{ Querystring: { since?: string; limit?: string } }>(FEED, async (request, reply) => {
    const { since, limit } = request.query;
    const first = Number(limit ?? MOST);
    if (!(/^\d{1,4}$/.test(limit ?? '1') && first >= 1 && first <= MOST))
      return problem(request, reply, 400, `"limit" is a whole number from 1 to ${MOST}`);
    const known =
      since === undefined
        ? { cursor: START, db: context().timed.db }
        : await knownCursor(request, reply, since);
    if (!known) return reply;

    const { cursor: start, db } = known;
    const { changes, isMore } = await changesAfter(db, start.change, first);
    const cursor = printCursor(changes.at(-1) ?? start);
    const page = {
      changes: changes.map(({ change, mark, ...told }) => ({
        cursor: printCursor({ change, mark }),
        ...told,
      })),
      cursor,
      isAtEnd: !isMore,
      next: `${FEED}?since=${cursor}${limit === undefined ? '' : `&limit=${first}`}`,
      snapshot: `${SNAPSHOT}?at=${cursor}`,
    };
    reply
      .type('application/json')
      .header('cache-control', isMore ? FULL : END)
      .header('link', `<${page.next}>; rel="next"`);
    return sendWithEtag(request, reply, JSON.stringify(page));
  });

  app.get<{ Querystring: { at?: string } }>(SNAPSHOT, async (request, reply) => {
    const { at } = request.query;
    if (at === undefined) {
      // An address of its own for each state, which anybody may keep.
      const newest = printCursor(await newestCursor(context().timed.db));
      return reply.header('cache-control', END).redirect(`${SNAPSHOT}?at=${newest}`, 307);
    }
    const known = await knownCursor(request, reply, at);
    if (!known) return reply;
    reply.type('application/x-ndjson').header('cache-control', FULL);
    if (request.method === 'HEAD') return reply.send();
    if (snapshots >= MOST_SNAPSHOTS) {
      reply.header('retry-after', TURN_SECONDS);
      return problem(
        request,
        reply,
        429,
        `Others are taking snapshots: come again in ${TURN_SECONDS} seconds`,
      );
    }
    snapshots++;
    const stream = Readable.from(lines(known));
    // Also where the reader has left already.
    stream.once('close', () => snapshots--);
    if (reply.raw.destroyed) stream.destroy();
    return reply.send(stream);
  });

  /** Answers by itself where a cursor is none, or points to another register. */
  async function knownCursor(
    request: FastifyRequest,
    reply: FastifyReply,
    given: string,
  ): Promise<KnownCursor | null> {
    const cursor = parseCursor(String(given));
    if (!cursor) {
      problem(request, reply, 400, 'This is not a cursor: take one from "cursor" of an earlier answer');
      return null;
    }
    const db = await whoKnows(context().timed, cursor);
    if (db) return { cursor, db };
    const title =
      'This cursor is of another register, or of one that was restored since: take the snapshot, and go on from its cursor';
    problem(request, reply, 410, title, { snapshot: SNAPSHOT });
    return null;
  }
}

/** The records, a line each, and a last line that only a whole file has. */
async function* lines({ db, cursor: end }: KnownCursor): AsyncGenerator<string> {
  let records = 0;
  for await (const standing of recordsAt(db, end.change)) {
    records += 1;
    yield `${JSON.stringify(standing)}\n`;
  }
  yield `${JSON.stringify({ end: { cursor: printCursor(end), records } })}\n`;
}
