import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../../problem.ts';

/**
 * A secret must be read to sign with it, and the database of a public register is handed about: dumps, replicas,
 * somebody's copy to try things on. So the database has it sealed, and the key lies beside the keys of the proofs.
 */
export interface Seal {
  seal(secret: string, webhook: string): Buffer;
  open(sealed: Uint8Array, webhook: string): string;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key of a file; made, readable by its owner alone, where it is asked to seal and there is none. */
export function sealOf(file: string, say: (line: string) => void): Seal {
  return {
    seal(secret, webhook) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', madeKey(file, say), nonce);
      // Bound to its row: copied into another, it does not open.
      cipher.setAAD(Buffer.from(webhook));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, webhook) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', keyIn(file), bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(webhook));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString();
      } catch {
        throw new Problem(`The secret of ${webhook} was sealed with another key than the one in ${file}`);
      }
    },
  };
}

function keyIn(file: string): Buffer {
  if (!statSync(file, { throwIfNoEntry: false }))
    throw new Problem(
      `The key that opens the secrets of webhooks is not in ${file}: bring it back from the backup`,
    );
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Problem(`${file} holds no key for the secrets of webhooks`);
  return key;
}

function madeKey(file: string, say: (line: string) => void): Buffer {
  if (!statSync(file, { throwIfNoEntry: false })) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${randomBytes(4).toString('hex')}`;
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    try {
      // Leaves the key alone that another process made in this moment.
      linkSync(draft, file);
      say(`Made the key that seals the secrets of webhooks in ${file}: back it up`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return keyIn(file);
}
