import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { errorCodes, isErrorCode } from '../../graphql/error-codes.rules.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import { callerWithBudget } from '../../graphql/limits/caller.ts';
import { cleaned } from '../cleaned.rules.ts';
import { sendWithEtag } from '../etag.ts';
import type { GraphqlHttp } from '../graphql-http.ts';
import { except } from '../headers.ts';
import { problem } from '../problem.ts';
import type { Site } from '../static-files.ts';
import { badgeSvg } from './badge.rules.ts';
import type { EmbedLang } from './card.rules.ts';
import { cacheControl, pictureCacheControl, refreshIn } from './freshness.rules.ts';
import { DEFAULT_LIMIT, LARGEST_LIMIT } from './list.rules.ts';
import { cardMarkup, listMarkup } from './look.rules.ts';
import { frameAssets, framePage, themes, type Theme } from './page.ts';
import { readCards, readList, readMap, type Register } from './read-register.ts';
import { serveOembed } from './serve-oembed.ts';
import { serveWidgets } from './serve-widgets.ts';
import { troubleCard, type Trouble } from './trouble.rules.ts';

export interface EmbedOptions extends Pick<
  GraphqlHttp,
  'graphql' | 'context' | 'budget' | 'siteUrl' | 'logError'
> {
  /** The folder of the project. */
  root: string;
  site: Site;
  /** The time of day, for how long an answer may be kept; the day comes with the context. */
  now?: () => Date;
}

type ProductRequest = FastifyRequest<{ Params: { code: string } }>;

const MOST_CODES = 50;
const LONGEST_CODE = 100;
const RETRY_SECONDS = '30';
const YEAR = 365 * 24 * 3_600;
const types = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};
const policy =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/** Cards, lists and badges for other people's pages: of the moment, on any page, in any sandbox. */
export async function serveEmbeds(app: FastifyInstance, options: EmbedOptions): Promise<void> {
  const now = options.now ?? (() => new Date());

  app.addHook('onRequest', async (_request, reply) => openToEveryPage(reply));
  app.setErrorHandler<FastifyError | GraphQLError>((error, request, reply) => {
    const status = statusOf(error);
    if (status === 500) options.logError(error, request.id);
    if (status === 429) reply.header('retry-after', String(options.budget.seconds));
    if (status >= 500) reply.header('retry-after', RETRY_SECONDS).header('x-request-id', request.id);
    const trouble = status === 429 ? 'tooMany' : status < 500 ? 'notUnderstood' : 'dead';
    return refuse(request, reply, status, trouble, status === 500 ? 'Internal Server Error' : error.message);
  });

  app.get('/embed/product/:code', async (request: ProductRequest, reply) => {
    const { code, form } = askedFor(request.params.code);
    const { lang, theme } = look(request);
    const { cards, isKnown } = await readCards(registerFor(request), [code], lang);
    const [card] = cards;
    if (!card) throw new Error('A card for each code was expected');
    // The code is wrong, or right no longer: whoever sees it is told, and so are machines.
    // A picture says so by what it shows, as proxies of mail and chat throw away what is no 200.
    if (!isKnown[0] && form !== 'svg') reply.code(404);
    if (form === 'json') return send(request, reply, 'json', toJson({ refreshIn: refreshIn(now()), card }));
    if (form === 'svg')
      return send(request, reply, 'svg', badgeSvg(card, theme === 'dark' ? 'dark' : 'light'));
    const page = framePage({
      lang,
      theme,
      title: `${card.name}: ${card.badge}`,
      refreshIn: refreshIn(now()),
      stale: card.stale,
      content: cardMarkup(card),
    });
    return send(request, reply, 'html', page);
  });

  app.get('/embed/products.json', async (request, reply) => {
    const codes = [...new Set(queryOf(request).getAll('code').map(cleaned))].filter(Boolean);
    if (codes.length === 0 || codes.length > MOST_CODES || codes.some((code) => code.length > LONGEST_CODE)) {
      return problem(request, reply, 400, `Give 1 to ${MOST_CODES} codes of products, each as code=…`);
    }
    const { cards } = await readCards(registerFor(request), codes, look(request).lang);
    return send(request, reply, 'json', toJson({ refreshIn: refreshIn(now()), cards }));
  });

  app.get('/embed/list', async (request, reply) => {
    const { lang, theme } = look(request);
    const list = await readList(registerFor(request), queryOf(request), limitOf(request), lang);
    const title = [list.title, list.about].filter(Boolean).join(': ');
    const content = listMarkup(list);
    return send(
      request,
      reply,
      'html',
      framePage({ lang, theme, title, refreshIn: refreshIn(now()), stale: list.stale, content }),
    );
  });

  app.get('/embed/list.json', async (request, reply) => {
    const list = await readList(registerFor(request), queryOf(request), limitOf(request), look(request).lang);
    return send(request, reply, 'json', toJson({ refreshIn: refreshIn(now()), list }));
  });

  app.get('/embed/map.json', async (request, reply) => {
    const map = await readMap(registerFor(request), queryOf(request), look(request).lang);
    return send(request, reply, 'json', toJson({ refreshIn: refreshIn(now()), ...map }));
  });

  // A page of the directory: the map is the same as there.
  app.get('/embed/map', (request, reply) => {
    const { folder } = options.site;
    const file = folder && join(folder, 'embed/map', look(request).lang, 'index.html');
    if (!file || !existsSync(file)) {
      // Another page than this one: its script cannot put it in its own place.
      reply.header('retry-after', RETRY_SECONDS).header('refresh', RETRY_SECONDS);
      return refuse(
        request,
        reply,
        503,
        'mapIsBuilt',
        'The map is being built: please try again in a minute',
      );
    }
    // It may do what the pages of the directory may, and stand in any frame.
    reply.removeHeader('content-security-policy');
    except(reply, { 'frame-ancestors': '*' });
    return send(request, reply, 'html', readFileSync(file, 'utf8'));
  });

  serveWidgets(app, options.root);
  await app.register(async (scope) =>
    serveOembed(scope, { siteUrl: options.siteUrl, register: registerFor }),
  );

  for (const { path, type, content } of Object.values(frameAssets)) {
    app.get(path, (_request, reply) =>
      reply
        .header('content-type', type)
        .header('cache-control', `public, max-age=${YEAR}, immutable`)
        .send(Buffer.from(content)),
    );
  }

  function registerFor(request: FastifyRequest): Register {
    return {
      graphql: options.graphql,
      context: options.context(callerWithBudget(options.budget, callerOf(request.ip), false)),
    };
  }

  function send(request: FastifyRequest, reply: FastifyReply, type: keyof typeof types, content: string) {
    const caching = type === 'svg' ? pictureCacheControl : cacheControl;
    reply.header('content-type', types[type]).header('cache-control', caching(now()));
    return reply.statusCode === 200
      ? sendWithEtag(request, reply, content)
      : reply.send(Buffer.from(content));
  }

  /** In a frame or a picture a quiet card in its language, for all else a problem (RFC 9457). */
  function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    trouble: Trouble,
    title: string,
  ) {
    const form = formOf(request);
    if (form === 'json') return problem(request, reply, status, title);
    const { lang, theme } = look(request);
    const card = troubleCard(trouble, lang);
    reply.code(status).header('cache-control', 'no-store').header('content-type', types[form]);
    const page = {
      lang,
      theme,
      title: card.name,
      refreshIn: refreshIn(now()),
      stale: card.stale,
      content: cardMarkup(card),
    };
    return reply.send(
      Buffer.from(form === 'svg' ? badgeSvg(card, theme === 'dark' ? 'dark' : 'light') : framePage(page)),
    );
  }
}

