import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  getIntrospectionQuery,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE } from '../connection.ts';
import { MOST_NUMBERS, MOST_OF_A_DECISION } from '../input-limits.rules.ts';
import { publicSchema } from '../schema.ts';
import { checkedCost, coercedVariables, documentRefusals } from './check.ts';
import { assumedSizes, cost, limits, weights } from './limits.rules.ts';

describe('the published limits', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await publicSchema();
  });

  const operationOf = (document: DocumentNode) =>
    document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;

  function points(source: string, variables: Record<string, unknown> = {}): number {
    const document = parse(source);
    expect(documentRefusals(schema, document)).toEqual([]);
    const operation = operationOf(document);
    const coerced = coercedVariables(schema, operation, variables);
    if ('errors' in coerced) throw coerced.errors[0]!;
    return checkedCost(schema, document, operation, coerced.values).cost.points;
  }
  const codes = (source: string) =>
    documentRefusals(schema, parse(source)).map(({ extensions }) => extensions['code']);

  it('stand in the description of the argument that they limit', () => {
    const { verdicts } = schema.getQueryType()?.getFields() ?? {};
    const numbers = verdicts?.args.find(({ name }) => name === 'numbers');
    expect(numbers?.description).toContain(`at most ${MOST_NUMBERS}.`);
  });

  it.each([
    ['one object', '{ dataset { title } }', 1 + 1],
    ['scalars are free', '{ dataset { title licence attribution revision } }', 1 + 1],
    ['a page', '{ products(first: 7) { nodes { name } } }', 1 + 1 + 7],
    ['the default page', '{ products { nodes { name } } }', 1 + 1 + 20],
    ['from the end', '{ products(last: 3) { edges { cursor } } }', 1 + 1 + 3],
    [
      'its edges',
      '{ products(first: 7) { edges { node { name } } pageInfo { endCursor } } }',
      1 + 1 + 7 * 2 + 1,
    ],
    ['a count', '{ products(first: 1) { totalCount } }', 1 + 1 + weights['*.totalCount']!],
    ['in each other', '{ products(first: 7) { nodes { producer { name } place { name } } } }', 1 + 1 + 7 * 3],
    [
      'a page in a page',
      '{ regions(first: 2) { nodes { products(first: 3) { nodes { name } } } } }',
      1 + 1 + 2 * (1 + 1 + 3),
    ],
    [
      'what a decision recognised',
      '{ verdicts(numbers: ["1/QĐ-UBND"]) { recognitions { code } } }',
      1 + 1 + MOST_OF_A_DECISION,
    ],
    [
      'a list without pages',
      '{ product(by: { slug: "a" }) { source { otherUrls } recognitions { stars } } }',
      1 + 1 + 1 + 4,
    ],
    ['geometry', '{ regions(first: 2) { nodes { geometry } } }', 1 + 1 + 2 * (1 + 20)],
    ['a look into the past', '{ dataset(recordedAt: "2026-11-24T09:30:00+07:00") { title } }', 1 + 1 + 200],
    [
      'what a filter lists, wherever in it',
      '{ producers(first: 1, where: { OR: [{ place: [{ slug: "a" }, { code: "b" }] }, { products: { region: { slug: "c" } } }] }) { nodes { name } } }',
      1 + 1 + 1 + 3 * cost.reference,
    ],
    [
      'a polygon',
      '{ products(first: 1, where: { within: { polygon: [[108, 12], [109, 12], [109, 13], [108, 12]] } }) { nodes { name } } }',
      1 + 1 + 1 + 4 * cost.position,
    ],
    [
      'a search',
      '{ search(text: "ca phe", first: 7) { nodes { ... on Product { name } } } }',
      1 + 1 + 7 + weights['Query.search']!,
    ],
    [
      'what is found from a point',
      `{ nearestProducts(point: { lat: 12.7, lon: 108.3 }, first: 7) { nodes { name } } }`,
      1 + 1 + 7 + weights['Query.nearestProducts']!,
    ],
    ['introspection', '{ __schema { types { name } } __typename }', 1 + cost.introspection],
    [
      'what is left out',
      '{ products @skip(if: true) { nodes { name } } dataset @include(if: true) { title } }',
      1 + 1,
    ],
    [
      'the dearest of an interface',
      '{ node(id: "a") { id ... on Product { producer { name } } ... on Region { communes { name } } } }',
      1 + 1 + assumedSizes['Region.communes']!,
    ],
  ])('counts %s', (_, source, expected) => {
    expect(points(source)).toBe(expected);
  });

  it('counts with variables', () => {
    const source =
      'query ($n: Int = 9, $ids: [ID!]!, $more: Boolean!) { products(first: $n) { nodes { name } } nodes(ids: $ids) { id } dataset @include(if: $more) { title } }';
    expect(points(source, { ids: ['a', 'b', 'c'], more: false })).toBe(1 + 1 + 9 + 3);
    expect(points(source, { n: 50, ids: ['a'], more: true })).toBe(1 + 1 + 50 + 1 + 1);
  });

  it('leaves a page size that is not allowed to the list itself', () => {
    expect(points('{ products(first: 2000000000) { nodes { name } } }')).toBe(1 + 1 + LARGEST_PAGE_SIZE);
    expect(points('{ products(first: -5) { nodes { name } } }')).toBe(1 + 1 + 1);
  });

  it('counts fragments that call each other twice without going through all their ways', () => {
    const levels = 60;
    const fragments = Array.from(
      { length: levels },
      (_, index) => `fragment F${index} on Product { ...F${index + 1} ...F${index + 1} }`,
    );
    const source = `{ products(first: 1) { nodes { ...F0 } } } ${fragments.join(' ')} fragment F${levels} on Product { producer { name } }`;
    // 2^60 ways: a walk through them would never end.
    expect(points(source)).toBeGreaterThan(limits.cost);
  });

  it.each([
    ['TOO_MANY_ROOT_FIELDS', `{ ${'dataset { title } '.repeat(limits.rootFields + 1)} }`],
    [
      'TOO_MANY_ROOT_FIELDS',
      `{ ...A ...A ...A } fragment A on Query { ${'dataset { title } '.repeat(limits.rootFields / 2)} }`,
    ],
    [
      'TOO_DEEP',
      `{ place(by: { slug: "a" }) ${'{ parent '.repeat(limits.depth)} { name } ${'}'.repeat(limits.depth)} }`,
    ],
    [
      'TOO_DEEP',
      `{ place(by: { slug: "a" }) { ...P0 } } ${Array.from({ length: limits.depth }, (_, i) => `fragment P${i} on Place { parent { ...P${i + 1} } }`).join(' ')} fragment P${limits.depth} on Place { name }`,
    ],
    [
      'TOO_MANY_ALIASES',
      `{ dataset { ${Array.from({ length: limits.aliases + 1 }, (_, i) => `a${i}: title`).join(' ')} } }`,
    ],
    ['TOO_MANY_FIELDS', `{ dataset { ${'title '.repeat(limits.fieldsInOnePlace + 1)} } }`],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    [
      'GRAPHQL_VALIDATION_FAILED',
      '{ dataset { ...A } } fragment A on Dataset { ...B } fragment B on Dataset { ...A }',
    ],
    ['BAD_DATE', '{ products(asOf: "2026-02-30") { totalCount } }'],
    ['BAD_ENUM_VALUE', '{ products(where: { sector: [FODO] }) { totalCount } }'],
  ])('refuses with %s', (code, source) => {
    expect(codes(source)[0]).toBe(code);
  });

  it('tells for an enum what is allowed, and for a document what is asked, allowed and how to ask for less', () => {
    const [inDocument] = documentRefusals(
      schema,
      parse('{ products(where: { sector: [FODO] }) { totalCount } }'),
    );
    expect(inDocument?.message).toContain('Allowed are FOOD, ');
    expect(inDocument?.locations).toEqual([{ line: 1, column: 30 }]);
    const document = parse('query ($s: [SectorCode!]) { products(where: { sector: $s }) { totalCount } }');
    const inVariable = coercedVariables(schema, operationOf(document), { s: ['FODO'] });
    expect('errors' in inVariable && inVariable.errors[0]?.message).toContain('Allowed are FOOD, ');
    const [wide] = documentRefusals(schema, parse(`{ ${'dataset { title } '.repeat(25)} }`));
    expect(wide?.message).toBe(
      'The document has 25 fields of Query in one operation; at most 20 are allowed: send several requests, or ask for many things by nodes(ids:)',
    );
    expect(wide?.extensions).toEqual({ code: 'TOO_MANY_ROOT_FIELDS', limit: 20, asked: 25 });
  });

  it('says of a query that is too costly how much it costs and where', () => {
    const document = parse(
      '{ products(first: 100) { nodes { producer { products(first: 100) { nodes { name } } } } } }',
    );
    const { refusal } = checkedCost(schema, document, operationOf(document), {});
    expect(refusal?.message).toBe(
      'The query costs 10302 points; at most 10000 are allowed. Most of it is products with 10301. Ask for fewer items with first or last, for fewer nested lists, for less geometry, or by shorter lists and simpler polygons',
    );
  });

  it('lets through what graphql clients ask of a schema', () => {
    expect(
      points(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: true })),
    ).toBe(101);
  });

  it('names only lists and fields that there are', () => {
    const missing = [...Object.keys(weights), ...Object.keys(assumedSizes)].filter((coordinate) => {
      const [typeName = '', field = ''] = coordinate.split('.');
      if (typeName !== '*') {
        const type = schema.getType(typeName);
        return !isObjectType(type) || !type.getFields()[field];
      }
      return !Object.values(schema.getTypeMap()).some(
        (type) => isObjectType(type) && type.getFields()[field],
      );
    });
    expect(missing).toEqual([]);
    expect([cost.defaultPageSize, cost.largestPageSize]).toEqual([DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE]);
  });

  it('leaves room for every document of the directory, which asks for more than most', () => {
    const file = fileURLToPath(new URL('../../../directory/src/data/documents.ts', import.meta.url));
    const parts = [...readFileSync(file, 'utf8').matchAll(/graphql\(`([^`]*)`\)/g)].map(
      ([, text = '']) => text,
    );
    const fragments = new Map(
      parts.flatMap((text) => [...text.matchAll(/fragment (\w+)/g)].map(([, name]) => [name, text])),
    );
    const withFragments = (text: string, known = new Set<string>()): string => {
      const called = [...text.matchAll(/\.\.\.(\w+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'on' && !known.has(name));
      for (const name of called) known.add(name);
      return [
        text,
        ...[...new Set(called)].map((name) => withFragments(fragments.get(name) ?? '', known)),
      ].join('\n');
    };
    const costs = parts
      .filter((text) => /^\s*query/.test(text))
      .map((text) => points(withFragments(text), { first: 100 }));
    expect(costs.length).toBeGreaterThan(3);
    expect(Math.max(...costs)).toBeLessThan(limits.cost);
  });
});
