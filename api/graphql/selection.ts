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
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
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

/** What has selections: a field, or an operation. */
type Selecting = Pick<FieldNode, 'selectionSet'>;

type Asked = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The fields that a query selects on a type, fragments and @skip/@include applied, same fields merged. */
export const selectedFields = (
  asked: Asked,
  type: GraphQLObjectType,
  nodes: readonly Selecting[],
): SelectedField[] =>
  collect(asked, type, nodes, (_, name, args) => rowKey(name, args)).filter(
    ({ name }) => name !== TypeNameMetaFieldDef.name,
  );

/** The same as they stand in the answer: each under the key that the query gives it, in the order of the query. */
export const answeredFields = (
  asked: Asked,
  type: GraphQLObjectType,
  nodes: readonly Selecting[],
): SelectedField[] => collect(asked, type, nodes, ({ alias, name }) => (alias ?? name).value);

/** What every type has, and what the root has of the schema itself. */
const metaFields = [TypeNameMetaFieldDef, SchemaMetaFieldDef, TypeMetaFieldDef];

function collect(
  asked: Asked,
  type: GraphQLObjectType,
  nodes: readonly Selecting[],
  keyOf: (node: FieldNode, name: string, args: Record<string, unknown>) => string,
): SelectedField[] {
  const found = new Map<string, SelectedField & { nodes: FieldNode[] }>();
  const spread = new Set<string>();
  const visit = (selection: SelectionNode): void => {
    if (!isIncluded(asked, selection)) return;
    if (selection.kind === Kind.FIELD) {
      const { value: name } = selection.name;
      const definition = metaFields.find((one) => one.name === name) ?? type.getFields()[name];
      if (!definition) return;
      const args = getArgumentValues(definition, selection, asked.variableValues);
      const key = keyOf(selection, name, args);
      const known = found.get(key);
      if (known) known.nodes.push(selection);
      else found.set(key, { key, name, args, nodes: [selection] });
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
