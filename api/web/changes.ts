import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changesAfter, logOf, recordsAt } from '../exchange/changes/change-feed.queries.ts';
import { parseCursor, printCursor, type Cursor } from '../exchange/changes/cursor.ts';
import type { Context } from '../graphql/context.ts';
import { sendWithEtag } from './etag.ts';
import { openToAllOrigins } from './headers.ts';

const FEED = '/changes';
const SNAPSHOT = '/changes/snapshot.ndjson';
const MOST = 1_000;

/** A full page of the log never changes; its end does within a minute. */
const FULL = 'public, max-age=86400';
const END = 'public, max-age=60';

/**
 * For partners who keep a copy: everything that ever happened to the public records, in the order of its commits, and
 * the whole of them as they stood at any of its cursors.
 */
export async function serveChanges(
  app: FastifyInstance,
  { context }: { context: () => Context },
): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));

  app.get<{ Querystring: { since?: string; limit?: string } }>(FEED, async (request, reply) => {
    const { since, limit = String(MOST) } = request.query;
    const first = Number(limit);
    if (!/^\d{1,4}$/.test(limit) || first < 1 || first > MOST)
      return problem(request, reply, 400, `"limit" is a whole number from 1 to ${MOST}`);
    const log = await logOf(context().db);
    const start = place(request, reply, since, log);
    if (!start) return reply;

    const [changes, isMore] = cut(await changesAfter(context().db, start.change, first + 1), first);
    const cursor = printCursor({ ...start, change: changes.at(-1)?.number ?? start.change });
    const page = {
      changes: changes.map(({ number, ...change }) => ({
        cursor: printCursor({ ...start, change: number }),
        ...change,
      })),
      cursor,
      isAtEnd: !isMore,
      next: `${FEED}?since=${cursor}`,
      snapshot: `${SNAPSHOT}?at=${cursor}`,
    };
    reply
      .type('application/json')
      .header('cache-control', isMore ? FULL : END)
      .header('link', `<${page.next}>; rel="next"`);
    return sendWithEtag(request, reply, JSON.stringify(page));
  });

  app.get<{ Querystring: { at?: string } }>(SNAPSHOT, async (request, reply) => {
    const log = await logOf(context().db);
    const { at } = request.query;
    // An address of its own for each state, which anybody may keep for ever.
    if (at === undefined && log) {
      return reply.header('cache-control', END).redirect(`${SNAPSHOT}?at=${printCursor(log)}`, 307);
    }
    const end = place(request, reply, at, log);
    if (!end) return reply;
    reply.type('application/x-ndjson').header('cache-control', FULL);
    return reply.send(Readable.from(lines(context(), end)));
  });
}

/** The records, a line each, and a last line that only a whole file has. */
async function* lines({ db }: Context, end: Cursor): AsyncGenerator<string> {
  let records = 0;
  for await (const standing of recordsAt(db, end.change)) {
    records += 1;
    yield `${JSON.stringify(standing)}\n`;
  }
  yield `${JSON.stringify({ end: { cursor: printCursor(end), records } })}\n`;
}

/** Where a cursor points to; the start where none is given. Answers by itself where it points nowhere. */
function place(
  request: FastifyRequest,
  reply: FastifyReply,
  given: string | undefined,
  log: Cursor | null,
): Cursor | null {
  const here = log ?? { change: 0, register: 'nothing' };
  if (given === undefined) return { ...here, change: 0 };
  const cursor = parseCursor(given);
  if (!cursor) {
    void problem(request, reply, 400, 'This is not a cursor: take one from "cursor" of an earlier answer');
    return null;
  }
  if (cursor.register === here.register && cursor.change <= here.change) return cursor;
  void problem(
    request,
    reply,
    410,
    'This cursor is of another register, or of one that was restored since: take the snapshot, and go on from its cursor',
    { snapshot: SNAPSHOT },
  );
  return null;
}

const cut = <Item>(items: Item[], first: number): [Item[], boolean] => [
  items.slice(0, first),
  items.length > first,
];

const problem = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: string,
  more: Record<string, string> = {},
): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({ status, title, ...more, instance: request.id });
