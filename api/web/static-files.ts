import { existsSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The folder that is served now; replaced as a whole when the directory is built anew. */
export interface Site {
  folder: string | null;
}

const YEAR = 365 * 24 * 3600;

/** Serves the built directory. No visitor sees half of a new one: the folder changes in one assignment. */
export async function serveSite(
  app: FastifyInstance,
  site: Site,
  movedTo: (path: string) => Promise<string | null>,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: process.cwd(),
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'deny',
  });

  app.get('/*', async (request, reply) => {
    const { folder } = site;
    if (!folder) return unavailable(reply);
    const [path = '/', query] = request.url.split('?');
    const wanted = decoded(path);
    const file = wanted && fileFor(folder, wanted);
    if (file === 'folder') return reply.redirect(`${path}/${query ? `?${query}` : ''}`, 308);
    if (!file) {
      const elsewhere = wanted && (await movedTo(wanted));
      return elsewhere
        ? reply.header('cache-control', 'public, max-age=60').redirect(elsewhere, 308)
        : notFound(reply, folder, path);
    }
    // A name with a hash of its content never changes its content.
    const isForEver = wanted.startsWith('/_astro/');
    reply.header('cache-control', isForEver ? `public, max-age=${YEAR}, immutable` : 'public, max-age=60');
    // A map in a frame of somebody's page has no origin of its own, and asks for these from nowhere.
    if (/^\/(_astro|map|search)\//.test(wanted)) reply.header('access-control-allow-origin', '*');
    return reply.sendFile(file, folder);
  });
}

function decoded(path: string): string | null {
  try {
    return normalize(decodeURIComponent(path));
  } catch {
    return null;
  }
}

function fileFor(folder: string, path: string): string | 'folder' | null {
  if (path.includes('\0') || path.includes('/.') || path.startsWith('..')) return null;
  const relative = path.endsWith('/') ? `${path}index.html` : path;
  const found = statSync(join(folder, relative), { throwIfNoEntry: false });
  if (found?.isFile()) return relative;
  return found?.isDirectory() && existsSync(join(folder, relative, 'index.html')) ? 'folder' : null;
}

function notFound(reply: FastifyReply, folder: string, path: string) {
  reply.code(404).header('cache-control', 'no-cache');
  const page = [path.startsWith('/en/') ? 'en/404/index.html' : '404.html', '404.html'].find((name) =>
    existsSync(join(folder, name)),
  );
  return page
    ? reply.sendFile(page, folder)
    : reply.type('text/plain; charset=utf-8').send('Không tìm thấy · Not found\n');
}

const unavailable = (reply: FastifyReply) =>
  reply
    .code(503)
    .header('retry-after', '30')
    .type('text/plain; charset=utf-8')
    .send(
      'Trang đang được dựng, xin thử lại sau ít phút · The pages are being built: please try again in a minute\n',
    );
