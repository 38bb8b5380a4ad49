import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import fastifyCompress from '@fastify/compress';
import proxyAddress from '@fastify/proxy-addr';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { AWAY, isLost, RETRY_AFTER_SECONDS } from '../database/lost.ts';
import type { Responsible } from '../exchange/catalogue/catalogue.rules.ts';
import { callerWithoutBudget } from '../graphql/limits/caller.ts';
import { isExceeded } from '../graphql/limits/deadline.ts';
import { limits } from '../graphql/limits/limits.rules.ts';
import { NoAnswer } from './ask-hub.ts';
import { serveCatalogue } from './catalogue/serve-catalogue.ts';
import { serveChanges } from './changes.ts';
import { serveDiscovery } from './discovery.ts';
import { serveDoubts, type DoubtDesk } from './doubts/serve-doubts.ts';
import { serveEmbeds } from './embed/serve-embeds.ts';
import { announceOembed } from './embed/serve-oembed.ts';
import { serveExports } from './exports/serve-exports.ts';
import { serveFeatures } from './features/serve-features.ts';
import { serveFeeds } from './feeds/serve-feeds.ts';
import { COMPRESS_FROM, encodings } from './compression.ts';
import { graphqlFront, type FrontOptions } from './graphql-front.ts';
import { serveGraphql, type GraphqlHttp } from './graphql-http.ts';
import { serveDigitalLink } from './gs1/serve-digital-link.ts';
import { securing, securityHeaders } from './headers.ts';
import { serveHealth } from './health.ts';
import { serveLive } from './live.ts';
import { problem } from './problem.ts';
import { pageOfKept } from './merged-pages.ts';
import { serveProofs, type Proofs } from './proofs.ts';
import { serveTiles, type TilesOptions } from './tiles/serve-tiles.ts';
import { endWithTheDay } from './midnight.ts';
import { serveSite, type Site } from './static-files.ts';
import { serveVerdict } from './verdict/serve-verdict.ts';

export interface WebOptions
  extends Omit<GraphqlHttp, 'logError'>, Pick<Proofs, 'keys'>, Pick<TilesOptions, 'tileLimits'> {
  /** The folder of the project. */
  root: string;
  site: Site;
  /** Where the map's tiles come from when they are not the hub's own. */
  tilesUrl?: string | undefined;
  logLevel: string;
  /** Proxies whose word about the caller's address is taken; none where left out. */
  trustProxy?: number | string | undefined;
  askDatabase: () => Promise<unknown>;
  doubts: DoubtDesk;
  /** What is asked often, and its answers: both go a shorter way. None does where it is left out. */
  front?: Pick<FrontOptions, 'known' | 'answers'> | undefined;
  /** Where the register of every night is kept; nowhere where left out. */
  snapshotsDir?: string | undefined;
  /** Who answers for the register, for catalogues. */
  responsible?: Responsible;
  /** The time of day; the clock of the machine where left out. */
  now?: () => Date;
  /** Where unexpected errors go; the log of the app where left out. */
  logError?: GraphqlHttp['logError'];
}

/** A reader's request must arrive within this time, so that nobody holds a connection with a body that never ends. */
const ARRIVE_WITHIN_MS = 30_000;
const KEEP_ALIVE_MS = 75_000;
/** When a hub that was too busy to answer in time may be asked again. */
const AFTER_DEADLINE_SECONDS = 30;

