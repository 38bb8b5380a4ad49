import type { ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../database/open.ts';
import { databaseKinds, openTestDatabase } from '../../database/testing.ts';
import { mergeProducts } from '../merges/merge-products.ts';
import { addDays, addMonths } from '../../register/recognitions/recognition.rules.ts';
import { runWebhooks, webhooksRequestOf } from '../../webhooks.ts';
import { sealOf } from './sealed-secret.ts';
import { startSender, type Sender } from './sender.ts';
import { openReceiver } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-expiries-'));
afterAll(() => rmSync(folder, { recursive: true }));
const seal = sealOf(join(folder, 'webhooks.key'), () => {});
const START = '2026-11-24';
const LAST = '2027-08-10';

describe.each(databaseKinds)('webhooks about what ends, on %s', (kind) => {
  let database: Database;
  /** One of each hub: with PostgreSQL three, each with connections of its own; the embedded database serves one. */
  let hubs: Database[];
  let db: Kysely<unknown>;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  let senders: Sender[] = [];
  let today = START;
  const kyselyOf = ({ em }: Database) => em.getKysely() as unknown as Kysely<unknown>;

  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
    db = kyselyOf(database);
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const at = (server: string) => Object.assign(new URL(server), { pathname: `/${rows[0]?.name}` }).href;
    const server = process.env['TEST_POSTGRES_URL'] ?? '';
    hubs = [database];
    for (let more = kind === 'postgresql' ? 2 : 0; more > 0; more--)
      hubs.push(await openDatabase({ dataDir: '', databaseUrl: at(server) }));
    receiver = await openReceiver();
  });
  beforeEach(async () => {
    today = START;
    await sql`delete from webhook`.execute(db);
    receiver.received.length = 0;
    receiver.answers.length = 0;
  });
  afterEach(stop);
  afterAll(async () => {
    await receiver.close();
    for (const hub of hubs.toReversed()) await hub.close();
  });

  async function webhooks(...args: string[]): Promise<string> {
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    await runWebhooks(webhooksRequestOf(args), { db, seal, reach: 'any', today, siteUrl: undefined, say });
    return lines.join('\n');
  }
  const add = async (...options: string[]) => {
    const text = await webhooks('add', receiver.url, ...options);
    return { id: /wh_\w+/.exec(text)?.[0] ?? '', secret: /whsec_\S+/.exec(text)?.[0] ?? '' };
  };
  const expiriesAlone = ['--events', 'certificate.expiring,certificate.expired'];
  /** A hub for each database, all with the same day. */
  function start(clock = () => today): void {
    senders = hubs.map((hub) =>
      startSender({
        db: kyselyOf(hub),
        seal,
        reach: 'any',
        siteUrl: 'https://ocop.example',
        say: () => {},
        today: clock,
        pollMs: 5,
        restMs: 5,
        waits: [0, 0],
      }),
    );
  }
  async function stop(): Promise<void> {
    await Promise.all(senders.map((sender) => sender.close()));
    senders = [];
  }
  async function settled(): Promise<void> {
    await expect
      .poll(
        async () =>
          (
            await sql<{
              waiting: number;
            }>`select (select count(*) from webhook_delivery where state = 'PENDING')::int
              + (select count(*) from webhook where state = 'ACTIVE' and (after_change < (select max(id) from change)
                or expiries_on is distinct from ${today}::date))::int as waiting`.execute(db)
          ).rows[0]?.waiting,
      )
      .toBe(0);
  }
  async function day(next: string): Promise<void> {
    today = next;
    await settled();
  }

  const refuse = (response: ServerResponse) => response.writeHead(500).end();

  let made = 0;
  interface Made {
    id: string;
    code: string;
    product: string;
    productCode: string;
  }
  const letters = '23456789BCDFGHJKMNPQRSTVWXYZ';
  /** A recognition of a product of its own, in force until a day unless told otherwise. */
  async function certificate(lastDay: string, more: Record<string, unknown> = {}, of?: Made): Promise<Made> {
    made += 1;
    const mark = `${letters[made % 28]}${letters[Math.floor(made / 28)]}`;
    const [productCode, code] = [of?.productCode ?? `P22222${mark}`, `R22222${mark}`];
    if (!of)
      await sql`insert into product (id, code, slug, name, source_id)
        select gen_random_uuid(), ${productCode}, ${`hang-${made}`}, ${`Hàng ${made}`}, id from source order by id limit 1`.execute(
        db,
      );
    const issued = addMonths(lastDay, -36);
    const row = {
      kind: 'FIRST',
      evidence: 'SIGNED_DECISION',
      stars: 4,
      issued,
      issued_on: issued,
      valid_until: lastDay,
      decision_number: `${made}/QĐ`,
      ...more,
    };
    const { rows } = await sql<{ id: string; product: string }>`
      insert into recognition (id, code, product_id, source_id, ${sql.join(Object.keys(row).map((column) => sql.ref(column)))})
      select gen_random_uuid(), ${code}, product.id, source_id, ${sql.join(
        Object.keys(row).map(
          (column) =>
            sql`(jsonb_populate_record(null::recognition, ${JSON.stringify(row)}::jsonb)).${sql.ref(column)}`,
        ),
      )}
      from product where code = ${productCode} returning id, product_id as product`.execute(db);
    return { id: rows[0]?.id ?? '', code, product: rows[0]?.product ?? '', productCode };
  }
  const change = (of: Made, column: string, value: string | null) =>
    sql`update recognition set ${sql.ref(column)} = (jsonb_populate_record(null::recognition,
      ${JSON.stringify({ [column]: value })}::jsonb)).${sql.ref(column)} where id = ${of.id}`.execute(db);

  interface Message {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  }
  /** What came of one recognition: for which day, and what. */
  const told = (of: Made) =>
    receiver.received
      .map(({ body }) => JSON.parse(body) as Message)
      .filter(({ data }) => data['code'] === of.code && 'asOf' in data)
      .map(({ type, data }) => `${data['asOf']} ${type.split('.')[1]} ${data['daysBefore'] ?? ''}`.trim());
  const eachOnce = () => {
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(new Set(ids).size);
  };

  it('tells of an end each number of days before, and of the day after it, once, while the day moves', async () => {
    const { secret } = await add(...expiriesAlone);
    const one = await certificate(LAST);
    start();
    for (const before of [181, 180, 179, 91, 90, 89, 30, 29, 8, 7, 1, 0, -1, -2, -30])
      await day(addDays(LAST, -before));
    expect(told(one)).toEqual([
      `${addDays(LAST, -180)} expiring 180`,
      `${addDays(LAST, -90)} expiring 90`,
      `${addDays(LAST, -30)} expiring 30`,
      `${addDays(LAST, -7)} expiring 7`,
      `${addDays(LAST, 1)} expired`,
    ]);
    eachOnce();
    const ours = receiver.received.filter(({ body }) => body.includes(one.code));
    const [first, , , , last] = ours.map(
      ({ body, headers }) => new Webhook(secret).verify(body, headers as Record<string, string>) as Message,
    );
    const answered = {
      id: `rec_${one.id.replaceAll('-', '')}`,
      code: one.code,
      url: `https://ocop.example/v/${one.code}`,
      product: {
        id: `prd_${one.product.replaceAll('-', '')}`,
        code: one.productCode,
        slug: expect.stringMatching(/^hang-/),
      },
      lastDay: LAST,
      successor: null,
    };
    expect(first).toEqual({
      type: 'certificate.expiring',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: { ...answered, daysBefore: 180, daysLeft: 180, asOf: addDays(LAST, -180) },
    });
    expect(last?.data).toEqual({ ...answered, asOf: addDays(LAST, 1) });
  });

  it('tells after missed days what is true then, and nothing of what was so before anybody asked', async () => {
    const known = await certificate(addDays(START, 20));
    await add(...expiriesAlone, '--days', '100, 30,7');
    const one = await certificate(LAST);
    start();
    await day(START);
    expect(told(known)).toEqual([]);
    await stop();
    today = addDays(LAST, -25);
    start();
    await settled();
    expect(told(one)).toEqual([`${today} expiring 30`]);
    expect(told(known)).toEqual([`${today} expired`]);
    await stop();
    // Another restart on the same day, and one long after the end.
    start();
    await settled();
    await stop();
    today = addDays(LAST, 40);
    start();
    await settled();
    expect(told(one).slice(1)).toEqual([`${today} expired`]);
    eachOnce();
    // A clock that goes back tells nothing again, and what comes anew is told by the right day.
    await day(addDays(LAST, -20));
    const later = await certificate(addDays(LAST, -15));
    await settled();
    expect(told(later)).toEqual([`${today} expiring 7`]);
    await day(addDays(LAST, 41));
    expect(told(one)).toHaveLength(2);
    eachOnce();
  });

  it('tells nothing of a hub whose clock is a day behind, and takes nothing back by it', async () => {
    await add(...expiriesAlone);
    const one = await certificate(LAST);
    // Just after midnight the first hub has the new day, the others not yet; all of them send.
    let asked = 0;
    start(() => (asked++ % 2 === 0 || today <= LAST ? today : addDays(today, -1)));
    await day(LAST);
    receiver.answers.push(refuse, refuse);
    await day(addDays(LAST, 1));
    const { rows } = await sql`select state, attempts from webhook_delivery
      where type = 'certificate.expired' and body like ${`%${one.code}%`}`.execute(db);
    expect(rows).toMatchObject([{ state: 'DELIVERED' }]);
  });

  it('goes by what is recorded now: corrected, prolonged, revoked, superseded, merged', async () => {
    await add(...expiriesAlone);
    const [corrected, prolonged, revoked, superseded, gone] = [
      await certificate(LAST),
      await certificate(LAST),
      await certificate(LAST),
      await certificate(LAST),
      await certificate(LAST),
    ];
    start();
    await day(addDays(LAST, -90));
    for (const one of [corrected, prolonged, revoked, superseded, gone])
      expect(told(one)).toEqual([`${today} expiring 90`]);
    const at = today;
    // Nearer than was recorded: within 30 days at once. Its old day is never heard of again.
    await change(corrected, 'valid_until', addDays(at, 20));
    await change(prolonged, 'extended_until', addDays(LAST, 60));
    await change(revoked, 'revoked_on', at);
    const next = await certificate(
      addMonths(addDays(LAST, -40), 36),
      { kind: 'RE_EVALUATION', issued: addDays(LAST, -40), issued_on: addDays(LAST, -40) },
      { ...superseded },
    ).catch((error: Error) => error);
    expect(String(next)).toContain('one_recognition_in_force');
    const other = await certificate(
      addMonths(addDays(LAST, 1), 36),
      {
        issued: addDays(LAST, 1),
        issued_on: addDays(LAST, 1),
      },
      superseded,
    );
    // The same decision stands there twice.
    const kept = await certificate(LAST);
    await sql`update recognition set decision_number = 'Chung/QĐ' where id in (${gone.id}, ${kept.id})`.execute(
      db,
    );
    await mergeProducts(db, gone.productCode, kept.productCode, { by: 'Chị Hoa', why: 'Một hàng' });
    await settled();
    expect(told(corrected)).toEqual([`${at} expiring 90`, `${at} expiring 30`]);
    for (const ahead of [70, 69, 30, 7, 1, 0, -1]) await day(addDays(LAST, -ahead));
    expect(told(corrected).slice(2)).toEqual([
      `${addDays(LAST, -70)} expiring 7`,
      `${addDays(LAST, -69)} expired`,
    ]);
    expect(told(prolonged).slice(1)).toEqual([`${at} expiring 180`, `${addDays(LAST, -30)} expiring 90`]);
    expect(told(revoked)).toHaveLength(1);
    expect(told(gone)).toHaveLength(1);
    expect(told(kept)).toEqual([
      `${at} expiring 90`,
      `${addDays(LAST, -30)} expiring 30`,
      `${addDays(LAST, -7)} expiring 7`,
      `${addDays(LAST, 1)} expired`,
    ]);
    // The certificate has ended; its product has another from the next day on.
    const ended = receiver.received
      .map(({ body }) => JSON.parse(body) as Message)
      .find(({ type, data }) => type === 'certificate.expired' && data['code'] === superseded.code);
    expect(ended?.data['successor']).toMatchObject({ code: other.code });
    for (const ahead of [-30, -53, -60, -61]) await day(addDays(LAST, -ahead));
    expect(told(prolonged).slice(3)).toEqual([
      `${addDays(LAST, 30)} expiring 30`,
      `${addDays(LAST, 53)} expiring 7`,
      `${addDays(LAST, 61)} expired`,
    ]);
    eachOnce();
  });

  it('tells of no end that is not certain, and of nothing that does not count as recognised', async () => {
    await add(...expiriesAlone);
    const silent = [
      await certificate(LAST, { issued: '2024', issued_on: null, valid_until: null }),
      await certificate(LAST, { evidence: 'COUNCIL_RESULT' }),
      await certificate(LAST, { stars: null }),
      // Known to end before, by another way.
      await certificate(LAST, { revoked_on: addDays(LAST, -3) }),
    ];
    start();
    for (const ahead of [180, 90, 30, 7, 4, 0, -1, -200]) await day(addDays(LAST, -ahead));
    for (const one of silent) expect(told(one)).toEqual([]);
  });

  it('does not send again what has become untrue while a receiver was away, and tells it if it comes true again', async () => {
    const { id } = await add(...expiriesAlone, '--days', '30');
    const one = await certificate(LAST);
    // All others that end by then are told first, by a receiver who takes them.
    start();
    await day(addDays(LAST, -31));
    receiver.received.length = 0;
    receiver.answers.push(...Array(50).fill(refuse));
    await day(addDays(LAST, -30));
    expect(await webhooks('dead')).toContain('certificate.expiring');
    expect(told(one)).toHaveLength(3);
    await change(one, 'revoked_on', today);
    await webhooks('replay', id);
    receiver.answers.length = 0;
    await settled();
    expect(told(one)).toHaveLength(3);
    expect(await webhooks('dead')).toBe('Nothing is dead');
    await change(one, 'revoked_on', null);
    await settled();
    expect(told(one)).toHaveLength(4);
    await day(addDays(LAST, -29));
    expect(told(one)).toHaveLength(4);
  });

  it('is asked for by its names, with days of its own', async () => {
    await add('--events', 'certificate.expired');
    const one = await certificate(LAST);
    start();
    for (const ahead of [90, 7, -1]) await day(addDays(LAST, -ahead));
    expect(told(one)).toEqual([`${addDays(LAST, 1)} expired`]);
    await stop();
    expect(await webhooks('list')).not.toContain('days before');
    // One that is from before there were days begins with the day on which it is first looked at.
    await sql`update webhook set expiries_on = null`.execute(db);
    await sql`delete from webhook_expiry`.execute(db);
    start();
    await settled();
    expect(told(one)).toHaveLength(1);
    const { id } = await add('--days', '7,60,7');
    expect(await webhooks('list')).toContain(
      `${id}  active  ${receiver.url}  everything\n  certificate.expiring: 60, 7 days before`,
    );
    for (const days of ['', 'soon', '1.5', '-1', '1097', Array.from({ length: 21 }, (_, at) => at).join(',')])
      await expect(webhooks('add', receiver.url, `--days=${days}`)).rejects.toThrow(
        'up to 20 whole numbers of days from 0 to 1096',
      );
    await expect(
      webhooks('add', receiver.url, '--days', '7', '--events', 'certificate.expired'),
    ).rejects.toThrow('--days is for certificate.expiring');
  });

  it('tells each of many that end on one day exactly once, though all hubs wake at once', async () => {
    await add('--events', 'certificate.expired');
    const many: Made[] = [];
    for (let at = 0; at < 60; at++) many.push(await certificate('2030-01-15'));
    start();
    await day('2030-01-15');
    receiver.received.length = 0;
    await day('2030-01-16');
    const codes = receiver.received.map(({ body }) => (JSON.parse(body) as Message).data['code']);
    expect(codes.toSorted()).toEqual(many.map(({ code }) => code).toSorted());
    eachOnce();
  });
});
