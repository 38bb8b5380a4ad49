import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';

const KILL_AFTER_MS = 5_000;
/** Letters of what a command says last: where it fails, the reason is among them. */
const LAST_WORDS = 2_000;

/**
 * Runs a command of the hub as a process of its own, started as this one was and behind everybody else: for work that a
 * serving process should neither wait for nor keep the memory of. Whoever tells it to stop has not made it fail.
 */
export async function runBeside(
  command: string,
  { root, signal }: { root: string; signal: AbortSignal },
): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'api/hub.ts'), command], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // At once: threads that it starts later have the priority of the one that starts them.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-LAST_WORDS)));
  let impatience: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    impatience = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  process.once('exit', stop);
  try {
    // "close" comes after the last words, "exit" may come before them.
    const [code, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    // A terminal and systemd tell the whole group, perhaps before this process has heard of it.
    const isToldToStop = signal.aborted || endedBy === 'SIGTERM' || endedBy === 'SIGINT';
    if (code !== 0 && !isToldToStop) {
      throw new Error(`"${command}" ended with ${code ?? endedBy}: ${words.trim()}`);
    }
  } finally {
    clearTimeout(impatience);
    signal.removeEventListener('abort', stop);
    process.removeListener('exit', stop);
  }
}