/** Everything that the hub answers over HTTP, on one port. */
export async function webApp(options: WebOptions): Promise<FastifyInstance> {
  const now = options.now ?? (() => new Date());
  const trustProxy = trusting(options.trustProxy);
  const secure = securing(options);
  const logError: GraphqlHttp['logError'] =
    options.logError ?? ((error, requestId) => app.log.error({ err: error, requestId }, 'unexpected'));
  const logsRequests = options.logLevel === 'info' || options.logLevel === 'debug';
  const front =
    options.front &&
    graphqlFront({
      ...options,
      ...options.front,
      logError,
      now,
      addressOf: (request) =>
        options.trustProxy === undefined
          ? (request.socket.remoteAddress ?? '')
          : proxyAddress(request, trustProxy),
      logRequest: logsRequests ? logRequest : null,
      isClosing: () => isClosing,
    });
  let isClosing = false;
  const app = Fastify({
    serverFactory: (otherwise) => {
      const server = createServer(front ? front(otherwise) : otherwise);
      server.requestTimeout = ARRIVE_WITHIN_MS;
      server.keepAliveTimeout = KEEP_ALIVE_MS;
      return server;
    },
    logger: options.logLevel === 'silent' ? false : { level: options.logLevel },
    bodyLimit: limits.bodyBytes,
    trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: false },
    // An address that no route can read, such as one with a broken percent sign.
    frameworkErrors: (error, request, reply) => {
      secure(reply);
      const status = error.statusCode ?? 400;
      return failure(request, reply, status, 'The address is not well-formed, or too long');
    },
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  // Of an answer to HEAD that is not made, Fastify tells that it has no length; with 304 too (RFC 9110, 8.6).
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') return;
    route.onSend = [route.onSend ?? [], withoutNoLength].flat();
  });
  securityHeaders(app, options);
  endWithTheDay(app, now);
  announceOembed(app, options.siteUrl);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const later = toBeAskedLater(error);
    if (later) {
      if (isLost(error)) logError(error, request.id);
      else request.log.warn({ err: error }, 'not answered now');
      return failure(request, reply.header('retry-after', later.seconds), 503, later.title);
    }
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) logError(error, request.id);
    return failure(request, reply, status, status === 500 ? 'Internal Server Error' : error.message);
  });

  // Pages are compressed once, when they are built; this is for what is written on demand.
  await app.register(async (api) => {
    await api.register(fastifyCompress, {
      threshold: COMPRESS_FROM,
      encodings,
      globalDecompression: false,
    });
    await api.register(async (scope) => serveGraphql(scope, { ...options, logError }));
    await api.register(async (scope) => serveDiscovery(scope, options));
    await api.register(async (scope) => serveEmbeds(scope, { ...options, logError }));
    const withContext = { ...options, context: () => options.context(callerWithoutBudget(false)) };
    await api.register(async (scope) => serveFeeds(scope, withContext));
    await api.register(async (scope) => serveProofs(scope, withContext));
    await api.register(async (scope) => serveLive(scope, withContext));
    await api.register(async (scope) => serveChanges(scope, withContext));
    await api.register(async (scope) => serveExports(scope, withContext));
    await api.register(async (scope) => serveCatalogue(scope, withContext));
    await api.register(async (scope) => serveFeatures(scope, options));
    await api.register(async (scope) => serveTiles(scope, options));
    await api.register(async (scope) => serveVerdict(scope, { ...options, logError }));
    await api.register(async (scope) => serveDigitalLink(scope, { ...options, logError }));
    await api.register(async (scope) => serveDoubts(scope, { ...withContext, logError }));
  });
  await app.register(async (scope) => serveHealth(scope, options));
  await serveSite(app, options.site, (path) =>
    pageOfKept(options.context(callerWithoutBudget(false)).timed.db, path),
  );
  return app;

  /** As Fastify logs what it answers. */
  function logRequest(request: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers, socket } = request;
    const log = app.log.child({ reqId: randomUUID() });
    const started = performance.now();
    const req = { method, url, headers, host: headers.host, ip: proxyAddress(request, trustProxy), socket };
    log.info({ req }, 'incoming request');
    response.once('finish', () =>
      log.info({ res: response, responseTime: performance.now() - started }, 'request completed'),
    );
  }
}

/** Whose word about the address of a caller is taken. */
function trusting(trusted: WebOptions['trustProxy']): (address: string, hop: number) => boolean {
  if (typeof trusted === 'string') return proxyAddress.compile(trusted.split(',').map((one) => one.trim()));
  return (_address, hop) => hop < (trusted ?? 0);
}

const withoutNoLength = async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  if (reply.getHeader('content-length') === '0') reply.removeHeader('content-length');
};

/** What is told where the register did not answer now, and may do so in some seconds; null of all other errors. */
function toBeAskedLater(error: Error): { title: string; seconds: number } | null {
  const isTold = error instanceof NoAnswer;
  if (isLost(error) || (isTold && error.code === 'REGISTER_UNAVAILABLE'))
    return { title: AWAY, seconds: RETRY_AFTER_SECONDS };
  if (isExceeded(error) || (isTold && error.code === 'DEADLINE_EXCEEDED'))
    return { title: isTold ? error.said : error.message, seconds: AFTER_DEADLINE_SECONDS };
  return null;
}

/** With the id under which it is logged, also for those who do not read the answer. */
const failure = (request: FastifyRequest, reply: FastifyReply, status: number, title: string): FastifyReply =>
  problem(request, reply.header('x-request-id', request.id), status, title);
