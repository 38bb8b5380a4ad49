import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../database/testing.ts';
import { isUpToDate } from './print-schema.ts';
import { nodeShapes, publicSchema } from './schema.ts';
import { openTestApi, type TestApi } from './testing.ts';

/** What a partner would ask, with the statement that it takes. */
const queries = {
  nested: `{ products(first: 3) { totalCount nodes {
    name verdict { status reason lastDay recognition { evidence source { title } } }
    producer { name legalForm place { fullName parent { name } } }
    materialSources { basis material { slug } region { name hectares communes { name } } }
  } } }`,
  product: `{ product(by: { slug: "ca-phe-chon-kien-cuong" }) {
    name code alternateNames note productSetBasis productSet { number name sector { code } }
    producer { slug products(first: 5) { nodes { slug } } }
    place { slug } formerPlace { fullName } point { accuracy }
    recognitions { stars issued issuedPrecision kind evidence potentialFiveStar score verdict { status earliestLastDay lastDay } }
    currentRecognition { stars } was: currentRecognition(asOf: "2022-06-01") { stars issued }
    certifications { scheme } variants { gtin } media { url } source { reliability }
  } }`,
  region: `{ region(by: { slug: "sau-rieng-krong-pac" }) {
    name hectares hectaresNote level geometryAccuracy bbox geometryAreaKm2 material { slug name(language: EN) }
    figures { asOf hectares outputTonnes source { title } } communes { name } certifications { scheme scope }
    products(first: 2) { totalCount nodes { name } pageInfo { hasNextPage } }
  } }`,
  place: `{ place(by: { slug: "krong-pac" }) {
    fullName kind code predecessors { isPart place { fullName validUntil } } successors { place { name } }
    products(first: 2) { totalCount nodes { name formerPlace { name } } }
    producers { totalCount } regions { totalCount }
  } }`,
  filtered: `{ products(where: { verdict: [IN_FORCE], stars: [3], sector: [FOOD], place: { slug: "hoa-hiep" } }) {
    totalCount nodes { name verdict { statement lastDay } } } }`,
  verdict: `{ verdict(of: { slug: "gao-sach-thai-hai" }) { status stars lastDay statement en: statement(language: EN) } }`,
  dataset: `{ dataset { title isOfficial compiledOn licence counts { products producers inForce }
    planTargets { value indicator } taxonomies { code productSets { number } } } }`,
};

