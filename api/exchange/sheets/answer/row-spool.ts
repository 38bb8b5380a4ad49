import { closeSync, openSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { RowAnswer } from './row-answer.ts';

/** What is told of the rows, kept in a file until the workbook is written: a long list tells more than memory should hold. */
export interface Spool {
  add(answer: RowAnswer): void;
  /** What was added, in its order. */
  read(): AsyncGenerator<RowAnswer>;
  close(): void;
}

const AT_ONCE = 64 * 1024;

export function spoolAt(path: string): Spool {
  const file = openSync(path, 'wx', 0o600);
  let waiting = '';
  const write = () => {
    writeFileSync(file, waiting);
    waiting = '';
  };
  return {
    add(answer) {
      // Some readers of lines take these two for line ends.
      waiting += `${JSON.stringify(answer).replaceAll(/[\u2028\u2029]/g, ' ')}\n`;
      if (waiting.length > AT_ONCE) write();
    },
    async *read() {
      write();
      const written = await open(path);
      try {
        for await (const line of written.readLines({ autoClose: false })) yield JSON.parse(line) as RowAnswer;
      } finally {
        await written.close();
      }
    },
    close: () => closeSync(file),
  };
}
