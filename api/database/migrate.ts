import { migrations } from '../../migrations/index.ts';
import { Problem } from '../problem.ts';
import type { Database } from './open.ts';

/** Brings the database up to the code. Returns the names of the migrations that it ran. */
export async function migrate(database: Database): Promise<string[]> {
  const { migrator } = database.orm;
  const known = new Set(migrations.map((migration) => nameOf(migration)));
  const executed = await migrator.getExecuted();
  const unknown = executed.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Problem(
      `The ${database.description} is newer than this hub (it has run ${unknown.join(', ')}): start a newer hub`,
    );
  }
  const ran = await migrator.up();
  return ran.map(({ name }) => name);
}

function nameOf(Migration: (typeof migrations)[number]): string {
  // The name is an instance's field; building one runs nothing.
  return new Migration(undefined as never, undefined as never).name;
}
