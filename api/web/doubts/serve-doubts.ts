import { createHmac, randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LONGEST_NUMBER } from '../../graphql/input-limits.rules.ts';
import type { Context } from '../../graphql/context.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import { isExceeded } from '../../graphql/limits/deadline.ts';
import type { Budget } from '../../graphql/limits/budget.ts';
import { isCode } from '../../register/codes.rules.ts';
import { cleaned, faultsOf, longest } from '../../register/doubts/doubt.rules.ts';
import { caseOfForm, dayOfCase, recordDoubt } from '../../register/doubts/record-doubt.ts';
import type { GraphqlHttp } from '../graphql-http.ts';
import { languageOf, type Lang } from '../language.ts';
import { originOf } from '../origin.ts';
import { address } from '../verdict/frame.ts';
import { plainPage } from '../verdict/number-pages.ts';
import { contentSecurityPolicy } from '../verdict/style.ts';
import { words as verdictWords } from '../verdict/words.ts';
import { formPage, receiptPage, type Faults, type Form } from './doubt-pages.ts';
import { photoFrom } from './photo.ts';
import { words } from './words.ts';

export interface DoubtDesk {
  /** Reports that one address may send. */
  budget: Budget;
  /** What addresses are hidden with before they are counted: the same for hubs that count together. */
  secret: string;
}

export interface DoubtOptions extends Pick<GraphqlHttp, 'budget' | 'logError' | 'siteUrl'> {
  context: () => Context;
  doubts: DoubtDesk;
}

/** A burst, and so many an hour: a whole market may stand behind one address of a mobile network. */
export const reportsOfAnAddress = { points: 20, seconds: 3_600 } as const;

/** What it costs of the common budget to send a form at all, as it may carry a large file. */
const POINTS_OF_A_FORM = 1_000;

/** "Report a doubt": a plain form, its receipt, and nothing that the public can read. */
export async function serveDoubts(app: FastifyInstance, options: DoubtOptions): Promise<void> {
  const { doubts, siteUrl, context } = options;
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: longest.photoBytes,
      files: 1,
      fields: 8,
      fieldSize: 20_000,
      parts: 12,
      headerPairs: 50,
    },
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' });
  });

  app.get('/v/doubt', (request, reply) => {
    const { number } = request.query as { number?: unknown };
    return showDoubtForm(request, reply, typeof number === 'string' ? number : '');
  });

  app.get<{ Params: { caseNumber: string } }>('/v/doubt/:caseNumber', async (request, reply) => {
    const lang = languageOf(request);
    const { caseNumber } = request.params;
    const day = isCode(caseNumber, 'D') ? await dayOfCase(context().timed.primary, caseNumber) : null;
    return day
      ? send(reply, 200, lang, receiptPage(lang, caseNumber, day))
      : send(reply, 404, lang, plainPage(lang, verdictWords[lang].missing));
  });

  app.post('/v/doubt', async (request, reply) => {
    const asked = languageOf(request);
    if (isForged(request, siteUrl)) return send(reply, 403, asked, plainPage(asked, words[asked].forged));
    const common = await options.budget.spend(callerOf(request.ip), POINTS_OF_A_FORM, 'ask');
    if (!common.granted) {
      const t = verdictWords[asked].tooMany;
      reply.header('retry-after', String(common.retryAfter));
      return send(reply, 429, asked, plainPage(asked, { ...t, lead: t.lead(common.retryAfter) }));
    }
    // The parser throws what it meets, with and without a status: whatever it is, this is not our form.
    const read = request.isMultipart() ? await readForm(request, asked).catch(() => null) : null;
    if (!read) return send(reply, 400, asked, plainPage(asked, words[asked].unreadable));
    const { form, lang, file, isTooLarge } = read;
    const receipt = (caseNumber: string) => reply.redirect(address(`/v/doubt/${caseNumber}`, { lang }), 303);
    const { primary, timed, today } = context();
    // Sent twice, by two taps or a reload, it is one report.
    const known = await caseOfForm(timed.primary, form.formId);
    if (known) return receipt(known);

    const faults: Faults = faultsOf(form);
    if (isTooLarge) faults.photo = 'TOO_LARGE';
    if (Object.keys(faults).length > 0) {
      if (file && !faults.photo) faults.photo = 'AGAIN';
      return send(reply, isTooLarge ? 413 : 422, lang, formPage(lang, form, faults));
    }
    const reporter = createHmac('sha256', doubts.secret).update(callerOf(request.ip)).digest('base64url');
    const balance = await doubts.budget.spend(`doubt ${reporter}`, 1, 'ask');
    if (!balance.granted) {
      reply.header('retry-after', String(balance.retryAfter));
      const notice = words[lang].tooMany.lead(Math.ceil(balance.retryAfter / 60));
      return send(reply, 429, lang, formPage(lang, form, {}, notice));
    }
    const photo = file && (await photoFrom(file));
    if (file && !photo) return send(reply, 422, lang, formPage(lang, form, { photo: 'NO_PHOTO' }));
    return receipt(
      await recordDoubt(primary, {
        ...form,
        number: form.number || null,
        language: lang,
        reportedOn: today,
        photo,
      }),
    );
  });

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const lang = languageOf(request);
    if (error.statusCode && error.statusCode < 500)
      return send(reply, error.statusCode, lang, plainPage(lang, words[lang].unreadable));
    if (!isExceeded(error)) options.logError(error, request.id);
    reply.header('retry-after', '30').header('x-request-id', request.id);
    return send(reply, 503, lang, plainPage(lang, verdictWords[lang].dead));
  });
}

/** An empty form about a number. */
export function showDoubtForm(request: FastifyRequest, reply: FastifyReply, number: string): FastifyReply {
  const lang = languageOf(request);
  const form = { formId: randomUUID(), number: oneLine(number), what: '', place: '' };
  return send(reply.header('cache-control', 'no-store'), 200, lang, formPage(lang, form));
}

const send = (reply: FastifyReply, status: number, lang: Lang, page: string): FastifyReply =>
  reply
    .code(status)
    .header('content-language', lang)
    .header('vary', 'Accept-Language')
    .type('text/html; charset=utf-8')
    .send(page);

/** A form that another site sent in a visitor's name. Old browsers tell the origin only, and the oldest nothing. */
function isForged(request: FastifyRequest, siteUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return (
    origin !== undefined && origin !== originOf(request, siteUrl) && origin !== originOf(request, undefined)
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneLine = (text: string): string => cleaned(text).replaceAll('\n', ' ').slice(0, LONGEST_NUMBER);

async function readForm(request: FastifyRequest, asked: Lang) {
  const fields: Record<string, string> = {};
  let file: Buffer | null = null;
  let isTooLarge = false;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      continue;
    }
    const content = await part.toBuffer();
    isTooLarge ||= part.file.truncated;
    // A browser sends an empty file where none was chosen.
    if (part.fieldname === 'photo' && content.length > 0) file = content;
  }
  const form: Form = {
    formId: UUID.test(fields['form'] ?? '') ? fields['form']! : randomUUID(),
    number: oneLine(fields['number'] ?? ''),
    what: cleaned(fields['what'] ?? ''),
    place: oneLinePlace(fields['place'] ?? ''),
  };
  const lang: Lang = fields['lang'] === 'en' || fields['lang'] === 'vi' ? fields['lang'] : asked;
  return { form, lang, file, isTooLarge };
}

const oneLinePlace = (text: string): string => cleaned(text).replaceAll('\n', ' ');
