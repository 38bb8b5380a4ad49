import { sql } from 'kysely';
import {
  getNamedType,
  isLeafType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { answeredConnection } from './answered-connection.ts';
import type { LateValue } from './plan.ts';
import { byName, connectionSql, type Order, type PageArgs } from './connection.ts';
import { globalIdSql, type NodeTypeName } from './global-id.ts';
import { objectOf, ref, tableAs, type Look, type Alias, type Sql } from './look.ts';
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

export interface FieldShape {
  sql(field: SelectedField, self: Alias, type: GraphQLObjectType, look: Look): Sql;
  /** The value does not depend on the arguments: a resolver applies them afterwards. */
  ignoresArguments?: boolean;
  /** Of such a field: with these arguments the resolver leaves the value as it is. */
  isAsIs?(args: Record<string, unknown>): boolean;
  /** The value of an object has what the query selects of it, and nothing else. */
  selects?: boolean;
}

/** The JSON object of what a query selects on a shape. */
export function objectSql(shape: Shape, look: Look, self: Alias, nodes: readonly FieldNode[]): Sql {
  const type = look.typeNamed(shape.typeName);
  const shapeOf = ({ name }: SelectedField): FieldShape => {
    const known = shape.fields[name];
    if (!known) throw new Error(`${shape.typeName}.${name} has no shape`);
    return known;
  };
  return objectOf(look, type, nodes, (field) => shapeOf(field).sql(field, self, type, look), {
    isComplete: (field) => isComplete(shapeOf(field), field, type),
    ignoresArguments: (field) => shapeOf(field).ignoresArguments ?? false,
  });
}

/** What the database gives for a field is its answer already. */
function isComplete(known: FieldShape, field: SelectedField, type: GraphQLObjectType): boolean {
  if (known.ignoresArguments) return known.isAsIs?.(field.args) ?? false;
  return known.selects === true || isLeafType(getNamedType(type.getFields()[field.name]?.type));
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
  options: Pick<FieldShape, 'ignoresArguments' | 'isAsIs'> = {},
): FieldShape => ({ sql: ({ args }, self, _, look) => make(self, args, look), ...options });

type Condition = (related: Alias, self: Alias, args: Record<string, unknown>, look: Look) => Sql;

/** One related row, or null. */
export const one = (shape: () => Shape, on: Condition): FieldShape => ({
  selects: true,
  sql({ nodes, args }, self, _, look) {
    const related = look.alias();
    return sql`(select ${objectSql(shape(), look, related, nodes)} from ${tableAs(shape().table, related)}
      where ${on(related, self, args, look)})`;
  },
});

/** All related rows, in an order that is never left to chance. */
export const many = (shape: () => Shape, on: Condition, orderBy: (related: Alias) => Sql): FieldShape => ({
  selects: true,
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
  selects: true,
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
  late?: LateValue<Args>,
): Sql {
  const row = look.alias();
  const filter = list.where?.(row, args, look);
  const order = list.order?.(row, args, look) ?? byName(ref(row, 'sort_name'));
  const page = {
    from: tableAs(list.shape.table, row),
    id: ref(row, 'id'),
    where: filter ? sql`${base(row)} and ${filter}` : base(row),
    order: { ...order, name: `${list.shape.table} by ${order.name}` },
    args,
    ...(late && { late }),
  };
  if (look.form === 'answer') {
    return answeredConnection(look, connectionType, nodes, {
      ...page,
      row,
      node: (selected) => objectSql(list.shape, look, row, selected),
      further: (field) => list.further?.[field.name]?.(field, connectionType, args, base, look),
    });
  }
  const asked = selectedFields(look.info, connectionType, nodes);
  return connectionSql({
    ...page,
    node: objectSql(list.shape, look, row, rowSelections(look, connectionType, asked)),
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
