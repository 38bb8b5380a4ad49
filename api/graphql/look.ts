import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { sql, type RawBuilder } from 'kysely';
import { answeredFields, selectedFields, type SelectedField } from './selection.ts';

export type Sql = RawBuilder<unknown>;

/** A table alias in the statement that is being written. */
export type Alias = string;

/**
 * What a statement gives: rows that resolvers read, or the answer itself, as it is sent to the caller. Where the
 * database writes the answer, nobody reads, checks and writes it a second time.
 */
export type Form = 'rows' | 'answer';

/** Something is selected that only a resolver can answer. */
export class NeedsResolver extends Error {
  override name = 'NeedsResolver';
}

/** More than a query of sense selects. */
const MOST_OBJECTS = 200;

/** One look at one query: what is asked, in which form, on which day, and the aliases used so far. */
export class Look {
  #aliases = 0;
  #objects = 0;
  readonly info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;
  readonly today: string;
  readonly form: Form;

  constructor(
    info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>,
    today: string,
    form: Form = 'rows',
  ) {
    this.info = info;
    this.today = today;
    this.form = form;
  }

  /** Aliases of one field are written out each: a few kilobytes of a query would be megabytes of a statement. */
  countObject(): void {
    this.#objects += 1;
    if (this.form === 'answer' && this.#objects > MOST_OBJECTS)
      throw new NeedsResolver(`More than ${MOST_OBJECTS} objects`);
  }

  alias(): Alias {
    return `t${this.#aliases++}`;
  }

  typeNamed(name: string): GraphQLObjectType {
    return this.info.schema.getType(name) as GraphQLObjectType;
  }

  /** The day that a field was asked for, or today. */
  day(args: Record<string, unknown>): Sql {
    return sql`${(args['asOf'] as string | undefined) ?? this.today}::date`;
  }
}

export const ref = (alias: Alias, column: string): Sql => sql.ref(`${alias}.${column}`);
export const tableAs = (table: string, alias: Alias): Sql => sql`${sql.table(table)} as ${sql.table(alias)}`;

/** The JSON object of what is selected on a type: of rows, by their fields; of an answer, key by key as the query has them. */
export function objectOf(
  look: Look,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  valueOf: (field: SelectedField) => Sql,
  {
    isComplete,
    ignoresArguments,
  }: Partial<Record<'isComplete' | 'ignoresArguments', (field: SelectedField) => boolean>> = {},
): Sql {
  look.countObject();
  if (look.form === 'rows') {
    const pairs = new Map<string, Sql>([['__typename', sql.lit(type.name)]]);
    for (const field of selectedFields(look.info, type, nodes)) {
      const key = ignoresArguments?.(field) ? field.name : field.key;
      if (!pairs.has(key)) pairs.set(key, valueOf(field));
    }
    return buildObject([...pairs]);
  }
  const pairs = answeredFields(look.info, type, nodes).map((field) => {
    if (field.name === '__typename') return [field.key, sql.lit(type.name)] as const;
    if (isComplete?.(field) === false) throw new NeedsResolver(`${type.name}.${field.name}`);
    return [field.key, valueOf(field)] as const;
  });
  const long = pairs.find(([key]) => key.length > LONGEST_KEY);
  if (long) throw new NeedsResolver(`${type.name}: ${long[0]}`);
  return buildObject(pairs);
}

/** What PostgreSQL keeps of a name. */
const LONGEST_KEY = 63;

/** A row as JSON is written faster than an object put together pair by pair, without blanks, and may be wide. */
const buildObject = (pairs: readonly (readonly [string, Sql])[]): Sql =>
  sql`(select row_to_json(o) from (select ${sql.join(pairs.map(([key, value]) => sql`${value} as ${sql.id(key)}`))}) as o)`;
