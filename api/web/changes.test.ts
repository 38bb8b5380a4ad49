import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const get = (path: string) => fetch(hub.url + path);
const page = async (path: string) => answerOf(await get(path));
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('is followed from link to link to its end, and full pages may be kept', async () => {
  const first = await get('/changes?limit=500');
  // As long as the day lasts, which ends every answer of the hub.
  expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
  expect(first.headers.get('access-control-allow-origin')).toBe('*');
  let told = await answerOf(first);
  expect(told).toMatchObject({ isAtEnd: false });
  expect(first.headers.get('link')).toBe(`<${told.next}>; rel="next"`);
  expect(Object.keys(told.changes[0])).toEqual([
    'cursor',
    'at',
    'commit',
    'operation',
    'entity',
    'id',
    'record',
  ]);
  let count = told.changes.length;
  while (!told.isAtEnd) {
    told = await page(told.next);
    count += told.changes.length;
  }
  const { rows } = await sql<{ all: number }>`select count(*)::int as all from change
    where entity not in ('region_overlap', 'producer_restricted', 'producer_contact')`.execute(hub.db);
  expect(count).toBe(rows[0]?.all);

  const end = await get(told.next);
  expect(await answerOf(end)).toMatchObject({ changes: [], isAtEnd: true, cursor: told.cursor });
  const known = await fetch(hub.url + told.next, {
    headers: { 'if-none-match': end.headers.get('etag') ?? '' },
  });
  expect(known.status).toBe(304);
});

it('goes on where a snapshot ends, whose address holds its state, and whose last line only a whole file has', async () => {
  const answer = await get('/changes/snapshot.ndjson');
  expect(answer.redirected).toBe(true);
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
  const whole = await answer.text();
  const records = lines(whole);
  const { end } = records.pop();
  expect(end.records).toBe(records.length);
  expect(records.map(({ entity }) => entity)).toContain('Recognition');
  expect((await page(`/changes?since=${end.cursor}`)).changes).toEqual([]);

  const [{ id }] = (await sql<{ id: string }>`select id from product order by id limit 1`.execute(hub.db))
    .rows as [{ id: string }];
  await sql`update product set note = 'Thử' where id = ${id}`.execute(hub.db);
  const { changes } = await page(`/changes?since=${end.cursor}`);
  expect(changes).toMatchObject([{ operation: 'PUT', entity: 'Product', record: { note: 'Thử' } }]);
  // The id is the one that GraphQL knows it by.
  const { data } = await answerOf(
    await hub.ask({
      query: 'query ($id: ID!) { node(id: $id) { ... on Product { note } } }',
      variables: { id: changes[0].id },
    }),
  );
  expect(data.node.note).toBe('Thử');
  expect(await (await get(`/changes/snapshot.ndjson?at=${end.cursor}`)).text()).toBe(whole);
});

it('says what is wrong with a cursor or a limit, and sends one of another register to the snapshot', async () => {
  for (const path of [
    '/changes?since=0',
    "/changes?since=1-abcdefgh'--",
    '/changes?limit=0',
    '/changes?limit=1001',
    '/changes?limit=many',
  ]) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 400]);
    expect((await answerOf(answer)).title).toMatch(/cursor|from 1 to 1000/);
  }
  const { cursor } = await page('/changes?limit=1');
  const [change, mark] = cursor.split('-');
  // The same change of another register, one that is not yet, and the number that another change was given.
  for (const gone of [`${change}-0123456789`, `zzzzzz-${mark}`, `2-${mark}`]) {
    for (const path of [`/changes?since=${gone}`, `/changes/snapshot.ndjson?at=${gone}`]) {
      const answer = await get(path);
      expect(answer.status).toBe(410);
      expect(await answerOf(answer)).toMatchObject({ snapshot: '/changes/snapshot.ndjson' });
    }
  }
  expect(hub.unexpected).toEqual([]);
});

it('is the same feed in GraphQL, with cursors that work in both', async () => {
  const ask = async (variables: object) =>
    answerOf(
      await hub.ask({
        query: `query ($after: String, $first: Int) { changes(after: $after, first: $first) {
          nodes { cursor at commit operation entity recordId record } edges { cursor node { recordId } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor } cursor isAtEnd snapshot } }`,
        variables,
      }),
    );
  const told = await page('/changes?limit=7');
  const { data } = await ask({ first: 7 });
  expect(data.changes).toMatchObject({
    nodes: told.changes.map(({ id, ...rest }: { id: string }) => ({ ...rest, recordId: id })),
    cursor: told.cursor,
    isAtEnd: false,
    snapshot: told.snapshot,
    pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: told.cursor },
  });
  const [there, here] = [await page(told.next), await ask({ after: told.cursor, first: 7 })];
  expect(here.data.changes.cursor).toBe(there.cursor);
  const further = await page(`/changes?since=${here.data.changes.cursor}&limit=1`);
  const { data: same } = await ask({ after: there.cursor, first: 1 });
  expect(same.changes.edges).toEqual(
    further.changes.map(({ cursor, id }: { cursor: string; id: string }) => ({
      cursor,
      node: { recordId: id },
    })),
  );

  // The whole of it: what is deleted is told as deleted, and the end goes on from its own cursor.
  const { id } = (
    await sql<{ id: string }>`insert into product_variant (id, product_id, name)
      select gen_random_uuid(), id, 'Gói ngắn ngày' from product order by id limit 1 returning id`.execute(
      hub.db,
    )
  ).rows[0]!;
  await sql`delete from product_variant where id = ${id}`.execute(hub.db);
  let after = null;
  const ops = new Map<string, string[]>();
  let end;
  do {
    end = (await ask({ after, first: 100 })).data.changes;
    for (const { recordId, operation, record } of end.nodes)
      ops.set(recordId, [...(ops.get(recordId) ?? []), `${operation} ${record?.name ?? null}`]);
    after = end.cursor;
  } while (!end.isAtEnd);
  expect(ops.get(id)).toEqual(['PUT Gói ngắn ngày', 'DELETE null']);
  const nothing = (await ask({ after })).data.changes;
  expect(nothing).toMatchObject({ nodes: [], cursor: after, isAtEnd: true, pageInfo: { endCursor: null } });

  const [change] = told.cursor.split('-');
  const gone = await ask({ after: `${change}-0123456789` });
  expect(gone.errors[0].extensions).toMatchObject({
    code: 'CURSOR_GONE',
    snapshot: '/changes/snapshot.ndjson',
    url: '/docs/errors/CURSOR_GONE/',
  });
  for (const [variables, code] of [
    [{ after: 'WyJ' }, 'BAD_CURSOR'],
    [{ first: 0 }, 'BAD_PAGE_SIZE'],
    [{ first: 101 }, 'BAD_PAGE_SIZE'],
  ] as const)
    expect((await ask(variables)).errors[0].extensions.code).toBe(code);
  expect(hub.unexpected).toEqual([]);
});

it('breaks a snapshot off where the register falls silent, so that nobody takes it for whole', async () => {
  const alone = await openTestHub();
  try {
    for (const statement of [
      `create function silence() returns jsonb language plpgsql stable as $$ begin raise exception 'silent'; end $$`,
      'alter table change rename to change_told',
      `create view change as select id, transaction_id, changed_at, entity, entity_id, operation,
        case when entity = 'recognition' then silence() else after end as after from change_told`,
    ]) {
      await sql.raw(statement).execute(alone.db);
    }
    const answer = await fetch(`${alone.url}/changes/snapshot.ndjson`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  } finally {
    await alone.close();
  }
});
