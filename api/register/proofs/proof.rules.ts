/**
 * The proof that a QR code carries behind the `#` of its address, where no server sees it:
 *
 *   https://…/v/P7F3K2MD#1.k7Qd.4.20290109.2s.SIGNATURE
 *
 * version . key . stars . last day . number in the status list (base 36) . Ed25519 signature (base64url). Signed is
 * `ocop:` with the code, the `#` and everything before the last dot: neither another product nor another day fits.
 */

/** What is signed: this product has these stars until this day. */
export interface ProofStatement {
  code: string;
  stars: number;
  /** `YYYY-MM-DD` */
  lastDay: string;
  /** Its bit in the published status list. */
  statusIndex: number;
}

export interface SignedProof {
  keyId: string;
  stars: number;
  lastDay: string;
  statusIndex: number;
  /** 64 bytes, base64url. */
  signature: string;
  /** Everything before the last dot. */
  head: string;
}

/** Keys are named by four characters, so that a code stays coarse enough for an old camera. */
export const KEY_ID = /^[A-Za-z0-9]{4}$/;

const FRAGMENT =
  /^(1\.([A-Za-z0-9]{4})\.([3-5])\.(\d{4})(\d{2})(\d{2})\.(0|[1-9a-z][0-9a-z]{0,5}))\.([\w-]{86})$/;

export const proofHead = ({ stars, lastDay, statusIndex }: ProofStatement, keyId: string): string =>
  ['1', keyId, stars, lastDay.replaceAll('-', ''), statusIndex.toString(36)].join('.');

export const signedMessage = (code: string, head: string): string => `ocop:${code}#${head}`;

/** The proof in a fragment, with or without its `#`; null where it is cut short, damaged or none of ours. */
export function parseProof(fragment: string): SignedProof | null {
  const match = FRAGMENT.exec(fragment.replace(/^#/, ''));
  if (!match) return null;
  const [, head = '', keyId = '', stars, year, month, day, index = '', signature = ''] = match;
  const lastDay = `${year}-${month}-${day}`;
  if (!isDay(lastDay)) return null;
  return { keyId, stars: Number(stars), lastDay, statusIndex: Number.parseInt(index, 36), signature, head };
}

/** What a reader typed, pasted or scanned: a code, or the address of a code with its proof. */
export function readCode(text: string): { code: string; fragment: string | null } | null {
  const [address = '', ...rest] = text.trim().split('#');
  const [path = ''] = address.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?');
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const code = last.replace(/[\s.\u2010-\u2015-]/g, '').toUpperCase();
  if (!/^[A-Z0-9]{1,40}$/.test(code)) return null;
  return { code, fragment: rest.length > 0 ? rest.join('#') : null };
}

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
