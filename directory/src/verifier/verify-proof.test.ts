import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { proofIssuer } from '../../../api/register/proofs/proof-issuer.ts';
import { readCode } from '../../../api/register/proofs/proof.rules.ts';
import {
  disowned,
  firstKeys,
  inMemory,
  rotated,
  type SigningKeys,
} from '../../../api/register/proofs/signing-keys.ts';
import { bitsOf } from '../../../api/register/proofs/status-list.rules.ts';
import { readStatusList } from './trusted.ts';
import { verifyProof, type Answer, type Trusted, type TrustedList } from './verify-proof.ts';

const TODAY = '2026-11-24';
const set = firstKeys(TODAY);
const keys = inMemory(set);
const statement = { code: 'P7F3K2MD', stars: 4, lastDay: '2029-01-09', statusIndex: 100 };
const { fragment } = proofIssuer(keys, '')(statement);

const list = (set: number[], day = TODAY, lastDay = '2026-11-27'): TrustedList => ({
  bits: bitsOf(set, 0),
  day,
  lastDay,
});
const trusting = (given: Partial<Trusted> = {}, signers: SigningKeys = keys): Trusted => ({
  keys: signers.published(),
  revocation: list([]),
  refresh: list([]),
  ...given,
});

async function answer(given: {
  code?: string;
  fragment?: string;
  trusted?: Trusted | null;
  today?: string;
}): Promise<Answer> {
  const { code = statement.code, today = TODAY, trusted = trusting() } = given;
  return (await verifyProof(code, given.fragment ?? fragment, trusted, today)).answer;
}

describe('a proof, without a network', () => {
  it.each<[Answer, string, Parameters<typeof answer>[0]]>([
    ['GENUINE', 'in force', {}],
    [
      'GENUINE',
      'on its last day',
      {
        today: '2029-01-09',
        trusted: trusting({
          revocation: list([], '2029-01-08', '2029-01-11'),
          refresh: list([], '2029-01-08', '2029-01-11'),
        }),
      },
    ],
    ['EXPIRED', 'the day after', { today: '2029-01-10' }],
    [
      'EXPIRED',
      'also where the clock of the device was set back',
      {
        today: '2026-01-01',
        trusted: trusting({ revocation: list([], '2029-01-10', '2029-01-13') }),
      },
    ],
    ['REVOKED', 'by the list', { trusted: trusting({ revocation: list([100]) }) }],
    [
      'REVOKED',
      'also by an old list',
      {
        today: '2027-11-24',
        trusted: trusting({ revocation: list([100]) }),
      },
    ],
    [
      'REVOKED',
      'also after its last day',
      {
        today: '2029-01-10',
        trusted: trusting({ revocation: list([100]) }),
      },
    ],
    [
      'GENUINE',
      'where its neighbours are revoked',
      {
        trusted: trusting({ revocation: list([99, 101]) }),
      },
    ],
    ['REPLACED', 'by the other list', { trusted: trusting({ refresh: list([100]) }) }],
    ['GENUINE', 'on the last day of the list', { today: '2026-11-27' }],
    ['LIST_TOO_OLD', 'the day after', { today: '2026-11-28' }],
    [
      'LIST_TOO_OLD',
      'where the list ends before its number',
      {
        trusted: trusting({ revocation: { ...list([]), bits: new Uint8Array(12) } }),
      },
    ],
    ['NOT_READY', 'without a list', { trusted: trusting({ revocation: null }) }],
    ['NOT_READY', 'without the list of what was replaced', { trusted: trusting({ refresh: null }) }],
    ['NOT_READY', 'without keys', { trusted: null }],
    [
      'KEY_UNKNOWN',
      'with the keys of another register',
      {
        trusted: trusting({}, inMemory(firstKeys(TODAY))),
      },
    ],
    ['GENUINE', 'after a rotation', { trusted: trusting({}, inMemory(rotated(set, TODAY))) }],
    [
      'KEY_DISOWNED',
      'after its key was stolen',
      {
        trusted: trusting({}, inMemory(disowned(set, keys.current().keyId, TODAY))),
      },
    ],
    ['FORGED', 'on the address of another product', { code: 'P7F3K2ME' }],
    ['DAMAGED', 'without anything behind the #', { fragment: '' }],
  ])('is %s %s', async (expected, _, given) => {
    expect(await answer(given)).toBe(expected);
  });

  it('is never genuine when it is cut short, anywhere', async () => {
    for (let length = 0; length < fragment.length; length += 1)
      expect(await answer({ fragment: fragment.slice(0, length) })).toBe('DAMAGED');
  });

  it('is never genuine with one character changed, anywhere', async () => {
    for (let at = 0; at < fragment.length; at += 1) {
      for (const other of ['A', '5', '-']) {
        // The last character of a signature holds two bits of it, and four that say nothing.
        if (fragment[at] === other || at === fragment.length - 1) continue;
        const forged = fragment.slice(0, at) + other + fragment.slice(at + 1);
        expect(['FORGED', 'DAMAGED', 'KEY_UNKNOWN'], forged).toContain(await answer({ fragment: forged }));
      }
    }
  });

  it('is never genuine on the address of another, among hundreds', async () => {
    const issue = proofIssuer(keys, '');
    for (let n = 0; n < 300; n += 1) {
      const other = { ...statement, code: `P${(n + 1000).toString(36).toUpperCase()}`, statusIndex: n };
      const replayed = issue(other);
      expect(await answer({ code: other.code, fragment: replayed.fragment })).toBe('GENUINE');
      expect(await answer({ fragment: replayed.fragment })).toBe('FORGED');
      expect(readCode(replayed.url)).toEqual({ code: other.code, fragment: replayed.fragment });
    }
  });

  it('is never genuine with another star, another day or another number under the same signature', async () => {
    const [version, kid, , , , signature] = fragment.split('.');
    for (const stars of ['3', '5'])
      for (const day of ['20290109', '20290110', '20991231'])
        for (const index of ['2s', '2t', '0'])
          expect(await answer({ fragment: [version, kid, stars, day, index, signature].join('.') })).toBe(
            'FORGED',
          );
  });
});

