import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadExport } from '../../exchange/exports/bad-export.ts';
import {
  addressOf,
  openExport,
  receiptMeter,
  receiptOf,
  type Export,
  type Receipt,
} from '../../exchange/exports/export.ts';
import { formats, type Format } from '../../exchange/exports/formats.rules.ts';
import { keptSnapshots } from '../../exchange/exports/kept-snapshots.ts';
import { filterParameters, productFilter } from '../../exchange/exports/product-filter.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import type { Context } from '../../graphql/context.ts';
import { RecentlyUsed } from '../../recently-used.ts';
import { isKnown, sendWithEtag } from '../etag.ts';
import { openToAllOrigins } from '../headers.ts';
import { languageOf } from '../language.ts';
import { originOf } from '../origin.ts';
import { problem } from '../problem.ts';
import { contentSecurityPolicy } from '../verdict/style.ts';
import { exportPage } from './export-page.ts';
import {
  csvMetadataAt,
  formatOf,
  listOf,
  queryOf,
  requireKnownParameters,
  typesOf,
  wishOf,
} from './read-wish.ts';
import { serveSnapshots } from './serve-snapshots.ts';

/** An export reads the past and packs it: so many at a time, and of one address, and whoever comes then waits. */
const MOST_EXPORTS = 8;
const MOST_OF_ADDRESS = 3;
/** Whoever takes longer gives their place to others: a reader who never reads would keep it for ever. */
const LONGEST_MS = 15 * 60_000;
const TURN_SECONDS = 10;
/** Receipts that are remembered; another is worked out again when it is asked for. */
const MOST_RECEIPTS = 500;
/** The file of a snapshot never changes; the newest one may be another in a minute. */
const FIXED = 'public, max-age=86400';
const NEWEST = 'public, max-age=60';

