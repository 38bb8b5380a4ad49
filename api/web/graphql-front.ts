import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { secondsLeftOfDay } from '../clock.ts';
import { answered, type ErrorLog } from '../graphql/answered-error.ts';
import { asText, type Context } from '../graphql/context.ts';
import type { KnownOperation, KnownOperations } from '../graphql/known-operations.ts';
import type { Budget } from '../graphql/limits/budget.ts';
import type { Priced } from '../graphql/limits/priced.ts';
import { NO_STORE } from '../graphql/limits/cache-policy.ts';
import type { Caller } from '../graphql/limits/caller.ts';
import { conclude, toldCost, type Answer } from '../graphql/limits/conclude.ts';
import { limits } from '../graphql/limits/limits.rules.ts';
import { stringifyAnswer } from '../graphql/raw-json.ts';
import type { AnswerCache, KeptAnswer, Made } from './answer-cache.ts';
import { compressed, COMPRESS_FROM, encodingFor, type Encoding } from './compression.ts';
import { etagOf, isKnown } from './etag.ts';
import { askedByBody, readAddresses, type Asked } from './graphql-asked.ts';
import { balanceHeaders, callerFor, VARY } from './graphql-caller.ts';
import { openHeaders, ownHeaders, toldOnce, type Surroundings } from './headers.ts';
import { answerMode, contentType, statusFor, tagIn, type AnswerMode } from './media-type.ts';
import { policyUntil } from './midnight.ts';

export interface FrontOptions extends Surroundings {
  known: KnownOperations;
  answers: AnswerCache;
  context: (caller: Caller) => Context;
  budget: Budget;
  ownKey: string;
  logError: ErrorLog;
  /** Where a request comes from, proxies that are trusted left out. */
  addressOf: (request: IncomingMessage) => string;
  now: () => Date;
  /** Logs a request that is answered here, as all others are logged. */
  logRequest: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** Whether the hub is about to stop, and takes nothing more. */
  isClosing: () => boolean;
}

/** Bodies that were read here and left to the way that everything else goes. */
export const takenBodies = new WeakMap<IncomingMessage, Buffer>();

/**
 * A shorter way for what is asked most: a GraphQL operation that was answered before, asked in the usual form. It is
 * answered from what is known of its document, without the steps that find out that nothing is wrong with it. Whatever
 * is not so plain, every refusal included, goes the way that everything else goes (`otherwise`), to which the answers
 * here are equal.
 */
