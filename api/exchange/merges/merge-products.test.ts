import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { TODAY } from '../../graphql/testing.ts';
import { mergeRequestOf, runMerge } from '../../merge.ts';
import { takeChanges } from '../webhooks/take-changes.ts';
import { answerOf, openTestHub, type TestHub } from '../../web/testing.ts';

describe.each(databaseKinds)('merging products on %s', (kind) => {
  let hub: TestHub;
  let folder: string;
  beforeAll(async () => {
    // A directory without the page: it was built since.
    folder = mkdtempSync(join(tmpdir(), 'hub-merges-'));
    hub = await openTestHub({ kind, site: { folder } });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string) => fetch(hub.url + path, { redirect: 'manual' });
  const ask = async (query: string, variables: object) => answerOf(await hub.ask({ query, variables }));
  async function merge(...args: string[]): Promise<string> {
    const lines: string[] = [];
    await runMerge(mergeRequestOf(['product', ...args]), { db: hub.db, say: (line) => lines.push(line) });
    return lines.join('\n');
  }
  interface Known {
    id: string;
    code: string;
    slug: string;
    name: string;
  }
  /** Products with a star in force, of one recognition each. */
  const products = async () =>
    (
      await sql<Known>`select product.id, product.code, slug, product.name from product join recognition on product_id = product.id
        where evidence in ('SIGNED_DECISION', 'OFFICIAL_NEWS') and stars is not null and issued_on is not null and valid_until is not null
        group by product.id having count(*) = 1 order by product.code limit 4`.execute(hub.db)
    ).rows as [Known, Known, Known, Known];
  /** Where GIS programs find it. */
  const feature = ({ id }: Known) => `/ogc/collections/products/items/prd_${id.replaceAll('-', '')}`;
  const state = async () =>
    (
      await sql<{ all: string }>`select (select string_agg(to_jsonb(p)::text, ' ' order by id) from product p)
        || (select string_agg(to_jsonb(r)::text, ' ' order by id) from recognition r)
        || (select count(*) from change) || (select count(*) from merged_record) as all`.execute(hub.db)
    ).rows[0]?.all;

  it('tells first, writes nothing, and then does it whole: whatever led to the one leads to the other', async () => {
    const [gone, kept, third] = await products();
    await sql`update product set official_code = 'OLD-1', story = 'Chuyện' where id = ${gone.id}`.execute(
      hub.db,
    );
    await sql`update product set official_code = null, story = null where id = ${kept.id}`.execute(hub.db);
    await sql`insert into product_variant (id, product_id, name, gtin) values
      (gen_random_uuid(), ${gone.id}, 'Gói 1', '08938505974194'), (gen_random_uuid(), ${kept.id}, 'Gói 1', null),
      (gen_random_uuid(), ${gone.id}, 'Gói 2', null)`.execute(hub.db);
    // A recognition that stands there twice, with a label that a phone verifies without a network.
    const [[own], [other]] = [
      (
        await sql<{
          id: string;
          code: string;
        }>`select id, code from recognition where product_id = ${gone.id}`.execute(hub.db)
      ).rows,
      (
        await sql<{
          id: string;
          code: string;
        }>`select id, code from recognition where product_id = ${kept.id}`.execute(hub.db)
      ).rows,
    ];
    await sql`update recognition set (decision_number, issued, issued_on, valid_until, extended_until, stars, score, evidence)
      = (select decision_number, issued, issued_on, valid_until, extended_until, stars, score, evidence from recognition where id = ${other?.id})
      where id = ${own?.id}`.execute(hub.db);
    const withdrawn = async () =>
      (
        await sql<{
          withdrawn: boolean;
        }>`select withdrawn from status_on('2026-11-24') join status_entry using (status_index)
        where product_id = ${gone.id} order by status_index desc limit 1`.execute(hub.db)
      ).rows;
    const before = [await state(), await withdrawn()];

    const plan = await merge(gone.code, 'into', kept.code);
    expect([await state(), await withdrawn()]).toEqual(before);
    expect(plan).toContain(`recognition ${own?.code}`);
    expect(plan).toContain(`is ${other?.code} already: it goes`);
    expect(plan).toContain('pack “Gói 1” is there already: it gets the barcode 08938505974194');
    expect(plan).toMatch(/taken over, as the kept product had none: story, official_code/);
    expect(plan).toContain('--apply --by NAME');
    const { cursor } = (await ask('query { changes(first: 1) { cursor } }', {})).data.changes;
    const start = (await answerOf(await get(`/changes?since=${await newest()}`))).cursor;

    await sql`insert into webhook (id, url, events, secret, after_change)
      select 'wh_0123456789', 'https://partner.example/', '{product.updated,product.merged,product.deleted}', '', max(id) from change`.execute(
      hub.db,
    );
    const done = await merge(
      gone.code,
      'INTO',
      kept.code.toLowerCase(),
      '--apply',
      '--by',
      'Chị Hoa',
      '--why',
      'Một hàng, hai lần ghi',
    );
    expect(done.split('\n').slice(0, -2)).toEqual(plan.split('\n').slice(0, -2));
    expect(await withdrawn()).toEqual(before[1]);

    await takeChanges(hub.db, '', TODAY);
    const deliveries = await sql<{ body: string }>`select body from webhook_delivery`.execute(hub.db);
    // Of the one that is gone, only what it was merged into.
    const keptId = `prd_${kept.id.replaceAll('-', '')}`;
    const events = deliveries.rows.map(({ body }) => JSON.parse(body));
    expect(events.toSorted((one, other) => (one.type < other.type ? -1 : 1))).toMatchObject([
      {
        type: 'product.merged',
        data: { code: gone.code, supersededBy: { code: kept.code, url: `/v/${kept.code}` } },
      },
      { type: 'product.updated', data: { id: keptId, code: kept.code, slug: kept.slug } },
    ]);

    const { changes } = await answerOf(await get(`/changes?since=${start}`));
    const tombstones = changes.filter((one: { operation: string }) => one.operation === 'DELETE');
    expect(
      tombstones.map(({ entity, supersededBy }: Record<string, string>) => [entity, supersededBy]),
    ).toEqual(
      expect.arrayContaining([
        ['Product', keptId],
        ['Recognition', `rec_${other?.id.replaceAll('-', '')}`],
        ['ProductVariant', undefined],
      ]),
    );
    const { data } = await ask(
      `query ($after: String, $code: String!, $numbers: [String!]!) {
        changes(after: $after, first: 100) { nodes { operation entity supersededBy } }
        product(by: { code: $code }) { code alternateNames story officialCode variants { name gtin } recognitions { code } }
        verdict(of: { code: $code }) { product { code } }
        verdicts(numbers: $numbers) { verdict { product { code } recognition { code } } }
      }`,
      { after: start, code: gone.code, numbers: [own?.code, 'OLD-1', '08938505974194'] },
    );
    expect(cursor).not.toBe(start);
    expect(data.changes.nodes).toContainEqual({
      operation: 'DELETE',
      entity: 'Product',
      supersededBy: keptId,
    });
    expect(data.product).toMatchObject({
      code: kept.code,
      story: 'Chuyện',
      officialCode: 'OLD-1',
      variants: [
        { name: 'Gói 1', gtin: '08938505974194' },
        { name: 'Gói 2', gtin: null },
      ],
      recognitions: [{ code: other?.code }],
    });
    expect(data.product.alternateNames).toContain(gone.name);
    expect(data.verdict.product.code).toBe(kept.code);
    for (const { verdict } of data.verdicts) expect(verdict.product.code).toBe(kept.code);
    expect(data.verdicts[0].verdict.recognition.code).toBe(other?.code);
    const { rows } = await sql<{ actor: string }>`select distinct actor from change order by 1`.execute(
      hub.db,
    );
    expect(rows.map(({ actor }) => actor)).toContain('Chị Hoa');
    expect(rows.map(({ actor }) => actor)).not.toContain('dry run');

    for (const [from, to] of [
      [`/v/${gone.code}?lang=en`, `/v/${kept.code}?lang=en`],
      [`/v/${own?.code}`, `/v/${other?.code}`],
      [`/san-pham/${gone.slug}/`, `/san-pham/${kept.slug}/`],
      [`/en/products/${gone.slug}/`, `/en/products/${kept.slug}/`],
      [feature(gone), hub.url + feature(kept)],
      [`${feature(gone)}?f=html`, `${hub.url}${feature(kept)}?f=html`],
    ] as const) {
      const answer = await get(from);
      expect([answer.status, answer.headers.get('location')]).toEqual([308, to]);
    }
    expect((await get(`/v/${kept.code}`)).status).toBe(200);
    expect(await answerOf(await get(feature(kept)))).toMatchObject({ properties: { code: kept.code } });

    await sql`update recognition set evidence = 'COUNCIL_RESULT' where product_id = ${third.id}`.execute(
      hub.db,
    );
    const between = await sql<{ at: string }>`select to_char(clock_timestamp() at time zone 'utc',
      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(hub.db);
    // And when that one goes the same way, the first leads on, and its tombstone says what it said.
    await merge(
      kept.code,
      'into',
      third.code,
      '--apply',
      '--by',
      'Chị Hoa',
      '--why',
      'Một hàng, hai lần ghi',
    );
    expect((await get(`/v/${gone.code}`)).headers.get('location')).toBe(`/v/${third.code}`);
    expect((await get(feature(gone))).headers.get('location')).toBe(hub.url + feature(third));
    const now = await ask(
      `query ($code: String!, $at: DateTime!) {
        product(by: { code: $code }) { code } verdict(of: { code: $code }) { product { code } }
        earlier: product(by: { code: $code }, recordedAt: $at) { code }
        earlierVerdict: verdict(of: { code: $code }, recordedAt: $at) { product { code } }
      }`,
      { code: gone.code, at: between.rows[0]?.at },
    );
    expect(now.data).toEqual({
      product: { code: third.code },
      verdict: { product: { code: third.code } },
      earlier: { code: kept.code },
      earlierVerdict: { product: { code: kept.code } },
    });
    const again = await answerOf(await get(`/changes?since=${start}`));
    expect(again.changes.slice(0, changes.length)).toEqual(changes);
    expect(hub.unexpected).toEqual([]);
  });

  it('refuses what is no such product, and what would lose a barcode, and leaves all as it was', async () => {
    const [one, other] = await products();
    await sql`insert into product_variant (id, product_id, name, gtin) values
      (gen_random_uuid(), ${one.id}, 'Hộp', '08938505974200'), (gen_random_uuid(), ${other.id}, 'Hộp', '08938505974217')`.execute(
      hub.db,
    );
    let before = await state();
    await expect(
      merge(one.code, 'into', other.code, '--apply', '--by', 'Anh Tú', '--why', 'Thử'),
    ).rejects.toThrow('“Hộp”, with the barcodes 08938505974200 and 08938505974217');
    expect(await state()).toBe(before);
    await sql`delete from product_variant where name = 'Hộp'`.execute(hub.db);
    await sql`update recognition set decision_number = 'Một/QĐ', issued_on = '2026-01-05', issued = '2026-01-05',
      valid_until = '2029-01-04', extended_until = null, stars = 3, score = null where product_id = ${one.id}`.execute(
      hub.db,
    );
    await sql`update recognition set decision_number = 'Hai/QĐ', issued_on = '2026-02-05', issued = '2026-02-05',
      valid_until = '2029-02-04', extended_until = null, stars = 4, score = null where product_id = ${other.id}`.execute(
      hub.db,
    );
    before = await state();
    await expect(
      merge(one.code, 'into', other.code, '--apply', '--by', 'Anh Tú', '--why', 'Thử'),
    ).rejects.toThrow('in force on the same days');
    // One decision, of which two things are told: neither may vanish with the record that goes.
    await sql`update recognition set decision_number = 'Một/QĐ', revoked_on = '2026-03-01' where product_id = ${other.id}`.execute(
      hub.db,
    );
    before = await state();
    await expect(
      merge(one.code, 'into', other.code, '--apply', '--by', 'Anh Tú', '--why', 'Thử'),
    ).rejects.toThrow('the register says two things');
    await expect(merge(one.code, 'into', one.code)).rejects.toThrow('into itself');
    await expect(merge('P0000000', 'into', other.code)).rejects.toThrow('no product with the code P0000000');
    await expect(merge(one.code, other.code)).rejects.toThrow('merge product CODE_THAT_GOES into');
    await expect(merge(one.code, 'into', other.code, '--apply')).rejects.toThrow('--by NAME');
    await expect(merge(one.code, 'into', other.code, '--apply', '--by', 'Anh Tú')).rejects.toThrow('--why');
    expect(await state()).toBe(before);
  });

  const newest = async () => {
    let page = await answerOf(await get('/changes'));
    while (!page.isAtEnd) page = await answerOf(await get(page.next));
    return page.cursor;
  };
});
