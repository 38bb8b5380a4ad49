/**
 * What `npm run dev` does: the hub starts again when its code changes, the directory's pages reload as they are
 * edited, and both end together.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dev } from 'astro';
import type { Connect, Plugin } from 'vite';
import { fetchSnapshot } from '../../directory/src/data/fetch-snapshot.ts';
import { clock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { Problem } from '../problem.ts';
import { atExit } from './at-exit.ts';
import { root } from './hub-process.ts';

try {
  await startBoth();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}

async function startBoth(): Promise<void> {
  const config = readConfig(process.env);
  const hubUrl = process.env['HUB_URL'] ?? `http://127.0.0.1:${config.port}`;
  // Someone else's hub serves as well: then only the pages run here.
  if (!process.env['HUB_URL']) startHub();
  await answers(hubUrl);

  const folder = mkdtempSync(join(tmpdir(), 'hub-dev-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const snapshot = join(folder, 'snapshot.json');
  const today = clock(config.fixedToday)();
  writeFileSync(snapshot, JSON.stringify(await fetchSnapshot(`${hubUrl}/graphql`, today)));
  process.env['HUB_SNAPSHOT'] = snapshot;

  const site = await dev({
    root: join(root, 'directory'),
    logLevel: 'warn',
    vite: { plugins: [graphqlOf(hubUrl)] },
  });
  console.log(`\nPages, as you edit them: http://localhost:${site.address.port}/`);
  console.log(`GraphQL:                 ${hubUrl}/graphql`);
  console.log(
    'The pages show the records as they are now: start again to see changed ones. Ctrl-C ends both.',
  );
}

function startHub(): void {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  const hub = spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', 'api/hub.ts', 'start'], {
    cwd: root,
    env: { ...process.env, HUB_DIRECTORY: 'off' },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C reaches it once, through us: told twice, the watcher would kill a hub that is still closing its files.
    detached: true,
  });
  atExit(() => hub.kill('SIGTERM'));
  hub.once('exit', (code) => process.exit(code ?? 1));
}

/** The pages' own address answers GraphQL too, as in production. Astro's rule about slashes would be first in line. */
function graphqlOf(hubUrl: string): Plugin {
  return {
    name: 'graphql-of-the-hub',
    configureServer: (server) => () => {
      server.middlewares.stack.unshift({ route: '/graphql', handle: passOn });
    },
  };

  function passOn(incoming: Connect.IncomingMessage, response: ServerResponse): void {
    const target = new URL(incoming.originalUrl ?? '/graphql', hubUrl);
    const { method, headers } = incoming;
    const outgoing = request(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.writeHead(502).end('The hub does not answer'));
    incoming.pipe(outgoing);
  }
}

async function answers(hubUrl: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  const body = JSON.stringify({ query: '{ __typename }' });
  while (Date.now() < deadline) {
    const response = await fetch(`${hubUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(250);
  }
  throw new Problem(`No hub answers at ${hubUrl}/graphql after two minutes`);
}
