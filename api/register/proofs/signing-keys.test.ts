import { createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  disowned,
  openKeys,
  readKeys,
  rotated,
  signingKeys,
  writeKeys,
  type SigningKeys,
} from './signing-keys.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

let file: string;
let said: string[];
const say = (line: string) => said.push(line);
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
  folders.push(folder);
  file = join(folder, 'keys/keys.json');
  said = [];
});

const isGood = (keys: SigningKeys, kid: string, message: string, signature: string): boolean => {
  const jwk = keys.published().keys.find((key) => key.kid === kid);
  const key = jwk && createPublicKey({ key: { ...jwk }, format: 'jwk' });
  return key ? verify(null, Buffer.from(message), key, Buffer.from(signature, 'base64url')) : false;
};

describe('the keys that sign proofs', () => {
  it('are made at the first start, for their owner’s eyes alone, and kept afterwards', () => {
    const first = openKeys(file, '2026-11-24', say);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(said.join()).toMatch(/back it up/);
    expect(openKeys(file, '2026-11-25', say)).toEqual(first);
    expect(said).toHaveLength(1);
    expect(readdirSync(dirname(file))).toEqual(['keys.json']);
  });

  it('publish no private half', () => {
    const keys = signingKeys(file, '2026-11-24', say);
    expect(JSON.stringify(keys.published())).not.toContain('"d"');
    for (const { d } of readKeys(file).keys) {
      expect(d).toMatch(/^[\w-]{43}$/);
      expect(JSON.stringify(keys.published()) + said.join()).not.toContain(d);
    }
  });

  it('are rotated while the hub runs, and what the old one signed stays good', () => {
    const keys = signingKeys(file, '2026-11-24', say);
    const old = keys.current();
    const signature = old.sign('a label');
    writeKeys(file, rotated(readKeys(file), '2026-12-01'));

    const now = keys.current();
    expect(now.keyId).not.toBe(old.keyId);
    expect(isGood(keys, old.keyId, 'a label', signature)).toBe(true);
    expect(isGood(keys, now.keyId, 'a label', now.sign('a label'))).toBe(true);
    expect(readKeys(file).keys.map(({ kid, d }) => [kid, d !== undefined])).toEqual([
      [now.keyId, true],
      [old.keyId, false],
    ]);
  });

  it('are disowned when stolen: no longer published, and named as such', () => {
    const keys = signingKeys(file, '2026-11-24', say);
    const { keyId: stolen, sign } = keys.current();
    const signature = sign('a label');
    writeKeys(file, disowned(readKeys(file), stolen, '2026-12-01'));

    expect(keys.current().keyId).not.toBe(stolen);
    expect(isGood(keys, stolen, 'a label', signature)).toBe(false);
    expect(keys.published().disowned).toEqual([{ kid: stolen, since: '2026-12-01' }]);
    expect(() => disowned(readKeys(file), stolen, '2026-12-01')).toThrow(`no key "${stolen}"`);
  });

  it('go on where the file is gone for a moment, and are refused where it is broken', () => {
    const keys = signingKeys(file, '2026-11-24', say);
    const { keyId } = keys.current();
    rmSync(file);
    expect(existsSync(file)).toBe(false);
    expect(keys.current().keyId).toBe(keyId);
    writeFileSync(file, JSON.stringify({ keys: [], disowned: [] }));
    expect(() => keys.current()).toThrow(/no private half/);
  });
});
