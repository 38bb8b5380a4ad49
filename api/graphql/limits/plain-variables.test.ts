import { buildSchema, getVariableValues, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainVariables } from './plain-variables.ts';

const schema = buildSchema(`
  enum Star { THREE FOUR }
  input Filter { text: String }
  scalar Day
  type Query { any(id: ID, number: Float, is: Boolean): Int }
`);

const operationOf = (variables: string): OperationDefinitionNode => {
  const [operation] = parse(`query (${variables}) { any }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('An operation was expected');
  return operation;
};

describe('variables that are what they were sent as', () => {
  it.each([
    ['$a: String!', { a: 'Ê đê' }],
    ['$a: String', { a: null }],
    ['$a: String', {}],
    ['$a: ID!', { a: 'P0000001' }],
    ['$a: Int!, $b: Float!', { a: -2_147_483_647, b: 12.5 }],
    ['$a: Float!', { a: 12 }],
    ['$a: Boolean', { a: false }],
    ['$a: [String!]!', { a: [] }],
    ['$a: [String!]!', { a: ['một', 'hai'] }],
    ['$a: [Float]', { a: [1, null, 2.5] }],
    ['$a: [[Int!]!]', { a: [[1], [2, 3]] }],
  ])('are told as graphql-js tells them: %s with %j', (declared, given) => {
    const operation = operationOf(declared);
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    expect(coerced).toBeDefined();
    expect(plainVariables(schema, operation)(given)).toEqual(coerced);
  });

  it.each([
    // To be refused.
    ['$a: String!', {}],
    ['$a: String!', { a: null }],
    ['$a: String', { a: 1 }],
    ['$a: Int', { a: 1.5 }],
    ['$a: Int', { a: 2 ** 31 }],
    ['$a: Float', { a: Infinity }],
    ['$a: Float', { a: '1' }],
    ['$a: Boolean', { a: 1 }],
    ['$a: [String!]', { a: ['một', null] }],
    ['$a: [Float!]!', { a: [1, '2'] }],
    // To be made something of, or looked at in another way.
    ['$a: ID', { a: 7 }],
    ['$a: [String]', { a: 'một' }],
    ['$a: Int = 5', {}],
    ['$a: Star', { a: 'THREE' }],
    ['$a: Day', { a: '2026-11-24' }],
    ['$a: Filter', { a: { text: 'cà phê' } }],
    ['$a: String', { a: 'một', b: 'hai' }],
    ['$toString: String', {}],
    ['$__proto__: String', JSON.parse('{ "__proto__": "một" }')],
  ])('are left to graphql-js where they are not: %s with %j', (declared, given) => {
    expect(plainVariables(schema, operationOf(declared))(given)).toBeNull();
  });
});
