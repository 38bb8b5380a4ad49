import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, openTestDatabase } from '../../database/testing.ts';
import type { Database } from '../../database/open.ts';
import { TODAY } from '../../graphql/testing.ts';
import { runWebhooks, webhooksRequestOf } from '../../webhooks.ts';
import { certificateEvents, retryWaits, spreadWait, type Certificate } from './events.rules.ts';
import { sealOf } from './sealed-secret.ts';
import { startSender, type Sender, type SenderOptions } from './sender.ts';
import { openReceiver, type Received } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-webhooks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'keys/webhooks.key');
const seal = sealOf(keyFile, () => {});

type Receiver = Awaited<ReturnType<typeof openReceiver>>;

describe.each(databaseKinds)('webhooks on %s', (kind) => {
  let database: Database;
  let db: Kysely<unknown>;
  let receiver: Receiver;
  const said: string[] = [];
  let senders: Sender[] = [];
  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
    db = database.em.getKysely() as unknown as Kysely<unknown>;
    receiver = await openReceiver();
  });
  beforeEach(async () => {
    await stop();
    await sql`delete from webhook`.execute(db);
    for (const list of [receiver.received, receiver.answers, said]) list.length = 0;
  });
  afterAll(async () => {
    await stop();
    await receiver.close();
    await database.close();
  });

  /** `hub webhooks …`, and what it says. */
  async function webhooks(...args: string[]): Promise<string> {
    const lines: string[] = [];
    await runWebhooks(webhooksRequestOf(args), {
      db,
      seal,
      reach: 'any',
      today: TODAY,
      siteUrl: 'https://ocop.example/',
      say: (line) => lines.push(line),
    });
    return lines.join('\n');
  }
  async function add(...events: string[]): Promise<{ id: string; secret: string }> {
    const text = await webhooks(
      'add',
      receiver.url,
      ...(events.length > 0 ? ['--events', events.join(',')] : []),
    );
    const [id = ''] = /wh_\w+/.exec(text) ?? [];
    const [secret = ''] = /whsec_\S+/.exec(text) ?? [];
    return { id, secret };
  }
  /** Quick, and without chance. */
  function send(more: Partial<SenderOptions> = {}): Sender {
    const sender = startSender({
      db,
      seal,
      reach: 'any',
      today: () => TODAY,
      siteUrl: 'https://ocop.example/',
      say: (line) => said.push(line),
      pollMs: 10,
      restMs: 10,
      waits: [0, 0],
      chance: () => 0.5,
      ...more,
    });
    senders.push(sender);
    return sender;
  }
  async function stop(): Promise<void> {
    await Promise.all(senders.map((sender) => sender.close()));
    senders = [];
  }
  async function arrived(count: number): Promise<void> {
    await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(count);
  }
  async function settled(): Promise<void> {
    await expect
      .poll(async () => {
        const { rows } = await sql<{ waiting: number }>`
            select (select count(*) from webhook_delivery where state = 'PENDING')::int
              + (select count(*) from webhook where state = 'ACTIVE' and after_change < (select max(id) from change))::int
              as waiting`.execute(db);
        return rows[0]?.waiting;
      })
      .toBe(0);
  }
  const verified = (secret: string, { headers, body }: Received) =>
    new Webhook(secret).verify(body, headers as Record<string, string>) as {
      type: string;
      timestamp: string;
      data: Record<string, string> & { product?: Record<string, string> };
    };
  const idOf = ({ headers }: Received) => String(headers['webhook-id']);
  const anyProduct = async () =>
    (
      await sql<{
        id: string;
        code: string;
        slug: string;
      }>`select id, code, slug from product order by id limit 1`.execute(db)
    ).rows[0]!;

  it('tells what changed, signed, thin and in order, once for a commit, and never what is restricted', async () => {
    const { id, secret } = await add();
    const product = await anyProduct();
    const { rows } = await sql<{
      id: string;
      code: string;
      product_id: string;
    }>`select id, code, product_id from recognition
      where evidence = 'OFFICIAL_NEWS' and stars is not null and product_id <> ${product.id} order by id limit 1`.execute(
      db,
    );
    const recognition = rows[0]!;
    await db.transaction().execute(async (trx) => {
      await sql`update product set note = 'Một' where id = ${product.id}`.execute(trx);
      await sql`insert into product_variant (id, product_id, name) values (gen_random_uuid(), ${product.id}, 'Gói thử')`.execute(
        trx,
      );
    });
    await sql`insert into producer_restricted (producer_id, phone, tax_code)
      select id, 'PLANTED', 'PLANTED' from producer order by id limit 1`.execute(db);
    await sql`update producer set address_as_written = 'PLANTED' where id = (select id from producer
      where legal_form is distinct from 'HOUSEHOLD_BUSINESS' order by id limit 1)`.execute(db);
    await sql`update recognition set revoked_on = '2026-11-20' where id = ${recognition.id}`.execute(db);
    await sql`update recognition set revoked_on = null where id = ${recognition.id}`.execute(db);
    await sql`insert into product (id, code, slug, name, source_id)
      select gen_random_uuid(), 'PTEST234', 'hang-thu', 'Hàng thử', source_id from product order by id limit 1`.execute(
      db,
    );
    await sql`delete from product where code = 'PTEST234'`.execute(db);
    send();
    await settled();
    await stop();

    const messages = receiver.received.map((one) => verified(secret, one));
    expect(messages.map(({ type, data }) => `${type} ${data['code'] ?? ''}`).toSorted()).toEqual(
      [
        `product.updated ${product.code}`,
        'producer.updated ',
        `certificate.revoked ${recognition.code}`,
        `certificate.reinstated ${recognition.code}`,
        ...Array<string>(2).fill(`product.updated ${await codeOf(recognition.product_id)}`),
        'product.created PTEST234',
        'product.deleted PTEST234',
      ].toSorted(),
    );
    const updated = messages.find(({ data }) => data['code'] === product.code);
    expect(updated).toEqual({
      type: 'product.updated',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        id: `prd_${product.id.replaceAll('-', '')}`,
        code: product.code,
        slug: product.slug,
        url: `https://ocop.example/v/${product.code}`,
        cursor: expect.stringMatching(/^[0-9a-z]+-[0-9a-f]{10}$/),
      },
    });
    const ids = receiver.received.map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(receiver.received)).not.toMatch(/PLANTED|whsec_/);
    const other = (await add()).secret;
    expect(() => verified(other, receiver.received[0]!)).toThrow('No matching signature found');

    // The secret is nowhere but with the partner.
    expect(await webhooks('list')).toMatch(
      new RegExp(
        `^${id} {2}active {2}${receiver.url} {2}everything\n {2}certificate.expiring: 180, 90, 30, 7 days before the last\n {2}0 waiting, 0 dead, last delivered 2`,
      ),
    );
    const kept = await sql<{ all: string }>`select (select string_agg(to_jsonb(w)::text, '') from webhook w)
      || (select string_agg(to_jsonb(d)::text, '') from webhook_delivery d)
      || coalesce((select string_agg(to_jsonb(c)::text, '') from change c where entity like 'webhook%'), '') as all`.execute(
      db,
    );
    expect(kept.rows[0]?.all).not.toContain(secret.slice(6));
    expect(await webhooks('list')).not.toContain('whsec_');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('tries again under the same id, gives up, lists what is dead, and sends it once more when told to', async () => {
    const { id, secret } = await add('product.updated');
    const refuse =
      (status: number, headers = {}) =>
      (response: Parameters<Receiver['answers'][number]>[0]) => {
        response.writeHead(status, headers).end();
      };
    receiver.answers.push(refuse(500), refuse(302, { location: '/elsewhere' }), refuse(500));
    const product = await anyProduct();
    await sql`update product set note = 'Hai' where id = ${product.id}`.execute(db);
    send();
    await arrived(3);
    await settled();
    expect(new Set(receiver.received.map(idOf)).size).toBe(1);
    const [message = ''] = receiver.received.map(idOf);
    expect(await webhooks('dead')).toMatch(
      new RegExp(
        `^${message} {2}${id} {2}product.updated {2}\\S+ {2}after 3 attempts: the receiver answered 500$`,
      ),
    );
    await webhooks('replay', message);
    await arrived(4);
    await settled();
    expect(idOf(receiver.received[3]!)).toBe(message);
    expect(verified(secret, receiver.received[3]!).type).toBe('product.updated');
    expect(await webhooks('dead')).toBe('Nothing is dead');

    // What was delivered, too; and all that is dead of one.
    await webhooks('replay', message);
    await arrived(5);
    await settled();
    receiver.answers.push(...Array(6).fill(refuse(503, { 'retry-after': '0' })));
    await sql`update product set note = 'Hai rưỡi' where id in (select id from product order by id limit 2)`.execute(
      db,
    );
    await arrived(11);
    await settled();
    expect(await webhooks('replay', id)).toBe('2 on the way again');
    await settled();
    // Whoever is gone for good is told nothing more.
    receiver.answers.push(refuse(410));
    await sql`update product set note = 'Ba' where id = ${product.id}`.execute(db);
    await settled();
    expect(await webhooks('list')).toContain(`${id}  paused`);
  });

  it('keeps what happens while it is paused or the hub is down, and loses nothing when it is broken off', async () => {
    const { id } = await add('product.updated');
    const product = await anyProduct();
    await webhooks('pause', id);
    const hub = send();
    await sql`update product set note = 'Bốn' where id = ${product.id}`.execute(db);
    await sql`update product set note = 'Năm' where id = ${product.id}`.execute(db);
    await hub.close();
    expect(receiver.received).toEqual([]);
    await webhooks('resume', id);
    // The receiver does not answer the first until the hub is stopped.
    receiver.answers.push(
      () => {},
      () => {},
    );
    const next = send();
    await arrived(2);
    await next.close();
    send();
    await arrived(4);
    await settled();
    const ids = receiver.received.map(idOf);
    expect(ids.slice(2).toSorted()).toEqual(ids.slice(0, 2).toSorted());
    // The attempt that the hub broke off itself does not count.
    const { rows } = await sql<{
      attempts: number;
    }>`select attempts from webhook_delivery where webhook_id = ${id}`.execute(db);
    expect(rows).toEqual([{ attempts: 1 }, { attempts: 1 }]);
  });

  it('bounds what a receiver can do: silence, and an answer without end', async () => {
    const { id } = await add('product.updated');
    receiver.answers.push(
      () => {},
      (response) => {
        response.writeHead(200);
        const pour = () => {
          while (response.write('x'.repeat(10_000)));
          response.once('drain', pour);
        };
        pour();
      },
    );
    const product = await anyProduct();
    await sql`update product set note = 'Sáu' where id = ${product.id}`.execute(db);
    send({ timeoutMs: 200 });
    await settled();
    await stop();
    const { rows } =
      await sql`select state, attempts, last_status from webhook_delivery where webhook_id = ${id}`.execute(
        db,
      );
    expect(rows).toEqual([{ state: 'DELIVERED', attempts: 2, last_status: 200 }]);
  });

  it('outlives a database that fails, and says so once', async () => {
    await add('product.updated');
    send();
    await sql`alter table webhook rename to webhook_away`.execute(db);
    await expect.poll(() => said.length).toBeGreaterThan(0);
    await sql`alter table webhook_away rename to webhook`.execute(db);
    const product = await anyProduct();
    await sql`update product set note = 'Bảy' where id = ${product.id}`.execute(db);
    await arrived(1);
    await settled();
    await stop();
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/Webhooks: .*webhook.*Nothing is lost/);
    expect(said[1]).toContain('answers again');
  });

  it('says when it is added that addresses in messages will be no whole ones', async () => {
    const added = async (siteUrl: string | undefined) => {
      const lines: string[] = [];
      await runWebhooks(webhooksRequestOf(['add', receiver.url]), {
        db,
        seal,
        reach: 'any',
        today: TODAY,
        siteUrl,
        say: (line) => lines.push(line),
      });
      return lines.join('\n');
    };
    expect(await added(undefined)).toMatch(/chưa đặt HUB_SITE_URL.* \/ Note: HUB_SITE_URL is not set/);
    expect(await added('https://ocop.example/')).not.toContain('HUB_SITE_URL');
  });

  it('says what is wrong with a command', async () => {
    await expect(webhooks('add')).rejects.toThrow('Say where to');
    await expect(webhooks('add', 'nowhere')).rejects.toThrow('no web address');
    await expect(webhooks('add', receiver.url, '--events', 'product.eaten')).rejects.toThrow(
      'no event "product.eaten" – there are product.created',
    );
    await expect(webhooks('pause')).rejects.toThrow('webhooks pause ID');
    for (const what of ['pause', 'resume', 'remove', 'test'])
      await expect(webhooks(what, 'wh_0')).rejects.toThrow('no webhook "wh_0"');
    await expect(webhooks('replay', 'msg_0')).rejects.toThrow('nothing to replay');
    await expect(webhooks('delete')).rejects.toThrow('it is add, list');
    const { id } = await add();
    expect(await webhooks('test', id)).toMatch(/answered 204 within \d+ ms/);
    receiver.answers.push((response) => response.writeHead(404).end());
    await expect(webhooks('test', id)).rejects.toThrow('answered 404: only 2xx');
    await expect(
      runWebhooks(webhooksRequestOf(['add', receiver.url]), {
        db,
        seal,
        reach: 'public',
        today: TODAY,
        siteUrl: undefined,
        say: () => {},
      }),
    ).rejects.toThrow('https://');
    // Without its key nothing can be sent, and it is no fault of the receiver.
    const lost = sealOf(join(folder, 'lost.key'), () => {});
    await sql`update product set note = 'Tám' where id = ${(await anyProduct()).id}`.execute(db);
    send({ seal: lost });
    const waiting = () =>
      sql<{
        attempts: number;
        last_trouble: string | null;
      }>`select attempts, last_trouble from webhook_delivery
        where webhook_id = ${id} and last_trouble is not null`.execute(db);
    await expect
      .poll(async () => (await waiting()).rows)
      .toEqual([{ attempts: 0, last_trouble: expect.stringContaining('lost.key') }]);
  });

  const codeOf = async (id: string) =>
    (await sql<{ code: string }>`select code from product where id = ${id}`.execute(db)).rows[0]?.code;
});

