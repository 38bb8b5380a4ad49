import { sql, type Kysely } from 'kysely';
import type { EventKind } from './events.rules.ts';
import { withdraw } from './expiries.queries.ts';

/** Something to be sent now, by whoever has taken it. */
export interface Delivery {
  id: string;
  webhook: string;
  url: string;
  secret: Uint8Array;
  type: EventKind;
  body: string;
  attempts: number;
}

/** What receivers see: the same at every attempt. */
export const messageId = (uuid: string): string => `msg_${uuid.replaceAll('-', '')}`;

export function uuidOfMessage(text: string): string | null {
  const [, hex] = /^msg_([0-9a-f]{32})$/.exec(text) ?? [];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? null;
}

export async function hasWebhooks(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from webhook limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Takes what is due, so much of each webhook that one with a slow receiver leaves the others their turn. What is taken
 * is not due again until its lease ends: hubs beside each other never send one at once, and what a hub took down with
 * it is sent by another.
 */
export async function takeDue(
  db: Kysely<unknown>,
  options: { most: number; mostOfOne: number; busy: readonly string[]; leaseSeconds: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    with due as (
      select waiting.id from webhook cross join lateral (
        select id, due_at from webhook_delivery
        where webhook_id = webhook.id and state = 'PENDING' and due_at <= now()
        order by due_at, id limit ${options.mostOfOne}::int
      ) as waiting
      where webhook.state = 'ACTIVE' and webhook.id <> all(${options.busy}::text[])
      order by waiting.due_at, waiting.id limit ${options.most}::int
    ), taken as (
      select id from webhook_delivery
      where id in (select id from due) and state = 'PENDING' and due_at <= now()
      for update skip locked
    )
    update webhook_delivery set attempts = attempts + 1, due_at = now() + make_interval(secs => ${options.leaseSeconds}::float8)
    from webhook
    where webhook_delivery.id in (select id from taken) and webhook.id = webhook_id
    returning webhook_delivery.id, webhook_id as webhook, url, secret, type, body, attempts`.execute(db);
  return rows;
}

export type Outcome =
  | { state: 'DELIVERED'; status: number }
  | { state: 'DEAD'; status: number | null; trouble: string; pauses: boolean }
  | { state: 'AGAIN'; status: number | null; trouble: string; waitSeconds: number }
  /** It is no longer true. */
  | { state: 'WITHDRAWN' }
  /** It was not the receiver's fault, and does not count. */
  | { state: 'NOT_SENT'; trouble: string; waitSeconds: number };

export async function settle(db: Kysely<unknown>, id: string, outcome: Outcome): Promise<void> {
  switch (outcome.state) {
    case 'NOT_SENT':
    case 'AGAIN': {
      const [status, counted] = outcome.state === 'AGAIN' ? [outcome.status, 0] : [null, 1];
      await sql`update webhook_delivery set attempts = attempts - ${counted}::int,
          due_at = now() + make_interval(secs => ${outcome.waitSeconds}::float8),
          last_status = ${status}::int, last_trouble = ${outcome.trouble}
        where id = ${id} and state = 'PENDING'`.execute(db);
      return;
    }
    case 'WITHDRAWN':
      return withdraw(db, id);
    case 'DEAD':
      await sql`with dead as (
          update webhook_delivery set state = 'DEAD', settled_at = now(), last_status = ${outcome.status}::int,
            last_trouble = ${outcome.trouble} where id = ${id} and state = 'PENDING' returning webhook_id
        )
        update webhook set state = 'PAUSED' where ${outcome.pauses}::boolean and id in (select webhook_id from dead)`.execute(
        db,
      );
      return;
    case 'DELIVERED':
      await sql`update webhook_delivery set state = 'DELIVERED', settled_at = now(), last_status = ${outcome.status}::int,
          last_trouble = null
        where id = ${id} and state = 'PENDING'`.execute(db);
  }
}

/** What was delivered is kept for a while, so that it can be sent again. */
export async function forgetDelivered(db: Kysely<unknown>, days: number): Promise<void> {
  await sql`delete from webhook_delivery
    where state = 'DELIVERED' and settled_at < now() - make_interval(days => ${days}::int)`.execute(db);
}
