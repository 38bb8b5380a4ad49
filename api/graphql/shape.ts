import { sql, type RawBuilder } from 'kysely';
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { mayBePrepared } from '../database/prepared.ts';
import { byName, connectionSql, type Order, type PageArgs } from './connection.ts';
import type { Context } from './context.ts';
import { asBadInput } from './errors.ts';
import { globalIdSql, type NodeTypeName } from './global-id.ts';
import { executeAsRecorded } from './recorded-at.ts';
import { selectedFields, typeOfField, type SelectedField } from './selection.ts';

/**
 * Look-ahead: a root field asks for all that its query selects in one SQL statement. A shape says, for each
 * field of a GraphQL type, which SQL expression gives its value; a relation is a correlated subquery that gives
 * JSON. Values reach the statement as parameters only.
 */
export interface Shape {
  readonly typeName: string;
  readonly table: string;
  readonly fields: Readonly<Record<string, FieldShape>>;
}

/** Shapes name one another in circles, so the fields are put together when the first query needs them. */
export function shape(typeName: string, table: string, fields: () => Record<string, FieldShape>): Shape {
  let known: Record<string, FieldShape> | undefined;
  return {
    typeName,
    table,
    get fields() {
      return (known ??= fields());
    },
  };
}

export type Sql = RawBuilder<unknown>;

/** A table alias in the statement that is being written. */
export type Alias = string;

export interface FieldShape {
  sql(field: SelectedField, self: Alias, type: GraphQLObjectType, look: Look): Sql;
  /** The value does not depend on the arguments: a resolver applies them afterwards. */
  ignoresArguments?: boolean;
}

/** One look at one query: what is asked, on which day, and the aliases used so far. */
export class Look {
  #aliases = 0;
  readonly info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;
  readonly today: string;

