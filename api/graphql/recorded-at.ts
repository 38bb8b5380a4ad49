import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { sql, type AbortableQueryOptions, type CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import { isDropped } from '../database/lost.ts';
import type { Context } from './context.ts';
import { badInput } from './errors.ts';
import { DateTimeScalar } from './scalars.ts';

const description =
  'Answer from the register as it had been recorded at this instant, in place of now: what we then knew. Goes with `asOf`, which says for which day. The answer for an instant never changes. Instants before the first record and in the future are refused.';

/**
 * Gives every root field the argument `recordedAt`: the whole of its answer is read from the register as it had
 * been recorded then. Resolvers do not know of it.
 */
export function addRecordedAt(schema: GraphQLSchema, except: readonly string[] = []): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (except.includes(field.name)) continue;
    field.args = [
      ...field.args,
      {
        name: 'recordedAt',
        description,
        type: DateTimeScalar,
        defaultValue: undefined,
        deprecationReason: undefined,
        extensions: {},
        astNode: undefined,
      },
    ];
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (root, { recordedAt, ...args }: { recordedAt?: string | null }, context: Context, info) =>
      resolve(root, args, recordedAt == null ? context : context.recordedAs(recordedAt), info);
  }
}

interface Refusal {
  refused: 'FUTURE' | 'EMPTY' | 'EARLY' | null;
  begun: string | null;
}

type Reading = Pick<Context, 'db' | 'primary' | 'onStatement'>;

/**
 * Runs a statement where unqualified names mean the register as recorded at an instant. A replica knows all of the past
 * up to the newest change that it has; what it may not have heard of yet, and what it drops, is asked of the primary.
 */
export async function executeAsRecorded<Row>(
  reading: Reading,
  recordedAt: string,
  query: CompiledQuery<Row>,
  options: AbortableQueryOptions,
): Promise<QueryResult<Row>> {
  const { db, primary, onStatement } = reading;
  const onPrimary = () => readPast(primary, onStatement, recordedAt, query, options);
  if (db === primary || !(await isPastOf(db, recordedAt, options))) return onPrimary();
  return readPast(db, onStatement, recordedAt, query, options).catch((error: unknown) => {
    if (isDropped(error)) return onPrimary();
    throw error;
  });
}

/** Instants are recorded in the order in which others can see the changes (migration 0032). */
async function isPastOf(
  db: Kysely<unknown>,
  recordedAt: string,
  options: AbortableQueryOptions,
): Promise<boolean> {
  const question = sql<{ isPast: boolean }>`
    select changed_at >= ${recordedAt}::timestamptz as "isPast" from change order by id desc limit 1`;
  const { rows } = await db.executeQuery(question.compile(db), options);
  return rows[0]?.isPast ?? false;
}

/**
 * The settings (migration 0011) end with the transaction, so that it also holds behind a pooler that gives each
 * transaction another session.
 */
function readPast<Row>(
  db: Kysely<unknown>,
  onStatement: Context['onStatement'],
  recordedAt: string,
  query: CompiledQuery<Row>,
  options: AbortableQueryOptions,
): Promise<QueryResult<Row>> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .setAccessMode('read only')
    .execute(async (past) => {
      const settings = sql<Refusal>`
        select refused, to_char(begun at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as begun
        from read_as_recorded(${recordedAt}::timestamptz)`.compile(past);
      onStatement?.(settings);
      const { rows } = await past.executeQuery(settings, options);
      if (rows[0]?.refused) throw refusedInstant(recordedAt, rows[0]);
      onStatement?.(query);
      return past.executeQuery(query, options);
    });
}

function refusedInstant(recordedAt: string, { refused, begun }: Refusal): Error {
  const reason = {
    FUTURE: 'lies in the future: give an instant that has passed, or leave it out for now',
    EMPTY: 'cannot be answered: nothing has been recorded yet',
    EARLY: `lies before the first record of this register: give ${begun} or a later instant`,
  }[refused ?? 'FUTURE'];
  return badInput(`recordedAt ${recordedAt} ${reason}`, 'OUT_OF_RECORD');
}
