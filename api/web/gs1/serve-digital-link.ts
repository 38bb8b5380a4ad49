import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../graphql/limits/address.ts';
import { callerWithBudget } from '../../graphql/limits/caller.ts';
import { wanted } from '../accept.ts';
import { sendWithEtag } from '../etag.ts';
import { openToAllOrigins, preflight } from '../headers.ts';
import { languageOf, type Lang } from '../language.ts';
import { keepFromSharedCaches, originOf } from '../origin.ts';
import { productPage } from '../verdict/answer-page.ts';
import { askRegister } from '../verdict/ask-register.ts';
import { answerForRegister } from '../verdict/no-answer.ts';
import { verdictPath } from '../verdict/frame.ts';
import { plainPage } from '../verdict/number-pages.ts';
import type { VerdictOptions } from '../verdict/serve-verdict.ts';
import { contentSecurityPolicy } from '../verdict/style.ts';
import {
  isFault,
  isLinkSet,
  linkTypeOf,
  linkTypes,
  readDigitalLink,
  type DigitalLink,
  type LinkType,
} from './digital-link.rules.ts';
import { words } from './words.ts';

const DESCRIPTION = '/.well-known/gs1resolver';
const VOCABULARY = 'https://ref.gs1.org/voc/';
const CONTEXT = 'https://ref.gs1.org/standards/resolver/linkset-context';
const LINKSET = 'application/linkset+json';
/** What a barcode leads to, and the list of all of it. */
const forms = ['text/html', 'application/ld+json', LINKSET] as const;
const SHORTLY = 'public, max-age=60';

interface Link {
  href: string;
  title: string;
  type: string;
  hreflang?: Lang[];
}