  constructor(info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>, today: string) {
    this.info = info;
    this.today = today;
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
const tableAs = (table: string, alias: Alias): Sql => sql`${sql.table(table)} as ${sql.table(alias)}`;

/** The JSON object of what a query selects on a shape. */
export function objectSql(shape: Shape, look: Look, self: Alias, nodes: readonly FieldNode[]): Sql {
  const type = look.typeNamed(shape.typeName);
  const pairs = new Map<string, Sql>();
  for (const field of selectedFields(look.info, type, nodes)) {
    const known = shape.fields[field.name];
    if (!known) throw new Error(`${shape.typeName}.${field.name} has no shape`);
    const { name } = field;
    if (!known.ignoresArguments) pairs.set(field.key, known.sql(field, self, type, look));
    else if (!pairs.has(name)) pairs.set(name, known.sql(field, self, type, look));
  }
  return buildObject([['__typename', sql.lit(shape.typeName)], ...pairs]);
}

/** A function call takes 100 arguments, so a wide selection is put together from several objects. */
function buildObject(pairs: (readonly [string, Sql])[]): Sql {
  const build = (some: typeof pairs, name: string): Sql =>
    sql`${sql.raw(name)}(${sql.join(some.flatMap(([key, value]) => [sql.lit(key), value]))})`;
  if (pairs.length <= 50) return build(pairs, 'json_build_object');
  const parts: Sql[] = [];
  for (let start = 0; start < pairs.length; start += 50) {
    parts.push(build(pairs.slice(start, start + 50), 'jsonb_build_object'));
  }
  return sql`(${sql.join(parts, sql` || `)})::json`;
}

export const column = (name: string): FieldShape => ({ sql: (_, self) => ref(self, name) });

/** Columns whose names follow from their fields: issuedOn is issued_on. */
export function columns(...names: string[]): Record<string, FieldShape> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(names.map((name) => [name, column(snake(name))]));
}

export const globalId = (type: NodeTypeName): FieldShape => ({
  sql: (_, self) => globalIdSql(type, ref(self, 'id')),
});

/** A text that is kept in both languages, by its `language` argument. */
export const inLanguage = (vi: string, en: string): FieldShape => ({
  sql: ({ args }, self) => ref(self, args['language'] === 'EN' ? en : vi),
});

export const value = (
  make: (self: Alias, args: Record<string, unknown>, look: Look) => Sql,
  options: { ignoresArguments?: boolean } = {},
): FieldShape => ({ sql: ({ args }, self, _, look) => make(self, args, look), ...options });

type Condition = (related: Alias, self: Alias, args: Record<string, unknown>, look: Look) => Sql;

/** One related row, or null. */
export const one = (shape: () => Shape, on: Condition): FieldShape => ({
  sql({ nodes, args }, self, _, look) {
    const related = look.alias();
    return sql`(select ${objectSql(shape(), look, related, nodes)} from ${tableAs(shape().table, related)}
      where ${on(related, self, args, look)})`;
  },
});

/** All related rows, in an order that is never left to chance. */
export const many = (shape: () => Shape, on: Condition, orderBy: (related: Alias) => Sql): FieldShape => ({
  sql({ nodes, args }, self, _, look) {
    const related = look.alias();
    return sql`coalesce((select json_agg(${objectSql(shape(), look, related, nodes)} order by ${orderBy(related)})
      from ${tableAs(shape().table, related)} where ${on(related, self, args, look)}), '[]')`;
  },
});

/** A list of one kind of thing: what it can be asked for, wherever it stands. */
export interface List<Args extends PageArgs = PageArgs> {
  shape: Shape;
  where?(row: Alias, args: Args, look: Look): Sql;
  /** Dictionary order where it is left out. */
  order?(row: Alias, args: Args, look: Look): Order;
  /** Further fields of the connection, by name; `base` is what the list hangs on, without its own filter. */
  further?: Record<string, FurtherField<Args>>;
}

export type FurtherField<Args> = (
  field: SelectedField,
  type: GraphQLObjectType,
  args: Args,
  base: (row: Alias) => Sql,
  look: Look,
) => Sql;

/** A page of related rows. */
export const connection = <Args extends PageArgs>(
  list: () => List<Args>,
  on: (row: Alias, self: Alias) => Sql,
): FieldShape => ({
  sql: ({ name, nodes, args }, self, type, look) =>
    pageSql(list(), look, typeOfField(type, name), nodes, args as unknown as Args, (row) => on(row, self)),
});

/** The page of rows that a connection field asks for. Its rows and its edges select from the same nodes. */
export function pageSql<Args extends PageArgs>(
  list: List<Args>,
  look: Look,
  connectionType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  args: Args,
  base: (row: Alias) => Sql,
): Sql {
  const asked = selectedFields(look.info, connectionType, nodes);
  const row = look.alias();
  const filter = list.where?.(row, args, look);
  const order = list.order?.(row, args, look) ?? byName(ref(row, 'sort_name'));
  return connectionSql({
    from: tableAs(list.shape.table, row),
    id: ref(row, 'id'),
    node: objectSql(list.shape, look, row, rowSelections(look, connectionType, asked)),
    where: filter ? sql`${base(row)} and ${filter}` : base(row),
    order: { ...order, name: `${list.shape.table} by ${order.name}` },
    args,
    wantsRows: asked.some(({ name }) => ['nodes', 'edges', 'pageInfo'].includes(name)),
    wantsTotal: asked.some(({ name }) => name === 'totalCount'),
    further: asked.flatMap((field) => {
      const make = list.further?.[field.name];
      return make ? [[field.name, make(field, connectionType, args, base, look)] as const] : [];
    }),
  });
}

/** What is asked of the rows of a page: under its nodes and its edges alike. */
export const rowSelections = (
  look: Look,
  connectionType: GraphQLObjectType,
  asked: readonly SelectedField[],
): FieldNode[] =>
  asked.flatMap((field) => {
    if (field.name === 'nodes') return field.nodes;
    if (field.name !== 'edges') return [];
    const edges = selectedFields(look.info, typeOfField(connectionType, 'edges'), field.nodes);
    return edges.filter(({ name }) => name === 'node').flatMap((edge) => edge.nodes);
  });

/** A root field that is one field's value. */
export function rootField(field: FieldShape, look: Look, info: GraphQLResolveInfo): Sql {
  const selected = { key: info.fieldName, name: info.fieldName, args: {}, nodes: info.fieldNodes };
  return field.sql(selected, '', info.parentType, look);
}

/** Runs the one statement of a root field and gives its JSON. */
export async function run(context: Context, statement: Sql): Promise<unknown> {
  const query = sql<{ json: string | null }>`select (${statement})::text as json`.compile(context.db);
  const { rows } = await context.deadline
    .within((options) => {
      if (context.recordedAt !== null) return executeAsRecorded(context, context.recordedAt, query, options);
      context.onStatement?.(query);
      return context.db.executeQuery(mayBePrepared(query), options);
    })
    .catch(asBadInput);
  const json = rows[0]?.json;
  return json == null ? null : JSON.parse(json);
}

/** The row of a shape that fits a condition, with all that the query selects. */
export function findOne(
  shape: Shape,
  context: Context,
  info: GraphQLResolveInfo,
  where: (self: Alias) => Sql,
): Promise<unknown> {
  const look = new Look(info, context.today);
  const self = look.alias();
  return run(
    context,
    sql`select ${objectSql(shape, look, self, info.fieldNodes)} from ${tableAs(shape.table, self)} where ${where(self)}`,
  );
}
