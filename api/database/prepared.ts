import { createHash } from 'node:crypto';
import { createQueryId, RawNode, type CompiledQuery, type QueryId } from 'kysely';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { RecentlyUsed } from '../recently-used.ts';
import { codeOf } from './lost.ts';

/** What is asked more often than this is kept by the server, parsed and planned: that is most of a short read's time. */
const PREPARE_AFTER = 3;
/** Each connection's server process keeps the plans of so many: somebody who asks ever new things crowds nobody out of memory. */
export const MOST_PREPARED = 60;
export const MOST_KNOWN = 500;
/** A longer text is one of a kind, and its plan large. */
export const LONGEST_PREPARED = 20_000;

/**
 * A statement that may be prepared: one whose columns stay what they are whatever becomes of the tables, and that means
 * the same in every session.
 */
export class Preparable implements CompiledQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];

  constructor(sql: string, parameters: readonly unknown[]) {
    this.sql = sql;
    this.parameters = parameters;
  }

  // What only plugins of Kysely ask for, of which there are none.
  get query(): RawNode {
    return RawNode.createWithSql(this.sql);
  }
  get queryId(): QueryId {
    return createQueryId();
  }
}

type Ask = (text: string, values: unknown[]) => Promise<QueryResult>;

const askers = new WeakMap<PoolClient, Ask>();

/** Asks a connection, which prepares what it is asked often. */
export const askPreparable = (client: PoolClient, { sql, parameters }: Preparable): Promise<QueryResult> => {
  const values = parameters as unknown[];
  return askers.get(client)?.(sql, values) ?? client.query(sql, values);
};

/** Prepares on each connection of a pool what is asked often. */
export function prepareOften(pool: Pool): void {
  const asked = new RecentlyUsed<string, { times: number }>(MOST_KNOWN);
  let isPossible = true;

  const isOften = (text: string): boolean => {
    let known = asked.get(text);
    if (!known) asked.set(text, (known = { times: 0 }));
    known.times += 1;
    return known.times > PREPARE_AFTER;
  };

  pool.on('connect', (connected) => {
    const client = connected as PreparingClient;
    const prepared = new RecentlyUsed<string, string>(MOST_PREPARED);
    let isAlone: boolean | undefined;

    const prepare = async (text: string, values: unknown[]): Promise<QueryResult> => {
      const alone = (isAlone ??= await hasSessionOfItsOwn(client));
      isPossible &&= alone;
      if (!isPossible) return client.query(text, values);
      const name = nameOf(text);
      for (const [, oldest] of prepared.set(text, name)) {
        if (client.connection.parsedStatements[oldest]) await client.query(`deallocate ${oldest}`);
        delete client.connection.parsedStatements[oldest];
      }
      return client.query({ name, text, values });
    };

    askers.set(client, (text, values) => {
      if (!isPossible || text.length > LONGEST_PREPARED) return client.query(text, values);
      const name = prepared.get(text);
      if (name === undefined && !isOften(text)) return client.query(text, values);
      const answer = name === undefined ? prepare(text, values) : client.query({ name, text, values });
      return answer.catch((error: unknown) => {
        if (!isElsewhere(error as Error)) throw error;
        isPossible = false;
        return client.query(text, values);
      });
    });
  });
}

type PreparingClient = PoolClient & Session & { connection: { parsedStatements: Record<string, string> } };

/** A connection that knows which of the server's processes answers it. */
export type Session = Pick<PoolClient, 'query'> & { processID: number };

/**
 * A pooler between us and the server (PgBouncer in transaction mode) gives each transaction another session, where
 * nothing of ours is prepared. It tells a number of its own as that of the server's process.
 */
export async function hasSessionOfItsOwn(client: Session): Promise<boolean> {
  const { rows } = await client.query<{ process: number }>('select pg_backend_pid() as process');
  return rows[0]?.process === client.processID;
}

/** The same name always means the same text, also for another hub behind the same pooler. */
export const nameOf = (text: string): string =>
  `read_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;

/** The session knows it already … */
export const PREPARED_BEFORE = '42P05';
/** … or does not know it any more. */
export const NOT_PREPARED = '26000';

/** The session is not the one that was spoken to before, or has forgotten. */
export const isElsewhere = (error: Error): boolean => [NOT_PREPARED, PREPARED_BEFORE].includes(codeOf(error));
