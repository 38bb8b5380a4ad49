import { Readable } from 'node:stream';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { answered, headersOf, type ErrorLog } from '../graphql/answered-error.ts';
import { asText, type Context } from '../graphql/context.ts';
import { errorCodes, isErrorCode, type ErrorCode } from '../graphql/error-codes.rules.ts';
import { refusal } from '../graphql/errors.ts';
import type { Budget } from '../graphql/limits/budget.ts';
import { callerWithoutBudget, type Caller } from '../graphql/limits/caller.ts';
import { cost, limits } from '../graphql/limits/limits.rules.ts';
import { etagOf, sendTagged } from './etag.ts';
import { balanceHeaders, callerFor, VARY } from './graphql-caller.ts';
import { takenBodies } from './graphql-front.ts';
import { openToAllOrigins, preflight, toldOnce } from './headers.ts';
import { answerMode, contentType, statusFor, tagIn } from './media-type.ts';

export interface GraphqlHttp {
  graphql: ApolloServer<Context>;
  context: (caller: Caller) => Context;
  budget: Budget;
  /** What the hub shows when it asks itself, to build its pages. */
  ownKey: string;
  logError: ErrorLog;
  siteUrl?: string | undefined;
}

const ALLOWED = 'GET, HEAD, POST, OPTIONS';

/** GraphQL over HTTP, with everything that shared caches, browsers and fair use need. */
export async function serveGraphql(app: FastifyInstance, options: GraphqlHttp): Promise<void> {
  const toAnswer = answered(options.logError, options.siteUrl);
  const callers = new WeakMap<FastifyRequest, Caller>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(/^application\/json\b/i, { parseAs: 'buffer' }, (request, body, done) => {
    const text = utf8(request, body);
    if (text instanceof GraphQLError) return done(text);
    // Keys that would reach an object's prototype are refused.
    return app.getDefaultJsonParser('error', 'error')(request, text, done);
  });

  app.addHook('onRequest', async (request, reply) => {
    openToAllOrigins(reply);
    reply.header('vary', VARY);
    if (request.method === 'OPTIONS') return;
    const caller = callerFor(request.headers, request.ip, options);
    callers.set(request, caller);
    if (!(await caller.spend(cost.request, 'ask'))) {
      throw refusal(
        'RATE_LIMITED',
        `The budget of ${options.budget.points} points in ${options.budget.seconds} seconds is used up: ask again in ${caller.balance?.retryAfter} seconds`,
        { retryAfter: caller.balance?.retryAfter },
      );
    }
    if (answerMode(request.headers.accept) === null) {
      throw refusal(
        'NOT_ACCEPTABLE',
        'Answers are written as application/graphql-response+json or application/json; the Accept header takes neither',
      );
    }
    const encoding = request.headers['content-encoding'];
    if (encoding && encoding !== 'identity')
      throw refusal('UNSUPPORTED_MEDIA_TYPE', 'Bodies are taken uncompressed, without Content-Encoding');
  });

  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 304) for (const name of toldOnce) reply.removeHeader(name);
    const balance = callers.get(request)?.balance;
    if (!balance) return;
    reply.headers(balanceHeaders(options.budget, balance));
    if (!balance.granted) reply.header('retry-after', String(balance.retryAfter));
  });

  // A body that has been read from the connection already is read once more from memory.
  app.addHook('preParsing', async (request, _reply, payload) => {
    const taken = takenBodies.get(request.raw);
    return taken ? Readable.from(taken, { objectMode: false }) : payload;
  });

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? callerWithoutBudget(false);
      const answer = await options.graphql.executeHTTPGraphQLRequest({
        httpGraphQLRequest: httpRequest(request),
        context: async () => asText(options.context(caller)),
      });
      if (answer.body.kind !== 'complete') throw new Error('An incremental answer was not expected');
      for (const [name, value] of answer.headers) reply.header(name, value);
      if (!answer.headers.has('cache-control')) reply.header('cache-control', 'no-store');
      return send(request, reply, answer.status ?? 200, answer.body.string);
    },
  });
  app.options('/graphql', (_request, reply) => preflight(reply));
  app.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE'],
    handler: async (request) => {
      throw refusal('METHOD_NOT_ALLOWED', `/graphql takes GET and POST, not ${request.method}`);
    },
  });

  app.setErrorHandler<FastifyError | GraphQLError>((error, request, reply) => {
    const known = asRefusal(error);
    const formatted = toAnswer(
      known ? { ...known.toJSON(), extensions: known.extensions } : { message: error.message },
      known ?? error,
    );
    const code = formatted.extensions?.['code'];
    const status = isErrorCode(code) ? errorCodes[code].status : 500;
    if (status === 405) reply.header('allow', ALLOWED);
    reply.headers({ ...headersOf(formatted), 'cache-control': 'no-store' });
    return send(request, reply, status, `${JSON.stringify({ errors: [formatted] })}\n`);
  });
}

function httpRequest(request: FastifyRequest) {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  // How the answer is written is decided here.
  headers.set('accept', 'application/json');
  const { search } = new URL(request.url, 'http://hub.invalid');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return { method, headers, search, body: request.body };
}

function send(request: FastifyRequest, reply: FastifyReply, refusedAs: number, text: string): FastifyReply {
  const mode = answerMode(request.headers.accept) ?? 'graphql';
  const status = statusFor(mode, refusedAs, text);
  reply.code(status).header('content-type', contentType(mode, status));
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && status === 200 && reply.getHeader('cache-control') !== 'no-store'
    ? sendTagged(request, reply, text, tagIn(mode, etagOf(text)))
    : reply.send(text);
}

function utf8(request: FastifyRequest, body: Buffer): string | GraphQLError {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^utf-?8$/i.test(charset))
    return refusal('UNSUPPORTED_MEDIA_TYPE', `The body is in ${charset.slice(0, 40)}; only UTF-8 is taken`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return refusal('BAD_REQUEST', 'The body is not text in UTF-8');
  }
}

/** What Fastify refuses before a handler sees it. */
function asRefusal(error: FastifyError | GraphQLError): GraphQLError | null {
  if (error instanceof GraphQLError) return error;
  const [code, message] = fastifyRefusals[error.code] ?? [];
  if (code && message) return refusal(code, message);
  if (error.statusCode === 400)
    return refusal('BAD_REQUEST', `The body is not one JSON object: ${error.message}`);
  return null;
}

const fastifyRefusals: Record<string, readonly [ErrorCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'BODY_TOO_LARGE',
    `The body is larger than ${limits.bodyBytes} bytes: split the lists in variables over several requests`,
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'Send the body as Content-Type: application/json',
  ],
};
