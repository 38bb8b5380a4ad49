import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes, and gives a promise to wait for where the reader is behind: what is written meanwhile stays in memory. */
export function paced(stream: Writable): (text: string) => Promise<void> | undefined {
  let behind: Promise<void> | undefined;
  return (text) => {
    if (stream.write(text)) return undefined;
    if (!behind) {
      behind = caughtUp();
      // Who does not wait need not hear either that nobody reads any more.
      behind.catch(() => {});
    }
    return behind;
  };

  async function caughtUp(): Promise<void> {
    await once(stream, 'drain');
    behind = undefined;
  }
}
