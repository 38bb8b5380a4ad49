import { request as requestHttp, Agent as HttpAgent } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, isPublic, publicLookup, targetOf, type Reach } from './target.ts';

/** Of an answer nothing is read but its status; so much of it may come before the line is cut. */
const MOST_ANSWER_BYTES = 16 * 1024;

export interface Posting {
  reach: Reach;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  lookup?: ReturnType<typeof publicLookup>;
}

export interface Answer {
  status: number;
  /** What the receiver asks to wait, in seconds. */
  retryAfter: number | null;
}

/**
 * One POST over a connection of its own: no proxy, no redirect, no kept connection that was looked up under other
 * rules. Throws where no answer came.
 */
export async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  { reach, timeoutMs, signal, lookup = publicLookup() }: Posting,
): Promise<Answer> {
  const url = targetOf(address, reach);
  const host = hostOf(url);
  // A socket looks names up, and takes numbers as they are.
  if (reach === 'public' && isIP(host) && !isPublic(host)) throw new Error(`${host} is no public address`);
  const isSecure = url.protocol === 'https:';
  const timeout = AbortSignal.timeout(timeoutMs);
  const content = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: false }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(reach === 'public' && { lookup }),
      headers: {
        'content-type': 'application/json',
        'content-length': content.length,
        'user-agent': 'OCOP-hub-webhooks/1',
        ...headers,
      },
    });
    request.on('error', (error) =>
      reject(timeout.aborted ? new Error(`no answer within ${timeoutMs / 1_000} seconds`) : error),
    );
    // Nobody else would hear of it: Node ends such a connection without a word.
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      reject(new Error(`the receiver answered ${response.statusCode} and wants to speak another protocol`));
    });
    request.on('response', (response) => {
      const wait = Number(response.headers['retry-after']);
      const answer = {
        status: response.statusCode ?? 0,
        retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null,
      };
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > MOST_ANSWER_BYTES) response.destroy();
      });
      response.on('error', () => {});
      // Whatever becomes of the rest, the status has come.
      response.on('close', () => resolve(answer));
    });
    request.end(content);
  });
}
