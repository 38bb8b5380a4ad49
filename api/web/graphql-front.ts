import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { secondsLeftOfDay } from '../clock.ts';
import { answered, type ErrorLog } from '../graphql/answered-error.ts';
import type { Context } from '../graphql/context.ts';
import type { KnownOperation, KnownOperations } from '../graphql/known-operations.ts';
import type { Budget } from '../graphql/limits/budget.ts';
import { NO_STORE } from '../graphql/limits/cache-policy.ts';
import type { Caller } from '../graphql/limits/caller.ts';
import { conclude, toldCost, type Answer } from '../graphql/limits/conclude.ts';
import { limits } from '../graphql/limits/limits.rules.ts';
import { compressed, COMPRESS_FROM, encodingFor } from './compression.ts';
import { etagOf, isKnown } from './etag.ts';
import { askedByBody, readAddresses, type Asked } from './graphql-asked.ts';
import { balanceHeaders, callerFor, VARY } from './graphql-caller.ts';
import { openHeaders, ownHeaders, type Surroundings } from './headers.ts';
import { answerMode, contentType, statusFor, type AnswerMode } from './media-type.ts';
import { policyUntil } from './midnight.ts';

export interface FrontOptions extends Surroundings {
  known: KnownOperations;
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
  const { known, budget } = options;
  const askedByAddress = readAddresses();
  const toAnswer = answered(options.logError, options.siteUrl);
  const always = Object.entries({ ...ownHeaders(options), ...openHeaders }).flat();

  return (otherwise) => (request, response) => {
    const { url = '', method } = request;
    if (url.startsWith('/graphql') && !options.isClosing()) {
      if (method === 'GET' && hasNoBody(request)) {
        const asked = askedByAddress(url);
        if (asked && take(asked, request, response, otherwise)) return;
      } else if (method === 'POST' && (url.length === 8 || url[8] === '?') && isPlain(request)) {
        readBody(request, (body) => {
          const asked = askedByBody(body);
          if (asked && take(asked, request, response, otherwise)) return;
          takenBodies.set(request, body);
          otherwise(request, response);
        });
        return;
      }
    }
    otherwise(request, response);
  };

  /** Answers, or says that it does not. */
  function take(
    { query, operationName, variables }: Asked,
    request: IncomingMessage,
    response: ServerResponse,
    otherwise: RequestListener,
  ): boolean {
    const operation = known.find(query, operationName);
    const mode = modeOf(request.headers.accept);
    if (!operation || !mode || request.headers['x-no-compression'] !== undefined) return false;
    const points = operation.points(variables);
    if (points === null) return false;
    const caller = callerFor(request.headers, options.addressOf(request), options);
    const exchange: Exchange = { operation, variables, points, caller, mode, request, response };
    const isGranted = caller.spend(points, 'ask');
    // Nothing was spent where too little is left.
    if (isGranted === false) return false;
    answer(exchange, isGranted).then(
      (isAnswered) => isAnswered || otherwise(request, response),
      // What goes wrong here goes wrong there as well, and is told and logged there.
      () => response.headersSent || otherwise(request, response),
    );
    return true;
  }

  async function answer(exchange: Exchange, isGranted: boolean | Promise<boolean>): Promise<boolean> {
    if (isGranted !== true && !(await isGranted)) return false;
    const { operation, variables, caller, request, response } = exchange;
    options.logRequest?.(request, response);
    const context = options.context(caller);
    const result = await operation.run(context, variables);
    if (result.errors) {
      // Variables that were refused, before anything was asked.
      if (!('data' in result)) return false;
      await sendWithErrors(exchange, result);
    } else {
      await send(exchange, Buffer.from(written(exchange, { data: result.data ?? null })));
    }
    return true;
  }

  async function sendWithErrors(exchange: Exchange, { data, errors = [] }: ExecutionResult): Promise<void> {
    const { mode, response, caller } = exchange;
    const told = errors.map((error) => toAnswer(formatted(error), error));
    const answer: Answer = { data: data ?? null };
    const { status = 200, requestId } = await conclude(answer, told, caller);
    const text = written(exchange, answer);
    if (requestId) response.setHeader('x-request-id', requestId);
    await write(exchange, statusFor(mode, status, text), NO_STORE, Buffer.from(text));
  }

  function written({ points, caller }: Exchange, { errors, data, extensions }: Answer): string {
    const further = caller.wantsCost ? { ...extensions, cost: toldCost(points, caller) } : extensions;
    return `${JSON.stringify({ errors, data, extensions: further })}\n`;
  }

  async function send(exchange: Exchange, body: Buffer): Promise<void> {
    const { request, caller, operation } = exchange;
    if (request.method !== 'GET' || caller.wantsCost) return write(exchange, 200, NO_STORE, body);
    const policy = policyUntil(operation.cachePolicy, secondsLeftOfDay(options.now()));
    const etag = etagOf(body);
    if (!isKnown(request.headers['if-none-match'], etag)) return write(exchange, 200, policy, body, etag);
    exchange.response.writeHead(304, [...headersOf(exchange, 304, policy, etag), 'vary', VARY]).end();
  }

  async function write(
    exchange: Exchange,
    status: number,
    policy: string,
    body: Buffer,
    etag?: string,
  ): Promise<void> {
    const { request, response } = exchange;
    const headers = headersOf(exchange, status, policy, etag);
    const encoding =
      body.length >= COMPRESS_FROM ? encodingFor(request.headers['accept-encoding'] as string) : null;
    const sent = encoding ? await compressed(body, encoding) : body;
    // As the compression of all other answers writes it.
    if (encoding) headers.push('vary', `${VARY}, accept-encoding`, 'content-encoding', encoding);
    else headers.push('vary', VARY);
    headers.push('content-length', String(sent.length));
    response.writeHead(status, headers).end(sent);
  }

  function headersOf({ mode, caller }: Exchange, status: number, policy: string, etag?: string): string[] {
    const headers = [...always, 'content-type', contentType(mode, status), 'cache-control', policy];
    if (etag) headers.push('etag', etag);
    if (caller.balance) headers.push(...Object.entries(balanceHeaders(budget, caller.balance)).flat());
    return headers;
  }
}

/** One request on its way to its answer. */
interface Exchange {
  operation: KnownOperation;
  variables: Record<string, unknown>;
  points: number;
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
