import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { migrate } from '../database/migrate.ts';
import { openDatabase, type Database } from '../database/open.ts';
import { functionsForPostgraphile } from './contenders/functions.ts';
import { multiply } from './multiply.ts';
import { loadNational, type Size } from './national.ts';
import type { Sample } from './questions.ts';

/** Loads the generated register into an empty database, and tells what to ask about. */
export const loadRegister = (databaseUrl: string, size: Size): Promise<Sample> =>
  written(databaseUrl, async (database) => {
    await migrate(database);
    await loadNational(database.em, size);
    for (const statement of functionsForPostgraphile) await sql.raw(statement).execute(database.primary);
  });

/** Has every product and producer of a loaded register so many times over, and tells what to ask about then. */
export const multiplyRegister = (databaseUrl: string, times: number): Promise<Sample> =>
  written(databaseUrl, ({ primary }) => multiply(primary, times));

async function written(databaseUrl: string, write: (database: Database) => Promise<void>): Promise<Sample> {
  const database = await openDatabase({ dataDir: '', databaseUrl });
  try {
    await write(database);
    await tidy(database.primary);
    return await sampleOf(database.primary);
  } finally {
    await database.close();
  }
}

const MOST_LOOKS = 600;

/** Has PostgreSQL do now what it would do by itself a while after so much was written, and waits for its end. */
async function tidy(db: Kysely<unknown>): Promise<void> {
  await sql`vacuum analyze`.execute(db);
  await sql`checkpoint`.execute(db);
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { rows } = await sql`select from pg_stat_activity where backend_type = 'autovacuum worker'`.execute(
      db,
    );
    if (rows.length === 0) return;
    await sleep(1_000);
  }
  throw new Error('PostgreSQL does not come to an end with its autovacuum');
}

async function sampleOf(db: Kysely<unknown>): Promise<Sample> {
  const rows = async <Row>(query: string) => (await sql.raw<Row>(query).execute(db)).rows;
  return {
    // From all over the register, however large it is.
    products: await rows(`select slug, code from product where id in (
      select product_id from material_source where region_id is not null) order by md5(code) limit 2000`),
    communes: await rows(`select lat, lon from place where id in (select place_id from product)
      order by code limit 500`),
    middles: await rows(`select distinct place.lat, place.lon from region_commune
      join place on place.id = region_commune.place_id order by 1, 2 limit 500`),
  };
}
