import {
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
} from 'graphql';

type Is = (value: unknown) => boolean;

/** What a value of these types has to be so that nothing is to be made of it. */
const plainly: Record<string, Is> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => Number.isFinite(value),
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
};

/**
 * Variables that are what they were sent as, which nearly all are: told without graphql-js, which takes each of them apart.
 * Null where they have to be coerced, or refused.
 */
export function plainVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (given: Record<string, unknown>) => Record<string, unknown> | null {
  const declared = variableDefinitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    hasDefault: defaultValue !== undefined,
    fits: fitting(typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType),
    isNeeded: type.kind === 'NonNullType',
  }));
  // What every object has cannot be told from a variable of that name.
  if (declared.some(({ name }) => name in Object.prototype)) return () => null;
  return (given) => {
    let left = Object.keys(given).length;
    const values: Record<string, unknown> = {};
    for (const { name, hasDefault, fits, isNeeded } of declared) {
      const value = given[name];
      if (value === undefined) {
        if (hasDefault || isNeeded) return null;
        continue;
      }
      if (!fits(value)) return null;
      values[name] = value;
      left -= 1;
    }
    // What was not asked for has its limits too.
    return left === 0 ? values : null;
  };
}

function fitting(type: GraphQLInputType): Is {
  if (isNonNullType(type)) {
    const fits = fitting(type.ofType as GraphQLInputType);
    return (value) => value !== null && fits(value);
  }
  if (isListType(type)) {
    const fits = fitting(type.ofType as GraphQLInputType);
    return (value) => value === null || (Array.isArray(value) && value.every(fits));
  }
  const fits = plainly[type.name];
  return fits ? (value) => value === null || fits(value) : () => false;
}
