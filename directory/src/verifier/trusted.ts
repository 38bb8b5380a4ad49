/** The keys and the status lists, as the hub publishes them or as they were kept for when there is no network. */
import { todayInVietnam } from '../data/today.ts';
import { keysFile, statusListFiles } from '../offline/verifier-files.ts';
import { bytesOf } from './base64url.ts';
import { isSignedBy, type Trusted, type TrustedKeys, type TrustedList } from './verify-proof.ts';

export async function fetchTrusted(): Promise<Trusted> {
  const keys = (await (await fetched(keysFile)).json()) as TrustedKeys;
  const list = async (purpose: keyof typeof statusListFiles) => {
    try {
      return await readStatusList(await (await fetched(statusListFiles[purpose])).text(), purpose, keys);
    } catch {
      return null;
    }
  };
  const [revocation, refresh] = await Promise.all([list('revocation'), list('refresh')]);
  return { keys, revocation, refresh };
}

async function fetched(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response;
}

interface Credential {
  type: string[];
  validFrom: string;
  validUntil: string;
  credentialSubject: { type: string; statusPurpose: string; encodedList: string };
}

/** A status list that one of the keys has signed (`application/vc+jwt`); anything else is an error. */
export async function readStatusList(
  jwt: string,
  purpose: string,
  { keys }: TrustedKeys,
): Promise<TrustedList> {
  const [header = '', payload = '', signature = ''] = jwt.trim().split('.');
  const { alg, kid } = json(header) as { alg: string; kid: string };
  const key = keys.find((one) => one.kid === kid);
  if (alg !== 'EdDSA' || !key || !(await isSignedBy(key, `${header}.${payload}`, signature)))
    throw new Error('The status list is not signed by the register');
  const { type, validFrom, validUntil, credentialSubject } = json(payload) as Credential;
  if (!type.includes('BitstringStatusListCredential') || credentialSubject.statusPurpose !== purpose)
    throw new Error(`This is no status list for ${purpose}`);
  return {
    bits: await unpacked(bytesOf(credentialSubject.encodedList.slice(1))),
    day: todayInVietnam(new Date(validFrom)),
    lastDay: todayInVietnam(new Date(validUntil)),
  };
}

const json = (part: string): unknown => JSON.parse(new TextDecoder().decode(bytesOf(part)));

async function unpacked(gzip: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
