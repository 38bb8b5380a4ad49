import {
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsOf, ifOf } from './arguments.ts';
import { addInput, type InputSize } from './input-size.ts';
import { assumedSizeOf, cost, weightOf, weightOfArguments, weightOfInput } from './limits.rules.ts';

export interface Cost {
  points: number;
  /** The most filters that stand under AND and OR of one field. */
  filterBranches: number;
  /** The root field that costs most, for the message. */
  heaviest: { field: string; points: number } | null;
}

interface Asked {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** As coerced by the operation's declarations. */
  variableValues: Record<string, unknown>;
}

/** The published formula of limits.rules.ts, for a validated operation with its variables. */
export function costOf(operation: OperationDefinitionNode, asked: Asked): Cost {
  const query = asked.schema.getRootType(operation.operation);
  if (!query) return { points: cost.request, heaviest: null, filterBranches: 0 };
  const byField = new Map<string, number>();
  const estimator = new Estimator(asked);
  estimator.onRootField = (node, points) => {
    const name = node.alias?.value ?? node.name.value;
    byField.set(name, (byField.get(name) ?? 0) + points);
  };
  const points = cost.request + estimator.root(operation.selectionSet, query);
  const [heaviest] = [...byField].toSorted(([, a], [, b]) => b - a);
  return {
    points,
    filterBranches: estimator.filterBranches,
    heaviest: heaviest ? { field: heaviest[0], points: heaviest[1] } : null,
  };
}

/** How many items a list inside of a connection has: the page of the connection around it. */
type PageSize = number | null;

class Estimator {
  readonly #asked: Asked;
  // A fragment costs the same wherever it stands, so that fragments calling fragments twice stay cheap to estimate.
  readonly #known = new Map<string, number>();
  filterBranches = 0;
  onRootField: (node: FieldNode, points: number) => void = () => {};

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  root(set: SelectionSetNode, type: GraphQLObjectType): number {
    return this.#selections(set, type, null, this.onRootField);
  }

  #selections(
    set: SelectionSetNode,
    type: GraphQLObjectType,
    page: PageSize,
    onField?: (node: FieldNode, points: number) => void,
  ): number {
    let points = 0;
    for (const selection of set.selections) {
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const own = this.#field(selection, type, page);
        onField?.(selection, own);
        points += own;
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (this.#applies(selection.typeCondition?.name.value, type))
          points += this.#selections(selection.selectionSet, type, page, onField);
      } else {
        points += onField
          ? this.#fragmentAtRoot(selection.name.value, type, onField)
          : this.#fragment(selection.name.value, type, page);
      }
    }
    return points;
  }

  #fragmentAtRoot(name: string, type: GraphQLObjectType, onField: (node: FieldNode, points: number) => void) {
    const fragment = this.#asked.fragments[name];
    return fragment ? this.#selections(fragment.selectionSet, type, null, onField) : 0;
  }

  #fragment(name: string, type: GraphQLObjectType, page: PageSize): number {
    const fragment = this.#asked.fragments[name];
    if (!fragment || !this.#applies(fragment.typeCondition.name.value, type)) return 0;
    const key = `${name} ${type.name} ${page}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const points = this.#selections(fragment.selectionSet, type, page);
    this.#known.set(key, points);
    return points;
  }

  #field(node: FieldNode, parent: GraphQLObjectType, page: PageSize): number {
    const name = node.name.value;
    if (name === '__typename') return 0;
    const field = introspection.get(name) ?? parent.getFields()[name];
    if (!field) return 0;
    // Of every field, dear or not, so that wrong arguments are met with before anything is carried out.
    const args = argumentsOf(field, node, this.#asked.variableValues);
    const type = getNamedType(field.type);
    if (introspection.has(name)) {
      if (isCompositeType(type) && node.selectionSet) this.#object(node.selectionSet, type, null);
      return cost.introspection;
    }
    const weight = weightOf(parent.name, name);
    if (!isCompositeType(type) || !node.selectionSet) return weight;
    const size: InputSize = { filterBranches: 0, references: 0, positions: 0 };
    for (const arg of field.args) addInput(size, args[arg.name], arg.type);
    this.filterBranches = Math.max(this.filterBranches, size.filterBranches);
    const isPage = isConnection(type);
    const below = this.#object(node.selectionSet, type, isPage ? pageSize(args) : null);
    const times = isListType(getNullableType(field.type)) ? listSize(parent, field, args, page) : 1;
    const given = Object.keys(args).filter((arg) => args[arg] != null);
    return weight + weightOfArguments(given) + weightOfInput(size) + times * (cost.object + below);
  }

  /** Of an interface, the dearest of the types that it can turn out to be. */
  #object(set: SelectionSetNode, type: GraphQLCompositeType, page: PageSize): number {
    if (isObjectType(type)) return this.#selections(set, type, page);
    if (!isAbstractType(type)) return 0;
    const possible = this.#asked.schema.getPossibleTypes(type);
    return Math.max(0, ...possible.map((one) => this.#selections(set, one, page)));
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (!condition || condition === type.name) return true;
    const named = this.#asked.schema.getType(condition);
    return isAbstractType(named) && this.#asked.schema.isSubType(named, type);
  }

  #isIncluded(selection: SelectionNode): boolean {
    if (!selection.directives?.length) return true;
    const { variableValues } = this.#asked;
    if (ifOf(GraphQLSkipDirective, selection, variableValues) === true) return false;
    return ifOf(GraphQLIncludeDirective, selection, variableValues) !== false;
  }
}

const introspection = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

const isConnection = (type: GraphQLCompositeType): boolean =>
  isObjectType(type) && 'pageInfo' in type.getFields() && 'edges' in type.getFields();

/** A size that is not allowed is refused by the list itself, with a better message than its cost. */
function pageSize(args: Record<string, unknown>): number {
  const asked = args['first'] ?? args['last'] ?? cost.defaultPageSize;
  const size = typeof asked === 'number' ? asked : cost.defaultPageSize;
  return Math.min(Math.max(size, 1), cost.largestPageSize);
}

function listSize(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  args: Record<string, unknown>,
  page: PageSize,
): number {
  if (page !== null && (field.name === 'nodes' || field.name === 'edges')) return page;
  const asking = field.args.find(({ type }) => isNonNullType(type) && isListType(type.ofType));
  const asked = asking && args[asking.name];
  if (Array.isArray(asked)) return asked.length;
  return assumedSizeOf(parent.name, field.name);
}
