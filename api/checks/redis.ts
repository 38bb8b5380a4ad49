import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program of the Redis server, or undefined. */
export function findRedis(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file));
}
