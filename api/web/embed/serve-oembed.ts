import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hubName } from '../../exchange/catalogue/catalogue.rules.ts';
import { sendWithEtag } from '../etag.ts';
import { openToAllOrigins } from '../headers.ts';
import { cachingOf, originOf } from '../origin.ts';
import { problem } from '../problem.ts';
import { DEFAULT_LIMIT } from './list.rules.ts';
import { CARD_HEIGHT, listHeight, MAP_HEIGHT, NARROW, NARROW_CARD_HEIGHT } from './look.rules.ts';
import { filterWords } from './filter-words.rules.ts';
import { frameHtml, toXml, within, type Oembed, type Size } from './oembed.rules.ts';
import { oembedPath, pagePaths, targetOf, type PageTarget } from './pages.rules.ts';
import { readPage, type Register } from './read-register.ts';

export interface OembedOptions {
  siteUrl?: string | undefined;
  register: (request: FastifyRequest) => Register;
}

const CARD_WIDTH = 416;
const MAP_WIDTH = 640;
/** What is said of an address changes seldom; what its frame shows is always of the moment. */
const SECONDS = 3_600;
const formats = {
  json: { type: 'application/json; charset=utf-8', write: (answer: Oembed) => `${JSON.stringify(answer)}\n` },
  xml: { type: 'text/xml; charset=utf-8', write: toXml },
};

/** oEmbed 1.0 for the pages of products, producers and regions, in both languages, and for `/v/{code}`. */
export async function serveOembed(app: FastifyInstance, options: OembedOptions): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));

  app.get('/oembed', async (request, reply) => {
    const origin = originOf(request, options.siteUrl);
    const query = new URL(request.url, origin).searchParams;
    const format = query.get('format') ?? 'json';
    if (format !== 'json' && format !== 'xml') return problem(request, reply, 501, 'format is json or xml');
    const url = addressIn(query.get('url'), origin);
    if (!url) return problem(request, reply, 400, 'url is missing, or not the address of a page');
    const target = isOfHub(url, origin) ? targetOf(url.pathname, url.searchParams) : null;
    const page = target && (await readPage(options.register(request), target));
    if (!target || !page)
      return problem(request, reply, 404, 'This hub has no page at that address to embed');
    const [maxWidth, maxHeight] = [query.get('maxwidth'), query.get('maxheight')];
    const fitting = within(sizeOf(target, maxWidth), maxWidth, maxHeight);
    if (!fitting) return problem(request, reply, 400, 'maxwidth and maxheight are whole numbers of pixels');
    // Never the address as it was given: only what is known to be a page of the hub.
    const href = origin + url.pathname + (target.kind === 'code' ? `?lang=${target.lang}` : '');
    const answer: Oembed = {
      version: '1.0',
      type: 'rich',
      title: page.name,
      ...(page.producer && {
        author_name: page.producer.name,
        author_url: `${origin}${pagePaths.producer[target.lang]}${page.producer.slug}/`,
      }),
      provider_name: hubName[target.lang],
      provider_url: `${origin}/`,
      cache_age: SECONDS,
      html: frameHtml({ href, title: page.name, src: origin + frameOf(target) }, fitting),
      ...fitting,
    };
    const { type, write } = formats[format];
    reply
      .header('content-type', type)
      .header('cache-control', cachingOf(options.siteUrl, `public, max-age=${SECONDS}`));
    return sendWithEtag(request, reply, write(answer));
  });
}

/**
 * Pages that can be embedded say so in their headers too. Shared caches keep them: without a fixed site their links are
 * relative to the page (RFC 8288, 3.1), so that no Host header of one reader is handed to others.
 */
export function announceOembed(app: FastifyInstance, siteUrl: string | undefined): void {
  const origin = siteUrl ? new URL(siteUrl).origin : '';
  app.addHook('onSend', async (request, reply) => {
    const [path = '/', query] = request.url.split('?');
    if (reply.statusCode !== 200 || !targetOf(path, new URLSearchParams(query))) return;
    const known = reply.getHeader('link');
    const links = (['json', 'xml'] as const).map(
      (format) =>
        `<${origin}${oembedPath(origin + request.url, format)}>; rel="alternate"; type="${format === 'json' ? 'application/json' : 'text/xml'}+oembed"`,
    );
    reply.header('link', [...(known ? [String(known)] : []), ...links].join(', '));
  });
}

const addressIn = (asked: string | null, origin: string): URL | null =>
  asked !== null && URL.canParse(asked, origin) ? new URL(asked, origin) : null;

const isOfHub = ({ protocol, username, password, host }: URL, origin: string): boolean =>
  /^https?:$/.test(protocol) && !username && !password && host === new URL(origin).host;

function frameOf({ kind, key, lang }: PageTarget): string {
  const written = `lang=${lang}`;
  switch (kind) {
    case 'producer':
      return `/embed/list?${filterWords.producer}=${key}&${written}`;
    case 'region':
      return `/embed/map?${filterWords.region}=${key}&${written}`;
    default:
      return `/embed/product/${encodeURIComponent(key)}?${written}`;
  }
}

function sizeOf({ kind }: PageTarget, maxWidth: string | null): Size {
  switch (kind) {
    case 'producer':
      return { width: CARD_WIDTH, height: listHeight(DEFAULT_LIMIT) };
    case 'region':
      return { width: MAP_WIDTH, height: MAP_HEIGHT };
    default:
      return {
        width: CARD_WIDTH,
        height: maxWidth !== null && Number(maxWidth) < NARROW ? NARROW_CARD_HEIGHT : CARD_HEIGHT,
      };
  }
}