export function graphqlFront(options: FrontOptions): (otherwise: RequestListener) => RequestListener {
  const { known, answers, budget } = options;
  const askedByAddress = readAddresses();
  const toAnswer = answered(options.logError, options.siteUrl);
  /** The same for all who ask within one second. */
  let policies = { left: NaN, written: new Map<string, string>() };
  const always = Object.entries({ ...ownHeaders(options), ...openHeaders });
  const toldAll = always.flat();
  const toldAgain = always.filter(([name]) => !toldOnce.has(name)).flat();

  return (otherwise) => (request, response) => {
    const { url = '', method } = request;
    if (url.startsWith('/graphql') && !options.isClosing()) {
      if (method === 'GET' && hasNoBody(request)) {
        if (isTaken(askedByAddress(url), request, response, otherwise)) return;
      } else if (method === 'POST' && (url.length === 8 || url[8] === '?') && isPlain(request)) {
        readBody(request, (body) => {
          if (isTaken(askedByBody(body), request, response, otherwise)) return;
          takenBodies.set(request, body);
          otherwise(request, response);
        });
        return;
      }
    }
    otherwise(request, response);
  };

  function isTaken(
    asked: Asked | null,
    request: IncomingMessage,
    response: ServerResponse,
    otherwise: RequestListener,
  ): boolean {
    if (!asked) return false;
    try {
      return take(asked, request, response, otherwise);
    } catch (error) {
      // Outside of every promise it would end the process.
      options.logError(error, 'answered the longer way');
      return response.headersSent;
    }
  }

  /** Answers, or says that it does not. */
  function take(
    { query, operationName, variables }: Asked,
    request: IncomingMessage,
    response: ServerResponse,
    otherwise: RequestListener,
  ): boolean {
    const { headers } = request;
    const operation = known.find(query, operationName);
    const mode = modeOf(headers.accept);
    if (!operation || !mode || headers['x-no-compression'] !== undefined) return false;
    const caller = callerFor(headers, options.addressOf(request), options);
    const key = isAnew(headers) ? null : operation.key(variables);
    const exchange: Exchange = { operation, variables, key, caller, mode, request, response };
    const kept = key === null ? null : answers.find(key);
    const isAnswered =
      kept instanceof Promise ? kept.then((one) => answer(exchange, one)) : answer(exchange, kept);
    if (typeof isAnswered === 'boolean') return isAnswered;
    void leave(exchange, isAnswered, otherwise);
    return true;
  }

  /** What turns out not to be answered here goes on. */
  async function leave(
    { request, response }: Exchange,
    isAnswered: Promise<boolean>,
    otherwise: RequestListener,
  ): Promise<void> {
    try {
      if (await isAnswered) return;
    } catch (error) {
      options.logError(error, 'answered the longer way');
      if (response.headersSent) return;
    }
    otherwise(request, response);
  }

  function answer(exchange: Exchange, kept: KeptAnswer | null): boolean | Promise<boolean> {
    const { operation, variables, caller } = exchange;
    const price = kept ?? operation.price(variables);
    if (price === null) return false;
    const isGranted = caller.spend(price.points, 'ask');
    // Nothing was spent where too little is left.
    return typeof isGranted === 'object'
      ? isGranted.then((granted) => granted && give(exchange, price))
      : isGranted && give(exchange, price);
  }

  function give(exchange: Exchange, answer: KeptAnswer | Priced): true | Promise<boolean> {
    options.logRequest?.(exchange.request, exchange.response);
    return 'values' in answer ? make(exchange, answer) : sendKept(exchange, answer);
  }

  async function make(exchange: Exchange, { points, values }: Priced): Promise<boolean> {
    let isAnswered = true;
    const { operation, variables, key, caller } = exchange;
    const context = asText(options.context(caller));
    const work = async (): Promise<Made | null> => {
      const result = await operation.run(context, variables, values);
      if (result.errors) {
        // Variables that were refused, before anything was asked.
        if (!('data' in result)) isAnswered = false;
        else await sendWithErrors(exchange, points, result);
        return null;
      }
      const body = Buffer.from(stringifyAnswer({ data: result.data ?? null }));
      await send(exchange, points, body);
      return { body, points, day: context.today };
    };
    await (key === null ? work() : answers.make(key, context.db, work));
    return isAnswered;
  }

  async function sendWithErrors(
    exchange: Exchange,
    points: number,
    { data, errors = [] }: ExecutionResult,
  ): Promise<void> {
    const { mode, response, caller } = exchange;
    const told = errors.map((error) => toAnswer(formatted(error), error));
    const answer: Answer = { data: data ?? null };
    const { status = 200, headers } = await conclude(answer, told, caller);
    if (caller.wantsCost) answer.extensions = { ...answer.extensions, cost: toldCost(points, caller) };
    const { errors: first, ...rest } = answer;
    const text = `${JSON.stringify({ errors: first, ...rest })}\n`;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    await write(exchange, statusFor(mode, status, text), NO_STORE, Buffer.from(text));
  }

  function send(exchange: Exchange, points: number, body: Buffer): true | Promise<true> {
    const { caller } = exchange;
    if (caller.wantsCost) return write(exchange, 200, NO_STORE, withCost(body, points, caller));
    if (exchange.request.method !== 'GET') return write(exchange, 200, NO_STORE, body);
    const etag = tagIn(exchange.mode, etagOf(body));
    return knows(exchange, etag) || write(exchange, 200, policyOf(exchange), body, etag);
  }

  function sendKept(exchange: Exchange, kept: KeptAnswer): true | Promise<true> {
    const { request, response, caller } = exchange;
    const { body, points } = kept;
    if (caller.wantsCost) return send(exchange, points, body);
    const isRead = request.method === 'GET';
    const etag = isRead ? tagIn(exchange.mode, kept.etag) : undefined;
    if (etag && knows(exchange, etag)) return true;
    const headers = headersOf(exchange, 200, isRead ? policyOf(exchange) : NO_STORE, etag);
    const encoding = encodingOf(request, body);
    const sent = encoding ? kept.as(encoding) : body;
    return sent instanceof Promise
      ? sent.then((bytes) => end(response, 200, headers, bytes, encoding))
      : end(response, 200, headers, sent, encoding);
  }

  /** Tells who has the answer already that it holds. */
  function knows(exchange: Exchange, etag: string): boolean {
    if (!isKnown(exchange.request.headers['if-none-match'], etag)) return false;
    const headers = headersOf(exchange, 304, policyOf(exchange), etag);
    headers.push('vary', VARY);
    exchange.response.writeHead(304, headers).end();
    return true;
  }

  function write(
    exchange: Exchange,
    status: number,
    policy: string,
    body: Buffer,
    etag?: string,
  ): true | Promise<true> {
    const { request, response } = exchange;
    const headers = headersOf(exchange, status, policy, etag);
    const encoding = encodingOf(request, body);
    return encoding
      ? compressed(body, encoding).then((sent) => end(response, status, headers, sent, encoding))
      : end(response, status, headers, body, null);
  }

  function headersOf({ mode, caller }: Exchange, status: number, policy: string, etag?: string): string[] {
    const headers = status === 304 ? [...toldAgain] : [...toldAll, 'content-type', contentType(mode, status)];
    headers.push('cache-control', policy);
    if (etag) headers.push('etag', etag);
    if (caller.balance) {
      const balance = balanceHeaders(budget, caller.balance);
      headers.push('ratelimit-policy', balance['ratelimit-policy'], 'ratelimit', balance.ratelimit);
    }
    return headers;
  }

  function policyOf({ operation: { cachePolicy } }: Exchange): string {
    const left = secondsLeftOfDay(options.now());
    if (left !== policies.left) policies = { left, written: new Map() };
    let policy = policies.written.get(cachePolicy);
    if (policy === undefined) policies.written.set(cachePolicy, (policy = policyUntil(cachePolicy, left)));
    return policy;
  }
}

