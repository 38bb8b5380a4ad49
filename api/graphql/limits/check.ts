import {
  getVariableValues,
  GraphQLError,
  isEnumType,
  Kind,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { isErrorCode, type ErrorCode } from '../error-codes.rules.ts';
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
  for (const part of document.definitions) {
    // Validation passes an operation whose root type is missing; only execution would notice.
    if (part.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(part.operation))
      return [refusal('GRAPHQL_VALIDATION_FAILED', `This API answers queries only, no ${part.operation}`)];
  }
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
  if (isDeeper(given, limits.variablesDepth)) {
    const message = `Objects and lists in variables stand in each other more than ${limits.variablesDepth} deep`;
    return { errors: [refusal('BAD_VARIABLE', message, { limit: limits.variablesDepth })] };
  }
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
  if (cost.filterBranches > limits.filterBranches) {
    const message = `A filter has ${cost.filterBranches} parts under AND and OR; at most ${limits.filterBranches} are allowed: several values of one condition go into one list`;
    return {
      cost,
      refusal: refusal('FILTER_TOO_DEEP', message, {
        limit: limits.filterBranches,
        asked: cost.filterBranches,
      }),
    };
  }
  if (cost.points <= limits.cost) return { cost, refusal: null };
  const most = cost.heaviest ? ` Most of it is ${cost.heaviest.field} with ${cost.heaviest.points}.` : '';
  return {
    cost,
    refusal: refusal(
      'COST_TOO_HIGH',
      `The query costs ${cost.points} points; at most ${limits.cost} are allowed.${most} Ask for fewer items with first or last, for fewer nested lists, for less geometry, or by shorter lists and simpler polygons`,
      { limit: limits.cost, asked: cost.points },
    ),
  };
}

/** Without recursion: it is asked of what could exhaust the stack. */
function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= most && level.length > 0; depth += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return level.length > 0;
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
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { code },
  });
