import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LONGEST_NUMBER } from '../../graphql/input-limits.rules.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import { callerWithBudget, type Caller } from '../../graphql/limits/caller.ts';
import { cost } from '../../graphql/limits/limits.rules.ts';
import { isDay } from '../../graphql/scalars.ts';
import { wasGivenOut } from '../../register/codes.queries.ts';
import { isCode, plainCode } from '../../register/codes.rules.ts';
import { jsonLd } from '../../register/products/structured-data.rules.ts';
import { showDoubtForm } from '../doubts/serve-doubts.ts';
import { wanted } from '../accept.ts';
import { cleaned } from '../cleaned.rules.ts';
import { sendWithEtag } from '../etag.ts';
import type { GraphqlHttp } from '../graphql-http.ts';
import { languageOf, type Lang } from '../language.ts';
import { keepFromSharedCaches, originOf } from '../origin.ts';
import { answerPage, described, type Asked, type KnownVerdict } from './answer-page.ts';
import { askRegister, type Answer } from './ask-register.ts';
import { answerForRegister } from './no-answer.ts';
import { address, verdictPath } from './frame.ts';
import { choosePage, findPage, plainPage, unknownPage, whatIsWrong } from './number-pages.ts';
import { contentSecurityPolicy } from './style.ts';
import { words } from './words.ts';

export type VerdictOptions = Pick<GraphqlHttp, 'graphql' | 'context' | 'budget' | 'logError' | 'siteUrl'>;

/** Within a minute a revocation has reached every cache; midnight is the limit for all (midnight.ts). */
const SHORTLY = 'public, max-age=60';

/** The one question of the register, answered at the moment it is asked: is this star real, for this product, today? */
export async function serveVerdict(app: FastifyInstance, options: VerdictOptions): Promise<void> {
  const { graphql, context, budget, siteUrl } = options;

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'content-security-policy': contentSecurityPolicy, vary: 'Accept, Accept-Language' });
  });
  keepFromSharedCaches(app, siteUrl);

  for (const path of ['/v', '/v/']) {
    app.get<{ Querystring: { code?: unknown } }>(path, (request, reply) => {
      const lang = languageOf(request);
      const { code, lang: asked } = request.query as Record<string, unknown>;
      const number = typeof code === 'string' ? cleaned(code) : '';
      if (!number) return page(request, reply, 200, lang, findPage(lang));
      return reply
        .header('cache-control', SHORTLY)
        .redirect(address(verdictPath(number), { lang: typeof asked === 'string' ? asked : null }), 303);
    });
  }

  // A wildcard, as the number of a decision holds a slash.
  app.get<{ Params: { '*': string } }>('/v/*', async (request, reply) => {
    const lang = languageOf(request);
    const number = cleaned(request.params['*']).replace(/\/+$/, '');
    const [, doubted] = /^(.+)\/doubt$/.exec(number) ?? [];
    if (doubted) return showDoubtForm(request, reply, doubted);
    const day = dayOf(request);
    const form = formOf(request);
    const t = words[lang];
    if (day === undefined) return refused(request, reply, 400, lang, t.badDay);
    if (form === null) return refused(request, reply, 400, lang, t.badForm);
    if (!number || number.length > LONGEST_NUMBER) return refused(request, reply, 404, lang, t.missing);

    const caller = callerWithBudget(budget, callerOf(request.ip), false);
    const asking = context(caller);
    const asOf = day === asking.today ? null : day;
    const answer = await askRegister(graphql, asking, { number, asOf, lang });
    const { verdict, recognitions } = answer;
    const origin = originOf(request, siteUrl);
    if (verdict.product) {
      const known: KnownVerdict = { ...verdict, product: verdict.product };
      const kept = keptCode(plainCode(number), known);
      if (kept) {
        const [, query] = request.url.split('?');
        return reply
          .header('cache-control', SHORTLY)
          .redirect(`${verdictPath(kept)}${query ? `?${query}` : ''}`, 308);
      }
      const asked = whatWasAsked(request, number, known, { asOf, lang, origin });
      const canonical = origin + verdictPath(asked.code);
      reply.header('link', `<${canonical}>; rel="canonical"`);
      return form === 'jsonld'
        ? data(request, reply, known.product && described(known, asked))
        : page(request, reply, 200, lang, answerPage(known, answer.hub, asked));
    }
    if (recognitions.length > 0) {
      return form === 'jsonld'
        ? data(request, reply, listed(answer, origin))
        : page(request, reply, 200, lang, choosePage(number, answer, lang));
    }
    const code = plainCode(number);
    const isGone = isCode(code) && (await wasGivenOut(asking.timed.db, code));
    if (!isGone) await guessed(caller);
    const status = isGone ? 410 : 404;
    const lead = isGone ? t.unknown.gone : whatIsWrong(number, t);
    return form === 'jsonld'
      ? refused(request, reply, status, lang, { title: t.answers.UNKNOWN, lead })
      : page(request, reply, status, lang, unknownPage(number, lead, answer, lang));
  });

  answerForRegister(app, options.logError, refused);

  /** Whoever tries numbers pays for each that is none: a forger learns little, a typing error costs nothing to feel. */
  const guessed = (caller: Caller) => caller.spend(cost.refused, 'owe');
}

