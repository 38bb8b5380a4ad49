import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../problem.ts';

/**
 * Two processes on one embedded database corrupt it, silently. So the data folder is held by one process at a
 * time; a lock left behind by a killed process is recognised and taken over.
 */
export function lockDataDir(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem(
      `The data folder ${dataDir} cannot be made (${code}): set HUB_DATA_DIR to a folder that may be written`,
    );
  }
  const path = join(dataDir, 'hub.lock');

  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) }));
      closeSync(file);
      const release = () => rmSync(path, { force: true });
      process.once('exit', release);
      return () => {
        process.removeListener('exit', release);
        release();
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readHolder(path);
      if (holder && isAlive(holder)) {
        throw new Problem(
          `Another hub (process ${holder.pid} on ${holder.host}) is using ${dataDir}: stop it and start it again afterwards, or set HUB_DATA_DIR to another folder; with PostgreSQL (DATABASE_URL) both can run at once`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new Problem(`Cannot take the lock ${path}: another hub is starting; try again`);
}

interface Holder {
  pid: number;
  host: string;
  started: string | null;
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** On another host its life cannot be seen: it counts as alive. A reused process id is told by its start. */
function isAlive({ pid, host, started }: Holder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return started === null || started === startOf(pid);
}

/** When a process began, in clock ticks since boot; null where the system does not tell. */
function startOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
