import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { TODAY } from '../../graphql/testing.ts';
import { mergeRequestOf, runMerge } from '../../merge.ts';
import { answerOf, openTestHub, type TestHub } from '../../web/testing.ts';
import { applyList } from '../batches/apply-list.ts';
import { undoneLines } from '../batches/batch-report.ts';
import { undoBatch } from '../batches/undo-batch.ts';
import { readList } from '../sheets/read-list.ts';
import { takeChanges } from '../webhooks/take-changes.ts';

describe.each(databaseKinds)('merging producers on %s', (kind) => {
  let hub: TestHub;
  let folder: string;
  beforeAll(async () => {
    // A directory without the pages: it was built since.
    folder = mkdtempSync(join(tmpdir(), 'hub-merges-'));
    hub = await openTestHub({ kind, site: { folder }, siteUrl: 'https://ocop.example' });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string) => fetch(hub.url + path, { redirect: 'manual' });
  const ask = async (query: string, variables: object) => answerOf(await hub.ask({ query, variables }));
  async function merge(...args: string[]): Promise<string> {
    const lines: string[] = [];
    await runMerge(mergeRequestOf(['producer', ...args]), { db: hub.db, say: (line) => lines.push(line) });
    return lines.join('\n');
  }
  const done = ['--apply', '--by', 'Chị Hoa', '--why', 'Công văn 12/CV: một hợp tác xã, hai lần ghi'];

  interface Known {
    id: string;
    slug: string;
    name: string;
  }
  let made = 0;
  /** A producer with a product, of nothing but a name. */
  async function producer(more: Record<string, string | null> = {}): Promise<Known & { code: string }> {
    made += 1;
    const [name, slug] = [`HTX Thử ${made}`, `htx-thu-${made}`];
    const { rows } = await sql<{ id: string }>`insert into producer (id, slug, name, source_id)
      select gen_random_uuid(), ${slug}, ${name}, id from source order by id limit 1 returning id`.execute(
      hub.db,
    );
    const id = rows[0]?.id ?? '';
    for (const [column, value] of Object.entries(more))
      await sql`update producer set ${sql.ref(column)} = ${value} where id = ${id}`.execute(hub.db);
    const code = `P${String(made).padStart(7, '2')}`;
    await sql`insert into product (id, code, slug, name, producer_id, source_id)
      select gen_random_uuid(), ${code}, ${code.toLowerCase()}, ${`Hàng ${made}`}, ${id}, id from source order by id limit 1`.execute(
      hub.db,
    );
    return { id, slug, name, code };
  }
  const idOf = ({ id }: Known) => `pro_${id.replaceAll('-', '')}`;
  const restricted = async ({ id }: Known) =>
    (
      await sql<
        Record<string, unknown>
      >`select tax_code, phone, email, home_address, home_lat, home_lon from producer_restricted where producer_id = ${id}`.execute(
        hub.db,
      )
    ).rows[0];
  const state = async () =>
    (
      await sql<{
        all: string;
      }>`select (select string_agg(to_jsonb(p)::text, ' ' order by id) from producer p)
        || (select string_agg(to_jsonb(p)::text, ' ' order by id) from product p)
        || (select coalesce(string_agg(to_jsonb(p)::text, ' ' order by producer_id), '') from producer_restricted p)
        || (select coalesce(string_agg(to_jsonb(p)::text, ' ' order by id), '') from producer_contact p)
        || (select string_agg(to_jsonb(c)::text, ' ' order by id) from certification c)
        || (select count(*) from change) || (select count(*) from merged_record) as all`.execute(hub.db)
    ).rows[0]?.all;
  const newest = async () => {
    let page = await answerOf(await get('/changes'));
    while (!page.isAtEnd) page = await answerOf(await get(page.next));
    return page.cursor as string;
  };
  const refused = async (gone: Known, kept: Known, why: string) => {
    const before = await state();
    await expect(merge(gone.slug, 'into', kept.slug, ...done)).rejects.toThrow(why);
    expect(await state()).toBe(before);
  };

  it('tells first, writes nothing, and then does it whole: pages, API, feeds and webhooks tell of it', async () => {
    const gone = await producer({ website: 'https://a.example', note: 'Ghi chú' });
    const kept = await producer({ legal_form: 'COOPERATIVE', website: 'https://b.example' });
    for (const { id } of [gone, kept])
      await sql`insert into certification (id, slug, scheme, number, producer_id, source_id)
        select gen_random_uuid(), ${`vietgap-${id}`}, 'VietGAP', 'VG-1', ${id}, id from source order by id limit 1`.execute(
        hub.db,
      );
    await sql`insert into certification (id, slug, scheme, number, producer_id, source_id)
      select gen_random_uuid(), ${`iso-${gone.id}`}, 'ISO 22000', 'I-1', ${gone.id}, id from source order by id limit 1`.execute(
      hub.db,
    );
    await sql`update product set name = 'Cùng tên' where producer_id in (${gone.id}, ${kept.id})`.execute(
      hub.db,
    );
    const before = await state();
    const start = await newest();

    const plan = await merge(gone.slug, 'into', kept.slug);
    expect(await state()).toBe(before);
    for (const line of [
      `product ${gone.code} “Cùng tên” moves`,
      `merge product ${gone.code} into ${kept.code}`,
      'certificate “VietGAP VG-1” is there already',
      'certificate “ISO 22000 I-1” moves',
      'look twice: the website https://a.example goes, https://b.example stays',
      'taken over, as the kept producer had none: note',
      `found from now on also as: ${gone.name}`,
      '--apply --by NAME --why',
    ])
      expect(plan).toContain(line);

    await sql`insert into webhook (id, url, events, secret, after_change)
      select 'wh_0123456789', 'https://partner.example/', '{producer.updated,producer.merged,producer.deleted}', '', max(id) from change`.execute(
      hub.db,
    );
    const told = await merge(gone.slug.toUpperCase(), 'INTO', kept.slug, ...done);
    expect(told.split('\n').slice(0, -2)).toEqual(plan.split('\n').slice(0, -2));

    await takeChanges(hub.db, '', TODAY);
    const deliveries = await sql<{ body: string }>`select body from webhook_delivery`.execute(hub.db);
    // Of the one that is gone, only what it was merged into.
    const events = deliveries.rows.map(({ body }) => JSON.parse(body));
    expect(events.toSorted((one, other) => (one.type < other.type ? -1 : 1))).toMatchObject([
      {
        type: 'producer.merged',
        data: { id: idOf(gone), slug: gone.slug, supersededBy: { id: idOf(kept), slug: kept.slug } },
      },
      { type: 'producer.updated', data: { id: idOf(kept), slug: kept.slug } },
    ]);

    // What a copy has is never without what it names: products move before their producer goes.
    const { changes } = await answerOf(await get(`/changes?since=${start}`));
    const steps = changes.map(({ operation, entity, id }: Record<string, string>) => [operation, entity, id]);
    const tombstone = changes.findIndex(
      ({ operation, id }: Record<string, string>) => operation === 'DELETE' && id === idOf(gone),
    );
    expect(changes[tombstone]).toMatchObject({ entity: 'Producer', supersededBy: idOf(kept), record: null });
    expect(steps.findIndex(([, entity]: string[]) => entity === 'Product')).toBeLessThan(tombstone);
    expect(new Set(changes.map(({ commit }: Record<string, string>) => commit)).size).toBe(1);
    const { rows: who } = await sql<{ actor: string; why: string }>`
      select distinct actor, why from change join merged_record on gone_id = entity_id
      where operation = 'DELETE' and entity_id = ${gone.id}`.execute(hub.db);
    expect(who).toEqual([{ actor: 'Chị Hoa', why: done.at(-1) }]);

    const { data } = await ask(
      `query ($slug: String!, $after: String) {
        producer(by: { slug: $slug }) { slug alternateNames legalForm website note certifications { scheme } products(first: 9) { nodes { code } } }
        products(where: { producer: [{ slug: $slug }] }) { nodes { code } }
        changes(after: $after, first: 100) { nodes { operation entity supersededBy } }
      }`,
      { slug: gone.slug, after: start },
    );
    const both = [gone.code, kept.code].toSorted();
    expect(data.producer).toMatchObject({
      slug: kept.slug,
      alternateNames: [gone.name],
      legalForm: 'COOPERATIVE',
      website: 'https://b.example',
      note: 'Ghi chú',
    });
    const codes = (nodes: { code: string }[]) => nodes.map(({ code }) => code).toSorted();
    expect(codes(data.producer.products.nodes)).toEqual(both);
    expect(codes(data.products.nodes)).toEqual(both);
    expect(data.producer.certifications.map(({ scheme }: { scheme: string }) => scheme).toSorted()).toEqual([
      'ISO 22000',
      'VietGAP',
    ]);
    expect(data.changes.nodes).toContainEqual({
      operation: 'DELETE',
      entity: 'Producer',
      supersededBy: idOf(kept),
    });

    const file = await (
      await get(
        `/export/products.ndjson?filter=${encodeURIComponent(`{"producer":[{"slug":"${gone.slug}"}]}`)}`,
      )
    ).text();
    for (const code of both) expect(file).toContain(code);
    const atom = await (await get('/feeds/changes.atom?lang=en')).text();
    const entry = atom.slice(atom.indexOf(`<at:deleted-entry ref="urn:ocop:${idOf(gone)}"`));
    expect(entry.slice(0, entry.indexOf('</at:deleted-entry>'))).toMatch(
      new RegExp(
        `Producer: ${gone.name} \\(merged into urn:ocop:${idOf(kept)}\\)[^]*<link rel="canonical" type="text/html" href="https://ocop\\.example/en/producers/${kept.slug}/"`,
      ),
    );
    for (const [from, to] of [
      [`/chu-the/${gone.slug}/`, `/chu-the/${kept.slug}/`],
      [`/en/producers/${gone.slug}/`, `/en/producers/${kept.slug}/`],
    ] as const) {
      const answer = await get(from);
      expect([answer.status, answer.headers.get('location')]).toEqual([308, to]);
    }

    // GIS programs that kept its id are led on as well, in the form and the coordinates that they ask for.
    const feature = (of: Known, query = '') => `/ogc/collections/producers/items/${idOf(of)}${query}`;
    const led = await get(feature(gone, '?f=json&crs=http://www.opengis.net/def/crs/EPSG/0/9217'));
    expect([led.status, led.headers.get('location')]).toEqual([
      308,
      `https://ocop.example${feature(kept, '?f=json&crs=http://www.opengis.net/def/crs/EPSG/0/9217')}`,
    ]);
    expect(led.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answerOf(await get(feature(kept)))).toMatchObject({
      id: idOf(kept),
      properties: { slug: kept.slug },
    });
    const others = `/ogc/collections/products/items/${idOf(gone)}`;
    expect((await get(others)).status).toBe(404);
    const { features } = await answerOf(await get('/ogc/collections/producers/items?limit=10000'));
    const ids = features.map(({ id }: { id: string }) => id);
    expect([ids.includes(idOf(gone)), ids.includes(idOf(kept))]).toEqual([false, true]);

    // And when that one goes the same way, the first leads on; as recorded before, each is what it was.
    const between = await sql<{ at: string }>`select to_char(clock_timestamp() at time zone 'utc',
      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(hub.db);
    const third = await producer();
    await merge(kept.slug, 'into', third.slug, ...done);
    expect((await get(`/chu-the/${gone.slug}/`)).headers.get('location')).toBe(`/chu-the/${third.slug}/`);
    expect((await get(feature(gone))).headers.get('location')).toBe(`https://ocop.example${feature(third)}`);
    const now = await ask(
      `query ($slug: String!, $at: DateTime!) {
        producer(by: { slug: $slug }) { slug } earlier: producer(by: { slug: $slug }, recordedAt: $at) { slug }
      }`,
      { slug: gone.slug, at: between.rows[0]?.at },
    );
    expect(now.data).toEqual({ producer: { slug: third.slug }, earlier: { slug: kept.slug } });
    const again = await answerOf(await get(`/changes?since=${start}`));
    expect(again.changes.slice(0, changes.length)).toEqual(changes);
    expect(hub.unexpected).toEqual([]);
  });

  it('refuses what contradicts itself, and leaves all as it was', async () => {
    const [one, other] = [await producer(), await producer()];
    const set = (of: Known, column: string, value: string | null) =>
      sql`update producer set ${sql.ref(column)} = ${value} where id = ${of.id}`.execute(hub.db);
    await set(one, 'legal_form', 'COOPERATIVE');
    await set(other, 'legal_form', 'ENTERPRISE');
    await refused(one, other, 'different legal forms');
    await set(other, 'legal_form', null);

    await sql`insert into producer_restricted (producer_id, tax_code) values (${one.id}, '6000-111 111'), (${other.id}, '6000222222')`.execute(
      hub.db,
    );
    await refused(one, other, 'two different tax codes');
    // A tax code is nobody's business, not even in the message.
    const message = await merge(one.slug, 'into', other.slug).catch((error: Error) => error.message);
    expect(message).not.toMatch(/6000/);
    await sql`update producer_restricted set tax_code = '6000111111' where producer_id = ${other.id}`.execute(
      hub.db,
    );

    for (const [{ id }, until] of [
      [one, '2027-01-01'],
      [other, '2028-01-01'],
    ] as const)
      await sql`insert into certification (id, slug, scheme, number, valid_until, producer_id, source_id)
        select gen_random_uuid(), ${`hc-${id}`}, 'Hữu cơ', 'HC-1', ${until}, ${id}, id from source order by id limit 1`.execute(
        hub.db,
      );
    await refused(one, other, 'certificate “Hữu cơ HC-1”, of which the register says two things');
    await sql`update certification set valid_until = '2028-01-01' where number = 'HC-1'`.execute(hub.db);

    for (const [{ id }, until] of [
      [one, '2027-01-01'],
      [other, null],
    ] as const)
      await sql`insert into geographical_indication_right (id, geographical_indication_id, producer_id, document_number, valid_until, source_id)
        select gen_random_uuid(), id, ${id}, 'CDDL-1', ${until}::date, source_id from geographical_indication order by id limit 1`.execute(
        hub.db,
      );
    await refused(one, other, 'right to a geographical indication “CDDL-1”');

    await expect(merge(one.slug, 'into', one.slug)).rejects.toThrow('into itself');
    await expect(merge('nobody', 'into', one.slug)).rejects.toThrow('no producer with the slug nobody');
    await expect(merge(one.slug, other.slug)).rejects.toThrow('merge producer SLUG_THAT_GOES into');
    await expect(merge(one.slug, 'into', other.slug, '--apply', '--why', 'x')).rejects.toThrow('--by NAME');
    await expect(merge(one.slug, 'into', other.slug, '--apply', '--by', 'x')).rejects.toThrow('--why');
  });

  it('keeps what is restricted restricted, and where a household lives is told no more', async () => {
    const household = await producer({ legal_form: 'HOUSEHOLD_BUSINESS' });
    const kept = await producer({ address_as_written: 'PLANTED Thôn 3' });
    await sql`insert into producer_restricted (producer_id, tax_code, phone, email, home_address, home_lat, home_lon)
      values (${household.id}, 'PLANTED-1', 'PLANTED-2', 'PLANTED-3', 'PLANTED-4', 12.5, 108.5)`.execute(
      hub.db,
    );
    await sql`insert into producer_restricted (producer_id, phone) values (${kept.id}, 'PLANTED-5')`.execute(
      hub.db,
    );
    await sql`insert into producer_contact (id, producer_id, kind, value, consent_recorded_on, consent_withdrawn_on, source_id)
      select gen_random_uuid(), said.id::uuid, 'PHONE', said.value, '2026-01-01', said.until::date, source.id
      from (values (${household.id}, 'PLANTED-6', '2026-02-01'), (${kept.id}, 'PLANTED-6', null), (${household.id}, 'PLANTED-7', null))
        as said (id, value, until), (select id from source order by id limit 1) as source`.execute(hub.db);
    const start = await newest();
    const before = new Date().toISOString();
    const lines = await merge(household.slug, 'into', kept.slug, ...done);
    expect(lines).toContain('restricted data differ (phone)');
    expect(lines).toContain('the address is public no more');
    expect(await restricted(kept)).toEqual({
      tax_code: 'PLANTED-1',
      phone: 'PLANTED-5',
      email: 'PLANTED-3',
      home_address: 'PLANTED-4',
      home_lat: 12.5,
      home_lon: 108.5,
    });
    const { rows } = await sql`select value, consent_withdrawn_on is null as stands from producer_contact
      where producer_id = ${kept.id} order by value`.execute(hub.db);
    expect(rows).toEqual([
      { value: 'PLANTED-6', stands: false },
      { value: 'PLANTED-7', stands: true },
    ]);
    const { data } = await ask(
      'query ($slug: String!) { producer(by: { slug: $slug }) { legalForm addressAsWritten } }',
      { slug: kept.slug },
    );
    expect(data.producer).toEqual({ legalForm: 'HOUSEHOLD_BUSINESS', addressAsWritten: null });
    const then = await ask(
      `query ($slug: String!, $before: DateTime!) {
        producer(by: { slug: $slug }, recordedAt: $before) { legalForm addressAsWritten } }`,
      { slug: kept.slug, before },
    );
    expect(then.data.producer).toEqual({ legalForm: null, addressAsWritten: null });
    const doors = [lines, await (await get(`/changes?since=${start}`)).text()];
    for (const path of ['/changes/snapshot.ndjson', '/feeds/changes.atom', '/export/producers.ndjson'])
      doors.push(await (await fetch(hub.url + path)).text());
    expect(doors.join('\n')).not.toContain('PLANTED');
  });

  it('lets no number come back whose consent was withdrawn under another spelling', async () => {
    const [gone, kept] = [await producer(), await producer()];
    const contacts = [
      // Withdrawn of either side, it is withdrawn of what stays.
      [gone, 'PHONE', '+84 905 123 456', '2026-01-01', '2026-02-01'],
      [kept, 'PHONE', '0905.123.456', '2026-01-15', null],
      [gone, 'PHONE', '0262 3 812 345', '2026-01-01', null],
      [kept, 'PHONE', '(0084) 262-381-2345', '2026-01-01', '2026-03-01'],
      [gone, 'EMAIL', 'Hoa@HTX.example ', '2026-01-01', '2026-02-01'],
      [kept, 'EMAIL', 'hoa@htx.example', '2026-01-01', null],
      // Two spellings of one that the kept producer has not: both move, neither is public.
      [gone, 'PHONE', '0905 000 111', '2026-01-01', '2026-02-01'],
      [gone, 'PHONE', '84905000111', '2026-01-01', null],
      // Agreed to anew after that; and a number of its own.
      [gone, 'ZALO', '0905123456', '2026-01-01', '2026-02-01'],
      [kept, 'ZALO', 'https://zalo.me/84905123456', '2026-04-01', null],
      [gone, 'PHONE', '0841234567', '2026-01-01', null],
    ] as const;
    for (const [of, contactKind, value, recorded, withdrawn] of contacts)
      await sql`insert into producer_contact (id, producer_id, kind, value, consent_recorded_on, consent_withdrawn_on, source_id)
        select gen_random_uuid(), ${of.id}, ${contactKind}, ${value}, ${recorded}::date, ${withdrawn}::date, id
        from source order by id limit 1`.execute(hub.db);
    await merge(gone.slug, 'into', kept.slug, ...done);
    const { rows } = await sql<{ kind: string; value: string; withdrawn: string | null }>`
      select kind, value, consent_withdrawn_on::text as withdrawn from producer_contact
      where producer_id = ${kept.id} order by kind, value collate "C"`.execute(hub.db);
    expect(rows.map((row) => [row.kind, row.value, row.withdrawn])).toEqual([
      ['EMAIL', 'hoa@htx.example', '2026-02-01'],
      ['PHONE', '(0084) 262-381-2345', '2026-03-01'],
      ['PHONE', '0841234567', null],
      ['PHONE', '0905 000 111', '2026-02-01'],
      ['PHONE', '0905.123.456', '2026-02-01'],
      ['PHONE', '84905000111', '2026-02-01'],
      ['ZALO', 'https://zalo.me/84905123456', null],
    ]);
  });

  it('stands in the way of undoing the import that brought a producer, and the same file finds the other', async () => {
    const kept = await producer();
    const list = {
      name: 'danh sách.csv',
      bytes: Buffer.from(
        `(Kèm theo Quyết định số 78/QĐ-UBND ngày 5/6/2026);;;\nTT;Tên sản phẩm;Chủ thể;Sao\n1;Mắc ca sấy gộp;HTX Được Gộp;4\n`,
      ),
    };
    const take = async () =>
      applyList(
        hub.database.em,
        await readList(list),
        { answers: new Map(), decision: null, today: TODAY, by: 'Chị Hoa', onlyValidRows: false },
        { product: () => {}, leaveOut: () => {} },
      );
    const applied = await take();
    if (applied.is !== 'WRITTEN') throw new Error(JSON.stringify(applied));
    const { rows } = await sql<{
      slug: string;
    }>`select slug from producer where name = 'HTX Được Gộp'`.execute(hub.db);
    await merge(rows[0]?.slug ?? '', 'into', kept.slug, ...done);
    const undone = await undoBatch(hub.database.em, { batch: applied.batch, by: 'Anh Nam' });
    const told = undoneLines(undone).join('\n');
    expect(undone.is).toBe('STOOD_ON');
    expect(told).toContain('producer “HTX Được Gộp”');
    expect(told).toMatch(new RegExp(`Chị Hoa: gộp .* merged into ${kept.slug}`));
    expect((await take()).is).toBe('NOTHING_NEW');
  });
});
