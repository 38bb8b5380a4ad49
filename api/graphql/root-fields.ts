import {
  getArgumentValues,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromAST,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { answeredFields, type SelectedField } from './selection.ts';

type Values = Record<string, unknown>;
/** Reads a value that is written in a document; gives NOT_READ for one that has to be read by graphql-js. */
type Read = (variables: Values) => unknown;
const NOT_READ = Symbol('not read');

/**
 * The fields that an operation asks of the root, with their arguments. Where no directive decides which they are, that is
 * found out once, and so is how their arguments come from the variables.
 */
export function rootFields(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Record<string, FragmentDefinitionNode>,
  query: GraphQLObjectType,
): (variableValues: Values) => SelectedField[] {
  const collected = (variableValues: Values) =>
    answeredFields({ schema, fragments, variableValues }, query, [operation]);
  if (isDecidedByDirectives(operation.selectionSet, fragments)) return collected;
  let known: (SelectedField & { read: Read })[] | null = null;

  return (variableValues) => {
    if (!known) {
      const fields = collected(variableValues);
      known = fields.map((field) => ({ ...field, read: argumentsOf(field, query) }));
      return fields;
    }
    return known.map(({ key, name, nodes, read }) => {
      const args = read(variableValues) as Values;
      return { key, name, nodes, args };
    });
  };
}

function isDecidedByDirectives(
  { selections }: SelectionSetNode,
  fragments: Record<string, FragmentDefinitionNode>,
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.length) return true;
    if (selection.kind === Kind.FIELD) return false;
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return part !== undefined && isDecidedByDirectives(part.selectionSet, fragments);
  });
}

/** How the arguments of a field come from the variables. */
function argumentsOf({ name, nodes: [node] }: SelectedField, query: GraphQLObjectType): Read {
  const definition = query.getFields()[name];
  if (!definition || !node) return () => ({});
  const read = readObject(definition.args, node.arguments ?? [], Object.prototype);
  return (variables) => {
    const args = read(variables);
    return args === NOT_READ ? getArgumentValues(definition, node, variables) : args;
  };
}

/** Values by name, where all that is written can be read, and nothing that is not written has a default. */
function readObject(
  definitions: readonly Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>[],
  written: readonly { name: { value: string }; value: ValueNode }[],
  prototype: object | null,
): Read {
  const reads: [string, Read][] = [];
  for (const { name, type, defaultValue } of definitions) {
    const node = written.find((one) => one.name.value === name);
    if (node) reads.push([name, readValue(node.value, type)]);
    else if (defaultValue !== undefined) return () => NOT_READ;
  }
  return (variables) => {
    const object = Object.create(prototype) as Values;
    for (const [name, read] of reads) {
      const value = read(variables);
      if (value === NOT_READ) return NOT_READ;
      object[name] = value;
    }
    return object;
  };
}

function readValue(node: ValueNode, type: GraphQLInputType): Read {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    // What every object has is no variable. One that is null or missing may mean a default, or a refusal.
    if (name in Object.prototype) return () => NOT_READ;
    return (variables) => variables[name] ?? NOT_READ;
  }
  const named = getNullableType(type);
  if (node.kind === Kind.OBJECT && isInputObjectType(named))
    return readObject(Object.values(named.getFields()), node.fields, null);
  if (node.kind === Kind.LIST && isListType(named)) {
    const reads = node.values.map((one) => readValue(one, named.ofType as GraphQLInputType));
    return (variables) => {
      const values = reads.map((read) => read(variables));
      return values.includes(NOT_READ) ? NOT_READ : values;
    };
  }
  // What is an object could be changed by whoever is given it, so that each is to be given its own.
  const value = valueFromAST(node, type);
  return () => (value === undefined || typeof value === 'object' ? NOT_READ : value);
}
