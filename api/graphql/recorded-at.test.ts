import { setTimeout as passing } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../database/testing.ts';
import { publicSchema } from './schema.ts';
import { openTestApi, type TestApi } from './testing.ts';

const RICE = 'gao-sach-thai-hai';

describe.each(databaseKinds)('what had been recorded, on %s', (kind) => {
  let api: TestApi;
  const run = <Row extends object>(sql: string, values: unknown[] = []) =>
    api.em.getConnection().execute<Row[]>(sql, values);

  /** An instant between what was recorded before and what will be. */
  const instant = async (): Promise<string> => {
    await passing(3);
    const [row] = await run<{ now: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    );
    await passing(3);
    return row!.now;
  };
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await api.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };

  beforeAll(async () => {
    api = await openTestApi(kind);
  });
  afterAll(() => api.close());

  it('tells of now what the tables hold, of every table that queries read', async () => {
    const tables = await run<{ name: string }>(
      `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const twins = await run<{ name: string }>(
      `select table_name as name from information_schema.views where table_schema = 'recorded' order by 1`,
    );
    const known = new Set(twins.map(({ name }) => name));
    // Restricted; for staff alone; what the twins of what is kept are read from; only ever added to; or never read by
    // a query.
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([
      'doubt',
      'doubt_photo',
      'given_code',
      'history_due',
      'import_batch',
      'import_batch_row',
      'merged_record',
      'migration',
      'producer_contact',
      'producer_restricted',
      'region_overlap_due',
      'revision_reader',
      'search_document_history',
      'search_word',
      'status_entry',
      'verdict_period_history',
      'webhook',
      'webhook_delivery',
      'webhook_expiry',
    ]);
    await api.em.fork().transactional(async (past) => {
      await past.execute(`select read_as_recorded(clock_timestamp() - interval '1 microsecond')`);
      for (const { name } of twins) {
        const [difference] = await past.execute<{ count: number }[]>(
          `with told as materialized (select to_jsonb(t) as row from recorded.${name} as t),
            held as materialized (select to_jsonb(t) as row from public.${name} as t)
          select count(*)::int as count from (
            (select row from told except select row from held) union all
            (select row from held except select row from told)) as difference`,
        );
        expect({ name, ...difference }).toEqual({ name, count: 0 });
      }
    });
  });

  it('knows what was true and what was then known, each on its own', async () => {
    const before = await instant();
    await run(
      `update recognition set revoked_on = '2025-06-01', revocation_reason = 'Thu hồi' where product_id = (
        select id from product where slug = ?)`,
      [RICE],
    );
    const after = await instant();
    const told = await ask(
      `query ($before: DateTime!, $after: DateTime!) {
        trueThenKnownThen: verdict(of: { slug: "${RICE}" }, asOf: "2025-07-01", recordedAt: $before) { ...answer }
        trueThenKnownNow: verdict(of: { slug: "${RICE}" }, asOf: "2025-07-01", recordedAt: $after) { ...answer }
        earlierKnownThen: verdict(of: { slug: "${RICE}" }, asOf: "2025-05-31", recordedAt: $before) { ...answer }
        earlierKnownNow: verdict(of: { slug: "${RICE}" }, asOf: "2025-05-31", recordedAt: $after) { ...answer }
        now: verdict(of: { slug: "${RICE}" }, asOf: "2025-07-01") { ...answer }
      }
      fragment answer on Verdict { status lastDay recognition { revokedOn } }`,
      { before, after },
    );
    expect(told).toEqual({
      trueThenKnownThen: { status: 'IN_FORCE', lastDay: '2027-01-23', recognition: { revokedOn: null } },
      trueThenKnownNow: {
        status: 'REVOKED',
        lastDay: '2025-05-31',
        recognition: { revokedOn: '2025-06-01' },
      },
      earlierKnownThen: { status: 'IN_FORCE', lastDay: '2027-01-23', recognition: { revokedOn: null } },
      earlierKnownNow: {
        status: 'IN_FORCE',
        lastDay: '2027-01-23',
        recognition: { revokedOn: '2025-06-01' },
      },
      now: { status: 'REVOKED', lastDay: '2025-05-31', recognition: { revokedOn: '2025-06-01' } },
    });

    const lists = `query ($at: DateTime, $day: Date!) {
      products(first: 1, where: { verdict: [REVOKED] }, asOf: $day, recordedAt: $at) { totalCount nodes { slug } }
      dataset(recordedAt: $at) { counts(asOf: $day) { inForce } }
      verdicts(numbers: ["${RICE}"], asOf: $day, recordedAt: $at) { verdict { status } }
    }`;
    const count = async (at: string | null, day: string) => {
      const { products, dataset, verdicts } = await ask(lists, { at, day });
      return [products.totalCount, dataset.counts.inForce, verdicts[0].verdict.status];
    };
    const [none, inForce] = await count(before, '2025-07-01');
    expect(none).toBe(0);
    expect(await count(after, '2025-07-01')).toEqual([1, inForce - 1, 'REVOKED']);
    expect(await count(null, '2025-07-01')).toEqual([1, inForce - 1, 'REVOKED']);
    expect(await count(after, '2025-05-31')).toEqual(await count(before, '2025-05-31'));
  });

  it('keeps former names, and what has been deleted since', async () => {
    const [gone] = await run<{ id: string; slug: string }>(
      `select id, slug from product p where (select count(*) from recognition where product_id = p.id) = 1
        and not exists (select from certification where product_id = p.id) order by slug limit 1`,
    );
    const document = `query ($at: DateTime, $gone: String!) {
      renamed: product(by: { slug: "${RICE}" }, recordedAt: $at) { name }
      found: products(where: { text: "nếp cẩm tím" }, recordedAt: $at) { nodes { slug } }
      gone: product(by: { slug: $gone }, recordedAt: $at) { slug source { slug } }
      verdict(of: { slug: $gone }, recordedAt: $at) { reason }
      dataset(recordedAt: $at) { revision counts { products recognitions } }
    }`;
    const at = (instant: string | null) => ask(document, { at: instant, gone: gone!.slug });
    const now = await at(null);
    const before = await instant();
    await run(`update product set name = 'Nếp cẩm tím' where slug = ?`, [RICE]);
    const between = await instant();
    await api.em.fork().transactional(async (transaction) => {
      await transaction.execute('delete from recognition where product_id = ?', [gone!.id]);
      await transaction.execute('delete from product where id = ?', [gone!.id]);
    });
    const after = await instant();

    expect(await at(before)).toEqual(now);
    const renamed = await at(between);
    expect(renamed.renamed).toEqual({ name: 'Nếp cẩm tím' });
    expect(now.found.nodes).toEqual([]);
    expect(renamed.found.nodes).toEqual([{ slug: RICE }]);
    expect(renamed.gone).toEqual(now.gone);
    const counts = { ...now.dataset.counts };
    expect(renamed.dataset.counts).toEqual(counts);
    const deleted = await at(after);
    expect(deleted).toEqual(await at(null));
    expect(deleted.gone).toBeNull();
    expect(deleted.verdict).toEqual({ reason: 'NOT_FOUND' });
    expect(deleted.dataset.counts).toEqual({
      products: counts.products - 1,
      recognitions: counts.recognitions - 1,
    });
    expect(new Set([now, renamed, deleted].map(({ dataset }) => dataset.revision)).size).toBe(3);
    expect(await at(before)).toEqual(now);
  });

  it('gives nodes of several instants side by side, present and past mixed in one request', async () => {
    const before = await instant();
    const { product } = await ask(`{ product(by: { slug: "${RICE}" }) { id name } }`);
    await run(`update product set name = 'Gạo mới' where slug = ?`, [RICE]);
    const after = await instant();
    const { errors, data, statements } = await api.ask(
      `query ($id: ID!, $before: DateTime!, $after: DateTime!) {
        was: nodes(ids: [$id], recordedAt: $before) { ...name }
        also: nodes(ids: [$id, $id], recordedAt: $before) { ...name }
        has: nodes(ids: [$id], recordedAt: $after) { ...name }
        is: node(id: $id) { ...name }
      }
      fragment name on Product { name }`,
      { id: product.id, before, after },
    );
    expect(errors).toBeUndefined();
    const [was, is] = [{ name: product.name }, { name: 'Gạo mới' }];
    expect(data).toEqual({ was: [was], also: [was, was], has: [is], is });
    expect(statements.length).toBeLessThanOrEqual(7);
  });

  it('lets nobody else read the past meanwhile', async () => {
    const before = await instant();
    await run(`update product set name = 'Gạo sạch' where slug = ?`, [RICE]);
    const name = `query ($at: DateTime) { product(by: { slug: "${RICE}" }, recordedAt: $at) { name } }`;
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => ask(name, { at: n % 2 ? before : null })),
    );
    expect(answers.map(({ product }) => product.name)).toEqual(
      answers.map((_, n) => (n % 2 ? 'Gạo mới' : 'Gạo sạch')),
    );
  });

  it('answers every root field by the statement of the present, after one that sets the instant', async () => {
    const point = 'point: { lat: 12.7, lon: 108.3 }';
    const queries: Record<string, (more: string) => string> = {
      product: (more) =>
        `product(by: { slug: "${RICE}" }${more}) { name verdict { statement } place { on(date: "2024-01-01") { slug } } }`,
      products: (
        more,
      ) => `products(first: 100, where: { text: "ca phe" }, orderBy: { by: RELEVANCE }${more}) { totalCount
        nodes { name verdict { status lastDay } producer { name } materialSources { region { name hectares } } }
        facets { verdict { value count } } }`,
      producer: (more) => `producer(by: { slug: "htx-ea-tu" }${more}) { name products { nodes { name } } }`,
      producers: (more) =>
        `producers(where: { text: "hop tac xa" }${more}) { totalCount nodes { name place { fullName } } }`,
      region: (more) =>
        `region(by: { slug: "sau-rieng-krong-pac" }${more}) { name bbox geometry figures { hectares } communes { name } }`,
      regions: (more) => `regions(first: 100${more}) { nodes { name products(first: 1) { totalCount } } }`,
      place: (more) =>
        `place(by: { slug: "krong-pac" }${more}) { fullName predecessors { place { name } } products { totalCount } }`,
      places: (more) => `places(first: 100, asOf: "2024-01-01"${more}) { totalCount nodes { fullName } }`,
      recognitions: (more) =>
        `recognitions(where: { verdict: [IN_FORCE] }${more}) { totalCount nodes { code verdict { status } } }`,
      verdict: (more) => `verdict(of: { slug: "${RICE}" }${more}) { statement recognition { code } }`,
      verdicts: (more) =>
        `verdicts(numbers: ["${RICE}", "gao-sach-thai-hoi"]${more}) { verdict { status } candidates { slug } }`,
      search: (more) => `search(text: "ca phe buon ma thuot", first: 5${more}) { nodes { __typename } }`,
      zonesContaining: (more) => `zonesContaining(${point}${more}) { nodes { name } }`,
      placesContaining: (more) =>
        `placesContaining(${point}${more}) { nodes { name regionOverlaps { areaKm2 } } }`,
      productsFromHere: (more) => `productsFromHere(${point}${more}) { nodes { name } }`,
      nearestProducts: (more) =>
        `nearestProducts(${point}${more}) { edges { distanceMetres node { name } } }`,
      changes: () => '',
      dataset: () => '',
      node: () => '',
      nodes: () => '',
    };
    const rootFields = (await publicSchema()).getQueryType()!.getFields();
    expect(Object.keys(queries).toSorted()).toEqual(Object.keys(rootFields).toSorted());
    for (const [name, query] of Object.entries(queries)) {
      if (query('') === '') continue;
      const now = await api.ask(`{ ${query('')} }`);
      const then = await api.ask(`{ ${query(`, recordedAt: "${await instant()}"`)} }`);
      expect({ name, errors: now.errors ?? then.errors }).toEqual({ name, errors: undefined });
      expect(then.data).toEqual(now.data);
      expect(then.statements).toEqual([
        `select refused, to_char(begun at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as begun from read_as_recorded($1::timestamptz)`,
        ...now.statements,
      ]);
    }
  });

  it('names what a place was or became on a day, and counts the places of the day', async () => {
    const { commune, former, dataset, then, now } = await ask(`{
      commune: place(by: { slug: "krong-pac" }) { today: on(date: "2026-01-01") { slug } before: on(date: "2025-06-30") { slug } predecessors { place { slug } } }
      former: place(by: { slug: "phuong-1-tuy-hoa-cu" }) { today: on(date: "2025-07-01") { slug } before: on(date: "2025-06-30") { slug } }
      dataset { then: counts(asOf: "2025-06-30") { places } now: counts { places } }
      then: places(first: 1, asOf: "2025-06-30", where: { kind: [COMMUNE, WARD, TOWNSHIP, SPECIAL_ZONE] }) { totalCount }
      now: places(first: 1, where: { kind: [COMMUNE, WARD, TOWNSHIP, SPECIAL_ZONE] }) { totalCount }
    }`);
    const slugs = (list: { slug: string }[]) => list.map(({ slug }) => slug).toSorted();
    expect(commune.today).toEqual([{ slug: 'krong-pac' }]);
    expect(slugs(commune.before)).toEqual(
      slugs(commune.predecessors.map(({ place }: { place: { slug: string } }) => place)),
    );
    expect(former).toEqual({ today: [{ slug: 'tuy-hoa' }], before: [{ slug: 'phuong-1-tuy-hoa-cu' }] });
    expect(dataset.then.places).toBe(then.totalCount);
    expect(dataset.now.places).toBe(now.totalCount);
    expect(then.totalCount).not.toBe(now.totalCount);
  });

  it('refuses the future, the time before the first record, and what is no instant', async () => {
    const refused = async (at: string) => {
      const { errors } = await api.ask(
        'query ($at: DateTime) { product(by: { slug: "a" }, recordedAt: $at) { name } }',
        { at },
      );
      return [errors?.[0]?.extensions?.['code'], errors?.[0]?.message];
    };
    expect(await refused('2999-01-01T00:00:00Z')).toEqual([
      'OUT_OF_RECORD',
      'recordedAt 2999-01-01T00:00:00Z lies in the future: give an instant that has passed, or leave it out for now',
    ]);
    expect(await refused('2001-01-01T00:00:00+07:00')).toEqual([
      'OUT_OF_RECORD',
      expect.stringMatching(
        /lies before the first record of this register: give \d{4}-.*Z or a later instant/,
      ),
    ]);
    for (const at of [
      '2026-11-24',
      '2026-11-24T00:00:00',
      '2026-11-24T00:00:00+20:00',
      '0000-01-01T00:00:00Z',
    ]) {
      const [code, message] = await refused(at);
      expect(code).toMatch(/^BAD_(TIME|VARIABLE)$/);
      expect(message).toContain('write an instant with its offset');
    }
    expect(api.unexpected).toEqual([]);
  });

  it('never tells what the restricted tables held', async () => {
    const [producer] = await run<{ id: string; slug: string }>(
      'select id, slug from producer order by slug limit 1',
    );
    await run(
      `insert into producer_restricted (producer_id, tax_code, phone) values (?, 'MARK-1', 'MARK-2')`,
      [producer!.id],
    );
    const logged = await run<{ row: unknown }>(
      `select to_jsonb(change) as row from change where entity = 'producer_restricted'`,
    );
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('MARK');
    const views = await run<{ name: string }>(
      `select table_name as name from information_schema.views where table_schema = 'recorded'
        and (table_name like '%restricted%' or table_name like '%contact%')`,
    );
    expect(views).toEqual([]);
  });

  // Only there can two transactions be open at once.
  it.each(kind === 'postgresql' ? [kind] : [])(
    'never changes an answer: late commits are recorded at their commit, and waited for',
    async () => {
      const nameAt = async (at: string) =>
        (
          await ask(`query ($at: DateTime) { product(by: { slug: "${RICE}" }, recordedAt: $at) { name } }`, {
            at,
          })
        ).product.name;
      const slow = api.em.fork();
      await slow.begin();
      await slow.execute(`update product set name = 'Chậm' where slug = ?`, [RICE]);
      const during = await instant();
      const was = await nameAt(during);
      await slow.commit();
      const afterwards = await instant();
      expect(await nameAt(during)).toBe(was);
      expect(await nameAt(afterwards)).toBe('Chậm');

      // Stamped, not yet seen by others: whoever asks for this instant waits for it.
      const committing = api.em.fork();
      await committing.begin();
      await committing.execute(`update product set name = 'Đang ghi' where slug = ?`, [RICE]);
      await committing.execute('set constraints all immediate');
      const asked = nameAt(await instant());
      const first = await Promise.race([asked, passing(200, 'waits')]);
      expect(first).toBe('waits');
      await committing.commit();
      expect(await asked).toBe('Đang ghi');

      const [order] = await run(
        `select bool_and(changed_at >= before) as "isInOrder" from (
        select changed_at, lag(changed_at, 1, changed_at) over (order by id) as before from change) as log`,
      );
      expect(order).toEqual({ isInOrder: true });
    },
  );
});
