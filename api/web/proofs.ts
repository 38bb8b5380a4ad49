import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../graphql/context.ts';
import { wasGivenOut } from '../register/codes.queries.ts';
import { isCode, plainCode } from '../register/codes.rules.ts';
import { proofIssuer } from '../register/proofs/proof-issuer.ts';
import { coded } from '../register/proofs/proof.queries.ts';
import type { SigningKeys } from '../register/proofs/signing-keys.ts';
import { statusLists, type StatusListNumber } from '../register/proofs/status-list.rules.ts';
import { statusListsOf } from '../register/proofs/status-list.ts';
import { sendWithEtag } from './etag.ts';
import { openToAllOrigins, preflight } from './headers.ts';
import { cachingOf, originOf } from './origin.ts';
import { qrSvg } from './qr.ts';

export interface Proofs {
  keys: SigningKeys;
  context: () => Context;
  siteUrl?: string | undefined;
}

/** Nothing here outlives a revocation by more than a minute in a cache. */
const SHORTLY = 'public, max-age=60';

/** What proves a star without a network: the keys, the status lists, and QR codes with a signature in them. */
export async function serveProofs(app: FastifyInstance, { keys, context, siteUrl }: Proofs): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));
  const caching = cachingOf(siteUrl, SHORTLY);
  const statusList = statusListsOf(keys);

  app.get('/.well-known/jwks.json', (request, reply) => {
    reply.type('application/jwk-set+json').header('cache-control', SHORTLY);
    return sendWithEtag(request, reply, `${JSON.stringify(keys.published(), null, 2)}\n`);
  });

  app.get<{ Params: { number: string } }>('/status/:number', async (request, reply) => {
    const { number } = request.params;
    if (!isStatusList(number))
      return missing(reply, 'There are the status lists 1 (revocation) and 2 (refresh)');
    const { timed, today } = context();
    const list = await statusList(number, { db: timed.db, today, origin: originOf(request, siteUrl) });
    reply.type('application/vc+jwt').header('cache-control', caching);
    return sendWithEtag(request, reply, list);
  });

  app.get<{ Params: { code: string } }>('/qr/:code.svg', async (request, reply) => {
    const code = plainCode(request.params.code);
    const {
      timed: { db },
      today,
    } = context();
    const known = isCode(code) ? await coded(db, code, today) : null;
    if (!known) {
      const isGone = isCode(code) && (await wasGivenOut(db, code));
      return isGone
        ? missing(reply, 'This code was given out, and its record is no longer in the register', 410)
        : missing(reply, 'The register knows no such code');
    }
    const origin = originOf(request, siteUrl);
    const plain = `${origin}/v/${known.statement?.code ?? code}`;
    const address = known.statement ? proofIssuer(keys, origin)(known.statement).url : plain;
    reply.type('image/svg+xml').header('cache-control', caching);
    return sendWithEtag(request, reply, qrSvg(address, `${known.name}: ${plain}`));
  });

  for (const path of ['/.well-known/jwks.json', '/status/:number', '/qr/:code.svg'])
    app.options(path, (_request, reply) => preflight(reply));
}

const isStatusList = (number: string): number is `${StatusListNumber}` & StatusListNumber =>
  Object.keys(statusLists).includes(number);

const missing = (reply: FastifyReply, title: string, status: 404 | 410 = 404) =>
  reply
    .code(status)
    .header('cache-control', 'no-cache')
    .type('application/problem+json')
    .send({ status, title });