/** A barcode leads here where it is a GS1 Digital Link of this hub: to the verdict, or to what the request wants. */
export async function serveDigitalLink(app: FastifyInstance, options: VerdictOptions): Promise<void> {
  const { graphql, context, budget, siteUrl } = options;

  app.addHook('onRequest', async (_request, reply) => {
    openToAllOrigins(reply);
    reply.header('vary', 'Accept, Accept-Language');
  });
  keepFromSharedCaches(app, siteUrl);

  app.get(DESCRIPTION, (request, reply) => {
    const description = {
      name: 'OCOP hub',
      resolverRoot: originOf(request, siteUrl),
      supportedPrimaryKeys: ['01'],
      supportedLinkType: [{ namespace: VOCABULARY, prefix: 'gs1:' }],
      linkTypeDefaultCanBeLinkset: false,
      jsonLdContextLocation: CONTEXT,
    };
    reply.type('application/json').header('cache-control', 'public, max-age=3600');
    return sendWithEtag(request, reply, `${JSON.stringify(description, null, 2)}\n`);
  });

  app.get('/01/*', async (request, reply) => {
    const lang = languageOf(request);
    const t = words[lang];
    const link = readDigitalLink(segmentsOf(request));
    if (isFault(link)) return refused(request, reply, 400, lang, t.fault(link));

    const caller = callerWithBudget(budget, callerOf(request.ip), false);
    const { verdict } = await askRegister(graphql, context(caller), { number: link.gtin, asOf: null, lang });
    const { product } = verdict;
    if (!product?.variants.some(({ gtin }) => gtin === link.gtin))
      return refused(request, reply, 404, lang, t.unknown(link.gtin));

    const origin = originOf(request, siteUrl);
    const links = linksOf(origin, product);
    const anchor = `${origin}/01/${link.gtin}`;
    const { linkType } = request.query as { linkType?: unknown };
    const asked = typeof linkType === 'string' ? linkType : '';
    if (isLinkSet(asked) || wanted(request.headers.accept, forms) === LINKSET) {
      reply.header(
        'link',
        `<${CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
      );
      reply.type(LINKSET).header('cache-control', SHORTLY);
      return sendWithEtag(
        request,
        reply,
        `${JSON.stringify(linkSet(anchor, product.name, links), null, 2)}\n`,
      );
    }
    // A type that there is none of leads where no type leads: a shopper must not end at an error.
    const type = linkTypeOf(asked) ?? 'verificationService';
    reply.header('link', linkHeader(anchor, links)).header('cache-control', SHORTLY);
    const target = withBarcode(chosen(links[type], request, lang).href, link, request);
    return reply.redirect(siteUrl ? target.href : target.pathname + target.search, 307);
  });

  for (const path of [DESCRIPTION, '/01/*']) app.options(path, (_request, reply) => preflight(reply));

  answerForRegister(app, options.logError, refused);
}

/** Decoded one by one: a lot may hold a slash. */
function segmentsOf(request: FastifyRequest): string[] {
  const [path = ''] = request.url.split('?');
  return path.slice('/01/'.length).replace(/\/$/, '').split('/').map(decodeURIComponent);
}

function linksOf(
  origin: string,
  product: { code: string; slug: string; name: string },
): Record<LinkType, Link[]> {
  const verdict = origin + verdictPath(product.code);
  const { name } = product;
  const page: Link = { href: verdict, title: `OCOP: ${name}`, type: 'text/html' };
  return {
    verificationService: [page],
    certificationInfo: [
      page,
      { href: `${verdict}?f=jsonld`, title: `OCOP (JSON-LD): ${name}`, type: 'application/ld+json' },
    ],
    pip: (['vi', 'en'] as const).map((lang) => ({
      href: origin + productPage(product, lang),
      title: name,
      type: 'text/html',
      hreflang: [lang],
    })),
  };
}

const linkSet = (anchor: string, description: string, links: Record<LinkType, Link[]>) => ({
  linkset: [
    {
      anchor,
      description,
      [`${VOCABULARY}defaultLink`]: links.verificationService,
      ...Object.fromEntries(linkTypes.map((type) => [VOCABULARY + type, links[type]])),
    },
  ],
});

const linkHeader = (anchor: string, links: Record<LinkType, Link[]>): string =>
  [
    `<${anchor}?linkType=linkset>; rel="linkset"; type="${LINKSET}"`,
    ...linkTypes.flatMap((relation) =>
      links[relation].map(
        ({ href, type, hreflang }) =>
          `<${href}>; rel="${VOCABULARY}${relation}"; type="${type}"${hreflang ? `; hreflang="${hreflang[0]}"` : ''}`,
      ),
    ),
  ].join(', ');

/** Of several links of one type, the one in the wanted form and language. */
function chosen(links: Link[], request: FastifyRequest, lang: Lang): Link {
  const form = wanted(
    request.headers.accept,
    links.map(({ type }) => type),
  );
  return (
    links.find(({ type }) => type !== 'text/html' && type === form) ??
    links.find(({ hreflang }) => hreflang?.includes(lang)) ??
    links[0]!
  );
}

/** The rest of the barcode and of the query goes along. */
function withBarcode(href: string, { gtin, qualifiers }: DigitalLink, request: FastifyRequest): URL {
  const target = new URL(href);
  for (const [identifier, value] of [['01', gtin], ...qualifiers] as const)
    target.searchParams.append(identifier, value);
  for (const [name, value] of new URL(request.url, 'http://hub.invalid').searchParams) {
    if (name !== 'linkType' && !target.searchParams.has(name)) target.searchParams.append(name, value);
  }
  return target;
}

/** For a browser a page, for all else a problem (RFC 9457). */
function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  lang: Lang,
  text: { title: string; lead: string },
): FastifyReply {
  reply.code(status).header('cache-control', 'no-store').header('content-language', lang);
  if (wanted(request.headers.accept, ['application/problem+json', 'text/html']) === 'text/html') {
    return reply
      .header('content-security-policy', contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(plainPage(lang, text));
  }
  return reply.type('application/problem+json').send({ status, title: text.title, detail: text.lead });
}