/** What the register refuses has a status of its own; so has what Fastify refuses. */
function statusOf(error: FastifyError | GraphQLError): number {
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    return isErrorCode(code) ? errorCodes[code].status : 500;
  }
  return error.statusCode && error.statusCode < 500 ? error.statusCode : 500;
}

/** How a route answers, by its path. */
function formOf({ url }: FastifyRequest): keyof typeof types {
  const [path = ''] = url.split('?');
  if (path.endsWith('.svg')) return 'svg';
  return /^\/embed\/(product\/|list$|map$)/.test(path) && !path.endsWith('.json') ? 'html' : 'json';
}

/** Nothing here knows who asks: any page may read it, show it and frame it. */
function openToEveryPage(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Retry-After',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'content-security-policy': policy,
  });
}

const queryOf = ({ url }: FastifyRequest): URLSearchParams => new URL(url, 'http://hub.invalid').searchParams;

/** What is not a look or a language of ours is taken as not said. */
function look(request: FastifyRequest): { lang: EmbedLang; theme: Theme } {
  const query = queryOf(request);
  const theme = themes.find((one) => one === query.get('theme'));
  return { lang: query.get('lang')?.startsWith('en') ? 'en' : 'vi', theme: theme ?? 'inherit' };
}

function limitOf(request: FastifyRequest): number {
  const given = Number.parseInt(queryOf(request).get('limit') ?? '', 10);
  return given >= 1 ? Math.min(given, LARGEST_LIMIT) : DEFAULT_LIMIT;
}

/** "P7K4M2.svg": the form stands behind the code. */
function askedFor(given: string): { code: string; form: 'html' | 'json' | 'svg' } {
  const [, code = '', form = 'html'] = /^(.*?)(?:\.(json|svg))?$/s.exec(given.slice(0, LONGEST_CODE)) ?? [];
  return { code: cleaned(code), form: form as 'html' | 'json' | 'svg' };
}

const toJson = (value: unknown): string => `${JSON.stringify(value)}\n`;
