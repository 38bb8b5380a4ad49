import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Pool, type PoolConfig } from 'pg';
import { isFresh, withMark, type Mark } from './lag.rules.ts';
import type { Database } from './open.ts';
import type { Pipeline } from './pipeline.ts';
import { kyselyOver } from './pooled.ts';
import { prepareOften } from './prepared.ts';
import { clientsOf, ReplicaDriver } from './replica.ts';

export interface Readers {
  /** Where one request reads, all of it: a replica that is not late, in turn, or else the primary. */
  reader(): Kysely<unknown>;
  /** Waits until nothing older is read by any hub than what had been committed before. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Replica {
  name: string;
  db: Kysely<unknown>;
  connections: Pool;
  pipeline: Pipeline;
  watch: Pool;
  breakOff(): void;
  replayed: (Mark & { cluster: string }) | null;
  /** Why it cannot be asked, where it answers at all. */
  trouble: string | null;
  /** As it was told last; null at first. */
  isTold: boolean | null;
}

interface Position {
  isStandby: boolean;
  position: string;
  cluster: string;
}

/** A server that has not answered for so long does not come back to what waits for it. */
const GONE_AFTER_MS = 3_000;

const positionSql = `select pg_is_in_recovery() as "isStandby",
  (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end - '0/0')::text as position,
  (select system_identifier::text from pg_control_system()) as cluster`;

export interface ReplicaSettings {
  urls: readonly string[];
  /** How late a replica may be. */
  lagMs: number;
}

/**
 * Waits until what was committed is seen through every hub: by then a replica has it, or is late for all of them and left
 * out.
 */
export async function untilReplicasShow({ urls, lagMs }: ReplicaSettings): Promise<void> {
  if (urls.length > 0) await sleep(lagMs);
}

/**
 * Reads from the replicas of a database. Each is watched, and left out while it does not answer or is late by more than
 * the bound; it comes back by itself.
 */
export function openReaders(
  { primary, pool }: Pick<Database, 'primary' | 'pool'>,
  { urls, lagMs }: ReplicaSettings,
  say: (line: string) => void,
): Readers {
  if (!pool || urls.length === 0)
    return { reader: () => primary, settled: async () => {}, close: async () => {} };
  const stopped = new AbortController();
  const known: { marks: Mark[]; answers: boolean; cluster: string | null } = {
    marks: [],
    answers: true,
    cluster: null,
  };
  const { options } = pool as Pool & { options: PoolConfig };
  const connectionsOf = (config: PoolConfig) => new Pool({ ...options, ...config });
  /** A connection of its own, so that the watch waits for nobody. */
  const watchOver = (config: PoolConfig) => {
    const patience = { connectionTimeoutMillis: lagMs / 2, query_timeout: lagMs / 2 };
    const watch = connectionsOf({ ...config, ...patience, max: 1, idleTimeoutMillis: 0 });
    return watch.on('error', () => {});
  };

  const replicas = urls.map((url): Replica => {
    const address = new URL(url);
    const of = { connectionString: url };
    const connections = connectionsOf(of).on('error', () => {});
    // What holds a connection hears of its end by its own statement.
    connections.on('connect', (client) => void client.on('error', () => {}));
    prepareOften(connections);
    const driver = new ReplicaDriver(connections, pool, () => {
      replica.replayed = null;
      tell();
    });
    const replica: Replica = {
      name: `${address.host}${address.pathname}`,
      db: kyselyOver(driver),
      connections,
      pipeline: driver.pipeline,
      watch: watchOver(of),
      breakOff: clientsOf(connections).breakOff,
      replayed: null,
      trouble: null,
      isTold: null,
    };
    return replica;
  });
  // The pool keeps it from being spread.
  const watchOfPrimary = watchOver(options.password === undefined ? {} : { password: options.password });

  const isReadable = (replica: Replica): boolean =>
    replica.trouble === null && isFresh(known, replica.replayed, performance.now(), lagMs);

  function tell(): void {
    const hasAsked = known.marks.length > 0 || !known.answers;
    if (!hasAsked) return;
    for (const replica of replicas) {
      const isNow = isReadable(replica);
      if (isNow === replica.isTold) continue;
      replica.isTold = isNow;
      const why = replica.trouble ?? (replica.replayed ? 'it is late' : 'it does not answer');
      say(`Replicas:  ${replica.name} ${isNow ? 'is read' : `is left out: ${why}`}`);
    }
  }

  async function ask(watch: Pool): Promise<Position & { at: number }> {
    const at = performance.now();
    const { rows } = await watch.query<Position>(positionSql);
    return { ...rows[0]!, at };
  }

  async function askPrimary(): Promise<void> {
    try {
      const { position, cluster, at } = await ask(watchOfPrimary);
      known.marks = withMark(known.marks, { position: BigInt(position), at }, lagMs);
      known.cluster = cluster;
      known.answers = true;
    } catch {
      known.answers = false;
    }
  }

  async function askReplica(replica: Replica, answered: { at: number }): Promise<void> {
    try {
      const { isStandby, position, cluster, at } = await ask(replica.watch);
      answered.at = at;
      replica.replayed = { position: BigInt(position), at, cluster };
      replica.trouble = null;
      if (!isStandby) replica.trouble = 'it is no replica, but takes writes itself';
      else if (known.cluster !== null && known.cluster !== cluster)
        replica.trouble = 'it is the replica of another database';
    } catch {
      replica.replayed = null;
      if (performance.now() - answered.at > GONE_AFTER_MS) replica.breakOff();
    }
    tell();
  }

  async function again(look: () => Promise<void>): Promise<void> {
    while (!stopped.signal.aborted) {
      await look();
      await sleep(lagMs / 4, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
    }
  }

  const watching = [
    again(askPrimary),
    ...replicas.map((replica) => {
      const answered = { at: performance.now() };
      return again(() => askReplica(replica, answered));
    }),
  ];
  let turn = 0;

  return {
    reader() {
      const readable = replicas.filter(isReadable);
      turn = (turn + 1) % Math.max(1, readable.length);
      return readable[turn]?.db ?? primary;
    },
    settled: () => untilReplicasShow({ urls, lagMs }),
    async close() {
      stopped.abort();
      await Promise.all(watching);
      await Promise.all([
        watchOfPrimary.end(),
        ...replicas.flatMap(({ watch, connections, pipeline }) => [
          watch.end(),
          connections.end(),
          pipeline.close(),
        ]),
      ]);
    },
  };
}
