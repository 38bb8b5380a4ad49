/** The limit: what node:http does with an answer that is always the same, its ETag worked out once. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PORT = '', BENCH_BODY = '' } = process.env;
const body = readFileSync(BENCH_BODY);
const etag = `W/"${createHash('sha1').update(body).digest('base64url')}"`;

const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
  response.writeHead(200, {
    etag,
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'public, max-age=60',
  });
  return response.end(body);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
