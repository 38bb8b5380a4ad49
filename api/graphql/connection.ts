import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { badInput } from './errors.ts';
import type { LateValue } from './plan.ts';

export const DEFAULT_PAGE_SIZE = 20;
export const LARGEST_PAGE_SIZE = 100;

@ObjectType({ description: 'Where a page lies among the pages of its list (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more items follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether items come before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item of this page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item of this page.' })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many items from the start of the list, 1 to ${LARGEST_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} where neither first nor last is given.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items after this cursor. Goes with `first`.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many items from the end of the list, 1 to ${LARGEST_PAGE_SIZE}.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items before this cursor. Goes with `last`.' })
  before?: string | null;
}

export interface Connection<Node> {
  nodes: Node[];
  edges: { cursor: string; node: Node }[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** The connection and edge types of a node type: `ProductConnection`, `ProductEdge`. */
export function connectionOf<Node extends object>(NodeClass: ClassType<Node>, name: string, plural: string) {
  @ObjectType(`${name}Edge`, { description: `One of the ${plural} with its cursor.` })
  class Edge {
    @Field(() => String, {
      description: 'Opaque place of this item in the list: give it to `after` or `before`.',
    })
    cursor!: string;

    @Field(() => NodeClass, { description: 'The item itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of ${plural}.`,
  })
  class ConnectionClass implements Connection<Node> {
    @Field(() => [NodeClass], { description: `The ${plural} of this page.` })
    nodes!: Node[];

    @Field(() => [Edge], { description: `The ${plural} of this page with their cursors.` })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Where this page lies among the others.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: `How many ${plural} the whole list has. Counted only when asked for.` })
    totalCount!: number;
  }
  return ConnectionClass;
}

type Sql = RawBuilder<unknown>;

/** What a list is ordered by. Every key ascends; what should descend is negated, so that one comparison pages. */
export interface Order {
  /** Says what the keys mean: a cursor made for another order, or for another list, is refused. */
  name: string;
  /** Never null. The row's id is added as the last key. */
  keys: readonly { sql: Sql; type: 'text' | 'float8' }[];
}

/** The order of the Vietnamese dictionary: what every list has where none is asked for. */
export const byName = (sortName: Sql): Order => ({ name: 'NAME', keys: [{ sql: sortName, type: 'text' }] });

interface Page {
  size: number;
  backward: boolean;
  cursor: string | null;
}

type Cursor = readonly [...keys: (string | number)[], id: string];

export function pageOf({ first, after, last, before }: PageArgs, largest = LARGEST_PAGE_SIZE): Page {
  if (first != null && last != null) throw badInput('Give first or last, not both', 'BAD_PAGE_SIZE');
  if (last == null && before != null)
    throw badInput('`before` goes with `last`; with `first` use `after`', 'BAD_PAGE_SIZE');
  if (last != null && after != null)
    throw badInput('`after` goes with `first`; with `last` use `before`', 'BAD_PAGE_SIZE');
  const backward = last != null;
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > largest) {
    throw badInput(`${backward ? 'last' : 'first'} is ${size}: 1 to ${largest} is allowed`, 'BAD_PAGE_SIZE');
  }
  return { size, backward, cursor: (backward ? before : after) ?? null };
}

const cursorOf = (order: string, cursor: Cursor): string =>
  Buffer.from(JSON.stringify([order, ...cursor])).toString('base64url');

function parseCursor(text: string, order: Order): Cursor {
  const [name, ...keys] = readCursor(text);
  if (name !== order.name) {
    throw badInput(
      `This cursor was made for the list ${String(name).slice(0, 40)}, and this one is ${order.name}: start again without a cursor`,
      'BAD_CURSOR',
    );
  }
  const fits =
    keys.length === order.keys.length + 1 &&
    order.keys.every(({ type }, index) => typeof keys[index] === (type === 'text' ? 'string' : 'number')) &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(keys.at(-1)));
  if (!fits) throw notACursor(text);
  return keys as unknown as Cursor;
}

function readCursor(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parsed) && typeof parsed[0] === 'string') return parsed;
  } catch {
    // The same answer as for any other text that is no cursor.
  }
  throw notACursor(text);
}