describe('a status list', () => {
  const sign = (signer: SigningKeys, purpose = 'revocation', alg = 'EdDSA') => {
    const { key, keyId } = signer.current();
    return new SignJWT({
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      validFrom: '2026-11-24T00:00:00+07:00',
      validUntil: '2026-11-27T23:59:59+07:00',
      credentialSubject: {
        type: 'BitstringStatusList',
        statusPurpose: purpose,
        encodedList: `u${gzipSync(bitsOf([7], 0)).toString('base64url')}`,
      },
    })
      .setProtectedHeader({ alg, kid: keyId, typ: 'vc+jwt' })
      .sign(key);
  };
  const read = (jwt: string) => readStatusList(jwt, 'revocation', keys.published());

  it('is read with the days on which it may be relied upon', async () => {
    const { bits, day, lastDay } = await read(await sign(keys));
    expect([day, lastDay]).toEqual(['2026-11-24', '2026-11-27']);
    expect(bits).toEqual(bitsOf([7], 0));
  });

  it('is refused when anybody else signed it, when it was changed, or when it tells of something else', async () => {
    await expect(sign(inMemory(firstKeys(TODAY))).then(read)).rejects.toThrow(/not signed/);
    const [header, payload = '', signature] = (await sign(keys)).split('.');
    const later = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('2026-11-27', '2036-11-27'),
    ).toString('base64url');
    await expect(read([header, later, signature].join('.'))).rejects.toThrow(/not signed/);
    await expect(sign(keys, 'refresh').then(read)).rejects.toThrow(/no status list for revocation/);
    await expect(read('')).rejects.toThrow(/JSON/);
  });
});
