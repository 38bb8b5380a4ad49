/** Decides without a network whether a proof is genuine, by keys and status lists that were fetched before. */
import { verifyAsync } from '@noble/ed25519';
import { parseProof, signedMessage, type SignedProof } from '../../../api/register/proofs/proof.rules.ts';
import { bitAt } from '../../../api/register/proofs/status-list.rules.ts';
import { bytesOf } from './base64url.ts';

/** An answer for each thing that an inspector must tell apart; `INSECURE`: a browser signs nothing off over plain HTTP. */
export const answers = [
  'GENUINE',
  'REPLACED',
  'EXPIRED',
  'REVOKED',
  'FORGED',
  'KEY_UNKNOWN',
  'KEY_DISOWNED',
  'DAMAGED',
  'LIST_TOO_OLD',
  'NOT_READY',
  'INSECURE',
  'NO_PROOF',
  'NOT_A_CODE',
] as const;
export type Answer = (typeof answers)[number];

export interface TrustedKeys {
  keys: { kid: string; x: string }[];
  disowned: { kid: string; since: string }[];
}

export interface TrustedList {
  bits: Uint8Array;
  /** The day of which it tells, and the last on which it may be relied upon. */
  day: string;
  lastDay: string;
}

export interface Trusted {
  keys: TrustedKeys;
  revocation: TrustedList | null;
  refresh: TrustedList | null;
}

export interface Finding {
  answer: Answer;
  proof: SignedProof | null;
  /** The day of the list that was looked into. */
  listDay: string | null;
}

export async function verifyProof(
  code: string,
  fragment: string,
  trusted: Trusted | null,
  today: string,
): Promise<Finding> {
  const proof = parseProof(fragment);
  const listDay = trusted?.revocation?.day ?? null;
  const say = (answer: Answer): Finding => ({ answer, proof, listDay });
  if (!proof) return say('DAMAGED');
  if (!trusted) return say('NOT_READY');

  const { keys, disowned } = trusted.keys;
  if (disowned.some(({ kid }) => kid === proof.keyId)) return say('KEY_DISOWNED');
  const key = keys.find(({ kid }) => kid === proof.keyId);
  if (!key) return say('KEY_UNKNOWN');
  if (!(await isSignedBy(key, signedMessage(code, proof.head), proof.signature))) return say('FORGED');

  const { revocation, refresh } = trusted;
  const isRevoked = revocation && bitAt(revocation.bits, proof.statusIndex);
  if (isRevoked) return say('REVOKED');
  // A clock that was set back brings no star back that had ended by the day of the list.
  const day = revocation && revocation.day > today ? revocation.day : today;
  if (proof.lastDay < day) return say('EXPIRED');
  if (!revocation || !refresh) return say('NOT_READY');
  const isReplaced = bitAt(refresh.bits, proof.statusIndex);
  if (isReplaced) return say('REPLACED');
  const isOld = revocation.lastDay < day || refresh.lastDay < day;
  return say(isOld || isRevoked === null || isReplaced === null ? 'LIST_TOO_OLD' : 'GENUINE');
}

/** Strictly by RFC 8032, so that every verifier of the same proof says the same. */
export async function isSignedBy(key: { x: string }, message: string, signature: string): Promise<boolean> {
  try {
    return await verifyAsync(bytesOf(signature), new TextEncoder().encode(message), bytesOf(key.x), {
      zip215: false,
    });
  } catch {
    return false;
  }
}
