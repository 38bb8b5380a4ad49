import { migrations } from '../../migrations/index.ts';
import { Problem } from '../problem.ts';
import type { Database } from './open.ts';

/** Any number will do, as long as nothing else locks it. */
const START_LOCK = 20_250_702;

/**
 * One hub after another, where several start on one database: the second finds done what the first did. The lock ends
 * with a transaction, for behind a pooler a session is nobody's own; the embedded database serves one hub anyway.
 */
export async function oneHubAtATime<Result>(
  { isEmbedded, em }: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  if (isEmbedded) return work();
  return em.fork().transactional(async (holding) => {
    await holding.execute('select pg_advisory_xact_lock(?)', [START_LOCK]);
    return work();
  });
}

/** Brings the database up to the code. Returns the names of the migrations that it ran. */
export async function migrate(database: Database): Promise<string[]> {
  await executedIn(database);
  const ran = await database.orm.migrator.up();
  return ran.map(({ name }) => name);
}

/** Refuses a database that is older or newer than the code. It is asked, and left as it is. */
export async function requireMigrated(database: Database): Promise<void> {
  const [{ hasRun }] = await database.em
    .getConnection()
    .execute<[{ hasRun: boolean }]>(`select to_regclass('migration') is not null as "hasRun"`);
  // Where no migration ever ran, the migrator would begin by making its table.
  const executed = hasRun ? await executedIn(database) : [];
  const pending = migrations.map((migration) => nameOf(migration)).filter((name) => !executed.includes(name));
  if (pending.length > 0) {
    throw new Problem(
      `The ${database.description} is older than this hub (migrations not run yet: ${pending.length}): run npm run hub -- migrate first`,
    );
  }
}

async function executedIn(database: Database): Promise<string[]> {
  const known = new Set(migrations.map((migration) => nameOf(migration)));
  const executed = (await database.orm.migrator.getExecuted()).map(({ name }) => name);
  const unknown = executed.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Problem(
      `The ${database.description} is newer than this hub (it has run ${unknown.join(', ')}): start a newer hub`,
    );
  }
  return executed;
}

function nameOf(Migration: (typeof migrations)[number]): string {
  // The name is an instance's field; building one runs nothing.
  return new Migration(undefined as never, undefined as never).name;
}
