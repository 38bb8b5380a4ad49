import {
  getNullableType,
  GraphQLBoolean,
  GraphQLInt,
  isEnumType,
  isListType,
  isScalarType,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
} from 'graphql';
import { GeoJSONScalar } from '../scalars.ts';
import { checkedCost, coercedVariables } from './check.ts';
import { plainVariables } from './plain-variables.ts';

/** Of one operation, so many sets of variables that cost differently are remembered. */
const MOST_PRICES = 100;

/** What an operation costs with some variables, and what these are. */
export interface Priced {
  points: number;
  /** Coerced, with defaults. */
  values: Record<string, unknown>;
}

/**
 * The cost of one operation with variables as sent; null where they, or the cost, have to be refused. Most variables
 * do not matter to it but by being there, so that its formula is seldom worked out again.
 */
export function priced(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (given: Record<string, unknown>) => Priced | null {
  const declared = operation.variableDefinitions ?? [];
  const marks = declared.map(({ variable, type }) => ({
    name: variable.name.value,
    mark: markOf(typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType),
  }));
  const plain = plainVariables(schema, operation);
  const known = new Map<string, number>();

  return (given) => {
    const values = plain(given) ?? coerced(given);
    if (!values) return null;
    let key: string | null = '';
    for (const { name, mark } of marks) {
      if (!mark) {
        key = null;
        break;
      }
      const value = values[name];
      key += value == null ? `${value} ` : `${mark(value)} `;
    }
    const before = key === null ? undefined : known.get(key);
    if (before !== undefined) return { points: before, values };
    const points = priceOf(values);
    if (points !== null && key !== null && known.size < MOST_PRICES) known.set(key, points);
    return points === null ? null : { points, values };
  };

  function coerced(given: Record<string, unknown>): Record<string, unknown> | null {
    const told = coercedVariables(schema, operation, given);
    return 'errors' in told ? null : told.values;
  }

  function priceOf(values: Record<string, unknown>): number | null {
    try {
      const { cost, refusal } = checkedCost(schema, document, operation, values);
      return refusal ? null : cost.points;
    } catch {
      // Arguments that do not fit: whoever answers it in full says what is wrong.
      return null;
    }
  }
}

/** What of a variable that is not null decides the cost; null where that is all of it. */
function markOf(type: GraphQLInputType): ((value: unknown) => string) | null {
  const named = getNullableType(type);
  if (isListType(named)) {
    const item = getNullableType(named.ofType as GraphQLInputType);
    return isPlain(item) ? (value) => String((value as unknown[]).length) : null;
  }
  if (!isPlain(named)) return null;
  // Page sizes, and what is skipped or included.
  return named === GraphQLInt || named === GraphQLBoolean ? String : () => '+';
}

const isPlain = (type: GraphQLInputType): boolean =>
  isEnumType(type) || (isScalarType(type) && type !== GeoJSONScalar);
