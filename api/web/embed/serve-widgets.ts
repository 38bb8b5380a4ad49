import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sendWithEtag } from '../etag.ts';

const HOUR = 3_600;
const YEAR = 365 * 24 * HOUR;
const types: Record<string, string> = {
  'ocop.js': 'text/javascript; charset=utf-8',
  'ocop.css': 'text/css; charset=utf-8',
};

/**
 * The components of the embeds: `/w/1.0.0/ocop.js` never changes, `/w/v1/ocop.js` is the newest of its major version.
 * What was released once is served for ever: pages name it by its hash.
 */
export function serveWidgets(app: FastifyInstance, root: string): void {
  const folder = join(root, 'directory/released-widgets');
  const versions = readdirSync(folder)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .toSorted(byNumbers);
  const newest = new Map(versions.map((version) => [`v${version.split('.')[0]}`, version]));
  const names: [name: string, version: string, maxAge: string][] = [
    ...versions.map((one): [string, string, string] => [one, one, `public, max-age=${YEAR}, immutable`]),
    ...[...newest].map(([major, one]): [string, string, string] => [major, one, `public, max-age=${HOUR}`]),
  ];
  for (const [name, version, maxAge] of names) {
    for (const [file, type] of Object.entries(types)) {
      const content = readFileSync(join(folder, version, file), 'utf8');
      app.get(`/w/${name}/${file}`, (request, reply) => {
        reply.header('content-type', type).header('cache-control', maxAge);
        return sendWithEtag(request, reply, content);
      });
    }
  }
}

function byNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((number, i) => number !== right[i]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