describe.each(databaseKinds)('GraphQL on %s', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi(kind);
  });
  afterAll(() => api.close());

  it.each(Object.entries(queries))('answers %s in one statement', async (name, query) => {
    const { data, errors, statements } = await api.ask(query);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    // One file for both databases: the same SQL, the same answer.
    await expect(`${query}\n\n${statements[0]}\n\n${JSON.stringify(data, null, 2)}\n`).toMatchFileSnapshot(
      `./__snapshots__/${name}.txt`,
    );
  });

  it('asks for nothing twice where the database can write a part of the answer only', async () => {
    const query = `query ($simplify: Float!) {
      products(first: 2) { nodes { slug } } regions(first: 2) { nodes { geometry(simplify: $simplify) } } }`;
    const { data, statements } = await api.ask(query, { simplify: 100 });
    expect(data.regions.nodes).toHaveLength(2);
    expect(statements).toHaveLength(2);
  });

  it('takes no more statements for many rows than for one', async () => {
    const document = (first: number) =>
      `{ products(first: ${first}) { nodes { producer { products(first: 2) { nodes { recognitions { source { title } } } } }
        materialSources { region { communes { regions(first: 1) { nodes { name } } } } } } } }`;
    const [few, many] = [await api.ask(document(1)), await api.ask(document(60))];
    expect(many.data.products.nodes).toHaveLength(60);
    expect(many.statements).toHaveLength(few.statements.length);
  });

  it('reads the whole list page by page, forwards and backwards, each once and in dictionary order', async () => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Awaited<ReturnType<TestApi['ask']>> = await api.ask(
        `query ($after: String) { products(first: 25, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      all.push(...data.products.nodes.map(({ slug }: { slug: string }) => slug));
      after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
    } while (after);
    expect(all).toHaveLength(136);
    expect(new Set(all).size).toBe(136);

    const backwards: string[] = [];
    let before: string | null = null;
    do {
      const { data }: Awaited<ReturnType<TestApi['ask']>> = await api.ask(
        `query ($before: String) { products(last: 40, before: $before) {
          edges { node { slug } } pageInfo { hasPreviousPage startCursor } } }`,
        { before },
      );
      backwards.unshift(...data.products.edges.map(({ node }: { node: { slug: string } }) => node.slug));
      before = data.products.pageInfo.hasPreviousPage ? data.products.pageInfo.startCursor : null;
    } while (before);
    expect(backwards).toEqual(all);
  });

  it('gives anything again by its id, and asks once for each kind of thing', async () => {
    const { data } = await api.ask(
      `{ products(first: 2) { nodes { id } } producers(first: 1) { nodes { id } } dataset { sources { id } } }`,
    );
    const ids = [...data.products.nodes, ...data.producers.nodes, data.dataset.sources[0]].map(
      ({ id }) => id,
    );
    const again = await api.ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Product { name verdict { status } } ... on Producer { name } } }`,
      { ids: [...ids, `prd_${'0'.repeat(32)}`] },
    );
    expect(again.errors).toBeUndefined();
    expect(again.data.nodes.map((node: { id: string } | null) => node?.id)).toEqual([...ids, undefined]);
    expect(again.statements).toHaveLength(3);
  });

  it('keeps the same field with other arguments apart, under any alias', async () => {
    const { data } = await api.ask(`{ product(by: { slug: "gao-sach-thai-hai" }) {
      before: verdict(asOf: "2023-01-01") { status reason }
      during: verdict(asOf: "2025-01-01") { status }
      after: verdict(asOf: "2027-02-01") { status lastDay }
      ... on Product { during: verdict(asOf: "2025-01-01") { asOf } }
    } }`);
    expect(data.product).toEqual({
      before: { status: 'NOT_CONFIRMED', reason: 'NO_RECOGNITION' },
      during: { status: 'IN_FORCE', asOf: '2025-01-01' },
      after: { status: 'EXPIRED', lastDay: '2027-01-23' },
    });
  });

  it('verifies by the code of a recognition, of a product, in any writing, and says when it knows nothing', async () => {
    const { data } = await api.ask(
      `{ product(by: { slug: "gao-sach-thai-hai" }) { id code recognitions { id code } } }`,
    );
    const { code, id, recognitions } = data.product;
    const written = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
    const document = `query ($of: VerdictRef!) { verdict(of: $of) { status reason product { code } recognition { code } } }`;
    for (const of of [
      { code },
      { code: written },
      { id },
      { code: recognitions[0].code },
      { id: recognitions[0].id },
    ]) {
      const { data: answer } = await api.ask(document, { of });
      expect(answer.verdict).toMatchObject({ status: 'IN_FORCE', product: { code } });
    }
    const nobody = await api.ask(document, { of: { code: '123/QĐ-UBND' } });
    expect(nobody.data.verdict).toEqual({
      status: 'UNKNOWN',
      reason: 'NOT_FOUND',
      product: null,
      recognition: null,
    });
  });

  it.each([
    [
      'a page that is too large',
      '{ products(first: 101) { nodes { name } } }',
      'first is 101: 1 to 100 is allowed',
    ],
    ['a strange cursor', '{ products(after: "abc") { nodes { name } } }', 'is not a cursor of this list'],
    ['first and last at once', '{ products(first: 1, last: 1) { nodes { name } } }', 'not both'],
    ['a strange id', '{ node(id: "1") { id } }', 'is not an id of this API'],
    [
      'the id of something else',
      '{ product(by: { id: "pro_00000000000000000000000000000000" }) { name } }',
      'a Product is asked for',
    ],
    ['a day that is none', '{ products(asOf: "2026-02-30") { nodes { name } } }', 'is not a Date'],
    [
      'two references at once',
      '{ product(by: { slug: "a", code: "b" }) { name } }',
      'OneOf Input Object "ProductRef"',
    ],
    [
      'too coarse a simplification',
      '{ region(by: { slug: "sau-rieng-krong-pac" }) { geometry(simplify: -1) } }',
      '0 to 50000',
    ],
  ])('says what is wrong with %s', async (_, query, message) => {
    const { errors } = await api.ask(query);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).not.toBe('INTERNAL_SERVER_ERROR');
    expect(api.unexpected).toEqual([]);
  });

  it('refuses two references at once in variables too', async () => {
    const { errors } = await api.ask('query ($by: ProductRef!) { product(by: $by) { name } }', {
      by: { slug: 'a', code: 'b' },
    });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_REFERENCE');
  });

  it('takes text in filters as text', async () => {
    const { data, errors } = await api.ask(
      'query ($m: [String!]) { products(where: { material: $m }) { totalCount } }',
      {
        m: ["'; drop table product; --"],
      },
    );
    expect(errors).toBeUndefined();
    expect(data.products.totalCount).toBe(0);
  });

  it('never shows what the restricted table holds', async () => {
    const [producer] = await api.em
      .getConnection()
      .execute<{ id: string }[]>('select id from producer order by slug limit 1');
    await api.em.getConnection().execute(
      `insert into producer_restricted (producer_id, tax_code, representative_name, phone, home_address, representative_ethnicity)
       values (?, 'PLANTED-1', 'PLANTED-2', 'PLANTED-3', 'PLANTED-4', 'PLANTED-5')`,
      [producer!.id],
    );
    const { data } = await api.ask(`{ producers(first: 100) { nodes {
      name alternateNames addressAsWritten website note certifications { scheme } source { note } } } }`);
    expect(JSON.stringify(data)).not.toContain('PLANTED');
    const log = await api.em
      .getConnection()
      .execute<object[]>(`select * from change where entity = 'producer_restricted'`);
    expect(log).toHaveLength(1);
    expect(JSON.stringify(log)).not.toContain('PLANTED');
  });

  it('tells changes in one statement, and nothing of what is restricted', async () => {
    await api.em.getConnection().execute(`insert into producer_restricted (producer_id, phone)
      select id, 'PLANTED-6' from producer order by slug desc limit 1`);
    await api.em.getConnection().execute(`update producer set address_as_written = 'HELD-BACK'
      where id = (select id from producer where legal_form is distinct from 'HOUSEHOLD_BUSINESS' order by slug limit 1)`);
    const query = `query ($after: String) { changes(after: $after, first: 100) { nodes { entity record } cursor isAtEnd } }`;
    const told: { entity: string; record: object | null }[] = [];
    let after: string | null = null;
    let isAtEnd: boolean;
    do {
      const { data, errors, statements }: Awaited<ReturnType<TestApi['ask']>> = await api.ask(query, {
        after,
      });
      expect(errors).toBeUndefined();
      expect(statements).toHaveLength(1);
      await expect(`${query}\n\n${statements[0]}\n`).toMatchFileSnapshot(
        after === null ? './__snapshots__/changes.txt' : './__snapshots__/changes-after.txt',
      );
      told.push(...data.changes.nodes);
      ({ cursor: after, isAtEnd } = data.changes);
    } while (!isAtEnd);
    expect(told.length).toBeGreaterThan(1_000);
    expect(told.at(-1)?.entity).toBe('Producer');
    expect(JSON.stringify(told)).not.toMatch(/PLANTED|HELD-BACK/);
  });
});

