import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLError,
  isInputObjectType,
  Kind,
  type FieldNode,
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type SelectionNode,
  type ValueNode,
} from 'graphql';
import { badInput } from '../errors.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The arguments of a field, or what is wrong with them. Only here is it seen that a variable that may be null is
 * null where a default stands in for it, or where a reference needs it: validation lets both pass.
 */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): Record<string, unknown> {
  if (field.args.length === 0) return {};
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    for (const { name, value } of node.arguments ?? []) {
      const type = field.args.find((arg) => arg.name === name.value)?.type;
      const empty = type && emptyReference(value, type, variables);
      if (empty) {
        const ways = Object.keys(empty.getFields());
        const message = `${empty.name} in ${field.name}(${name.value}:) names nothing, as a variable in it is null or left out: give exactly one of ${ways.join(', ')}`;
        throw badInput(message, 'BAD_REFERENCE', { nodes: [value] });
      }
    }
    throw badVariable(error);
  }
}

/** What a directive says by its argument `if`; undefined where it does not stand there. */
export function ifOf(
  directive: GraphQLDirective,
  selection: SelectionNode,
  variables: Variables,
): boolean | undefined {
  try {
    return getDirectiveValues(directive, selection, variables)?.['if'] as boolean | undefined;
  } catch (error) {
    throw error instanceof GraphQLError ? badVariable(error) : error;
  }
}

const badVariable = ({ message, nodes }: GraphQLError): GraphQLError =>
  badInput(message, 'BAD_VARIABLE', { nodes: nodes ?? null });

/** The `@oneOf` input whose one key is a variable without a value. */
function emptyReference(
  value: ValueNode,
  type: GraphQLInputType,
  variables: Variables,
): GraphQLInputObjectType | null {
  if (value.kind === Kind.LIST) {
    return first(value.values, (item) => emptyReference(item, type, variables));
  }
  const named = getNamedType(type);
  if (value.kind !== Kind.OBJECT || !isInputObjectType(named)) return null;
  return first(value.fields, ({ name, value: own }) => {
    if (named.isOneOf && own.kind === Kind.VARIABLE && variables[own.name.value] == null) return named;
    const field = named.getFields()[name.value];
    return field ? emptyReference(own, field.type, variables) : null;
  });
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