it('is sent by several hubs of one database, each event once, and none that commits late is missed', async () => {
  const database = await openTestDatabase('postgresql', 'seeded');
  const receiver = await openReceiver();
  const db = database.em.getKysely() as unknown as Kysely<unknown>;
  const say = () => {};
  await runWebhooks(webhooksRequestOf(['add', receiver.url, '--events', 'product.updated']), {
    db,
    seal,
    reach: 'any',
    today: TODAY,
    siteUrl: undefined,
    say,
  });
  const hubs = [1, 2, 3].map(() =>
    startSender({ db, seal, reach: 'any', today: () => TODAY, say, pollMs: 5 }),
  );
  try {
    const { rows } = await sql<{ id: string }>`select id from product order by id limit 40`.execute(db);
    await Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        for (const { id } of rows.filter((_, at) => at % 4 === writer)) {
          await db.transaction().execute(async (trx) => {
            await sql`update product set note = ${`của ${writer}`} where id = ${id}`.execute(trx);
            await sql`select pg_sleep(${writer / 200})`.execute(trx);
          });
        }
      }),
    );
    await expect.poll(() => receiver.received.length).toBe(rows.length);
  } finally {
    await Promise.all(hubs.map((hub) => hub.close()));
    await receiver.close();
    await database.close();
  }
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(40);
  expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).data.id)).size).toBe(40);
});

