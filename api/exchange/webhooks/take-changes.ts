import { sql, type Kysely } from 'kysely';
import { v7 } from 'uuid';
import { globalId } from '../../graphql/global-id.ts';
import { printCursor } from '../../register/changes/cursor.ts';
import { markSql } from '../../register/changes/change-feed.queries.ts';
import { mergedIntoSql, type MergedInto } from '../../register/changes/merged-into.ts';
import {
  certificateEvents,
  eventKey,
  eventOf,
  expiryKinds,
  type Certificate,
  type EventKind,
  type Operation,
} from './events.rules.ts';
import {
  expiriesToTell,
  expiryData,
  expiryKey,
  kindOfExpiry,
  rememberTold,
  takeForTold,
} from './expiries.queries.ts';

/** Changes that are read at once. */
const CHUNK = 500;

interface Logged {
  number: string;
  mark: string;
  at: string;
  commit: string;
  table: string;
  uuid: string;
  operation: Operation;
  code: string | null;
  slug: string | null;
  /** What it is a part of, before and after. */
  owners: Owner[];
  before: Certificate | null;
  after: Certificate | null;
  /** What it was merged into, of a product or a producer that is gone. */
  into: MergedInto | null;
}

interface Owner {
  thing: 'product' | 'producer' | 'zone';
  id: string;
  code: string | null;
  /** Null where it is gone since. */
  slug: string | null;
}

const things = ['product', 'producer', 'region'];
const partsOfProducts = ['product_variant', 'product_media', 'material_source', 'recognition'];
const partsOfOthers = ['certification', 'region_commune', 'region_figure'];

interface Behind {
  id: string;
  events: EventKind[];
  place: string;
  end: string;
  /** Null where it has never been looked at what ends. */
  lookedOn: string | null;
  /** The day of this hub; that of another one which is a day ahead. Whatever is further ahead was no right clock. */
  day: string;
  now: string;
}

interface Event {
  type: EventKind;
  key: string;
  at: string;
  data: Record<string, unknown>;
}

/**
 * Turns what one subscription has not been told yet into deliveries, changes a piece at a time, and moves its place in
 * the log and among the days along with them: whatever breaks off, nothing is left out and nothing stands there twice.
 * False where nothing was left to take, or other hubs are at it.
 */
export async function takeChanges(db: Kysely<unknown>, site: string, today: string): Promise<boolean> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => {
      const { rows } = await sql<Behind>`
        select id, events, after_change::text as place, (select coalesce(max(id), 0) from change)::text as "end",
          expiries_on::text as "lookedOn",
          case when expiries_on = ${today}::date + 1 then expiries_on else ${today}::date end::text as day,
          to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now
        from webhook
        where state = 'ACTIVE' and (after_change < (select max(id) from change)
          or expiries_on is null or expiries_on not between ${today}::date and ${today}::date + 1)
        order by after_change limit 1 for update skip locked`.execute(trx);
      const [webhook] = rows;
      if (!webhook) return false;
      const { id, place, end, lookedOn, day } = webhook;
      const logged = await changesBetween(trx, place, end);
      const next = logged.length < CHUNK ? end : (logged.at(-1)?.number ?? end);
      const events = logged.flatMap((change) => eventsOf(change, site)).filter(isWantedBy(webhook));
      await deliver(
        trx,
        id,
        events.map((event) => ({ id: v7(), event })),
      );
      await tellExpiries(trx, webhook, lookedOn === day ? { after: place, end: next } : 'all', site);
      await sql`update webhook set after_change = ${next}::bigint, expiries_on = ${day}::date where id = ${id}`.execute(
        trx,
      );
      return true;
    });
}

const isWantedBy =
  ({ events }: Pick<Behind, 'events'>) =>
  ({ type }: { type: EventKind }): boolean =>
    events.length === 0 || events.includes(type);

async function tellExpiries(
  db: Kysely<unknown>,
  webhook: Behind,
  changed: Parameters<typeof expiriesToTell>[3],
  site: string,
): Promise<void> {
  const { id, day, lookedOn, now } = webhook;
  const isWanted = isWantedBy(webhook);
  if (!expiryKinds.some((type) => isWanted({ type }))) return;
  if (lookedOn === null) return takeForTold(db, id, day);
  const told = (await expiriesToTell(db, id, day, changed))
    .map((expiry) => ({ expiry, type: kindOfExpiry(expiry), delivery: v7() }))
    .filter(isWanted);
  await rememberTold(db, id, told);
  await deliver(
    db,
    id,
    told.map(({ expiry, type, delivery }) => ({
      id: delivery,
      event: { type, key: expiryKey(expiry), at: now, data: expiryData(expiry, day, site) },
    })),
  );
}

