import autocannon, { type Options, type Result } from 'autocannon';
import { cpuSeconds } from './machine.ts';

export interface Load {
  url: string;
  /** Asked in turn; every connection begins at another. */
  requests: { method: 'GET' | 'POST'; path?: string; body?: string; headers: Record<string, string> }[];
  status: number;
  seconds: number;
  /** Of the contender, and of its database. */
  pid: number;
  databasePid: number;
}

export interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
  /** Milliseconds of CPU for one request. */
  cpu: number;
  databaseCpu: number;
}

const CONNECTIONS = 10;

/** Asks as fast as the answers come, over ten connections, for a bounded time. */
export async function load({ url, requests, status, seconds, pid, databasePid }: Load): Promise<Measured> {
  const times: number[] = [];
  const wrong: number[] = [];
  let client = 0;
  const before = { own: cpuSeconds(pid), database: cpuSeconds(databasePid) };
  const started = performance.now();
  let last = started;
  const options: Options = {
    url,
    connections: CONNECTIONS,
    duration: seconds,
    sampleInt: 50,
    requests,
    setupClient(each) {
      const from = Math.floor((client++ * requests.length) / CONNECTIONS) % requests.length;
      if (from > 0) each.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
  };
  const { errors, timeouts } = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(options, (error: unknown, result) => (error ? reject(error) : resolve(result)));
    run.on('response', (_client, code, _bytes, milliseconds) => {
      times.push(milliseconds);
      if (code !== status) wrong.push(code);
      last = performance.now();
    });
  });
  if (errors + timeouts + wrong.length > 0 || times.length === 0) {
    throw new Error(
      `${url}: ${errors} errors, ${timeouts} timeouts, of ${times.length} answers ${wrong.length} were not ${status}: ${wrong[0]}`,
    );
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  const each = (total: number) => (total * 1_000) / times.length;
  return {
    perSecond: times.length / ((last - started) / 1_000),
    p50: at(0.5),
    p99: at(0.99),
    cpu: each(cpuSeconds(pid) - before.own),
    databaseCpu: each(cpuSeconds(databasePid) - before.database),
  };
}
