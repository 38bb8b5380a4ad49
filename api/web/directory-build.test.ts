import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { directoryKey } from './directory-build.ts';

test('the key follows the sources wherever the project lies, and nothing that is made of them', () => {
  const above = mkdtempSync(join(tmpdir(), 'ocop-key-'));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const root = join(above, 'bench/dist');
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const key = () =>
    directoryKey({
      root,
      dataDir: above,
      hubUrl: '',
      hubKey: '',
      siteUrl: undefined,
      tiles: null,
      register: '1-a',
      today: '2026-11-24',
    });
  write('package-lock.json', '{}');
  write('schema/schema.graphql', 'type Query');
  write('api/a.rules.ts', '');
  write('directory/src/page.ts', '1');
  const before = key();
  write('directory/dist/page.js', '1');
  write('directory/e2e/page.test.ts', '1');
  write('api/a.ts', '');
  expect(key()).toBe(before);
  write('directory/src/page.ts', '2');
  expect(key()).not.toBe(before);
});
