import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../problem.ts';
import { findChromium } from './chromium.ts';
import { findPostgres } from './postgres.ts';
import { findRedis } from './redis.ts';

const needed = [
  { name: 'Chromium', debianPackage: 'chromium', find: findChromium },
  { name: 'PostgreSQL 15 or newer', debianPackage: 'postgresql', find: findPostgres },
  // The recipes of the docs are run as they are shown.
  { name: 'curl', debianPackage: 'curl', find: () => onPath('curl') },
  { name: 'Python 3', debianPackage: 'python3', find: () => onPath('python3') },
  { name: 'Redis', debianPackage: 'redis-server', find: findRedis },
  // What stands before several hubs and databases is run with the settings that are shipped for it.
  { name: 'PgBouncer', debianPackage: 'pgbouncer', find: () => onPath('pgbouncer') },
  { name: 'HAProxy', debianPackage: 'haproxy', find: () => onPath('haproxy') },
  { name: 'nginx', debianPackage: 'nginx-light', find: () => onPath('nginx') },
  // What GIS programs are offered is read by theirs.
  { name: 'GDAL', debianPackage: 'gdal-bin', find: () => onPath('ogrinfo') },
  // What is printed is looked at as a picture, and its QR code is read back.
  { name: 'pdftoppm', debianPackage: 'poppler-utils', find: () => onPath('pdftoppm') },
];

/** Finds what the tests need from the machine, and installs it from Debian's packages where that is allowed. */
export function ensurePrerequisites(): void {
  for (const { name, debianPackage, find } of needed) {
    const found = find() ?? (mayInstall() ? aptInstall(name, debianPackage, find) : undefined);
    if (!found) {
      throw new Problem(
        `${name} was not found: install the package "${debianPackage}" and run npm test again`,
      );
    }
    console.log(`${name}: ${found}`);
  }
}

function onPath(program: string): string | undefined {
  // Not everybody's path has the folder of servers.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function aptInstall(name: string, debianPackage: string, find: () => string | undefined): string | undefined {
  console.log(`${name} was not found: installing Debian's package "${debianPackage}" …`);
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', '-o', 'Dpkg::Use-Pty=0', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      timeout: 600_000,
    });
  apt('update');
  const { status, stderr } = apt('install', '--no-install-recommends', debianPackage);
  if (status !== 0) {
    console.error(stderr.trim());
    throw new Problem(`apt-get could not install "${debianPackage}": see its message above`);
  }
  return find();
}