/** The code that stands for the one that was asked, where what had that was merged into another; null where none was. */
function keptCode(code: string, { product, recognition }: KnownVerdict): string | null {
  if (!isCode(code) || code === product.code || code === recognition?.code) return null;
  return code.startsWith('R') ? (recognition?.code ?? null) : product.code;
}

function whatWasAsked(
  request: FastifyRequest,
  number: string,
  { product, recognition }: KnownVerdict,
  facts: Pick<Asked, 'asOf' | 'lang' | 'origin'>,
): Asked {
  const { '01': gtin, '10': lot } = request.query as Record<string, unknown>;
  const isAboutRecognition = recognition !== null && isNumberOf(recognition, number);
  return {
    ...facts,
    isAboutRecognition,
    code: isAboutRecognition ? recognition.code : product.code,
    scanned: {
      gtin: typeof gtin === 'string' ? gtin : null,
      lot: typeof lot === 'string' ? cleaned(lot).slice(0, 20) : null,
    },
  };
}

/** A recognition is asked about by its code or by the number of its decision; all else names the product. */
const isNumberOf = (
  { code, decisionNumber }: { code: string; decisionNumber: string | null },
  number: string,
): boolean => {
  const plain = (text: string) => text.toUpperCase().replace(/[ĐÐ]/g, 'D').replace(/[\s-]/g, '');
  return plain(number) === code || (decisionNumber !== null && plain(number) === plain(decisionNumber));
};

/** The day that is asked for, null for today, undefined for what is no day. */
function dayOf(request: FastifyRequest): string | null | undefined {
  const { asOf } = request.query as { asOf?: unknown };
  if (asOf === undefined || asOf === '') return null;
  return typeof asOf === 'string' && isDay(asOf) ? asOf : undefined;
}

const types = ['text/html', 'application/ld+json', 'application/json', 'application/xhtml+xml'] as const;

/** How the answer is wanted; null for a form that there is not. */
function formOf(request: FastifyRequest): 'html' | 'jsonld' | null {
  const { f } = request.query as { f?: unknown };
  if (f === 'html' || f === 'jsonld') return f;
  if (f !== undefined) return null;
  const type = wanted(request.headers.accept, types);
  return type?.endsWith('json') ? 'jsonld' : 'html';
}

/** What a decision recognised, for machines. */
const listed = ({ recognitions }: Answer, origin: string) =>
  jsonLd({
    '@type': 'ItemList',
    numberOfItems: recognitions.length,
    itemListElement: recognitions.map(({ code, product }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: product.name,
      url: origin + verdictPath(code),
    })),
  });

/** That there is no such thing, or no longer, is an answer like any other. */
const isAbsence = (status: number): boolean => status === 404 || status === 410;

function page(request: FastifyRequest, reply: FastifyReply, status: number, lang: Lang, text: string) {
  reply.code(status).type('text/html; charset=utf-8').header('content-language', lang);
  reply.header('cache-control', status < 400 || isAbsence(status) ? SHORTLY : 'no-store');
  return status === 200 ? sendWithEtag(request, reply, text) : reply.send(text);
}

function data(request: FastifyRequest, reply: FastifyReply, document: object) {
  reply
    .type('application/ld+json')
    .header('cache-control', SHORTLY)
    .header('access-control-allow-origin', '*');
  return sendWithEtag(request, reply, `${JSON.stringify(document, null, 2)}\n`);
}

/** A refusal, as a page for people and as a problem (RFC 9457) for machines. */
function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  lang: Lang,
  text: { title: string; lead: string },
) {
  if (formOf(request) !== 'jsonld') return page(request, reply, status, lang, plainPage(lang, text));
  return reply
    .code(status)
    .header('cache-control', isAbsence(status) ? SHORTLY : 'no-store')
    .header('access-control-allow-origin', '*')
    .type('application/problem+json')
    .send({ status, title: text.title, detail: text.lead });
}
