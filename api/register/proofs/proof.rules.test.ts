import { describe, expect, it } from 'vitest';
import { parseProof, proofHead, readCode, signedMessage } from './proof.rules.ts';

const statement = { code: 'P7F3K2MD', stars: 4, lastDay: '2029-01-09', statusIndex: 100 };
const head = proofHead(statement, 'k7Qd');
const signature = 'A'.repeat(86);

describe('a proof in the fragment of an address', () => {
  it('says key, stars, last day and number, and stays within 110 characters', () => {
    expect(head).toBe('1.k7Qd.4.20290109.2s');
    const { code: _, ...said } = statement;
    expect(parseProof(`#${head}.${signature}`)).toEqual({ ...said, keyId: 'k7Qd', signature, head });
    const widest = proofHead({ ...statement, statusIndex: 1_000_000 }, 'k7Qd');
    expect(`${widest}.${signature}`.length).toBeLessThanOrEqual(110);
  });

  it('is signed for one code alone', () => {
    expect(signedMessage('P7F3K2MD', head)).toBe('ocop:P7F3K2MD#1.k7Qd.4.20290109.2s');
  });

  it.each([
    ['', 'nothing'],
    ['content', 'an anchor'],
    [`${head}.${signature.slice(1)}`, 'a signature that is cut short'],
    [`${head}.${signature}A`, 'a signature that is too long'],
    [`2.${head.slice(2)}.${signature}`, 'another version'],
    [`1.k7Qd.6.20290109.2s.${signature}`, 'six stars'],
    [`1.k7Qd.4.20290230.2s.${signature}`, 'a day that does not exist'],
    [`1.k7Qd.4.20290109.02s.${signature}`, 'a number written in two ways'],
    [`1.k7Qd.4.20290109.-1.${signature}`, 'a number below nought'],
    [`${head}.${signature.slice(2)}+/`, 'another base64'],
    [`${head}.${signature} `, 'a blank at its end'],
  ])('is not read from %j: %s', (fragment) => {
    expect(parseProof(fragment)).toBeNull();
  });
});

describe('what a reader typed, pasted or scanned', () => {
  it.each([
    ['P7F3K2MD', 'P7F3K2MD', null],
    [' p7f3 k2md ', 'P7F3K2MD', null],
    ['p7f3-k2md', 'P7F3K2MD', null],
    ['https://ocop.example/v/P7F3K2MD', 'P7F3K2MD', null],
    ['https://ocop.example/v/P7F3K2MD?lang=en', 'P7F3K2MD', null],
    ['https://ocop.example/v/P7F3K2MD/#1.k7Qd.4', 'P7F3K2MD', '1.k7Qd.4'],
    ['/v/P7F3K2MD#', 'P7F3K2MD', ''],
    ['P7F3K2MD#a#b', 'P7F3K2MD', 'a#b'],
  ])('%j is the code %s with the fragment %j', (text, code, fragment) => {
    expect(readCode(text)).toEqual({ code, fragment });
  });

  it.each(['', '   ', '#1.k7Qd', 'https://ocop.example/', '<script>', 'cà phê', 'A'.repeat(41)])(
    '%j holds no code',
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );
});
