import { sql, type Kysely, type RawBuilder } from 'kysely';
import { globalId } from '../../graphql/global-id.ts';
import type { EventKind } from './events.rules.ts';

/** That a recognition ends on a day, which is told a number of days before, or that it has ended. */
export interface Expiry {
  recognition: string;
  code: string;
  /** As certain as the register knows it: where only a latest day is known, nothing is told. */
  lastDay: string;
  /** The nearest of the asked numbers of days that is reached; -1 where it has ended. */
  daysBefore: number;
  daysLeft: number;
  product: { id: string; code: string; slug: string };
  /** The recognition that its product has on the day after, where that is known. */
  successor: { id: string; code: string } | null;
}

/** So many days before its end is a recognition told of, unless the webhook says otherwise. */
export const usualDays: readonly number[] = [180, 90, 30, 7];

const ENDED = -1;

/**
 * What is true of a day: each recognition that has ended, or that ends within one of the numbers of days, if by all that
 * is recorded it is in force until then. What two numbers are reached of is told of by the nearer one alone.
 */
const expiriesOn = (
  day: RawBuilder<unknown>,
  days: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select r.id as recognition_id, r.code, r.product_id, v.last_day, step.days_before
  from recognition r cross join lateral recognition_verdict(r, ${day}) v
    cross join lateral (
      select case v.status when 'EXPIRED' then ${ENDED}::int
        else (select min(each) from unnest(${days}) as each where v.last_day - each <= ${day}) end as days_before
    ) as step
  where ${which} and r.stars is not null and v.last_day_is_exact and step.days_before is not null
    and (v.status = 'EXPIRED' or v.status = 'IN_FORCE'
      and (select status from recognition_verdict(r, v.last_day)) = 'IN_FORCE')`;

/** What a webhook has not been told of a day, as far as changes after one and up to another may have made it so. */
export async function expiriesToTell(
  db: Kysely<unknown>,
  webhook: string,
  day: string,
  changed: { after: string; end: string } | 'all',
): Promise<Expiry[]> {
  const which =
    changed === 'all'
      ? sql`true`
      : sql`r.id in (select entity_id from change
          where id > ${changed.after}::bigint and id <= ${changed.end}::bigint and entity = 'recognition')`;
  const { rows } = await sql<Expiry>`
    select recognition_id as recognition, due.code, due.last_day::text as "lastDay", days_before as "daysBefore",
      last_day - ${day}::date as "daysLeft",
      json_build_object('id', product.id, 'code', product.code, 'slug', product.slug) as product,
      (select json_build_object('id', next.id, 'code', next.code)
        from product_verdict(product.id, greatest(last_day + 1, ${day}::date)) v join recognition next on next.id = v.recognition_id
        where v.status = 'IN_FORCE' and next.id <> due.recognition_id) as successor
    from (${expiriesOn(sql`${day}::date`, sql`(select expiring_days from webhook where id = ${webhook})`, which)}) as due
      join product on product.id = product_id
    where not exists (select from webhook_expiry told where told.webhook_id = ${webhook}
      and told.recognition_id = due.recognition_id and told.last_day = due.last_day and told.days_before = due.days_before)
    order by last_day, due.code`.execute(db);
  return rows;
}

/** Told from now on: with the delivery that tells it, or with none where it was so before anybody asked. */
export async function rememberTold(
  db: Kysely<unknown>,
  webhook: string,
  told: readonly { expiry: Expiry; delivery: string | null }[],
): Promise<void> {
  const rows = told.map(({ expiry: { recognition, lastDay, daysBefore }, delivery }) => ({
    recognition,
    last_day: lastDay,
    days_before: daysBefore,
    delivery,
  }));
  await sql`insert into webhook_expiry (webhook_id, recognition_id, last_day, days_before, delivery_id)
    select ${webhook}, recognition, last_day, days_before, delivery
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as told (recognition uuid, last_day date, days_before int, delivery uuid)`.execute(db);
}

/** For whoever is told from now on only: what is so already counts as told. */
export async function takeForTold(db: Kysely<unknown>, webhook: string, day: string): Promise<void> {
  const expiries = await expiriesToTell(db, webhook, day, 'all');
  await rememberTold(
    db,
    webhook,
    expiries.map((expiry) => ({ expiry, delivery: null })),
  );
}

/** Whether what a delivery says would still be said. A hub whose clock is behind goes by the day of the others. */
export async function stillHolds(db: Kysely<unknown>, delivery: string, today: string): Promise<boolean> {
  const { rows } = await sql`
    select from webhook_expiry told join webhook on webhook.id = told.webhook_id
      cross join lateral (${expiriesOn(
        sql`greatest(${today}::date, expiries_on)`,
        sql`webhook.expiring_days`,
        sql`r.id = told.recognition_id`,
      )}) as due
    where told.delivery_id = ${delivery} and due.last_day = told.last_day and due.days_before = told.days_before`.execute(
    db,
  );
  return rows.length > 0;
}

/** What is no longer true and has not been taken is not sent, and would be told anew if it came true again. */
export async function withdraw(db: Kysely<unknown>, delivery: string): Promise<void> {
  await sql`with withdrawn as (
      delete from webhook_delivery where id = ${delivery} and state = 'PENDING' returning id
    )
    delete from webhook_expiry where delivery_id in (select id from withdrawn)`.execute(db);
}

export const kindOfExpiry = ({ daysBefore }: Expiry): EventKind =>
  daysBefore === ENDED ? 'certificate.expired' : 'certificate.expiring';

export const expiryKey = ({ recognition, lastDay, daysBefore }: Expiry): string =>
  `expiry ${recognition} ${lastDay} ${daysBefore}`;

/** What is told of it, with the links of a hub. */
export function expiryData(expiry: Expiry, day: string, site: string): Record<string, unknown> {
  const { recognition, code, lastDay, daysBefore, daysLeft, product, successor } = expiry;
  const answered = (id: string, number: string) => ({
    id: globalId('Recognition', id),
    code: number,
    url: `${site}/v/${number}`,
  });
  return {
    ...answered(recognition, code),
    product: { ...product, id: globalId('Product', product.id) },
    lastDay,
    ...(daysBefore !== ENDED && { daysBefore, daysLeft }),
    asOf: day,
    successor: successor && answered(successor.id, successor.code),
  };
}
