import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { extentKeeper } from '../../exchange/features/extents.ts';
import { licenceOf } from '../../exchange/features/features.queries.ts';
import { tileCutter, type TileLimits } from '../../exchange/tiles/tile-cutter.ts';
import { isTileSet, tileJson, tileSets } from '../../exchange/tiles/tile-sets.ts';
import { TileWorkerLost } from '../../exchange/tiles/tile-worker.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import { callerWithBudget } from '../../graphql/limits/caller.ts';
import { sendWithEtag } from '../etag.ts';
import { refuseInWords, spend } from '../features/refusals.ts';
import type { GraphqlHttp } from '../graphql-http.ts';
import { openToAllOrigins, preflight } from '../headers.ts';
import { languageOf } from '../language.ts';
import { cachingOf, originOf } from '../origin.ts';
import { problem } from '../problem.ts';

const TILE_TYPE = 'application/vnd.mapbox-vector-tile';
/** The verdict of the day stands in them. */
const SHORTLY = 'public, max-age=60';
const TILE_POINTS = 1;
const AGAIN_SECONDS = 5;

const zipped = promisify(gzip);
const known = Object.keys(tileSets).join(' and ');

export type TilesOptions = Pick<GraphqlHttp, 'context' | 'budget' | 'siteUrl'> & {
  /** Of the thread that makes the tiles; the usual ones where left out. */
  tileLimits?: TileLimits | undefined;
};

/** The register as vector tiles, for maps that others draw. */
export async function serveTiles(
  app: FastifyInstance,
  { context: contextOf, budget, siteUrl, tileLimits }: TilesOptions,
): Promise<void> {
  const cutter = tileCutter(tileLimits);
  app.addHook('onClose', () => cutter.close());
  const extentsOf = extentKeeper();
  const contextFor = (address: string) => contextOf(callerWithBudget(budget, callerOf(address), false));

  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));
  refuseInWords(app, budget);
  app.options('/tiles/*', (_request, reply) => preflight(reply));

  app.get<{ Params: { set: string } }>('/tiles/:set.json', async (request, reply) => {
    const { set } = request.params;
    if (!isTileSet(set)) return problem(request, reply, 404, `There are the tile sets ${known}`);
    const context = contextFor(request.ip);
    await spend(context, TILE_POINTS);
    const origin = originOf(request, siteUrl);
    const document = await tileJson(
      context,
      (collections) => extentsOf(context, collections),
      set,
      origin,
      languageOf(request),
      await licenceOf(context),
    );
    reply
      .type('application/json')
      .header('vary', 'Accept-Language')
      .header('cache-control', cachingOf(siteUrl, SHORTLY));
    return sendWithEtag(request, reply, JSON.stringify(document));
  });

  app.get<{ Params: { set: string; z: string; x: string; y: string } }>(
    '/tiles/:set/:z/:x/:y.mvt',
    async (request, reply) => {
      const { set } = request.params;
      if (!isTileSet(set)) return problem(request, reply, 404, `There are the tile sets ${known}`);
      const place = [request.params.z, request.params.x, request.params.y];
      if (!place.every((part) => /^\d{1,9}$/.test(part))) {
        return problem(request, reply, 400, 'A tile is named by three whole numbers: zoom, column and row');
      }
      const [z = 0, x = 0, y = 0] = place.map(Number);
      const { maxZoom } = tileSets[set];
      if (z > maxZoom || x >= 2 ** z || y >= 2 ** z) {
        return problem(
          request,
          reply,
          404,
          `There is no such tile: zooms are 0 to ${maxZoom}, columns and rows of zoom z are below 2 to the power of z`,
        );
      }
      const context = contextFor(request.ip);
      await spend(context, TILE_POINTS);
      const tile = await cutter.cut(context, set, z, x, y).catch((error: unknown) => {
        if (!(error instanceof TileWorkerLost)) throw error;
        request.log.error({ err: error }, 'tiles');
        return null;
      });
      if (!tile) {
        reply.header('retry-after', AGAIN_SECONDS);
        return problem(request, reply, 503, 'This tile could not be made now: ask again in a few seconds');
      }
      const { content, version } = tile;
      reply.header('cache-control', SHORTLY).header('vary', 'Accept-Encoding');
      if (!content) return reply.code(204).send();
      reply.header('content-type', TILE_TYPE);
      const isZipped = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');
      if (isZipped) reply.header('content-encoding', 'gzip');
      return sendWithEtag(
        request,
        reply,
        isZipped ? await zipped(content) : content,
        [set, ...place, version].join(' '),
      );
    },
  );
}