it('knows issued, renewed, revoked and reinstated apart, of what counts as recognised', () => {
  const one = (more: Partial<Certificate> = {}): Certificate => ({
    kind: 'FIRST',
    evidence: 'SIGNED_DECISION',
    stars: 4,
    revokedOn: null,
    ...more,
  });
  expect(certificateEvents(null, one())).toEqual(['certificate.issued']);
  expect(certificateEvents(null, one({ kind: 'RE_EVALUATION' }))).toEqual(['certificate.renewed']);
  expect(certificateEvents(null, one({ evidence: 'COUNCIL_RESULT' }))).toEqual([]);
  expect(certificateEvents(one({ evidence: 'COUNCIL_RESULT' }), one())).toEqual(['certificate.issued']);
  expect(certificateEvents(one(), one({ stars: 5 }))).toEqual([]);
  expect(certificateEvents(one(), one({ revokedOn: '2026-01-01' }))).toEqual(['certificate.revoked']);
  expect(certificateEvents(one({ revokedOn: '2026-01-01' }), one())).toEqual(['certificate.reinstated']);
  expect(certificateEvents(null, one({ revokedOn: '2026-01-01' }))).toEqual([
    'certificate.issued',
    'certificate.revoked',
  ]);
  expect(certificateEvents(one(), null)).toEqual([]);
});

it('waits longer and longer, and never just as long', () => {
  expect(retryWaits).toEqual(retryWaits.toSorted((a, b) => a - b));
  expect([0, 0.5, 1].map((chance) => Math.round(spreadWait(100, chance)))).toEqual([80, 100, 120]);
});
