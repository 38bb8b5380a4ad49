/**
 * What `npm run dev` does: the hub starts again when its code changes, the directory's pages reload as they are
 * edited, and both end together.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dev } from 'astro';
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
    vite: { server: { proxy: { '/graphql': { target: hubUrl, changeOrigin: true } } } },
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
  });
  atExit(() => hub.kill('SIGTERM'));
  hub.once('exit', (code) => process.exit(code ?? 1));
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