describe('the public schema', () => {
  it('is what schema/schema.graphql says', async () => {
    expect(await isUpToDate()).toBe(true);
  });

  it('describes every type, field, argument and enum value', async () => {
    const schema = await publicSchema();
    const silent: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (
        type.name.startsWith('__') ||
        ['String', 'Int', 'Float', 'Boolean', 'ID', 'Query'].includes(type.name)
      )
        continue;
      if (!type.description) silent.push(type.name);
      if (isEnumType(type)) {
        silent.push(
          ...type
            .getValues()
            .filter((value) => !value.description)
            .map(({ name }) => `${type.name}.${name}`),
        );
      } else if (isObjectType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (!field.description) silent.push(`${type.name}.${field.name}`);
          const args: readonly GraphQLArgument[] =
            'args' in field ? (field as GraphQLField<unknown, unknown>).args : [];
          silent.push(
            ...args.filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name})`),
          );
        }
      }
    }
    expect(silent).toEqual([]);
  });

  it('has an SQL expression for every field of every type that rows are made of', async () => {
    const schema = await publicSchema();
    const missing = Object.entries(nodeShapes).flatMap(([name, shape]) => {
      const type = schema.getType(name);
      if (!isObjectType(type)) return [name];
      return Object.keys(type.getFields())
        .filter((field) => !shape.fields[field])
        .map((field) => `${name}.${field}`);
    });
    expect(missing).toEqual([]);
  });

  it('holds no type or field for restricted data', async () => {
    const schema = await publicSchema();
    const words = /restricted|taxCode|representative|phone|email|ethnic|sex\b|homeAddress|identity/i;
    const found = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => [type.name, ...Object.keys(type.getFields())])
      .filter((name) => words.test(name));
    expect(found).toEqual([]);
    expect(getNamedType(schema.getQueryType()?.getFields()['product']?.type)?.name).toBe('Product');
  });
});
