import { createHash } from 'node:crypto';
import { RecentlyUsed } from '../recently-used.ts';
import type { Pool, PoolClient, QueryResult } from 'pg';

/** What is asked more often than this is kept by the server, parsed and planned: that is most of a short read's time. */
const PREPARE_AFTER = 3;
/** Each connection's server process keeps the plans of so many: somebody who asks ever new things crowds nobody out of memory. */
const MOST_PREPARED = 60;
const MOST_KNOWN = 500;
/** A longer text is one of a kind, and its plan large. */
const LONGEST_PREPARED = 20_000;

/** The values of statements that may be prepared. */
const preparable = new WeakSet<object>();

/**
 * Says that a statement may be prepared: one whose columns stay what they are whatever becomes of the tables, and that
 * means the same in every session.
 */
export function mayBePrepared<Query extends { parameters: readonly unknown[] }>(query: Query): Query {
  preparable.add(query.parameters);
  return query;
}

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
    const plain = client.query.bind(client) as PlainQuery;
    const prepared = new Map<string, string>();
    let isAlone: Promise<boolean> | undefined;

    const ask = (name: string, text: string, values: unknown[]): Promise<QueryResult> => {
      prepared.delete(text);
      prepared.set(text, name);
      return plain({ name, text, values }).catch((error: unknown) => {
        if (!isElsewhere(error)) throw error;
        isPossible = false;
        return plain(text, values);
      });
    };

    const prepare = async (text: string, values: unknown[]): Promise<QueryResult> => {
      isPossible &&= await (isAlone ??= hasSessionOfItsOwn(client, plain));
      if (!isPossible) return plain(text, values);
      if (prepared.size === MOST_PREPARED) {
        const [[oldest, its]] = prepared as unknown as [[string, string]];
        prepared.delete(oldest);
        if (client.connection.parsedStatements[its]) await plain(`deallocate ${its}`);
        delete client.connection.parsedStatements[its];
      }
      return ask(nameOf(text), text, values);
    };

    client.query = ((text: unknown, values: unknown, ...more: unknown[]) => {
      const isPreparable =
        isPossible && typeof text === 'string' && text.length <= LONGEST_PREPARED && Array.isArray(values);
      if (!isPreparable || !preparable.has(values)) return plain(text, values, ...more);
      const name = prepared.get(text);
      if (name !== undefined) return ask(name, text, values);
      return isOften(text) ? prepare(text, values) : plain(text, values);
    }) as typeof client.query;
  });
}

type PlainQuery = (...args: unknown[]) => Promise<QueryResult>;

type PreparingClient = PoolClient & {
  processID: number;
  connection: { parsedStatements: Record<string, string> };
};

/**
 * A pooler between us and the server (PgBouncer in transaction mode) gives each transaction another session, where
 * nothing of ours is prepared. It tells a number of its own as that of the server's process.
 */
async function hasSessionOfItsOwn({ processID }: PreparingClient, ask: PlainQuery): Promise<boolean> {
  const { rows } = await ask('select pg_backend_pid() as process');
  return (rows as { process: number }[])[0]?.process === processID;
}

/** The same name always means the same text, also for another hub behind the same pooler. */
const nameOf = (text: string): string =>
  `read_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;

/** The session forgot it, or is not the one that was spoken to before. */
const isElsewhere = (error: unknown): boolean =>
  ['26000', '42P05'].includes((error as { code?: string }).code ?? '');
