import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeOldest } from '../kept-bundle.ts';

test('of the bundles that nobody uses the newest are kept, and whatever was touched lately', () => {
  const kept = mkdtempSync(join(tmpdir(), 'ocop-kept-'));
  onTestFinished(() => rmSync(kept, { recursive: true, force: true }));
  const hoursAgo = { inUse: 0.5, a: 2, b: 3, c: 4, d: 5, 'unfinished-now': 0.5, 'unfinished-left': 1.5 };
  for (const [name, hours] of Object.entries(hoursAgo)) {
    const at = new Date(Date.now() - hours * 3_600_000);
    mkdirSync(join(kept, name));
    utimesSync(join(kept, name), at, at);
  }
  removeOldest(kept);
  expect(readdirSync(kept).toSorted()).toEqual(['a', 'b', 'c', 'inUse', 'unfinished-now']);
});
