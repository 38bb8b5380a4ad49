import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileNameOf } from './file-kind.rules.ts';
import { fileLimits } from './file-limits.rules.ts';
import { refuseFile } from './file-refusals.rules.ts';
import type { SheetFile } from './read-sheet.ts';
import { SheetRefused } from './sheet-refused.ts';

/** A file of this machine, whole and as it was at one moment: what is too large is refused before it is read. */
export async function readFileAt(path: string): Promise<SheetFile> {
  // Without waiting for the other end of a pipe: that it is no file is seen once it is open.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      throw new SheetRefused(refuseFile('FILE_UNREADABLE', {}, error.code ?? '?'));
    },
  );
  try {
    const before = await file.stat();
    if (!before.isFile()) throw new SheetRefused(refuseFile('NOT_A_FILE', {}));
    if (before.size > fileLimits.bytes) {
      throw new SheetRefused(refuseFile('FILE_TOO_LARGE', {}, before.size, fileLimits.bytes));
    }
    const bytes = await file.readFile();
    const after = await file.stat();
    if (bytes.length !== before.size || after.mtimeMs !== before.mtimeMs || after.size !== before.size) {
      throw new SheetRefused(refuseFile('FILE_CHANGED', {}));
    }
    return { name: fileNameOf(path), bytes };
  } finally {
    await file.close();
  }
}
