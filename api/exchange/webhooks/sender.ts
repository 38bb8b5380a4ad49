import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { Problem } from '../../problem.ts';
import {
  forgetDelivered,
  hasWebhooks,
  messageId,
  settle,
  takeDue,
  type Delivery,
  type Outcome,
} from './deliveries.queries.ts';
import { expiryKinds, retryWaits, spreadWait } from './events.rules.ts';
import { stillHolds } from './expiries.queries.ts';
import { post, type Posting } from './post.ts';
import type { Seal } from './sealed-secret.ts';
import { signedHeaders } from './signature.ts';
import { takeChanges } from './take-changes.ts';
import type { Reach } from './target.ts';

export interface SenderOptions {
  db: Kysely<unknown>;
  seal: Seal;
  reach: Reach;
  /** The public address of the hub, for links; without it they are paths. */
  siteUrl?: string | undefined;
  say: (line: string) => void;
  today: Clock;
  lookup?: Posting['lookup'];
  timeoutMs?: number;
  /** How often it looks for what is due. */
  pollMs?: number;
  /** How long it rests after an error of the database. */
  restMs?: number;
  waits?: readonly number[];
  chance?: () => number;
}

export interface Sender {
  /** Stops taking, breaks off what is on its way, and is done when that is written down. */
  close(): Promise<void>;
}

const POLL_MS = 1_000;
const REST_MS = 5_000;
const TIMEOUT_MS = 15_000;
/** Far longer than one attempt can take. */
const LEASE_SECONDS = 120;
const MOST_AT_ONCE = 32;
const MOST_OF_ONE = 4;
const LONGEST_ASKED_WAIT = 86_400;
const KEPT_DAYS = 7;
const FORGET_EVERY_MS = 3_600_000;
/** Without its secret, or the register, nothing can be sent, which whoever runs the hub has to mend. */
const UNSIGNED_SECONDS = 60;
/** The receiver says that it is gone for good (Standard Webhooks 1.0). */
const GONE = 410;

/** Tells subscribers of the changes of the register, for as long as the hub runs. */
export function startSender(options: SenderOptions): Sender {
  const { db, say, pollMs = POLL_MS } = options;
  const site = options.siteUrl ? new URL(options.siteUrl).origin : '';
  const stopped = new AbortController();
  const onTheWay = new Map<Promise<void>, string>();
  let forgotten = 0;
  let isInTrouble = false;

  const busy = () => {
    const counts = new Map<string, number>();
    for (const webhook of onTheWay.values()) counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= MOST_OF_ONE).map(([webhook]) => webhook);
  };

  async function round(): Promise<boolean> {
    if (!(await hasWebhooks(db))) return false;
    const hasTaken = await takeChanges(db, site, options.today());
    const free = MOST_AT_ONCE - onTheWay.size;
    const due =
      free > 0
        ? await takeDue(db, {
            most: free,
            mostOfOne: MOST_OF_ONE,
            busy: busy(),
            leaseSeconds: LEASE_SECONDS,
          })
        : [];
    for (const delivery of due) {
      const attempt = deliver(delivery).finally(() => onTheWay.delete(attempt));
      onTheWay.set(attempt, delivery.webhook);
    }
    if (performance.now() - forgotten > FORGET_EVERY_MS || forgotten === 0) {
      await forgetDelivered(db, KEPT_DAYS);
      forgotten = performance.now();
    }
    return hasTaken || due.length > 0;
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const outcome = await attempt(delivery, options, stopped.signal);
    // Not written down, it is sent again after its lease, under the same id.
    await settle(db, delivery.id, outcome).catch(() => {});
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      let pause = pollMs;
      try {
        const isBusy = await round();
        if (isInTrouble) say('Webhooks:  the database answers again');
        isInTrouble = false;
        if (isBusy) pause = 0;
      } catch (error) {
        if (!isInTrouble)
          say(`Webhooks:  ${(error as Error).message.split('\n')[0]}. Nothing is lost; trying on`);
        isInTrouble = true;
        pause = options.restMs ?? REST_MS;
      }
      await rest(pause);
    }
  }

  /** Until it is time to look again, something under way has made room, or the hub stops. */
  async function rest(ms: number): Promise<void> {
    const woken = new AbortController();
    const signal = AbortSignal.any([stopped.signal, woken.signal]);
    await Promise.race([sleep(ms, undefined, { signal }).catch(() => {}), ...onTheWay.keys()]);
    woken.abort();
  }

  const running = run();
  return {
    async close() {
      stopped.abort();
      await running;
      await Promise.all(onTheWay.keys());
    },
  };
}

async function attempt(
  { id, webhook, url, secret, type, body, attempts }: Delivery,
  options: SenderOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const { db, today, seal, reach, lookup, timeoutMs = TIMEOUT_MS } = options;
  const { waits = retryWaits, chance = Math.random } = options;
  const again = (status: number | null, trouble: string, asked = 0): Outcome => {
    const wait = waits[attempts - 1];
    if (wait === undefined) return { state: 'DEAD', status, trouble, pauses: false };
    return { state: 'AGAIN', status, trouble, waitSeconds: Math.max(spreadWait(wait, chance()), asked) };
  };
  let headers: Record<string, string>;
  try {
    if (expiryKinds.includes(type) && !(await stillHolds(db, id, today()))) return { state: 'WITHDRAWN' };
    headers = signedHeaders(seal.open(secret, webhook), messageId(id), body, new Date());
  } catch (error) {
    return { state: 'NOT_SENT', trouble: troubleOf(error), waitSeconds: UNSIGNED_SECONDS };
  }
  try {
    const { status, retryAfter } = await post(url, headers, body, {
      reach,
      timeoutMs,
      signal,
      ...(lookup && { lookup }),
    });
    if (status >= 200 && status < 300) return { state: 'DELIVERED', status };
    if (status === GONE)
      return { state: 'DEAD', status, trouble: 'the receiver says that it is gone', pauses: true };
    const trouble =
      status >= 300 && status < 400 ? 'redirects are not followed' : `the receiver answered ${status}`;
    return again(status, trouble, Math.min(retryAfter ?? 0, LONGEST_ASKED_WAIT));
  } catch (error) {
    if (signal.aborted) return { state: 'NOT_SENT', trouble: 'the hub was stopped', waitSeconds: 0 };
    return again(null, troubleOf(error));
  }
}

function troubleOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  // Several addresses that all failed have no message of their own.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return String((first as Error).message ?? first).slice(0, 300);
}
