import type { CompiledQuery, DatabaseConnection, QueryResult, TransactionSettings } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isDropped, isLost } from './lost.ts';
import { PooledConnection, PooledDriver, type TakenConnection } from './pooled.ts';

/** Told of a replica that went away under a statement. */
export type OnLost = (error: unknown) => void;

/**
 * Reads from a replica, and from the primary whatever the replica drops. The primary is never older, so that whoever has
 * read one statement from the replica goes on with what is the same or newer.
 */
export class ReplicaDriver extends PooledDriver {
  readonly #primary: Pool;
  readonly #onLost: OnLost;

  constructor(replica: Pool, primary: Pool, onLost: OnLost) {
    super(replica);
    this.#primary = primary;
    this.#onLost = onLost;
  }

  override async acquireConnection(): Promise<TakenConnection> {
    const onPrimary = async () => new PooledConnection(await this.#primary.connect());
    try {
      return new ReplicaConnection(
        (await super.acquireConnection()) as PooledConnection,
        onPrimary,
        this.#onLost,
      );
    } catch (error) {
      if (!isLost(error)) throw error;
      this.#onLost(error);
      return onPrimary();
    }
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    await super.beginTransaction(connection, settings);
    if (connection instanceof ReplicaConnection) connection.stays();
  }
}

class ReplicaConnection implements TakenConnection {
  #asked: PooledConnection;
  #onPrimary: (() => Promise<PooledConnection>) | null;
  readonly #onLost: OnLost;

  constructor(replica: PooledConnection, onPrimary: () => Promise<PooledConnection>, onLost: OnLost) {
    this.#asked = replica;
    this.#onPrimary = onPrimary;
    this.#onLost = onLost;
  }

  /** What has begun there cannot go on elsewhere. */
  stays(): void {
    this.#onPrimary = null;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return await this.#asked.executeQuery(query);
    } catch (error) {
      const isGone = isLost(error);
      if (isGone) this.#onLost(error);
      const onPrimary = this.#onPrimary;
      if (!onPrimary || !isDropped(error)) throw error;
      this.#onPrimary = null;
      const primary = await onPrimary();
      this.#asked.release();
      this.#asked = primary;
      return primary.executeQuery(query);
    }
  }

  cancelQuery(): Promise<void> {
    return this.#asked.cancelQuery();
  }

  streamQuery(): AsyncGenerator<never> {
    return this.#asked.streamQuery();
  }

  release(): void {
    this.#asked.release();
  }
}

/** Breaks off whatever waits for a server that does not answer any more. */
export function clientsOf(pool: Pool): { breakOff(): void } {
  const clients = new Set<PoolClient & { connection: { stream: { destroy(): void } } }>();
  pool.on('connect', (client) => clients.add(client as never));
  pool.on('remove', (client) => clients.delete(client as never));
  return { breakOff: () => clients.forEach(({ connection }) => connection.stream.destroy()) };
}
