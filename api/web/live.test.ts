import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changedFacts, type ChangedFacts } from '../register/recognitions/changed-facts.queries.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
let built: string;
beforeAll(async () => {
  hub = await openTestHub();
  built = (await answerOf(await hub.ask({ query: '{ dataset { revision } }' }))).data.dataset.revision;
});
afterAll(() => hub.close());

const since = (revision: string) => fetch(`${hub.url}/live/changes.json?since=${revision}`);
const changesSince = async (revision: string) => (await (await since(revision)).json()) as ChangedFacts;

it('has nothing to say to a page that knows all, and may be kept for a minute', async () => {
  const answer = await since(built);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=60');
  // For the map in a sandboxed frame.
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(await answer.json()).toEqual({ revision: built, products: {}, isCut: false });
});

it('tells a page of a revocation and of a new recognition, with all that decides the verdict', async () => {
  const query = `{ products(first: 1, where: { verdict: [IN_FORCE] }) { nodes { slug recognitions {
    code stars evidence issued validUntil extendedUntil revokedOn supersededOn potentialFiveStar } } } }`;
  const product = (await answerOf(await hub.ask({ query }))).data.products.nodes[0];
  await sql`update recognition set revoked_on = '2026-11-20', revocation_reason = 'Thu hồi thử'
    where code = ${product.recognitions[0].code}`.execute(hub.db);

  const { products, revision } = await changesSince(built);
  expect(Object.keys(products)).toEqual([product.slug]);
  expect(products[product.slug]).toHaveLength(product.recognitions.length);
  expect(products[product.slug]).toContainEqual({ ...product.recognitions[0], revokedOn: '2026-11-20' });
  expect((await changesSince(revision)).products).toEqual({});
});

it('takes nothing but a revision, and sends a page of another time away', async () => {
  expect((await since('yesterday')).status).toBe(400);
  expect((await since("1-0'or'1")).status).toBe(400);
  await sql`select setval(pg_get_serial_sequence('change', 'id'), 10000000)`.execute(hub.db);
  await sql`update recognition set revocation_reason = 'Thu hồi' where revoked_on = '2026-11-20'`.execute(
    hub.db,
  );
  expect(await changesSince(built)).toMatchObject({ products: {}, isCut: true });
});

it('misses nothing that is committed late, behind what others have seen', async () => {
  // Only there can two transactions be open at once.
  const { db, database, close } = await openTestHub({ kind: 'postgresql' });
  const products = async (since: string) => Object.keys((await changedFacts(db, parseInt(since))).products);
  const recognitions = await sql<{ id: string; slug: string }>`
    select distinct on (product_id) recognition.id, slug
    from recognition join product on product.id = product_id order by product_id limit 3`.execute(db);
  const [first, second, late] = recognitions.rows as [Row, Row, Row];
  const annotate = `update recognition set note = 'Ghi chú thử' where id = ?`;
  const [early, waiting] = [database.em.fork(), database.em.fork()];
  try {
    await early.begin();
    await waiting.begin();
    await early.execute(annotate, [first.id]);
    await early.execute('set constraints all immediate');
    await waiting.execute(annotate, [late.id]);
    const isLogged = waiting.execute('set constraints all immediate');
    const waits = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waits.execute(db)).rows.length).toBe(1);
    await early.execute(annotate, [second.id]);
    await early.commit();
    await isLogged;
    const { revision } = await changedFacts(db, 0);
    await waiting.commit();
    expect(await products(revision)).toEqual([late.slug]);
    const [order] = await database.em.getConnection()
      .execute(`select bool_and(changed_at >= before) as "isInOrder" from (
        select changed_at, lag(changed_at, 1, changed_at) over (order by id) as before from change) as log`);
    expect(order).toEqual({ isInOrder: true });
  } finally {
    await close();
  }
});
interface Row {
  id: string;
  slug: string;
}
