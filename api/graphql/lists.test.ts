import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../database/testing.ts';
import { openTestApi, type TestApi } from './testing.ts';

describe.each(databaseKinds)('lists on %s', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi(kind);
  });
  afterAll(() => api.close());

  const count = async (where: object, args = ''): Promise<number> => {
    const { data, errors, statements } = await api.ask(
      `query ($where: ProductWhere) { products(where: $where ${args}) { totalCount } }`,
      { where },
    );
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    return data.products.totalCount;
  };
  /** The products of a filter must be those that a plain look at all products finds. */
  const all = async () => {
    const { data } =
      await api.ask(`{ a: products(first: 100) { nodes { ...facts } } b: products(last: 36) { nodes { ...facts } } }
      fragment facts on Product { slug name media { url } producer { legalForm slug } productSet { number sector { code } }
        materialSources { material { slug } region { slug } } place { slug } point { lat lon }
        verdict { status stars lastDay lastDayIsExact recognition { issued } } }`);
    return [...data.a.nodes, ...data.b.nodes];
  };

  it.each([
    ['stars', { stars: [4, 5] }, (p: Any) => [4, 5].includes(p.verdict.stars)],
    ['verdict', { verdict: ['EXPIRED'] }, (p: Any) => p.verdict.status === 'EXPIRED'],
    ['no verdict', { verdict: ['NOT_CONFIRMED'] }, (p: Any) => p.verdict.status === 'NOT_CONFIRMED'],
    [
      'validUntil',
      { validUntil: { from: '2027-01-01', to: '2027-01-31' } },
      (p: Any) => p.verdict.lastDayIsExact && p.verdict.lastDay.startsWith('2027-01'),
    ],
    [
      'recognised',
      { recognised: { from: '2024-07-01', to: '2024-12-31' } },
      (p: Any) => /^2024-(0[7-9]|1)/.test(p.verdict.recognition?.issued),
    ],
    ['sector', { sector: ['DRINK'] }, (p: Any) => p.productSet?.sector.code === 'DRINK'],
    ['product set', { productSet: [13] }, (p: Any) => p.productSet?.number === 13],
    [
      'material',
      { material: ['ca-phe', 'ca-cao'] },
      (p: Any) => p.materialSources.some((m: Any) => ['ca-phe', 'ca-cao'].includes(m.material.slug)),
    ],
    [
      'region',
      { region: [{ slug: 'sau-rieng-krong-pac' }] },
      (p: Any) => p.materialSources.some((m: Any) => m.region?.slug === 'sau-rieng-krong-pac'),
    ],
    [
      'producer',
      { producer: [{ slug: 'nha-hang-phu-khang' }] },
      (p: Any) => p.producer?.slug === 'nha-hang-phu-khang',
    ],
    ['legal form', { legalForm: ['COOPERATIVE'] }, (p: Any) => p.producer?.legalForm === 'COOPERATIVE'],
    ['photo', { hasPhoto: false }, (p: Any) => p.media.length === 0],
    [
      'box',
      { within: { bbox: [108.2, 12.5, 108.4, 12.8] } },
      (p: Any) =>
        p.point && p.point.lon >= 108.2 && p.point.lon <= 108.4 && p.point.lat >= 12.5 && p.point.lat <= 12.8,
    ],
    [
      'OR',
      { OR: [{ stars: [5] }, { verdict: ['IN_FORCE'] }] },
      (p: Any) => p.verdict.stars === 5 || p.verdict.status === 'IN_FORCE',
    ],
    [
      'AND in OR',
      { OR: [{ AND: [{ sector: ['FOOD'] }, { stars: [3] }] }] },
      (p: Any) => p.productSet?.sector.code === 'FOOD' && p.verdict.stars === 3,
    ],
  ])('filters by %s', async (_, where, expected) => {
    const found = (await all()).filter(expected).length;
    expect(found).toBeGreaterThan(0);
    expect(await count(where)).toBe(found);
  });

  it('finds a product of a former district under its communes, and nothing outside', async () => {
    expect(await count({ place: [{ slug: 'huyen-song-hinh-cu' }] })).toBe(9);
    expect(await count({ place: [{ slug: 'dak-lak' }] })).toBe(136);
    expect(await count({ place: [{ slug: 'no-such-place' }] })).toBe(0);
  });

  it('speaks of the day that it is asked for', async () => {
    expect(await count({ verdict: ['IN_FORCE'] }, ', asOf: "2024-06-30"')).toBe(4);
    expect(await count({ verdict: ['IN_FORCE'] }, ', asOf: "2028-06-30"')).toBe(0);
  });

  it('knows what has changed since an instant', async () => {
    expect(await count({ changedSince: '2020-01-01T00:00:00Z' })).toBe(136);
    expect(await count({ changedSince: '2126-01-01T00:00:00+07:00' })).toBe(0);
  });

  it('refuses filters that nest too deep, ranges that are empty, and orders that lack their object', async () => {
    const deep = (n: number): object => (n === 0 ? { stars: [3] } : { AND: [deep(n - 1)] });
    const refusal = async (where: object, orderBy?: object) => {
      const { errors } = await api.ask(
        'query ($where: ProductWhere, $orderBy: ProductOrder) { products(where: $where, orderBy: $orderBy) { totalCount nodes { slug } } }',
        { where, orderBy },
      );
      return errors?.[0]?.message;
    };
    expect(await refusal(deep(4))).toContain('more than 3 deep');
    expect(await refusal({ validUntil: { from: '2027-02-01', to: '2027-01-01' } })).toContain('is empty');
    expect(await refusal({}, { by: 'DISTANCE' })).toContain('needs where.near');
    expect(await refusal({}, { by: 'RELEVANCE' })).toContain('needs where.text');
  });

  it.each([
    ['STARS', 'DESC', {}],
    ['STARS', 'ASC', {}],
    ['RECOGNISED_ON', 'DESC', {}],
    ['VALID_UNTIL', 'ASC', {}],
    ['DISTANCE', 'ASC', { near: { point: { lat: 12.68, lon: 108.05 }, km: 200 } }],
    ['RELEVANCE', 'DESC', { text: 'ca phe' }],
  ])('pages through the order %s %s, each product once and in order', async (by, direction, where) => {
    const slugs: string[] = [];
    const keys: (number | null)[] = [];
    let after: string | null = null;
    do {
      const { data, errors }: Awaited<ReturnType<TestApi['ask']>> = await api.ask(
        `query ($where: ProductWhere, $orderBy: ProductOrder, $after: String) {
          products(first: 17, after: $after, where: $where, orderBy: $orderBy) {
            nodes { slug verdict { stars lastDay } } pageInfo { hasNextPage endCursor } totalCount } }`,
        { where, orderBy: { by, direction }, after },
      );
      expect(errors).toBeUndefined();
      for (const { slug, verdict } of data.products.nodes) {
        slugs.push(slug);
        if (by === 'STARS') keys.push(verdict.stars);
        if (by === 'VALID_UNTIL') keys.push(verdict.lastDay && Date.parse(verdict.lastDay));
      }
      after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
    } while (after && slugs.length <= 136);
    expect(slugs.length).toBe(await count(where));
    expect(new Set(slugs).size).toBe(slugs.length);
    const known = keys.filter((key) => key !== null);
    expect(known).toEqual(known.toSorted((a, b) => (direction === 'ASC' ? a - b : b - a)));
    expect(keys.slice(known.length).every((key) => key === null)).toBe(true);
  });

  it('refuses a cursor of another order', async () => {
    const { data } = await api.ask(
      '{ products(first: 1, orderBy: { by: STARS }) { pageInfo { endCursor } } }',
    );
    const { errors } = await api.ask(
      'query ($after: String) { products(after: $after) { nodes { name } } }',
      {
        after: data.products.pageInfo.endCursor,
      },
    );
    expect(errors?.[0]?.message).toContain(
      'was made for the list product by STARS ASC, and this one is product by NAME',
    );
  });

  it.each([
    ['{ products(where: { stars: [7] }) { totalCount } }', 'No product has 7 stars: 3 to 5 are allowed'],
    ['{ products(where: { OR: [{ stars: [0] }] }) { totalCount } }', '3 to 5 are allowed'],
    ['{ recognitions(where: { stars: [4, 2] }) { totalCount } }', 'No product has 2 stars'],
    ['{ products(where: { productSet: [99] }) { totalCount } }', 'no product set 99: 1 to 26 are allowed'],
  ])('refuses numbers that cannot exist: %s', async (query, message) => {
    const { errors } = await api.ask(query);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('finds the units before 2025-07-01 that a place of today was made from', async () => {
    const { data } = await api.ask(`{
      place(by: { slug: "krong-pac" }) { predecessors { place { slug } } }
      places(first: 100, asOf: "2025-06-30", where: { place: [{ slug: "krong-pac" }] }) { nodes { slug } } }`);
    const [found, predecessors] = [data.places.nodes, data.place.predecessors.map(({ place }: Any) => place)];
    expect(predecessors.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(predecessors));
  });

  it('refuses a cursor of another list', async () => {
    const { data } = await api.ask('{ products(first: 1) { pageInfo { endCursor } } }');
    for (const list of ['producers', 'places', 'regions', 'recognitions']) {
      const { errors } = await api.ask(`query ($after: String) { ${list}(after: $after) { totalCount } }`, {
        after: data.products.pageInfo.endCursor,
      });
      expect(errors?.[0], list).toMatchObject({
        message: expect.stringContaining('was made for the list product by NAME'),
        extensions: { code: 'BAD_CURSOR' },
      });
    }
  });

  it('counts each facet without its own filter, in the statement of its list', async () => {
    const { data, statements } =
      await api.ask(`{ products(where: { stars: [3], sector: [FOOD] }) { totalCount facets {
      stars { value count } sector { value count } productSet { value count } verdict { value count } place { value count }
      material { value count } legalForm { value count } year { value count } } } }`);
    expect(statements).toHaveLength(1);
    const { facets, totalCount } = data.products;
    const valueOf = (name: string, value: string) =>
      facets[name].find((facet: { value: string; count: number }) => facet.value === value)?.count;
    expect(valueOf('stars', '3')).toBe(totalCount);
    expect(valueOf('sector', 'FOOD')).toBe(totalCount);
    expect(valueOf('stars', '4')).toBe(await count({ stars: [4], sector: ['FOOD'] }));
    expect(valueOf('sector', 'DRINK')).toBe(await count({ stars: [3], sector: ['DRINK'] }));
    expect(valueOf('productSet', '8')).toBe(await count({ stars: [3], sector: ['FOOD'], productSet: [8] }));
    expect(valueOf('year', '2024')).toBeGreaterThan(10);
    expect(facets.material.length).toBeGreaterThan(5);
  });

  it('filters nested lists and counts their facets too', async () => {
    const { data, errors, statements } = await api.ask(`{ place(by: { slug: "hoa-hiep" }) {
      products(where: { verdict: [IN_FORCE] }, first: 2, orderBy: { by: VALID_UNTIL }) {
        totalCount facets { verdict { value count } } nodes { name } } } }`);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    expect(data.place.products.totalCount).toBe(10);
    expect(data.place.products.facets.verdict).toEqual([
      { value: 'IN_FORCE', count: 10 },
      { value: 'EXPIRED', count: 2 },
    ]);
  });

  it('filters producers, regions, places and recognitions', async () => {
    const { data, errors } = await api.ask(`{
      producers(where: { legalForm: [COOPERATIVE], products: { material: ["ca-phe"] } }) { totalCount nodes { name } }
      regions(where: { text: "sau rieng", place: { slug: "krong-pac" } }) { nodes { slug } }
      places(where: { kind: [WARD], hasProducts: true }) { totalCount nodes { kind } }
      former: places(asOf: "2025-06-30", where: { kind: [DISTRICT], text: "cu mgar" }) { nodes { name } }
      recognitions(where: { evidence: [OFFICIAL_NEWS], verdict: [IN_FORCE] }, orderBy: { by: ISSUED, direction: DESC }) {
        totalCount nodes { issued product { name } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.producers.totalCount).toBeGreaterThan(2);
    expect(data.regions.nodes.map(({ slug }: { slug: string }) => slug)).toContain('sau-rieng-krong-pac');
    expect(data.places.nodes.every((place: Any) => place.kind === 'WARD')).toBe(true);
    expect(data.former.nodes).toEqual(
      [{ name: 'Cư M’gar' }].map(() => ({ name: expect.stringMatching(/^Cư M.gar$/) })),
    );
    expect(data.recognitions.totalCount).toBe(19);
    const issued = data.recognitions.nodes.map((recognition: Any) => recognition.issued);
    expect(issued).toEqual(issued.toSorted().toReversed());
  });

  it('verifies many numbers in one statement, and offers the nearest for an unknown one', async () => {
    const { data: known } = await api.ask(
      '{ product(by: { slug: "gao-sach-thai-hai" }) { code recognitions { code } } }',
    );
    const { code, recognitions } = known.product;
    const numbers = [code, recognitions[0].code, 'gao-sach-thai-hai', 'gao-sach-thai-hay', '###'];
    const document = `query ($numbers: [String!]!) { verdicts(numbers: $numbers) {
      number verdict { status reason lastDay product { slug } } candidates { slug } } }`;
    const { data, errors, statements } = await api.ask(document, { numbers });
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    expect(data.verdicts.map((answer: Any) => [answer.number, answer.verdict.status])).toEqual([
      [code, 'IN_FORCE'],
      [recognitions[0].code, 'IN_FORCE'],
      ['gao-sach-thai-hai', 'IN_FORCE'],
      ['gao-sach-thai-hay', 'UNKNOWN'],
      ['###', 'UNKNOWN'],
    ]);
    expect(data.verdicts[0].candidates).toEqual([]);
    expect(data.verdicts[3].candidates[0]).toEqual({ slug: 'gao-sach-thai-hai' });
    expect(data.verdicts[4].candidates).toEqual([]);

    const many = await api.ask(document, { numbers: Array.from({ length: 500 }, () => code) });
    expect(many.data.verdicts).toHaveLength(500);
    expect(many.statements).toHaveLength(1);
    const { errors: tooMany } = await api.ask(document, { numbers: Array.from({ length: 501 }, () => code) });
    expect(tooMany?.[0]?.message).toContain('at most 500');
  });
});

// What the queries of this file return is known to them alone.
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;
