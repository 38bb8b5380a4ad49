import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../checks/hub-process.ts';
import { freePort } from '../checks/ports.ts';
import { readConfig } from '../config.ts';
import { placed, shipped, startServer, withServers, workplace } from './testing.ts';

const place = workplace();
afterAll(() => place.remove());

test('nginx takes its settings, and asks the next hub where one is away', async () => {
  const hub = createServer((request, response) =>
    response.end(
      `${request.method} ${request.headers['x-forwarded-for']} ${request.headers['x-forwarded-proto']}`,
    ),
  );
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const port = await freePort();
  const settings = place.write(
    'nginx.conf',
    placed('nginx.conf', {
      'hub-1.internal:4000': `127.0.0.1:${await freePort()}`,
      'hub-2.internal:4000': `127.0.0.1:${(hub.address() as AddressInfo).port}`,
      'listen 80;': `listen 127.0.0.1:${port};`,
      '/run/nginx.pid': `${place.folder}/nginx.pid`,
      // Folders of its own, where it has no rights to the usual ones.
      'server_tokens off;': ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${place.folder}/${name};`)
        .join(' '),
    }),
  );
  const args = ['-p', place.folder, '-e', 'stderr', '-c', settings];
  const nginx = await startServer('nginx', [...args, '-g', 'daemon off;'], { port, folder: place.folder });
  try {
    for (let n = 0; n < 6; n++) {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: n % 2 ? 'POST' : 'GET',
        headers: { 'x-forwarded-for': '203.0.113.9' },
      });
      expect(await response.text()).toBe(`${n % 2 ? 'POST' : 'GET'} 127.0.0.1 http`);
    }
  } finally {
    await nginx.stop();
    hub.close();
  }
});

test('HAProxy takes its settings', () => {
  const settings = place.write(
    'haproxy.cfg',
    placed('haproxy.cfg', { 'hub-1.internal': '127.0.0.1', 'hub-2.internal': '127.0.0.1' }),
  );
  expect(execFileSync('haproxy', ['-c', '-f', settings], { encoding: 'utf8', env: withServers })).toMatch(
    /valid/,
  );
});

test('the settings of the hub are settings of the hub', () => {
  const lines = readFileSync(shipped('hub.env'), 'utf8').split('\n');
  const given = Object.fromEntries(
    lines
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => /^(\w+)=(.*)$/.exec(line)!.slice(1) as [string, string]),
  );
  expect(readConfig(given)).toMatchObject({
    siteUrl: 'https://ocop.example',
    trustProxy: 1,
    replicas: { urls: [expect.stringContaining('/hub_replica')], lagMs: 1_000 },
  });
  const listed = readFileSync(join(root, 'README.md'), 'utf8');
  for (const name of Object.keys(given)) expect(listed).toContain(`\`${name}\``);
});

test('the containers mount what there is, and name hubs and databases as the other settings do', () => {
  const compose = readFileSync(shipped('container/compose.yaml'), 'utf8');
  for (const [, file = ''] of compose.matchAll(/\bfile: ([^ }]+)/g))
    expect(existsSync(shipped(join('container', file))), file).toBe(true);
  const named = ['haproxy.cfg', 'nginx.conf', 'pgbouncer.ini', 'hub.env'].flatMap(
    (name) => readFileSync(shipped(name), 'utf8').match(/[\w-]+\.internal/g) ?? [],
  );
  for (const name of named) expect(compose).toContain(`\n  ${name}:\n`);
});

test('the unit of systemd starts what there is', () => {
  const unit = readFileSync(shipped('systemd/ocop-hub@.service'), 'utf8');
  const [, script = 'none'] = /^ExecStart=\/usr\/bin\/env node (\S+)/m.exec(unit) ?? [];
  expect(existsSync(join(root, script)), script).toBe(true);
  if (!existsSync('/usr/bin/systemd-analyze')) return;
  // It looks whether the programs are there: here they are somewhere else.
  const folder = join(place.folder, 'units');
  mkdirSync(folder);
  const here = unit
    .replaceAll('/opt/ocop-hub/', root.replace(/\/?$/, '/'))
    .replace(/^(User|Group)=.*\n/gm, '');
  const file = place.write(`units/${basename('ocop-hub@4000.service')}`, here);
  expect(
    execFileSync('systemd-analyze', ['verify', '--man=no', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  ).toBe('');
});
