import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { formats } from '../../exchange/exports/formats.rules.ts';
import { keptSnapshot, keptSnapshots } from '../../exchange/exports/kept-snapshots.ts';
import { sendWithEtag } from '../etag.ts';
import { problem } from '../problem.ts';

const SNAPSHOTS = '/export/snapshots';
const SHORTLY = 'public, max-age=300';
const FIXED = 'public, max-age=86400';

/** What is kept of every night: the list, and its files, byte for byte as their receipts say. */
export async function serveSnapshots(
  app: FastifyInstance,
  { snapshotsDir: folder }: { snapshotsDir?: string | undefined },
): Promise<void> {
  app.get(SNAPSHOTS, (request, reply) => {
    const snapshots = (folder ? keptSnapshots(folder) : []).map(({ day, files }) => ({
      day,
      files: files.map(({ file, list, format, ...receipt }) => ({
        href: `${SNAPSHOTS}/${day}/${file}`,
        list,
        format,
        receipt,
      })),
    }));
    reply.type('application/json').header('cache-control', SHORTLY);
    return sendWithEtag(request, reply, `${JSON.stringify({ snapshots }, null, 2)}\n`);
  });

  app.get<{ Params: { day: string; file: string } }>(`${SNAPSHOTS}/:day/:file`, (request, reply) => {
    const { day, file } = request.params;
    const kept = folder ? keptSnapshot(folder, day) : null;
    const known = kept?.files.find((one) => one.file === file);
    if (!folder || !known)
      return problem(request, reply, 404, `No such file is kept: see ${SNAPSHOTS} for those that are`);
    const { sha256, bytes, format, fileName } = known;
    const { type, parameters } = formats[format];
    reply.type(`${type}${parameters}`).headers({
      'cache-control': FIXED,
      // Weak, as it may be sent compressed.
      etag: `W/"${sha256}"`,
      'content-disposition': `attachment; filename="${fileName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
    if (request.headers['if-none-match']?.includes(sha256)) return reply.code(304).send();
    reply.header('content-length', bytes);
    return request.method === 'HEAD' ? reply.send() : reply.send(createReadStream(join(folder, day, file)));
  });
}
