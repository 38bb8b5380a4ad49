import { createHash } from 'node:crypto';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';

/** What a query asks of one object: its fields, each once for each set of arguments. */
export interface SelectedField {
  /** Where its value lies in the row: the field's name, and a mark of its arguments where it has any. */
  key: string;
  name: string;
  args: Record<string, unknown>;
  nodes: readonly FieldNode[];
}

type Asked = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The fields that a query selects on a type, fragments and @skip/@include applied, same fields merged. */
export function selectedFields(
  asked: Asked,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): SelectedField[] {
  const found = new Map<string, SelectedField & { nodes: FieldNode[] }>();
  const spread = new Set<string>();
  const visit = (selection: SelectionNode): void => {
    if (!isIncluded(asked, selection)) return;
    if (selection.kind === Kind.FIELD) {
      const definition = type.getFields()[selection.name.value];
      if (!definition) return;
      const args = getArgumentValues(definition, selection, asked.variableValues);
      const key = rowKey(definition.name, args);
      const known = found.get(key);
      if (known) known.nodes.push(selection);
      else found.set(key, { key, name: definition.name, args, nodes: [selection] });
      return;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // Fragments that spread others twice would double at every level.
      if (spread.has(selection.name.value)) return;
      spread.add(selection.name.value);
    }
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : asked.fragments[selection.name.value];
    if (!part) return;
    const condition = part.typeCondition && asked.schema.getType(part.typeCondition.name.value);
    const applies =
      !condition ||
      condition === type ||
      (isAbstractType(condition) && asked.schema.isSubType(condition, type));
    if (applies) part.selectionSet.selections.forEach(visit);
  };
  for (const node of nodes) node.selectionSet?.selections.forEach(visit);
  return [...found.values()];
}

/** The object type that a field of a type returns. */
export function typeOfField(type: GraphQLObjectType, name: string): GraphQLObjectType {
  const field = type.getFields()[name];
  const named = field && getNamedType(field.type);
  if (!isObjectType(named)) throw new Error(`${type.name}.${name} is not an object`);
  return named;
}

/** The same field with the same arguments has the same key, whatever alias it is asked under. */
export function rowKey(name: string, args: Record<string, unknown>): string {
  if (Object.values(args).every((value) => value === undefined)) return name;
  return `${name}#${createHash('sha1').update(JSON.stringify(args, inOrder)).digest('base64url').slice(0, 12)}`;
}

/** Executors put arguments in different orders. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function isIncluded({ variableValues }: Asked, selection: SelectionNode): boolean {
  if (!selection.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.['if'] !== false;
}
