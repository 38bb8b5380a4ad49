import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atExit } from '../checks/at-exit.ts';
import { clusterOwner } from '../checks/postgres.ts';

export const shipped = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A shipped file with the places of this machine in it; each of them must stand in the file. */
export function placed(name: string, places: Record<string, string>): string {
  let text = readFileSync(shipped(name), 'utf8');
  for (const [from, to] of Object.entries(places)) {
    if (!text.includes(from)) throw new Error(`"${from}" does not stand in ${name}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export interface Workplace {
  folder: string;
  /** Writes a file that programs without rights can read. */
  write(name: string, text: string): string;
  remove(): void;
}

export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'hub-machines-'));
  const own = (path: string) => {
    const owner = clusterOwner();
    if (owner) chownSync(path, owner.uid, owner.gid);
    return path;
  };
  own(folder);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(remove);
  return {
    folder,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return own(path);
    },
    remove() {
      forget();
      remove();
    },
  };
}

/** Not everybody's path has the folder of servers. */
export const withServers = {
  ...process.env,
  PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter),
};

/** Runs a server in the foreground, without rights, until it listens. */
export async function startServer(
  program: string,
  args: readonly string[],
  { port, folder }: { port: number; folder: string },
): Promise<{ stop(): Promise<void> }> {
  const child: ChildProcess = spawn(program, args, {
    ...clusterOwner(),
    cwd: folder,
    env: withServers,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4_000)));
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  const forget = atExit(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  while (!(await Promise.race([listens(port), failed]))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${words}`);
    await sleep(50);
  }
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
      forget();
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
