import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import nodeFlags from '../node-flags.json' with { type: 'json' };
import { atExit } from './at-exit.ts';
import { freePort } from './ports.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface HubOptions {
  env?: Record<string, string>;
  /** Kept when given; otherwise a folder of its own that goes away with the process. */
  dataDir?: string;
  timeoutSeconds?: number;
}

export interface HubEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface HubProcess {
  url: string;
  port: number;
  dataDir: string;
  pid: number;
  /** All that it has printed so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<HubEnd>;
}

/** Starts the real hub as a process of its own on a free port, and waits until it serves its directory. */
export async function startHub(options: HubOptions = {}): Promise<HubProcess> {
  const { timeoutSeconds = 480 } = options;
  const port = Number(options.env?.['PORT'] ?? (await freePort()));
  const hub = launch(['start'], { ...options, env: { PORT: String(port), ...options.env } });
  const url = `http://127.0.0.1:${port}`;

  const deadline = Date.now() + timeoutSeconds * 1_000;
  while (!(
    hub.output().includes(`:${port}`) && (await answers(url, options.env?.['HUB_DIRECTORY'] !== 'off'))
  )) {
    if (hub.hasEnded()) {
      const end = await hub.end;
      throw new Error(`The hub ended with ${end.code ?? end.signal} instead of starting:\n${hub.output()}`);
    }
    if (Date.now() > deadline) {
      await hub.stop('SIGKILL');
      throw new Error(`The hub was not ready after ${timeoutSeconds} s:\n${hub.output()}`);
    }
    await sleep(100);
  }
  return { url, port, dataDir: hub.dataDir, pid: hub.child.pid ?? 0, output: hub.output, stop: hub.stop };
}

/** Runs one command of the hub to its end. */
export async function runHub(args: string[], options: HubOptions = {}): Promise<HubEnd> {
  const { timeoutSeconds = 300 } = options;
  const hub = launch(args, options);
  const impatience = setTimeout(() => void hub.stop('SIGKILL'), timeoutSeconds * 1_000);
  const end = await hub.end;
  clearTimeout(impatience);
  return end;
}

async function answers(url: string, hasDirectory: boolean): Promise<boolean> {
  try {
    const response = hasDirectory
      ? await fetch(url)
      : await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ __typename }' }),
        });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Starts a command of the hub and does not wait for anything. */
export function launch(args: string[], { env, dataDir: givenDir }: HubOptions) {
  const dataDir = givenDir ?? mkdtempSync(join(tmpdir(), 'hub-data-'));
  // As launch.mjs hands over.
  const child: ChildProcess = spawn(
    process.execPath,
    [...nodeFlags, '--import', 'tsx', 'api/hub.ts', ...args],
    {
      cwd: root,
      env: { ...environment(), HUB_DATA_DIR: dataDir, HUB_HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let stdout = '';
  let stderr = '';
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    output += text;
  });

  const discard = () => {
    if (!givenDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  const forget = atExit(() => {
    child.kill('SIGKILL');
    discard();
  });
  // "close" comes after the last output, "exit" may come before it.
  const end: Promise<HubEnd> = once(child, 'close').then(([code, signal]) => {
    forget();
    discard();
    return { code, signal, stdout, stderr };
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

  return {
    child,
    dataDir,
    end,
    hasEnded,
    output: () => output,
    stop(signal: NodeJS.Signals = 'SIGTERM') {
      if (!hasEnded()) child.kill(signal);
      return end;
    },
  };
}

/** What a person's shell would hand over: neither the settings of the test runner nor those of another hub. */
function environment(): NodeJS.ProcessEnv {
  const ofRunner = /^(NODE_ENV|NODE_OPTIONS|VITEST.*|TEST.*|PROD|DEV|MODE|BASE_URL|SSR)$/;
  const ofHub = /^(HUB_.*|DATABASE_.*|PORT)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ofRunner.test(name) && !ofHub.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    ASTRO_TELEMETRY_DISABLED: '1',
  };
}
