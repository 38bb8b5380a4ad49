import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.ts';

/** Values that a random query asks for: real ones, so that it finds something. */
export interface Pools {
  /** By the name of an input type and its field: `ProductRef.slug`. */
  references: Record<string, readonly string[]>;
  /** By the name of an argument or input field. */
  values: Record<string, readonly unknown[]>;
  /** By the name of a scalar. */
  scalars: Record<string, readonly unknown[]>;
}

export interface RandomQuery {
  query: string;
  variables: Record<string, unknown>;
}

/** A value of an enum is written without quotes. */
class EnumName {
  constructor(readonly name: string) {}
}

const DEEPEST = 4;
const WIDEST = 4;
/** Dear to answer. */
const RARE = new Set(['recordedAt']);

/** A valid query made from the schema itself: any fields, arguments, aliases, fragments, directives and variables. */
export function randomQuery(schema: GraphQLSchema, pools: Pools, random: Random): RandomQuery {
  return new Writer(schema, pools, random).write();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #pools: Pools;
  readonly #random: Random;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(schema: GraphQLSchema, pools: Pools, random: Random) {
    this.#schema = schema;
    this.#pools = pools;
    this.#random = random;
  }

  write(): RandomQuery {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no queries');
    const fields = this.#random.some(Object.values(root.getFields()), 2);
    const selection = fields.map((field) => this.#field(field, 0)).join(' ');
    const declared = this.#declared.length > 0 ? ` (${this.#declared.join(', ')})` : '';
    return {
      query: [`query Random${declared} { ${selection} }`, ...this.#fragments].join('\n'),
      variables: this.#variables,
    };
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const all = Object.values(type.getFields());
    const flat = all.filter((field) => isLeafType(getNamedType(field.type)));
    const asked = this.#random.some(depth >= DEEPEST && flat.length > 0 ? flat : all, WIDEST);
    const parts = asked.map((field) => this.#field(field, depth));
    if (this.#random.chance(0.1)) parts.push('__typename');
    if (this.#random.chance(0.1)) parts.push(...parts.slice(0, 1));
    const text = parts.join(' ');
    if (this.#random.chance(0.1)) return `... on ${type.name} { ${text} } __typename`;
    if (this.#random.chance(0.1)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
      return `...${name} ...${name}`;
    }
    return text;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const given = this.#arguments(field);
    // With an alias of its own, a field never meets itself with other arguments.
    const alias = given || this.#random.chance(0.05) ? `a${this.#aliases++}: ` : '';
    const directive = this.#random.chance(0.05) ? ` ${this.#directive()}` : '';
    const head = `${alias}${field.name}${given}${directive}`;
    if (!isCompositeType(type)) return head;
    if (!isAbstractType(type)) return `${head} { ${this.#selection(type, depth + 1)} }`;
    // One of them: two types may have fields of one name and different types, which cannot stand side by side.
    const one = this.#random.pick(this.#schema.getPossibleTypes(type));
    return `${head} { __typename ... on ${one.name} { ${this.#selection(one, depth + 1)} } }`;
  }

  #directive(): string {
    const name = this.#random.pick(['skip', 'include']);
    const value = this.#random.chance(0.5);
    return `@${name}(if: ${this.#random.chance(0.5) ? this.#variable('Boolean!', value) : value})`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(
      ({ name, type }) => isNonNullType(type) || this.#random.chance(RARE.has(name) ? 0.01 : 0.25),
    );
    const chosen = withoutBoth(given, 'first', 'last').filter(
      ({ name }) => name !== 'after' && name !== 'before',
    );
    if (chosen.length === 0) return '';
    return `(${chosen.map((arg) => `${arg.name}: ${this.#argument(arg)}`).join(', ')})`;
  }

  #argument(arg: GraphQLArgument): string {
    if (!isNonNullType(arg.type) && arg.defaultValue === undefined && this.#random.chance(0.05))
      return 'null';
    const value = this.#value(arg.type, arg.name, 0);
    return this.#random.chance(0.5) ? this.#variable(String(arg.type), plain(value)) : literal(value);
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, name: string, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, name, depth);
    if (isListType(type)) {
      return Array.from({ length: this.#random.int(1, 3) }, () => this.#value(type.ofType, name, depth));
    }
    if (isInputObjectType(type)) return this.#object(type, depth);
    if (isEnumType(type)) return new EnumName(this.#random.pick(type.getValues()).name);
    const pool = this.#pools.values[name] ?? this.#pools.scalars[type.name];
    if (!pool) throw new Error(`No value is known for ${name}: ${type.name}`);
    return this.#random.pick(pool);
  }

  #object(type: GraphQLInputObjectType, depth: number): Record<string, unknown> {
    const fields = Object.values(type.getFields());
    const deepEnough = depth >= 2;
    const possible = fields.filter(
      (field) => !(deepEnough && isInputObjectType(getNamedType(field.type)) && !isNonNullType(field.type)),
    );
    const chosen = type.isOneOf
      ? [this.#random.pick(possible)]
      : [
          ...fields.filter((field) => isNonNullType(field.type)),
          ...this.#random.some(
            possible.filter((field) => !isNonNullType(field.type)),
            2,
          ),
        ];
    return Object.fromEntries(
      chosen.map((field) => {
        const known = this.#pools.references[`${type.name}.${field.name}`];
        return [
          field.name,
          known ? this.#random.pick(known) : this.#value(field.type, field.name, depth + 1),
        ];
      }),
    );
  }
}

function withoutBoth(args: readonly GraphQLArgument[], one: string, other: string): GraphQLArgument[] {
  const hasOne = args.some(({ name }) => name === one);
  return args.filter(({ name }) => !(hasOne && name === other));
}

const plain = (value: unknown): unknown => {
  if (value instanceof EnumName) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value;
};

const literal = (value: unknown): string => {
  if (value instanceof EnumName) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${literal(item)}`)
      .join(', ')} }`;
  return JSON.stringify(value);
};
