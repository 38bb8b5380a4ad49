import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { formats, isText } from '../../exchange/exports/formats.rules.ts';
import { keptSnapshot, keptSnapshots } from '../../exchange/exports/kept-snapshots.ts';
import { encodingFor } from '../compression.ts';
import { isKnown, sendWithEtag } from '../etag.ts';
import { preflight } from '../headers.ts';
import { problem } from '../problem.ts';
import { rangeAsked } from './byte-range.rules.ts';

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

  // A page elsewhere that goes on with a file says of which one, and its browser asks first whether it may.
  app.options(`${SNAPSHOTS}/*`, (_request, reply) => preflight(reply));
  app.get<{ Params: { day: string; file: string } }>(`${SNAPSHOTS}/:day/:file`, (request, reply) => {
    const { day, file } = request.params;
    const kept = folder ? keptSnapshot(folder, day) : null;
    const known = kept?.files.find((one) => one.file === file);
    if (!folder || !known)
      return problem(request, reply, 404, `No such file is kept: see ${SNAPSHOTS} for those that are`);
    const { sha256, bytes, format, fileName } = known;
    const { type, parameters } = formats[format];
    const itself = `"${sha256}"`;
    const isSame = [undefined, itself].includes(request.headers['if-range']?.toString());
    const isHere = isKnown(request.headers['if-none-match'], itself);
    const range = rangeAsked(
      request.method === 'GET' && isSame && !isHere ? request.headers.range : undefined,
      bytes,
    );
    if (range === null) {
      reply.headers({ 'accept-ranges': 'bytes', 'content-range': `bytes */${bytes}` });
      return problem(request, reply, 416, `The file has ${bytes} bytes, and the range begins behind them`);
    }
    // Sent compressed, as a whole text may be, it is the same only in what it says; a part is one of the bytes themselves.
    const isItself = range !== 'whole' || !isText(format) || !encodingFor(request.headers['accept-encoding']);
    reply.type(`${type}${parameters}`).headers({
      'accept-ranges': 'bytes',
      'cache-control': FIXED,
      etag: isItself ? itself : `W/${itself}`,
      vary: 'accept-encoding',
      'content-disposition': `attachment; filename="${fileName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
    if (isHere) return reply.code(304).send();
    const path = join(folder, day, file);
    if (range === 'whole') {
      reply.header('content-length', bytes);
      // With nothing at all to send, the length would be told as none.
      return reply.send(request.method === 'HEAD' ? Readable.from([]) : createReadStream(path));
    }
    reply.code(206).headers({
      'content-range': `bytes ${range.start}-${range.end}/${bytes}`,
      'content-length': range.end - range.start + 1,
    });
    return reply.send(createReadStream(path, range));
  });
}
