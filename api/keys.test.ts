import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runKeys } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'keys.json');

function keys(what?: string, kid?: string): string {
  const said: string[] = [];
  runKeys(what, kid, { file, today: '2026-11-24', say: (line) => said.push(line) });
  return said.join('\n');
}

it('lists the keys, and refuses what it does not know without changing anything', () => {
  keys();
  const before = readFileSync(file, 'utf8');
  expect(keys()).toMatch(/^ {2}\w{4} {2}signs, made 2026-11-24$/m);
  expect(() => keys('rotat')).toThrow(/keys rotate/);
  expect(() => keys('disown')).toThrow(/KID/);
  expect(() => keys('disown', 'none')).toThrow(/no key "none"/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