/** Sends a body with the headers that tell how it comes, as the compression of all other answers writes them. */
function end(
  response: ServerResponse,
  status: number,
  headers: string[],
  body: Buffer,
  encoding: Encoding | null,
): true {
  if (encoding) headers.push('vary', `${VARY}, accept-encoding`, 'content-encoding', encoding);
  else headers.push('vary', VARY);
  headers.push('content-length', String(body.length));
  // A short text goes out in one piece with its headers.
  const isShort = encoding === null && body.length < COMPRESS_FROM;
  response.writeHead(status, headers).end(isShort ? body.toString() : body);
  return true;
}

const encodingOf = ({ headers }: IncomingMessage, body: Buffer): Encoding | null =>
  body.length >= COMPRESS_FROM ? encodingFor(headers['accept-encoding'] as string | undefined) : null;

/** The same answer, with its cost before its last bracket. */
const withCost = (body: Buffer, points: number, caller: Caller): Buffer =>
  Buffer.concat([
    body.subarray(0, -2),
    Buffer.from(`,"extensions":${JSON.stringify({ cost: toldCost(points, caller) })}}\n`),
  ]);

/** Whoever wants no answer from a cache gets none from this one. */
const isAnew = (headers: IncomingHttpHeaders): boolean =>
  headers['cache-control'] !== undefined && /no-cache|no-store/i.test(headers['cache-control']);

/** One request on its way to its answer. */
interface Exchange {
  operation: KnownOperation;
  variables: Record<string, unknown>;
  /** Under what name its answer is kept; null where it is not to be. */
  key: string | null;
  caller: Caller;
  mode: AnswerMode;
  request: IncomingMessage;
  response: ServerResponse;
}

/** As Apollo hands an error over to be formatted. */
const formatted = (error: GraphQLError) => ({
  ...error.toJSON(),
  extensions: { ...error.extensions, code: error.extensions['code'] ?? 'INTERNAL_SERVER_ERROR' },
});

const hasNoBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  headers['content-type'] === undefined &&
  headers['content-encoding'] === undefined;

/** A body of JSON in UTF-8, that says how long it is. */
const isPlain = ({ headers }: IncomingMessage): boolean =>
  /^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
  headers['content-encoding'] === undefined &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length']) <= limits.bodyBytes;

/** Of a reader who goes away before the end nothing is heard again. */
function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => done(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
}

const MOST_MODES = 200;
const modes = new Map<string | undefined, AnswerMode | null>();

function modeOf(accept: string | undefined): AnswerMode | null {
  const before = modes.get(accept);
  if (before !== undefined) return before;
  const mode = answerMode(accept);
  if (modes.size < MOST_MODES) modes.set(accept, mode);
  return mode;
}
