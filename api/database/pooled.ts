import {
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type PostgresPool,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { cancelStatement } from './cancel.ts';

/** A connection of a pool, for as long as one statement or transaction has it. */
export class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #isAsking = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#isAsking = true;
    try {
      // The very list of values: it says whether the statement may be prepared.
      const values = query.parameters as unknown[];
      const { rows, command, rowCount } = await this.#client.query(query.sql, values);
      return { rows, ...(command !== 'SELECT' && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    } finally {
      this.#isAsking = false;
    }
  }

  async cancelQuery(): Promise<void> {
    if (this.#isAsking) await cancelStatement(this.#client);
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('Rows are read in pieces, by statements of their own');
  }

  release(): void {
    this.#client.release();
  }
}

/** Asks over a pool, and can cancel what it asks also where a pooler stands before the server. */
export class PooledDriver extends PostgresDriver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool: pool as Pool & PostgresPool });
    this.#pool = pool;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PooledConnection(await this.#pool.connect());
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as PooledConnection).release();
  }
}

export const kyselyOver = (driver: Driver): Kysely<unknown> =>
  new Kysely<unknown>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
