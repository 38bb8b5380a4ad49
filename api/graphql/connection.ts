import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { badInput } from './errors.ts';

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
    description: `A page of ${plural} in the order of the Vietnamese dictionary.`,
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

interface Page {
  size: number;
  backward: boolean;
  cursor: [sortKey: string, id: string] | null;
}

function pageOf({ first, after, last, before }: PageArgs): Page {
  if (first != null && last != null) throw badInput('Give first or last, not both');
  if (last == null && before != null) throw badInput('`before` goes with `last`; with `first` use `after`');
  if (last != null && after != null) throw badInput('`after` goes with `first`; with `last` use `before`');
  const backward = last != null;
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > LARGEST_PAGE_SIZE) {
    throw badInput(`${backward ? 'last' : 'first'} is ${size}: 1 to ${LARGEST_PAGE_SIZE} is allowed`);
  }
  const cursor = backward ? before : after;
  return { size, backward, cursor: cursor == null ? null : parseCursor(cursor) };
}

const ORDER = 'name';

const cursorOf = (sortKey: string, id: string): string =>
  Buffer.from(JSON.stringify([ORDER, sortKey, id])).toString('base64url');

function parseCursor(cursor: string): [string, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && parsed.length === 3 && parsed[0] === ORDER) {
      const [, sortKey, id] = parsed as unknown[];
      if (typeof sortKey === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
        return [sortKey, id];
    }
  } catch {
    // Falls through to the same answer as any other unreadable cursor.
  }
  throw badInput(
    `${JSON.stringify(cursor.slice(0, 80))} is not a cursor of this list: use startCursor or endCursor as given`,
  );
}

type Sql = RawBuilder<unknown>;

interface PageOfRows {
  rows: { s: string; i: string; n: unknown }[];
  total: number | null;
}

/** A keyset page as JSON: one row more than asked tells whether there is a next page. */
export function connectionSql(page: {
  from: Sql;
  sortKey: Sql;
  id: Sql;
  node: Sql;
  where: Sql;
  args: PageArgs;
  wantsRows: boolean;
  wantsTotal: boolean;
}): Sql {
  const { size, backward, cursor } = pageOf(page.args);
  const direction = backward ? sql`desc` : sql`asc`;
  const beyond = cursor
    ? sql`and (${page.sortKey}, ${page.id}) ${backward ? sql`<` : sql`>`} (${cursor[0]}, ${cursor[1]}::uuid)`
    : sql``;
  const rows = sql`coalesce((
    select json_agg(json_build_object('s', page.s, 'i', page.i, 'n', page.n) order by page.s ${direction}, page.i ${direction})
    from (
      select ${page.sortKey} as s, ${page.id} as i, ${page.node} as n
      from ${page.from} where ${page.where} ${beyond}
      order by ${page.sortKey} ${direction}, ${page.id} ${direction}
      limit ${size + 1}::int
    ) as page
  ), '[]')`;
  const total = sql`(select count(*) from ${page.from} where ${page.where})`;
  return sql`json_build_object(
    'rows', ${page.wantsRows ? rows : sql`'[]'::json`}, 'total', ${page.wantsTotal ? total : sql`null::int`})`;
}

/** The connection that GraphQL reads, from the page that the database gave for the same arguments. */
export function toConnection<Node>(page: unknown, args: PageArgs): Connection<Node> {
  const { rows, total } = page as PageOfRows;
  const { size, backward, cursor } = pageOf(args);
  const hasMore = rows.length > size;
  const kept = rows.slice(0, size);
  if (backward) kept.reverse();
  const edges = kept.map(({ s, i, n }) => ({ cursor: cursorOf(s, i), node: n as Node }));
  return {
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
