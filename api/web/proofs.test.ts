import { verifyAsync } from '@noble/ed25519';
import { gunzipSync } from 'node:zlib';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQr } from '../checks/read-qr.ts';
import { databaseKinds } from '../database/testing.ts';
import { parseProof, readCode, signedMessage } from '../register/proofs/proof.rules.ts';
import { bitAt } from '../register/proofs/status-list.rules.ts';
import type { PublishedKeys } from '../register/proofs/signing-keys.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

interface ListPayload {
  validFrom: string;
  validUntil: string;
  credentialSubject: { statusPurpose: string; encodedList: string };
}

describe.each(databaseKinds)('proofs over HTTP (%s)', (kind) => {
  let hub: TestHub;
  let keys: PublishedKeys;
  beforeAll(async () => {
    hub = await openTestHub({ kind, siteUrl: 'https://ocop.example/' });
    keys = (await (await fetch(`${hub.url}/.well-known/jwks.json`)).json()) as PublishedKeys;
  });
  afterAll(() => hub.close());

  const run = (statement: string) => hub.database.em.getConnection().execute(statement);
  const get = (path: string, headers = {}) => fetch(hub.url + path, { headers });

  async function listOf(number: 1 | 2) {
    const response = await get(`/status/${number}`);
    const jwks = createLocalJWKSet(keys as unknown as JSONWebKeySet);
    const { payload, protectedHeader } = await jwtVerify<ListPayload>(await response.text(), jwks);
    const { encodedList } = payload.credentialSubject;
    expect(encodedList[0]).toBe('u');
    return {
      payload,
      protectedHeader,
      bits: gunzipSync(Buffer.from(encodedList.slice(1), 'base64url')),
      response,
    };
  }

  async function proofs(where: string) {
    const query = `{ products(first: 100, where: ${where}) { nodes { code proof { url fragment stars lastDay keyId statusIndex } verdict { status stars lastDay } } } }`;
    const { data } = await answerOf(await hub.ask({ query }));
    return data.products.nodes;
  }

  async function isGenuine(url: string): Promise<boolean> {
    const read = readCode(url);
    const proof = parseProof(read?.fragment ?? '');
    const key = keys.keys.find(({ kid }) => kid === proof?.keyId);
    if (!read || !proof || !key) return false;
    return verifyAsync(
      Buffer.from(proof.signature, 'base64url'),
      new TextEncoder().encode(signedMessage(read.code, proof.head)),
      Buffer.from(key.x, 'base64url'),
    );
  }

  it('publishes its keys, for any origin and for a short time', async () => {
    const response = await get('/.well-known/jwks.json');
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(keys).toEqual({
      keys: [
        expect.objectContaining({
          kty: 'OKP',
          crv: 'Ed25519',
          use: 'sig',
          alg: 'EdDSA',
          kid: expect.any(String),
        }),
      ],
      disowned: [],
    });
    const etag = response.headers.get('etag') ?? '';
    expect((await get('/.well-known/jwks.json', { 'if-none-match': etag })).status).toBe(304);
  });

  it('signs every star in force, each for its own product, and nothing else', async () => {
    const all = [
      ...(await proofs('{ verdict: [IN_FORCE] }')),
      ...(await proofs('{ verdict: [EXPIRED, REVOKED, SUPERSEDED, NOT_CONFIRMED] }')),
    ];
    expect(all.length).toBeGreaterThan(100);
    for (const { code, proof, verdict } of all) {
      expect({ code, isSigned: proof !== null }).toEqual({ code, isSigned: verdict.status === 'IN_FORCE' });
      if (!proof) continue;
      expect(proof).toMatchObject({
        stars: verdict.stars,
        lastDay: verdict.lastDay,
        keyId: keys.keys[0]?.kid,
      });
      expect(proof.url).toBe(`https://ocop.example/v/${code}#${proof.fragment}`);
      expect(await isGenuine(proof.url)).toBe(true);
    }
    const numbers = all.flatMap(({ proof }) => proof?.statusIndex ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    const [a, b] = all.filter(({ proof }) => proof);
    expect(await isGenuine(a.proof.url.replace(a.code, b.code))).toBe(false);
  });

  it('signs nothing of the past', async () => {
    const [{ code }] = await proofs('{ verdict: [IN_FORCE] }');
    const at = new Date(Date.now() - 1).toISOString();
    const query = `{ product(by: { code: "${code}" }, recordedAt: "${at}") { code proof { url } } }`;
    expect((await answerOf(await hub.ask({ query }))).data).toEqual({ product: { code, proof: null } });
  });

  it('publishes status lists as credentials of the day, that a shared cache keeps for a minute', async () => {
    for (const [number, purpose] of [
      [1, 'revocation'],
      [2, 'refresh'],
    ] as const) {
      const { payload, protectedHeader, bits, response } = await listOf(number);
      expect(response.headers.get('content-type')).toBe('application/vc+jwt');
      expect(response.headers.get('cache-control')).toBe('public, max-age=60');
      expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc', kid: keys.keys[0]?.kid });
      expect(bits).toHaveLength(131_072 / 8);
      expect(payload).toMatchObject({
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        id: `https://ocop.example/status/${number}`,
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: 'https://ocop.example',
        validFrom: '2026-11-24T00:00:00+07:00',
        validUntil: '2026-11-27T23:59:59+07:00',
        credentialSubject: { type: 'BitstringStatusList', statusPurpose: purpose },
      });
      const etag = response.headers.get('etag') ?? '';
      expect((await get(`/status/${number}`, { 'if-none-match': etag })).status).toBe(304);
    }
    expect((await get('/status/3')).status).toBe(404);
  });

  it('draws QR codes that a decoder reads back, with the proof where there is one', async () => {
    const [held] = await proofs('{ verdict: [IN_FORCE] }');
    const [past] = await proofs('{ verdict: [EXPIRED] }');
    for (const [code, address] of [
      [held.code, held.proof.url],
      [past.code, `https://ocop.example/v/${past.code}`],
    ]) {
      const response = await get(`/qr/${code}.svg`);
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
      expect(response.headers.get('cache-control')).toBe('public, max-age=60');
      const svg = await response.text();
      expect(svg).toMatch(/role="img".*<title>[^<]+<\/title>/);
      const [read] = await readQr(Buffer.from(svg));
      expect(read?.text).toBe(address);
      expect(['M', 'Q', 'H']).toContain(read?.ecLevel);
    }
    expect((await get('/qr/P2222222.svg')).status).toBe(404);
    expect((await get(`/qr/${held.code.toLowerCase()}.svg`)).status).toBe(200);
  });

  it('draws for a recognition in force the proof of its product, and for another its own address', async () => {
    const recognitionOf = async (where: string) => {
      const query = `{ products(first: 1, where: ${where}) { nodes { code proof { url } verdict { recognition { code } } } } }`;
      const { data } = await answerOf(await hub.ask({ query }));
      return data.products.nodes[0];
    };
    const read = async (code: string) => {
      const svg = await (await get(`/qr/${code}.svg`)).text();
      return { svg, text: (await readQr(Buffer.from(svg)))[0]?.text };
    };
    const held = await recognitionOf('{ verdict: [IN_FORCE] }');
    const drawn = await read(held.verdict.recognition.code);
    expect(drawn.text).toBe(held.proof.url);
    expect(drawn.svg).toContain(`: https://ocop.example/v/${held.code}</title>`);
    expect(await isGenuine(drawn.text!)).toBe(true);

    const past = (await recognitionOf('{ verdict: [EXPIRED] }')).verdict.recognition.code;
    // Of the product in force, but not what speaks for it.
    await run(`insert into recognition (id, code, product_id, kind, evidence, source_id)
      select gen_random_uuid(), 'R234567R', id, 'FIRST', 'ASSESSED_ONLY', source_id from product where code = '${held.code}'`);
    for (const code of [past, 'R234567R'])
      expect((await read(code)).text).toBe(`https://ocop.example/v/${code}`);
    await run(`delete from recognition where code = 'R234567R'`);
    for (const path of ['/qr/r234-567r.svg', '/v/R234567R'])
      expect([path, (await get(path)).status]).toEqual([path, 410]);
  });

  it('shows a revocation, a correction and a deletion at once, under the same numbers', async () => {
    const [revoked, corrected, deleted, kept] = await proofs('{ verdict: [IN_FORCE] }');
    const of = (code: string) =>
      `id = (select recognition_id from product_verdict((select id from product where code = '${code}'), '2026-11-24'))`;
    const before = await listOf(1);
    for (const { proof } of [revoked, corrected, deleted, kept])
      expect(bitAt(before.bits, proof.statusIndex)).toBe(false);

    await run(
      `update recognition set revoked_on = '2026-11-24', revocation_reason = 'test' where ${of(revoked.code)}`,
    );
    await run(
      `update recognition set stars = ${corrected.proof.stars === 3 ? 4 : 3}, score = null where ${of(corrected.code)}`,
    );
    await run(`delete from recognition where ${of(deleted.code)}`);

    const after = await listOf(1);
    expect(after.response.headers.get('etag')).not.toBe(before.response.headers.get('etag'));
    for (const { proof } of [revoked, corrected, deleted])
      expect(bitAt(after.bits, proof.statusIndex)).toBe(true);
    expect(bitAt(after.bits, kept.proof.statusIndex)).toBe(false);

    const again = (await proofs('{ verdict: [IN_FORCE] }')).find(
      ({ code }: { code: string }) => code === corrected.code,
    );
    expect(again.proof.statusIndex).not.toBe(corrected.proof.statusIndex);
    expect(bitAt(after.bits, again.proof.statusIndex)).toBe(false);
    expect(
      (await proofs('{ verdict: [REVOKED] }')).find(({ code }: { code: string }) => code === revoked.code)
        .proof,
    ).toBeNull();
    await expect(run('delete from status_entry')).rejects.toThrow(/for ever/);
    await expect(run('update status_entry set stars = 5')).rejects.toThrow(/for ever/);
  });

  it('says what another recognition has replaced in a list of its own', async () => {
    const [{ code, proof }] = await proofs('{ verdict: [IN_FORCE] }');
    expect(bitAt((await listOf(2)).bits, proof.statusIndex)).toBe(false);
    await run(`update recognition set superseded_on = '2026-11-24',
      superseded_by_id = (select id from recognition where revoked_on is not null limit 1) where id = (
      select recognition_id from product_verdict((select id from product where code = '${code}'), '2026-11-24'))`);
    expect(bitAt((await listOf(2)).bits, proof.statusIndex)).toBe(true);
    expect(bitAt((await listOf(1)).bits, proof.statusIndex)).toBe(false);
  });
});
