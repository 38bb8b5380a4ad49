/** What Linux tells of a process, and which core it runs on. Elsewhere nothing is known, and nothing is pinned. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

const isLinux = process.platform === 'linux';

/** The contender and its database share one core, so that what they take together decides; the load has another. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
export const canPin = isLinux && availableParallelism() > 1;

/** Pins a process with all its threads; what it starts later follows. */
export function pin(pid: number, core: number): void {
  if (canPin) execFileSync('taskset', ['-a', '-p', '-c', String(core), String(pid)], { stdio: 'ignore' });
}

const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  /** Seconds of its own, and of children that have ended. */
  cpu: number;
  cpuOfEnded: number;
}

function statOf(pid: number): Stat | null {
  try {
    // The name may hold spaces and brackets: what follows is counted from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const seconds = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) / TICKS_PER_SECOND;
    return { parent: fields[1] ?? 0, cpu: seconds(11), cpuOfEnded: seconds(13) };
  } catch {
    return null;
  }
}

/** CPU seconds of a process and of all that it has started. */
export function cpuSeconds(pid: number): number {
  if (!isLinux) return NaN;
  const all = new Map(
    readdirSync('/proc').flatMap((name) => {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
      return stat ? [[Number(name), stat]] : [];
    }),
  );
  const of = (each: number): number => {
    const stat = all.get(each);
    if (!stat) return 0;
    const children = [...all].filter(([, { parent }]) => parent === each).map(([child]) => child);
    return stat.cpu + stat.cpuOfEnded + children.reduce((sum, child) => sum + of(child), 0);
  };
  return of(pid);
}

/** The most memory that a process has held so far, in MB. */
export function peakMemory(pid: number): number {
  if (!isLinux) return NaN;
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}

export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  node: process.version,
  pinned: canPin,
});
