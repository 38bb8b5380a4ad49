import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../problem.ts';
import { KEY_ID } from './proof.rules.ts';

const day = z.iso.date();

/**
 * The keys as they are kept: a JWK Set (RFC 7517), the newest first, which signs. The private half (`d`) of a key
 * that has been replaced is gone: its signatures go on verifying, and nobody can make new ones.
 */
const keySet = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        kid: z.string().regex(KEY_ID),
        x: z.string(),
        d: z.string().optional(),
        made: day,
      }),
    )
    .refine(([newest]) => newest?.d !== undefined, 'the first key has no private half'),
  disowned: z.array(z.object({ kid: z.string().regex(KEY_ID), since: day })),
});
export type KeySet = z.infer<typeof keySet>;

/** What `/.well-known/jwks.json` tells: no private half. */
export interface PublishedKeys {
  keys: { kty: 'OKP'; crv: 'Ed25519'; kid: string; x: string; use: 'sig'; alg: 'EdDSA' }[];
  /** Stolen or lost keys: whatever they signed counts as forged. */
  disowned: { kid: string; since: string }[];
}

export interface SigningKeys {
  /** The key that signs now. */
  current(): { keyId: string; key: KeyObject; sign(message: string): string };
  published(): PublishedKeys;
}

export const firstKeys = (today: string): KeySet => ({ keys: [newKey(today, [])], disowned: [] });

/** A new key signs from now on; what older ones signed stays good. */
export const rotated = ({ keys, disowned }: KeySet, today: string): KeySet => ({
  keys: [
    newKey(today, [...keys, ...disowned]),
    ...keys.map(({ kty, crv, kid, x, made }) => ({ kty, crv, kid, x, made })),
  ],
  disowned,
});

/** What the key signed counts as forged from now on. A new key takes over where it was the one that signs. */
export function disowned(set: KeySet, kid: string, today: string): KeySet {
  if (!set.keys.some((key) => key.kid === kid)) throw new Problem(`There is no key "${kid}" to disown`);
  const { keys } = set.keys[0]?.kid === kid ? rotated(set, today) : set;
  return {
    keys: keys.filter((key) => key.kid !== kid),
    disowned: [{ kid, since: today }, ...set.disowned],
  };
}

function newKey(made: string, taken: readonly { kid: string }[]): KeySet['keys'][number] {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  let kid: string;
  do {
    kid = randomBytes(3).toString('base64url');
  } while (!KEY_ID.test(kid) || taken.some((key) => key.kid === kid));
  return { kty: 'OKP', crv: 'Ed25519', kid, x, d, made };
}

export function readKeys(file: string): KeySet {
  const parsed = keySet.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Problem(`The keys in ${file}: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

/** Whoever reads meanwhile sees the old file or the new one, whole. */
export function writeKeys(file: string, keys: KeySet): void {
  const draft = draftOf(file, keys);
  renameSync(draft, file);
}

/** The keys of a file; made where there is none yet. Says so, because from then on the file must be backed up. */
export function openKeys(file: string, today: string, say: (line: string) => void): KeySet {
  if (!statSync(file, { throwIfNoEntry: false })) {
    const draft = draftOf(file, firstKeys(today));
    try {
      // Unlike a rename it leaves the keys alone that another hub made in this moment.
      linkSync(draft, file);
      say(`Keys:      made the first signing key in ${file}: back it up`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readKeys(file);
}

function draftOf(file: string, keys: KeySet): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return draft;
}

/** The keys of a file, read again when it has changed: a rotation needs no restart. */
export function signingKeys(file: string, today: string, say: (line: string) => void): SigningKeys {
  let keys = inMemory(openKeys(file, today, say));
  let known = versionOf(file);
  const latest = () => {
    const version = versionOf(file);
    // A file that is gone for a moment, as while a volume is mounted again, changes nothing.
    if (version !== null && version !== known) [keys, known] = [inMemory(readKeys(file)), version];
    return keys;
  };
  return { current: () => latest().current(), published: () => latest().published() };
}

function versionOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : null;
}

export function inMemory({ keys, disowned }: KeySet): SigningKeys {
  const [newest] = keys;
  if (!newest?.d) throw new Problem('There is no key to sign with');
  const { kty, crv, kid: keyId, x, d } = newest;
  const key = createPrivateKey({ key: { kty, crv, x, d } satisfies JsonWebKey, format: 'jwk' });
  const current = {
    keyId,
    key,
    sign: (message: string) => sign(null, Buffer.from(message), key).toString('base64url'),
  };
  const published: PublishedKeys = {
    keys: keys.map((one) => ({ kty, crv, kid: one.kid, x: one.x, use: 'sig', alg: 'EdDSA' })),
    disowned: disowned.map(({ kid, since }) => ({ kid, since })),
  };
  return { current: () => current, published: () => published };
}
