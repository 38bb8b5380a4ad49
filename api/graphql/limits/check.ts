import {
  getVariableValues,
  isEnumType,
  Kind,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../error-codes.rules.ts';
import { isErrorCode } from '../error-codes.rules.ts';
import { refusal } from '../errors.ts';
import { costOf, type Cost } from './cost.ts';
import { limits } from './limits.rules.ts';
import { shapeRefusal } from './shape-limits.ts';

/** So many errors are told at once; mending these first shows the others. */
const MOST_ERRORS = 10;

/** Documents that fit a schema, as long as somebody else keeps them. */
const fitting = new WeakMap<GraphQLSchema, WeakSet<DocumentNode>>();

/** Everything that keeps a document from being carried out, before anything of it is. */
export function documentRefusals(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const known = fitting.get(schema) ?? new WeakSet();
  fitting.set(schema, known);
  if (known.has(document)) return [];
  // Measured before it is validated: validation compares the fields of a wide document each with each.
  const shape = shapeRefusal(document);
  if (shape) return [shape];
  const errors = validate(schema, document, specifiedRules, { maxErrors: MOST_ERRORS });
  if (errors.length === 0) known.add(document);
  return errors.slice(0, MOST_ERRORS).map((error) => explained(error, schema, 'GRAPHQL_VALIDATION_FAILED'));
}

/** The variables as declared, or what is wrong with them. */
export function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): { values: Record<string, unknown> } | { errors: readonly GraphQLError[] } {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: MOST_ERRORS,
  });
  if (coerced) return { values: coerced };
  return {
    errors: errors.slice(0, MOST_ERRORS).map((error) => explained(error, schema, 'BAD_VARIABLE')),
  };
}

/** What an operation costs, and why that is too much where it is. */
export function checkedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variableValues: Record<string, unknown>,
): { cost: Cost; refusal: GraphQLError | null } {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments[part.name.value] = part;
  }
  const cost = costOf(operation, { schema, fragments, variableValues });
  if (cost.points <= limits.cost) return { cost, refusal: null };
  const most = cost.heaviest ? ` Most of it is ${cost.heaviest.field} with ${cost.heaviest.points}.` : '';
  return {
    cost,
    refusal: refusal(
      'COST_TOO_HIGH',
      `The query costs ${cost.points} points; at most ${limits.cost} are allowed.${most} Ask for fewer items with first or last, for fewer nested lists, or for less geometry`,
      { limit: limits.cost, asked: cost.points },
    ),
  };
}

/** The same error with a code of ours, and for an enum with the values that are allowed. */
function explained(error: GraphQLError, schema: GraphQLSchema, otherwise: ErrorCode): GraphQLError {
  const name = /does not exist in "(\w+)" enum|Enum "(\w+)" cannot represent/
    .exec(error.message)
    ?.slice(1)
    .find(Boolean);
  const type = name ? schema.getType(name) : undefined;
  const own = error.extensions['code'];
  if (isEnumType(type)) {
    const allowed = type.getValues().map((value) => value.name);
    return coded(error, 'BAD_ENUM_VALUE', `${error.message} Allowed are ${allowed.join(', ')}.`);
  }
  if (isErrorCode(own)) return coded(error, own, error.message);
  const isReference = /OneOf Input Object|Exactly one key must be specified/.test(error.message);
  return coded(error, isReference ? 'BAD_REFERENCE' : otherwise, error.message);
}

const coded = (error: GraphQLError, code: ErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { code },
  });
