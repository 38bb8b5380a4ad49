import { type Kysely, sql } from 'kysely';

/**
 * Until the transaction ends nobody else writes what a list speaks of: so a plan and its writing see one register, and
 * two imports at once cannot both add the same product. Reading goes on. In the order in which the folder import
 * writes, so that neither waits for the other for ever.
 */
export async function holdRegister(db: Kysely<unknown>): Promise<void> {
  await doNotCompile(db);
  await holdSources(db);
  await sql`lock table place, place_succession in share mode`.execute(db);
  await sql`lock table producer, product, recognition in share row exclusive mode`.execute(db);
}

/** The same, and nobody else may even refer to a record that may be about to go. */
export async function holdRecords(db: Kysely<unknown>): Promise<void> {
  await doNotCompile(db);
  await sql`lock table source, place, producer, product, region, recognition in exclusive mode`.execute(db);
}

/** Until the transaction ends nobody else writes what a border is drawn by, or of. Reading goes on. */
export async function holdBorders(db: Kysely<unknown>): Promise<void> {
  await holdSources(db);
  await sql`lock table place, place_succession, region, region_commune in share row exclusive mode`.execute(
    db,
  );
}

/** Written last and locked first, so that whoever takes a batch back waits before it holds anything. */
const holdSources = (db: Kysely<unknown>) => sql`lock table source in row exclusive mode`.execute(db);

/** Compiling a statement takes longer than the few hundred rows that it is about. */
const doNotCompile = (db: Kysely<unknown>) => sql`select set_config('jit', 'off', true)`.execute(db);
