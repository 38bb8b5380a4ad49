import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atExit } from '../checks/at-exit.ts';
import { root, startHub } from '../checks/hub-process.ts';
import { freePort } from '../checks/ports.ts';
import { cpuSeconds, pin, SERVER_CORE } from './machine.ts';
import { TODAY, type Data, type Question } from './questions.ts';

export type ContenderName = 'hub' | 'postgraphile' | 'mercurius' | 'floor' | 'constant';

export const contenders: readonly ContenderName[] = ['hub', 'postgraphile', 'mercurius', 'floor', 'constant'];

export interface Running {
  name: ContenderName;
  url: string;
  pid: number;
  stop(): Promise<unknown>;
}

/** Starts a contender as a process of its own, on the core of servers. */
export async function start(name: ContenderName, databaseUrl: string, scratch: string): Promise<Running> {
  const running =
    name === 'hub' ? await startTheHub(databaseUrl, scratch) : await startPeer(name, databaseUrl, scratch);
  pin(running.pid, SERVER_CORE);
  return running;
}

/** Where the constant body stands. */
export const bodyFile = (scratch: string): string => join(scratch, 'body.json');

const AT_REST = 0.02;
const MOST_LOOKS = 1_200;

/** Waits until a contender and its database have done what they do of themselves after a start, such as a snapshot. */
export async function rest({ name, pid }: Running, databasePid: number): Promise<void> {
  let before = NaN;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const now = cpuSeconds(pid) + cpuSeconds(databasePid);
    // NaN where CPU time is not told.
    if (Number.isNaN(now) || now - before <= AT_REST) return;
    before = now;
    await sleep(500);
  }
  throw new Error(`${name} or its database did not come to rest`);
}

/** The hub as everybody runs it: its contract is on, only an address may spend more points than one person needs. */
async function startTheHub(databaseUrl: string, scratch: string): Promise<Running> {
  const { url, pid, stop } = await startHub({
    // Kept over the rounds: each day's snapshot of the register is made once.
    dataDir: join(scratch, 'hub'),
    env: {
      DATABASE_URL: databaseUrl,
      HUB_DIRECTORY: 'off',
      HUB_POINTS_PER_MINUTE: '1000000000',
      HUB_TODAY: TODAY,
    },
  });
  return { name: 'hub', url: `${url}/graphql`, pid, stop };
}

async function startPeer(
  name: Exclude<ContenderName, 'hub'>,
  databaseUrl: string,
  scratch: string,
): Promise<Running> {
  const port = await freePort();
  const file = fileURLToPath(new URL(`contenders/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      BENCH_TODAY: TODAY,
      BENCH_BODY: bodyFile(scratch),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = atExit(() => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(forget);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await Promise.race([
    ended.then(() => {
      throw new Error(`${name} ended instead of starting:\n${output}`);
    }),
    new Promise<void>((resolve) => {
      child.stdout.on('data', () => output.includes('ready') && resolve());
    }),
  ]);
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** The body of a question as this contender reads it; null where it has no answer to it. */
export function bodyFor(name: ContenderName, question: Question, n: number, cursor: unknown): string | null {
  const variables = question.variables(n, cursor);
  switch (name) {
    case 'hub':
    case 'mercurius':
      return JSON.stringify({ query: question.document, variables });
    case 'postgraphile':
      if ('none' in question.postgraphile) return null;
      return JSON.stringify({
        query: question.postgraphile.document,
        variables: question.postgraphile.document.includes('$day') ? { ...variables, day: TODAY } : variables,
      });
    case 'floor':
      return JSON.stringify({ question: question.key, variables });
    case 'constant':
      return null;
  }
}

/** The data of an answer, in the form that is the same for all. */
export async function ask({ name, url }: Running, question: Question, body: string): Promise<Data> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} answers ${response.status} to "${question.name}": ${text}`);
  const { data, errors } = JSON.parse(text) as { data: Data; errors?: unknown };
  if (errors) throw new Error(`${name} answers "${question.name}" with ${JSON.stringify(errors)}`);
  const tidy =
    name === 'postgraphile' && 'tidy' in question.postgraphile ? question.postgraphile.tidy : undefined;
  return tidy ? tidy(data) : data;
}

/** Of a question that is to be answered anew: only the repeated ones may be answered from a cache. */
export const headers = {
  'content-type': 'application/json',
  accept: 'application/json',
  'cache-control': 'no-cache',
};
