import {
  buildSchema,
  Kind,
  parse,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { rootFields } from './root-fields.ts';
import { answeredFields } from './selection.ts';

const schema = buildSchema(`
  enum Star { THREE FOUR }
  input Ref { id: ID slug: String }
  input Point { lat: Float! lon: Float! srid: Int = 4326 }
  input Filter { text: String stars: [Star!] near: Ref AND: [Filter!] }
  type Query {
    product(by: Ref!, asOf: String): Int
    products(first: Int = 20, after: String, where: Filter): Int
    zones(point: Point!): Int
    verdicts(numbers: [String!]!): Int
  }
`);
const query = schema.getQueryType() as GraphQLObjectType;

function asked(document: string) {
  const { definitions } = parse(document);
  const operation = definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('An operation was expected');
  const fragments = Object.fromEntries(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one as FragmentDefinitionNode]] : [],
    ),
  );
  return { operation, fragments };
}

describe('the fields of the root, as they are asked again', () => {
  it.each<[string, readonly Record<string, unknown>[]]>([
    ['{ product(by: { slug: "ca-phe" }) }', [{}, {}]],
    ['query ($slug: String!) { product(by: { slug: $slug }) }', [{ slug: 'a' }, { slug: 'b' }]],
    ['query ($by: Ref!) { product(by: $by) __typename }', [{ by: { id: '1' } }, { by: { slug: 'a' } }]],
    [
      'query ($day: String) { product(by: { id: 7 }, asOf: $day) }',
      [{}, { day: null }, { day: '2026-11-24' }],
    ],
    ['query ($n: Int) { products(first: $n) }', [{ n: 3 }, {}, { n: 5 }]],
    ['{ products(first: 50, after: null) }', [{}, {}]],
    ['query ($toString: String) { products(first: 1, after: $toString) }', [{}, {}, { toString: 'x' }]],
    ['{ products(where: { stars: THREE }) }', [{}, {}]],
    [
      'query ($text: String!, $star: Star!) { products(first: 5, where: { text: $text, stars: [$star, FOUR], AND: [{ text: "x" }] }) }',
      [
        { text: 'cà phê', star: 'THREE' },
        { text: 'điều', star: 'FOUR' },
      ],
    ],
    ['query ($lat: Float!) { zones(point: { lat: $lat, lon: 108 }) }', [{ lat: 12 }, { lat: 12.5 }]],
    [
      'query ($lat: Float!) { zones(point: { lat: $lat, lon: 108, srid: 3405 }) }',
      [{ lat: 12 }, { lat: 13 }],
    ],
    [
      'query ($numbers: [String!]!) { one: verdicts(numbers: $numbers) two: verdicts(numbers: ["P1", "P2"]) }',
      [{ numbers: ['P3'] }, { numbers: [] }],
    ],
    [
      'query ($is: Boolean!) { product(by: { slug: "a" }) @include(if: $is) products(first: 1) }',
      [{ is: true }, { is: false }, { is: true }],
    ],
    ['{ ...F } fragment F on Query { products(first: 2) ... on Query { verdicts(numbers: []) } }', [{}, {}]],
  ])('are those that graphql-js finds: %s', (document, all) => {
    const { operation, fragments } = asked(document);
    const fieldsOf = rootFields(schema, operation, fragments, query);
    for (const variableValues of all) {
      expect(fieldsOf(variableValues)).toEqual(
        answeredFields({ schema, fragments, variableValues }, query, [operation]),
      );
    }
  });

  it('have arguments of their own each time, which whoever is given them may change', () => {
    const { operation, fragments } = asked('{ products(first: 2, where: { stars: [THREE] }) }');
    const fieldsOf = rootFields(schema, operation, fragments, query);
    for (let time = 0; time < 3; time++) {
      const where = fieldsOf({})[0]?.args['where'] as { stars: string[] };
      expect(where).toEqual({ stars: ['THREE'] });
      where.stars.push('FOUR');
    }
  });
});
