import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { messageId, uuidOfMessage } from './exchange/webhooks/deliveries.queries.ts';
import { eventKinds, isEventKind, type EventKind } from './exchange/webhooks/events.rules.ts';
import { usualDays } from './exchange/webhooks/expiries.queries.ts';
import { post } from './exchange/webhooks/post.ts';
import type { Seal } from './exchange/webhooks/sealed-secret.ts';
import { signedHeaders } from './exchange/webhooks/signature.ts';
import {
  deadLetters,
  replay,
  secretOf,
  setState,
  subscribe,
  subscriptions,
  unsubscribe,
} from './exchange/webhooks/subscriptions.queries.ts';
import { targetOf, type Reach } from './exchange/webhooks/target.ts';
import { argumentsOf } from './arguments.ts';
import { Problem } from './problem.ts';

interface WebhooksRequest {
  what: string;
  subject: string | undefined;
  events: EventKind[];
  /** How many days before its end a recognition is told of. */
  days: readonly number[];
}

export interface WebhooksCommand {
  db: Kysely<unknown>;
  seal: Seal;
  reach: Reach;
  today: string;
  siteUrl: string | undefined;
  say: (line: string) => void;
}

const MOST_DEAD = 100;
const MOST_DAYS = 20;
/** A recognition is valid for 36 months. */
const LONGEST_BEFORE = 1_096;
const TEST_WITHIN_MS = 15_000;

/** What `hub webhooks …` asks for. */
export function webhooksRequestOf(args: readonly string[]): WebhooksRequest {
  const { values, positionals } = argumentsOf('webhooks', args, {
    events: { type: 'string' },
    days: { type: 'string' },
  });
  const [what = 'list', subject, further] = positionals;
  if (further !== undefined) throw new Problem(`webhooks ${what}: "${further}" is one word too many`);
  const events = (values.events ?? '').split(',').filter(Boolean);
  const unknown = events.find((event) => !isEventKind(event));
  if (unknown !== undefined)
    throw new Problem(`--events: there is no event "${unknown}" – there are ${eventKinds.join(', ')}`);
  const days = values.days === undefined ? usualDays : daysOf(values.days);
  if (values.days !== undefined && events.length > 0 && !events.includes('certificate.expiring'))
    throw new Problem('--days is for certificate.expiring, which --events leaves out: name it there as well');
  return { what, subject, events: events.filter(isEventKind), days };
}

function daysOf(text: string): number[] {
  const days = [...new Set(text.split(',').map((day) => day.trim()))];
  const wrong = days.find((day) => !/^\d{1,4}$/.test(day) || Number(day) > LONGEST_BEFORE);
  if (wrong !== undefined || days.length > MOST_DAYS) {
    throw new Problem(
      `--days: "${wrong ?? text}" – it is up to ${MOST_DAYS} whole numbers of days from 0 to ${LONGEST_BEFORE}, such as 180,90,30,7`,
    );
  }
  return days.map(Number).toSorted((a, b) => b - a);
}

/** A running hub takes up what is written here by itself. */
export async function runWebhooks(request: WebhooksRequest, command: WebhooksCommand): Promise<void> {
  const { what, events, days } = request;
  const { db, seal, reach, today, siteUrl, say } = command;
  const named = () => {
    if (!request.subject) throw new Problem(`Say which: npm run hub -- webhooks ${what} ID`);
    return request.subject;
  };
  const done = (found: boolean, told: string) => {
    if (!found)
      throw new Problem(`There is no webhook "${request.subject}": see npm run hub -- webhooks list`);
    say(told);
  };
  switch (what) {
    case 'add': {
      if (!request.subject)
        throw new Problem('Say where to: npm run hub -- webhooks add https://partner.example/path');
      const url = targetOf(request.subject, reach).href;
      const { id, secret } = await subscribe(db, seal, { url, events, days }, today);
      say(`${id} is told of ${events.length > 0 ? events.join(', ') : 'everything'} from now on, at ${url}`);
      say(`Its secret, which is shown this once: ${secret}`);
      say(`Send it something to try: npm run hub -- webhooks test ${id}`);
      if (siteUrl === undefined) {
        say(
          'Chú ý: chưa đặt HUB_SITE_URL, nên "url" trong tin chỉ là đường dẫn, như /v/PGHBDCBQ / Note: HUB_SITE_URL is not set, so "url" in messages is only a path, such as /v/PGHBDCBQ',
        );
      }
      return;
    }
    case 'list': {
      const all = await subscriptions(db);
      if (all.length === 0) say('There are no webhooks: npm run hub -- webhooks add URL');
      for (const one of all) {
        const wanted = one.events.length > 0 ? one.events.join(', ') : 'everything';
        say(`${one.id}  ${one.state === 'ACTIVE' ? 'active' : 'paused'}  ${one.url}  ${wanted}`);
        if (one.events.length === 0 || one.events.includes('certificate.expiring'))
          say(`  certificate.expiring: ${one.expiringDays.join(', ')} days before the last`);
        say(`  ${one.pending} waiting, ${one.dead} dead, last delivered ${one.delivered ?? 'never'}`);
      }
      return;
    }
    case 'pause':
      return done(
        await setState(db, named(), 'PAUSED'),
        `${request.subject} is paused: what happens is kept for it`,
      );
    case 'resume':
      return done(
        await setState(db, named(), 'ACTIVE'),
        `${request.subject} is told again, also of what happened meanwhile`,
      );
    case 'remove':
      return done(
        await unsubscribe(db, named()),
        `${request.subject} is removed, with all that waited for it`,
      );
    case 'dead': {
      const letters = await deadLetters(db, MOST_DEAD);
      if (letters.length === 0) say('Nothing is dead');
      for (const { id, webhook, type, at, attempts, trouble } of letters)
        say(`${messageId(id)}  ${webhook}  ${type}  ${at}  after ${attempts} attempts: ${trouble}`);
      if (letters.length === MOST_DEAD) say(`… the newest ${MOST_DEAD}`);
      return;
    }
    case 'replay': {
      const delivery = uuidOfMessage(named());
      const count = await replay(db, delivery ? { delivery } : { webhook: named() });
      if (count === 0) {
        throw new Problem(
          `There is nothing to replay as "${request.subject}": give a message (msg_…) or a webhook (wh_…) with dead ones`,
        );
      }
      return say(`${count} on the way again`);
    }
    case 'test':
      return test(named(), command);
    default:
      throw new Problem(
        `There is no "webhooks ${what}": it is add, list, pause, resume, remove, test, dead or replay`,
      );
  }
}

/** Sends one message at once, from here, and tells what came back. */
async function test(id: string, { db, seal, reach, say }: WebhooksCommand): Promise<void> {
  const [webhook] = await subscriptions(db, id);
  const secret = await secretOf(db, seal, id);
  if (!webhook || !secret) throw new Problem(`There is no webhook "${id}": see npm run hub -- webhooks list`);
  const now = new Date();
  const body = JSON.stringify({ type: 'hub.test', timestamp: now.toISOString(), data: { webhook: id } });
  const started = performance.now();
  const { status } = await post(
    webhook.url,
    signedHeaders(secret, messageId(randomUUID()), body, now),
    body,
    {
      reach,
      timeoutMs: TEST_WITHIN_MS,
    },
  ).catch((error: Error) => {
    throw new Problem(`${webhook.url} did not answer: ${error.message}`);
  });
  if (status < 200 || status > 299)
    throw new Problem(
      `${webhook.url} answered ${status}: only 2xx counts as taken, and redirects are not followed`,
    );
  say(`${webhook.url} answered ${status} within ${Math.round(performance.now() - started)} ms`);
}
