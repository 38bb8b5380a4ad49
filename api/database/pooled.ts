import {
  PostgresDriver,
  type CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  type PostgresPool,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { cancelStatement } from './cancel.ts';
import { kyselyWith, noRowsInPieces } from './kysely.ts';
import { isWorthAsking, LONGEST_WAIT_MS, Pipeline } from './pipeline.ts';
import { askPreparable, Preparable } from './prepared.ts';

/** A connection of a pool, for as long as one statement or transaction has it. */
export interface TakenConnection extends DatabaseConnection {
  cancelQuery(): Promise<void>;
  release(): void;
}

export class PooledConnection implements TakenConnection {
  readonly #client: PoolClient;
  #isAsking = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#isAsking = true;
    try {
      const { rows, command, rowCount } = await (query instanceof Preparable
        ? askPreparable(this.#client, query)
        : this.#client.query(query.sql, query.parameters as unknown[]));
      return { rows, ...(command !== 'SELECT' && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    } finally {
      this.#isAsking = false;
    }
  }

  async cancelQuery(): Promise<void> {
    if (this.#isAsking) await cancelStatement(this.#client);
  }

  streamQuery(): AsyncGenerator<never> {
    return noRowsInPieces();
  }

  release(): void {
    this.#client.release();
  }
}

/** Asks over a pool, and can cancel what it asks also where a pooler stands before the server. */
export class PooledDriver extends PostgresDriver {
  readonly #pool: Pool;
  /** Beside the pool, for what takes hardly any time. */
  readonly pipeline: Pipeline;

  constructor(pool: Pool) {
    super({ pool: pool as Pool & PostgresPool });
    this.#pool = pool;
    this.pipeline = new Pipeline(pool);
  }

  override async acquireConnection(): Promise<TakenConnection> {
    return new PooledConnection(await this.#pool.connect());
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as TakenConnection).release();
  }
}

const drivers = new WeakMap<Kysely<unknown>, PooledDriver>();

export function kyselyOver(driver: PooledDriver): Kysely<unknown> {
  const kysely = kyselyWith(driver);
  drivers.set(kysely, driver);
  return kysely;
}

/** A statement that has to come to its end within so many milliseconds. */
interface Timed<Row> {
  query: CompiledQuery<Row>;
  ms: number;
  exceeded: () => Error;
}

/**
 * Runs one statement, which is cancelled when its time is over. By the shortest way, as most answers are one short
 * statement: Kysely's own, with a signal, takes a dozen promises for each. Null where a database has no pool.
 */
export function askWithin<Row>(db: Kysely<unknown>, timed: Timed<Row>): Promise<QueryResult<Row>> | null {
  const driver = drivers.get(db);
  if (!driver) return null;
  const { query, ms } = timed;
  if (!(query instanceof Preparable) || ms <= LONGEST_WAIT_MS) return askOverPool(driver, timed);
  const until = performance.now() + ms;
  return new Promise((resolve, reject) => {
    const overPool = () => {
      const left = until - performance.now();
      if (left > 0) askOverPool(driver, { ...timed, ms: left }).then(resolve, reject);
      else reject(timed.exceeded());
    };
    const isSent = driver.pipeline.send(query, (error, result) => {
      if (!error) resolve(result);
      else if (isWorthAsking(error)) overPool();
      else reject(error);
    });
    if (!isSent) overPool();
  });
}

function askOverPool<Row>(
  driver: PooledDriver,
  { query, ms, exceeded }: Timed<Row>,
): Promise<QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    let asked: TakenConnection | null = null;
    let isLate = false;
    let cancelling: Promise<void> | undefined;
    const timer = setTimeout(() => {
      isLate = true;
      reject(exceeded());
      // Where the server cannot be told, the statement comes to its own end.
      cancelling = asked?.cancelQuery().catch(() => {});
    }, ms);
    const run = async () => {
      try {
        const connection = await driver.acquireConnection();
        try {
          asked = connection;
          if (!isLate) resolve(await timedAsk(driver, connection, query));
        } finally {
          asked = null;
          // Underway to the server, it would stop what the next one asks by this connection.
          await cancelling;
          connection.release();
        }
      } catch (error) {
        reject(error as Error);
      } finally {
        clearTimeout(timer);
      }
    };
    void run();
  });
}

async function timedAsk<Row>(
  { pipeline }: PooledDriver,
  connection: TakenConnection,
  query: CompiledQuery<Row>,
): Promise<QueryResult<Row>> {
  const begun = performance.now();
  const result = await connection.executeQuery<Row>(query);
  if (query instanceof Preparable) pipeline.learn(query, performance.now() - begun);
  return result;
}
