import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { budgets } from '../../../api/web/embed/budgets.rules.ts';
import { buildWidgets, integrityOf, recordedIntegrity, releasedFolder } from '../../release-widgets.ts';
import { version } from './version.ts';

const released = (of: string, file: string) => readFileSync(join(releasedFolder, of, file), 'utf8');

test('what was released is as it was, under every version', () => {
  const record = Object.entries(recordedIntegrity());
  expect(record.length).toBeGreaterThan(0);
  for (const [of, files] of record) {
    for (const [file, hash] of Object.entries(files))
      expect(integrityOf(released(of, file)), `${of}/${file}`).toBe(hash);
  }
});

test('this version is made from these sources (else raise it, and run npm run hub widgets)', async () => {
  for (const [file, content] of Object.entries(await buildWidgets())) {
    expect(released(version, file) === content, file).toBe(true);
  }
});

test('the script keeps to its published weight', () => {
  expect(brotliCompressSync(released(version, 'ocop.js')).length).toBeLessThanOrEqual(budgets.scriptBytes);
});