/** The register as files: exactly the products of a filter, in every format, with a receipt for each. */
export async function serveExports(
  app: FastifyInstance,
  options: {
    context: () => Context;
    siteUrl?: string | undefined;
    snapshotsDir?: string | undefined;
  },
): Promise<void> {
  const { context, siteUrl, snapshotsDir } = options;
  const running = new Map<string, number>();
  const receipts = new RecentlyUsed<string, Receipt>(MOST_RECEIPTS);
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));

  // Also of what goes wrong before the first byte of a file is there.
  app.setErrorHandler((error, request, reply) => {
    // Nobody is there any more to be told.
    if (reply.raw.destroyed) return reply;
    // As for all the hub: logged whole, told without its inside.
    if (!(error instanceof BadExport)) throw error;
    const { parameter, allowed, status, message } = error;
    return problem(request, reply, status, message, { parameter, ...(allowed.length > 0 && { allowed }) });
  });

  await serveSnapshots(app, options);

  app.get('/export', (request, reply) => {
    const query = queryOf(request);
    return reply.redirect(query ? `/export/?${query}` : '/export/', 308);
  });

  app.get('/export/', async (request, reply) => {
    const lang = languageOf(request);
    const given = new URLSearchParams(queryOf(request));
    given.delete('lang');
    let query = '';
    let trouble: string | null = null;
    try {
      requireKnownParameters(given, filterParameters);
      ({ query } = await productFilter(context().timed.db, given));
    } catch (error) {
      if (!(error instanceof BadExport)) throw error;
      trouble = [error.message, ...error.allowed.slice(0, 20)].join(' · ');
    }
    reply
      .code(trouble ? 400 : 200)
      .type('text/html; charset=utf-8')
      .headers({
        'content-language': lang,
        'content-security-policy': contentSecurityPolicy,
        'cache-control': trouble ? 'no-store' : NEWEST,
        vary: 'accept-language',
      });
    const snapshots = snapshotsDir ? keptSnapshots(snapshotsDir) : [];
    const page = exportPage(lang, { query, trouble, snapshots });
    return trouble ? reply.send(page) : sendWithEtag(request, reply, page);
  });

  app.get<{ Params: { file: string } }>('/export/:file', (request, reply) => answer(request, reply));

  async function answer(
    request: FastifyRequest<{ Params: { file: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const given = new URLSearchParams(queryOf(request));
    const list = listOf(request.params.file);
    const format = formatOf(request, reply, given, list);
    if (!format)
      return problem(request, reply, 406, 'None of these types is offered', { allowed: typesOf(list) });
    const wish = await wishOf(context(), given, list, format);
    if (!wish) return problem(request, reply, 503, 'The register is empty: there is nothing to export yet');

    // Without a fixed site, pages are told by their paths: a file is the same whatever name the hub was asked by.
    const origin = siteUrl ? originOf(request, siteUrl) : '';
    const address = addressOf(wish);
    const wantsReceipt = given.get('receipt') === '1';
    const etag = `W/"${createHash('sha1').update(`${address} ${wantsReceipt}`).digest('base64url')}"`;
    reply.headers({
      etag,
      'cache-control': given.has('snapshot') ? FIXED : NEWEST,
      link: [
        `<${address}>; rel="canonical"`,
        `<${address}&receipt=1>; rel="describedby"; type="application/json"`,
        ...(format === 'csv'
          ? [`<${csvMetadataAt(list, given)}>; rel="describedby"; type="application/csvm+json"`]
          : []),
      ].join(', '),
    });
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();

    const known = receipts.get(address);
    if (wantsReceipt && known) return sendReceipt(reply, known);
    const leave = enter(callerOf(request.ip));
    if (!leave) {
      reply.header('retry-after', TURN_SECONDS);
      const title = `Other exports are being made: come again in ${TURN_SECONDS} seconds`;
      return problem(request, reply, 429, title);
    }
    const leaving = new AbortController();
    reply.raw.once('close', () => leaving.abort());
    if (reply.raw.destroyed) leaving.abort();
    try {
      const { db, primary, onStatement, deadline } = context();
      const exporting = { db, primary, onStatement, deadline, leaving: leaving.signal };
      const file = await openExport(exporting, wish, origin);
      if (wantsReceipt) {
        const receipt = request.method === 'HEAD' ? null : await receiptOf(file, format);
        leave();
        if (!receipt) return reply.type('application/json').send();
        receipts.set(address, receipt);
        return sendReceipt(reply, receipt);
      }
      const { type, parameters } = formats[format];
      reply.type(`${type}${parameters}`).header('content-disposition', disposition(file.facts.fileName));
      if (request.method === 'HEAD') {
        leave();
        return reply.send();
      }
      const stream = Readable.from(measured(file, format, address));
      const late = setTimeout(() => stream.destroy(), LONGEST_MS);
      // Its place is free when nothing more is made of it, also where the reader left before it began.
      stream.once('close', () => {
        leaving.abort();
        clearTimeout(late);
        leave();
      });
      if (reply.raw.destroyed) stream.destroy();
      return reply.send(stream);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Takes one of the places; null where there is none. What it gives back frees the place, once. */
  function enter(address: string): (() => void) | null {
    const own = running.get(address) ?? 0;
    const all = [...running.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST_OF_ADDRESS || all >= MOST_EXPORTS) return null;
    running.set(address, own + 1);
    let isMine = true;
    return () => {
      const left = (running.get(address) ?? 0) - 1;
      if (isMine && left > 0) running.set(address, left);
      else if (isMine) running.delete(address);
      isMine = false;
    };
  }

  async function* measured(file: Export, format: Format, address: string): AsyncGenerator<Uint8Array> {
    const meter = receiptMeter(file.facts, format);
    for await (const piece of file.bytes()) {
      meter.add(piece);
      yield piece;
    }
    receipts.set(address, meter.receipt());
  }
}

function sendReceipt(reply: FastifyReply, receipt: Receipt): FastifyReply {
  reply.type('application/json');
  return reply.send(`${JSON.stringify(receipt, null, 2)}\n`);
}

const disposition = (name: string): string =>
  `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`;