const notACursor = (text: string) =>
  badInput(
    `${JSON.stringify(text.slice(0, 80))} is not a cursor of this list: use startCursor or endCursor as given`,
    'BAD_CURSOR',
  );

interface PageOfRows {
  order: string;
  rows: { k: (string | number)[]; i: string; n: unknown }[];
  total: number | null;
}

interface CursorPage<Args> {
  order: Order;
  id: Sql;
  args: Args;
  largest?: number;
  /** Takes the cursor from other arguments when the statement is asked again. */
  late?: LateValue<Args>;
}

/** The rows of a list that follow the cursor of a page, read its way; all of them where there is none. */
export function beyondCursor<Args extends PageArgs>(page: CursorPage<Args>): Sql {
  const { backward, cursor } = pageOf(page.args, page.largest);
  if (cursor === null) return sql``;
  const types = [...page.order.keys.map(({ type }) => type), 'uuid'];
  const keys = [...page.order.keys.map((key) => key.sql), page.id];
  // Read at once in any case: a cursor of another list is refused before anything is asked.
  const given = parseCursor(cursor, page.order).map((value, index) => {
    const taken = page.late?.(
      (args) => parseCursor(pageOf(args, page.largest).cursor ?? '', page.order)[index],
    );
    return sql`${taken ?? value}::${sql.raw(types[index] ?? 'text')}`;
  });
  return sql`and (${sql.join(keys)}) ${backward ? sql`<` : sql`>`} (${sql.join(given)})`;
}

/** A keyset page as JSON: one row more than asked tells whether there is a next page. */
export function connectionSql<Args extends PageArgs>(page: {
  from: Sql;
  id: Sql;
  node: Sql;
  where: Sql;
  order: Order;
  args: Args;
  /** The largest page, where it is not that of GraphQL. */
  largest?: number;
  late?: LateValue<Args>;
  wantsRows: boolean;
  wantsTotal: boolean;
  /** Further fields of this connection type, by name. */
  further: readonly (readonly [string, Sql])[];
}): Sql {
  const { size, backward } = pageOf(page.args, page.largest);
  const direction = backward ? sql`desc` : sql`asc`;
  const keys = [...page.order.keys.map((key) => key.sql), page.id];
  const names = keys.map((_, index) => `k${index}`);
  const beyond = beyondCursor(page);
  const inOrder = sql.join(names.map((name) => sql`page.${sql.ref(name)} ${direction}`));
  const rows = sql`coalesce((
    select json_agg(json_build_object(
      'k', json_build_array(${sql.join(names.slice(0, -1).map((name) => sql`page.${sql.ref(name)}`))}),
      'i', page.${sql.ref(names.at(-1) ?? '')}, 'n', page.node) order by ${inOrder})
    from (
      select ${sql.join(keys.map((key, index) => sql`${key} as ${sql.ref(names[index] ?? '')}`))}, ${page.node} as node
      from ${page.from} where ${page.where} ${beyond}
      order by ${sql.join(names.map((name) => sql`${sql.ref(name)} ${direction}`))}
      limit ${sql.lit(size + 1)}
    ) as page
  ), '[]')`;
  const parts = [
    sql`'order', ${page.order.name}::text`,
    sql`'rows', ${page.wantsRows ? rows : sql`'[]'::json`}`,
    sql`'total', ${page.wantsTotal ? sql`(select count(*) from ${page.from} where ${page.where})` : sql`null::int`}`,
    ...page.further.map(([name, value]) => sql`${sql.lit(name)}, ${value}`),
  ];
  return sql`json_build_object(${sql.join(parts)})`;
}

/** The connection that GraphQL reads, from the page that the database gave for the same arguments. */
export function toConnection<Node>(page: unknown, args: PageArgs, largest?: number): Connection<Node> {
  const { order, rows, total, ...further } = page as PageOfRows;
  const { size, backward, cursor } = pageOf(args, largest);
  const hasMore = rows.length > size;
  const kept = rows.slice(0, size);
  if (backward) kept.reverse();
  const edges = kept.map(({ k, i, n }) => ({ cursor: cursorOf(order, [...k, i]), node: n as Node }));
  return {
    ...further,
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: backward ? cursor !== null : hasMore,
      hasPreviousPage: backward ? hasMore : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: total ?? 0,
  };
}
