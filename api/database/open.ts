import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { cube } from '@electric-sql/pglite/contrib/cube';
import { earthdistance } from '@electric-sql/pglite/contrib/earthdistance';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver, type PostgreSqlConnection } from '@mikro-orm/postgresql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { migrations } from '../../migrations/index.ts';
import { Problem } from '../problem.ts';
import { entities } from '../register/entities.ts';
import { lockDataDir } from './lock.ts';
import { kyselyOver, PooledDriver } from './pooled.ts';
import { prepareOften } from './prepared.ts';

const OLDEST_POSTGRESQL = 15;
/** Of the embedded database; PostgreSQL's own 128 MB are held from the start by a process that needs a fifth of them. */
const SHARED_BUFFERS = '32MB';

export interface Database {
  /** For the log: where the register is, without any password. */
  description: string;
  isEmbedded: boolean;
  orm: MikroORM;
  em: SqlEntityManager;
  /** The one database that is written, and always up to date. */
  primary: Kysely<unknown>;
  /** Its connections; null of the embedded one, which has none. */
  pool: Pool | null;
  close(): Promise<void>;
}

const shared = {
  entities,
  extensions: [Migrator],
  migrations: {
    migrationsList: migrations,
    tableName: 'migration',
    snapshot: false,
    allOrNothing: true,
    silent: true,
  },
  // A day is a day: 'YYYY-MM-DD' in and out, whatever the server's time zone.
  forceUtcTimezone: true,
  metadataCache: { enabled: false },
};

/** Opens PostgreSQL where an address is given, and the embedded database in the data folder where none is. */
export function openDatabase(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): Promise<Database> {
  return options.databaseUrl ? openPostgreSql(options.databaseUrl) : openEmbedded(options.dataDir);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const unlock = lockDataDir(dataDir);
  try {
    const orm = await MikroORM.init({
      ...shared,
      driver: PgliteDriver,
      dbName: join(dataDir, 'database'),
      driverOptions: {
        extensions: { btree_gist, cube, earthdistance, pg_trgm },
        startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
      },
    });
    return {
      description: `embedded database in ${dataDir}`,
      isEmbedded: true,
      orm,
      em: orm.em as SqlEntityManager,
      primary: (orm.em as SqlEntityManager).getKysely() as unknown as Kysely<unknown>,
      pool: null,
      async close() {
        await orm.close(true);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openPostgreSql(databaseUrl: string): Promise<Database> {
  const address = new URL(databaseUrl);
  const description = `PostgreSQL at ${address.host}${address.pathname}`;
  const orm = await MikroORM.init({
    ...shared,
    driver: PostgreSqlDriver,
    clientUrl: databaseUrl,
    driverOptions: { connectionTimeoutMillis: 5_000, onPoolCreated: prepareOften },
  });
  const connection = orm.em.getConnection() as unknown as PostgreSqlConnection;
  try {
    const pool = await connection.getNativeClient();
    const [row] = await connection.execute<{ version: number }[]>(
      `select current_setting('server_version_num')::int as version`,
    );
    const version = row?.version ?? 0;
    if (version < OLDEST_POSTGRESQL * 10_000) {
      throw new Problem(
        `${description} is version ${Math.floor(version / 10_000)}: the hub needs PostgreSQL ${OLDEST_POSTGRESQL} or newer`,
      );
    }
    const driver = new PooledDriver(pool);
    return {
      description,
      isEmbedded: false,
      orm,
      em: orm.em as SqlEntityManager,
      primary: kyselyOver(driver),
      pool,
      async close() {
        await driver.pipeline.close();
        await orm.close(true);
      },
    };
  } catch (error) {
    await orm.close(true);
    if (error instanceof Problem) throw error;
    throw new Problem(
      `${description} does not answer: ${reason(error)}. Check DATABASE_URL and that the server runs`,
    );
  }
}

/** The driver's own words on one line, from the innermost cause. */
function reason(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause) inner = inner.cause;
  if (inner instanceof AggregateError) inner = inner.errors[0];
  const message = inner instanceof Error ? inner.message || inner.name : String(inner);
  return message.split('\n').at(-1) ?? message;
}
