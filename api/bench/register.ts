import { sql, type Kysely } from 'kysely';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { functionsForPostgraphile } from './contenders/functions.ts';
import { loadNational, type Size } from './national.ts';
import type { Sample } from './questions.ts';

/** Loads the generated register into an empty database, and tells what to ask about. */
export async function loadRegister(databaseUrl: string, size: Size): Promise<Sample> {
  const database = await openDatabase({ dataDir: '', databaseUrl });
  try {
    await migrate(database);
    await loadNational(database.em, size);
    const db = database.em.getKysely() as unknown as Kysely<unknown>;
    for (const statement of functionsForPostgraphile) await sql.raw(statement).execute(db);
    await sql`vacuum analyze`.execute(db);
    const rows = async <Row>(query: string) => (await sql.raw<Row>(query).execute(db)).rows;
    return {
      products: await rows(`select slug, code from product where id in (
        select product_id from material_source where region_id is not null) order by code limit 2000`),
      communes: await rows(`select lat, lon from place where id in (select place_id from product)
        order by code limit 500`),
      middles: await rows(`select distinct place.lat, place.lon from region_commune
        join place on place.id = region_commune.place_id order by 1, 2 limit 500`),
    };
  } finally {
    await database.close();
  }
}
