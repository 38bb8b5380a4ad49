import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChangedFacts } from '../register/recognitions/changed-facts.queries.ts';
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
