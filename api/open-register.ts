import type { Config } from './config.ts';
import { importRegister } from './exchange/import/import-register.ts';
import { migrate, oneHubAtATime, requireMigrated } from './database/migrate.ts';
import { openDatabase, type Database } from './database/open.ts';
import { bringOverlapsUpToDate } from './register/geography/overlaps.ts';

/** The database, migrated. Says what it does as it does it. */
export async function openMigrated(config: Config, say: (line: string) => void): Promise<Database> {
  const database = await openDatabase(config);
  try {
    say(`Database:  ${database.description}`);
    const ran = await oneHubAtATime(database, () => migrateRegister(database));
    say(`Schema:    ${ran.length > 0 ? `ran ${ran.join(', ')}` : 'up to date'}`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database as it is, for what only reads: it must be migrated. */
export async function openAsItIs(config: Config): Promise<Database> {
  const database = await openDatabase(config);
  try {
    await requireMigrated(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database, migrated, and filled with the real records where it is empty. */
export async function openRegister(config: Config, say: (line: string) => void): Promise<Database> {
  const database = await openMigrated(config, say);
  try {
    await oneHubAtATime(database, async () => {
      const [{ filled }] = await database.em
        .getConnection()
        .execute<[{ filled: boolean }]>('select exists (select from dataset) as filled');
      if (!filled) await importTables(database, config.seedDir, 'seed', say);
    });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Brings the database up to the code, and works out what a migration alone cannot. */
export async function migrateRegister(database: Database): Promise<string[]> {
  const ran = await migrate(database);
  await database.em.fork().transactional(bringOverlapsUpToDate);
  return ran;
}

/** Brings the tables of a folder into the register, whole or not at all. */
export async function importTables(
  database: Database,
  folder: string,
  actor: string,
  say: (line: string) => void,
): Promise<void> {
  say(`Register:  reading ${folder} …`);
  const { added, changed, removed, unchanged } = await importRegister(database.em, folder, { actor });
  say(`Register:  ${added} records added, ${changed} changed, ${removed} removed, ${unchanged} as they were`);
}
