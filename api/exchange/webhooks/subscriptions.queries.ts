import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { EventKind } from './events.rules.ts';
import { takeForTold } from './expiries.queries.ts';
import type { Seal } from './sealed-secret.ts';
import { newSecret } from './signature.ts';

export interface Subscription {
  id: string;
  url: string;
  events: EventKind[];
  expiringDays: number[];
  state: 'ACTIVE' | 'PAUSED';
  pending: number;
  dead: number;
  delivered: string | null;
}

export interface DeadLetter {
  id: string;
  webhook: string;
  type: string;
  at: string;
  attempts: number;
  trouble: string;
}

/** From the next change on, and of what ends after today. The secret is told here and nowhere else. */
export async function subscribe(
  db: Kysely<unknown>,
  seal: Seal,
  { url, events, days }: { url: string; events: readonly EventKind[]; days: readonly number[] },
  today: string,
): Promise<{ id: string; secret: string }> {
  const id = `wh_${randomBytes(5).toString('hex')}`;
  const secret = newSecret();
  await db.transaction().execute(async (trx) => {
    await sql`insert into webhook (id, url, events, expiring_days, expiries_on, secret, after_change)
      select ${id}, ${url}, ${events}::text[], ${days}::int[], ${today}::date, ${seal.seal(secret, id)}, coalesce(max(id), 0)
      from change`.execute(trx);
    await takeForTold(trx, id, today);
  });
  return { id, secret };
}

/** All, or one; never with its secret. */
export async function subscriptions(db: Kysely<unknown>, id?: string): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select id, url, events, expiring_days as "expiringDays", state,
      (select count(*)::int from webhook_delivery where webhook_id = webhook.id and webhook_delivery.state = 'PENDING') as pending,
      (select count(*)::int from webhook_delivery where webhook_id = webhook.id and webhook_delivery.state = 'DEAD') as dead,
      (select to_char(max(settled_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from webhook_delivery
        where webhook_id = webhook.id and webhook_delivery.state = 'DELIVERED') as delivered
    from webhook where ${id ?? null}::text is null or id = ${id ?? null} order by created_at, id`.execute(db);
  return rows;
}

export async function secretOf(db: Kysely<unknown>, seal: Seal, id: string): Promise<string | null> {
  const { rows } = await sql<{ secret: Uint8Array }>`select secret from webhook where id = ${id}`.execute(db);
  return rows[0] ? seal.open(rows[0].secret, id) : null;
}

export const setState = async (
  db: Kysely<unknown>,
  id: string,
  state: Subscription['state'],
): Promise<boolean> =>
  (await sql`update webhook set state = ${state} where id = ${id} returning id`.execute(db)).rows.length > 0;

export const unsubscribe = async (db: Kysely<unknown>, id: string): Promise<boolean> =>
  (await sql`delete from webhook where id = ${id} returning id`.execute(db)).rows.length > 0;

export async function deadLetters(db: Kysely<unknown>, most: number): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`
    select id, webhook_id as webhook, type, attempts, last_trouble as trouble,
      to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from webhook_delivery where state = 'DEAD' order by settled_at desc, id desc limit ${most}::int`.execute(
    db,
  );
  return rows;
}

/** Sends what is dead, or was delivered, once more under its own id: one delivery, or all dead ones of a webhook. */
export async function replay(
  db: Kysely<unknown>,
  which: { delivery: string } | { webhook: string },
): Promise<number> {
  const condition =
    'delivery' in which
      ? sql`id = ${which.delivery}::uuid and state <> 'PENDING'`
      : sql`webhook_id = ${which.webhook} and state = 'DEAD'`;
  const { rows } = await sql`
    update webhook_delivery set state = 'PENDING', attempts = 0, due_at = now(), settled_at = null
    where ${condition} returning id`.execute(db);
  return rows.length;
}