async function deliver(
  db: Kysely<unknown>,
  webhook: string,
  messages: readonly { id: string; event: Event }[],
): Promise<void> {
  const deliveries = messages.map(({ id, event: { type, key, at, data } }) => ({
    id,
    key,
    type,
    body: JSON.stringify({ type, timestamp: at, data }),
  }));
  await sql`insert into webhook_delivery (id, webhook_id, event_key, type, body)
    select id, ${webhook}, key, type, body
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as event (id uuid, key text, type text, body text)
    on conflict (webhook_id, event_key) do nothing`.execute(db);
}

/** What is public of each change, and no more than it takes to name what changed. */
async function changesBetween(db: Kysely<unknown>, after: string, end: string): Promise<Logged[]> {
  const certificate = (
    side: 'before' | 'after',
  ) => sql`case when ${sql.ref(side)} is not null then json_build_object(
    'kind', ${sql.ref(side)}->>'kind', 'evidence', ${sql.ref(side)}->>'evidence',
    'stars', ${sql.ref(side)}->'stars', 'revokedOn', ${sql.ref(side)}->>'revoked_on') end`;
  const { rows } = await sql<Logged>`
    select id::text as number, ${markSql} as mark,
      to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, transaction_id::text as commit,
      entity as "table", entity_id as uuid, operation,
      coalesce(after, before)->>'code' as code, coalesce(after, before)->>'slug' as slug,
      coalesce((
        select json_agg(json_build_object('thing', owner.thing, 'id', named.id,
          'code', (select given.code from given_code given where given.kind = 'product' and given.thing = named.id),
          'slug', case owner.thing
            when 'product' then (select product.slug from product where product.id = named.id)
            when 'producer' then (select producer.slug from producer where producer.id = named.id)
            else (select region.slug from region where region.id = named.id)
          end))
        from (values ('product', 'product_id'), ('producer', 'producer_id'), ('zone', 'region_id')) as owner (thing, key)
          cross join lateral (
            select (before->>owner.key)::uuid union select (after->>owner.key)::uuid
          ) as named (id)
        where named.id is not null and (
          entity in (${sql.join(partsOfOthers)}) or owner.thing = 'product' and entity in (${sql.join(partsOfProducts)}))
      ), '[]') as owners,
      case when entity in ('product', 'producer') and operation = 'DELETE'
        then ${mergedIntoSql(sql`entity_id`)} end as "into",
      case when entity = 'recognition' then ${certificate('before')} end as before,
      case when entity = 'recognition' then ${certificate('after')} end as after
    from (
      select * from change where id > ${after}::bigint and id <= ${end}::bigint
        and entity in (${sql.join([...things, ...partsOfProducts, ...partsOfOthers])})
      order by id limit ${CHUNK}::int
    ) as next
    order by next.id`.execute(db);
  return rows;
}

const nodeTypes = { product: 'Product', producer: 'Producer', zone: 'Region' } as const;
const thingOf: Record<string, Owner['thing']> = { product: 'product', producer: 'producer', region: 'zone' };

function eventsOf(change: Logged, site: string): Event[] {
  const { at, commit, table, uuid, operation, code, slug, owners } = change;
  const cursor = printCursor({ change: Number(change.number), mark: change.mark });
  const told = (type: EventKind, thing: string, data: Record<string, unknown>): Event => ({
    type,
    key: eventKey(commit, thing, type),
    at,
    data: { ...data, cursor },
  });
  const answered = (id: string, number: string | null) => ({
    id,
    code: number,
    url: number && `${site}/v/${number}`,
  });
  const written = (type: EventKind, owner: Owner): Event => {
    const id = globalId(nodeTypes[owner.thing], owner.id);
    const named = owner.thing === 'product' ? answered(id, owner.code) : { id };
    return told(type, owner.id, { ...named, slug: owner.slug });
  };
  const { into } = change;
  if (into && table === 'product') {
    const supersededBy = answered(globalId('Product', into.id), into.code);
    return [told('product.merged', uuid, { id: globalId('Product', uuid), code, slug, supersededBy })];
  }
  if (into) {
    const supersededBy = { id: globalId('Producer', into.id), slug: into.slug };
    return [told('producer.merged', uuid, { id: globalId('Producer', uuid), slug, supersededBy })];
  }
  const thing = thingOf[table];
  if (thing) return [written(eventOf(thing, operation), { thing, id: uuid, code, slug })];

  const product = owners.find((owner) => owner.thing === 'product');
  return [
    ...certificateEvents(change.before, change.after).map((type) =>
      told(type, uuid, {
        ...answered(globalId('Recognition', uuid), code),
        product: product && { id: globalId('Product', product.id), code: product.code, slug: product.slug },
      }),
    ),
    // Of what is gone since, its own end tells: nobody can fetch it again.
    ...owners.filter((owner) => owner.slug !== null).map((owner) => written(`${owner.thing}.updated`, owner)),
  ];
}
