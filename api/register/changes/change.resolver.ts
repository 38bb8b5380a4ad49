import { sql } from 'kysely';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { badInput, refusal } from '../../graphql/errors.ts';
import { run } from '../../graphql/root-field.ts';
import { isKnownSql, pageSql, readPage, type LogPage } from './change-feed.queries.ts';
import { ChangeConnection, ChangesArgs, type Change } from './change.type.ts';
import { parseCursor, printCursor, SNAPSHOT, START } from './cursor.ts';

@Resolver()
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'Every change of the public records, deletions too, in the order of their commits: the same as `/changes`, with the same cursors. Whoever does what it says, page after page, has the register.',
  })
  async changes(
    @Args(() => ChangesArgs) { after, first }: ChangesArgs,
    @Ctx() context: Context,
  ): Promise<ChangeConnection> {
    const size = first ?? DEFAULT_PAGE_SIZE;
    if (size < 1 || size > LARGEST_PAGE_SIZE)
      throw badInput(`first is ${size}: 1 to ${LARGEST_PAGE_SIZE} is allowed`, 'BAD_PAGE_SIZE');
    const start = after == null ? START : parseCursor(after);
    if (!start) {
      throw badInput(
        `${JSON.stringify(String(after).slice(0, 80))} is no cursor of changes: use "cursor" of an earlier answer as given`,
        'BAD_CURSOR',
      );
    }
    const ask = (asked: Context) =>
      run(
        asked,
        sql`select json_build_object('isKnown', ${isKnownSql(start)}, 'page', ${pageSql(start.change, size)})`,
      ) as Promise<{ isKnown: boolean; page: LogPage }>;
    const { db, primary } = context;
    let answer = await ask(context);
    // A replica may not have heard yet of what another hub gave out a moment ago.
    if (!answer.isKnown && db !== primary) answer = await ask({ ...context, db: primary });
    if (!answer.isKnown) {
      throw refusal(
        'CURSOR_GONE',
        'This cursor is of another register, or of one that was restored since: take the snapshot, and go on from its cursor',
        { snapshot: SNAPSHOT },
      );
    }
    const { changes, isMore } = readPage(answer.page);
    const nodes = changes.map(({ change, mark, id, ...told }) => ({
      cursor: printCursor({ change, mark }),
      recordId: id,
      ...told,
    })) as Change[];
    const cursor = nodes.at(-1)?.cursor ?? printCursor(start);
    return {
      nodes,
      edges: nodes.map((node) => ({ cursor: node.cursor, node })),
      pageInfo: {
        hasNextPage: isMore,
        hasPreviousPage: start.change > START.change,
        startCursor: nodes[0]?.cursor ?? null,
        endCursor: nodes.at(-1)?.cursor ?? null,
      },
      cursor,
      isAtEnd: !isMore,
      snapshot: `${SNAPSHOT}?at=${cursor}`,
    };
  }
}
