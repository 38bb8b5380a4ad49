import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readFileAt } from './read-file.ts';
import { refusalOf } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-read-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a file is read whole, and known by its name alone', async () => {
  const path = join(folder, 'danh sách.csv'.normalize('NFD'));
  writeFileSync(path, 'x');
  expect(await readFileAt(path)).toEqual({ name: 'danh sách.csv', bytes: Buffer.from('x') });
});

it.each([
  [
    'what is not there',
    () => join(folder, 'nowhere.csv'),
    'FILE_UNREADABLE',
    'The file cannot be opened (ENOENT)',
  ],
  ['a folder', () => folder, 'NOT_A_FILE', 'This is not a file'],
  [
    'a pipe into which nobody writes',
    () => {
      const path = join(folder, 'pipe.csv');
      execFileSync('mkfifo', [path]);
      return path;
    },
    'NOT_A_FILE',
    'This is not a file',
  ],
  // The kernel says that it has no bytes, and hands some out: like a list that is saved while it is read.
  ['a file that changes', () => '/proc/self/status', 'FILE_CHANGED', 'The file changed while it was read'],
])('%s is refused', async (_, path, code, cause) => {
  expect(await refusalOf(() => readFileAt(path()))).toMatchObject({ code, cause: { en: cause } });
});
