import { Client, type ClientConfig, type Pool, type QueryResult } from 'pg';
import { RecentlyUsed } from '../recently-used.ts';
import { cancelStatement } from './cancel.ts';
import { inTime } from './in-time.ts';
import { codeOf, isDropped, isLost } from './lost.ts';
import {
  hasSessionOfItsOwn,
  isElsewhere,
  LONGEST_PREPARED,
  MOST_KNOWN,
  MOST_PREPARED,
  nameOf,
  NOT_PREPARED,
  PREPARED_BEFORE,
  type Preparable,
  type Session,
} from './prepared.ts';

/** A statement that took no longer than this is short. */
const SHORT_MS = 10;
/** So often it has to have been short before it is sent ahead … */
const SHORT_TIMES = 3;
/**
 * … and so many times as often once it has held others up for as long as this, or is not short any more on the whole. Each
 * time that it is, a little is forgiven.
 */
const MORE_TIMES = 4;
const MOST_TIMES = 1_000;
const LONG_MS = 50;
const FORGIVEN = 0.99;
/**
 * What would wait for more work than this goes over the pool, where other processors of the server may be free. On one
 * processor it overtakes those that wait here, and makes them late: with 10 ms, p99 of a bounding box was four times its
 * p50, with 25 twice.
 */
const MOST_BACKLOG_MS = 25;
/** And what would wait for so many: should the server be held up, all of them are asked again over the pool. */
const MOST_AHEAD = 100;
/** Answers that come together are told apart by no clock. */
const LEAST_MS = 0.1;
/** Who has waited for so long is to be asked for elsewhere, as is seen at the second look after that. */
const STUCK_MS = 1_000;
const LOOK_EVERY_MS = 250;
/** Longer than this nobody waits here, whatever becomes of the server. */
export const LONGEST_WAIT_MS = STUCK_MS + 2 * LOOK_EVERY_MS;
const AGAIN_AFTER_MS = 1_000;
/** As long as the connections of the pool. */
const IDLE_MS = 10_000;
/** By this name the server's list of sessions tells it from those of the pool. */
const APPLICATION = 'hub pipeline';

/** What is known of a statement. */
interface Known {
  /** How often it has been short. */
  short: number;
  /** How often that has to be. */
  needed: number;
  /** How long it takes the server. */
  ms: number;
}

type Done = (error: Error | null, result: QueryResult) => void;

type PipelinedClient = Client &
  Session & {
    connection: {
      stream: { cork(): void; uncork(): void; destroy(): void };
      parsedStatements: Record<string, string>;
      submittedNamedStatements: Record<string, string>;
    };
  };

/**
 * One connection beside a pool, on which short statements are sent ahead: none waits for the answer to the one before it,
 * none takes a connection for itself, and those that come together go and come back together. A statement gets here by
 * having been short on the pool, and leaves when it holds others up. Whatever is not to be answered here, or fails for
 * what others did, is asked over the pool.
 */
export class Pipeline {
  readonly #pool: Pool;
  readonly #now: () => number;
  readonly #known = new RecentlyUsed<string, Known>(MOST_KNOWN);
  readonly #prepared = new RecentlyUsed<string, string>(MOST_PREPARED);
  #client: PipelinedClient | null = null;
  #isClosed = false;
  #isAlone = true;
  #opening: Promise<void> | null = null;
  #opensFrom = -Infinity;
  #watch: NodeJS.Timeout | undefined;
  #isGathering = false;
  /** When those that wait were sent, the next to be answered first. */
  readonly #sent: number[] = [];
  #backlogMs = 0;
  /** When the server can have begun with what it answers next; where nothing waits, when it answered last. */
  #begun = 0;
  #wasStuck = false;

  constructor(pool: Pool, now: () => number = () => performance.now()) {
    this.#pool = pool;
    this.#now = now;
  }

  /** How long a statement took on a connection of its own. */
  learn({ sql }: Preparable, ms: number): void {
    if (!this.#isAlone || sql.length > LONGEST_PREPARED) return;
    let known = this.#known.get(sql);
    if (!known) this.#known.set(sql, (known = { short: 0, needed: SHORT_TIMES, ms }));
    known.ms = Math.max(LEAST_MS, known.short === 0 ? ms : Math.min(known.ms, ms));
    if (ms <= SHORT_MS) known.short += 1;
    else if (ms >= LONG_MS) known.short = 0;
  }

  /** Sends a statement ahead; false where it is to be asked over the pool. */
  send(query: Preparable, done: Done): boolean {
    const known = this.#known.get(query.sql);
    if (!known || known.short < known.needed) return false;
    const client = this.#client;
    const now = this.#now();
    if (!client) {
      if (now >= this.#opensFrom && this.#isAlone && !this.#isClosed)
        this.#opening ??= this.#open().finally(() => (this.#opening = null));
      return false;
    }
    const { ms } = known;
    const waiting = this.#sent.length;
    if (waiting === 0) this.#begun = now;
    else if (waiting >= MOST_AHEAD || Math.max(this.#backlogMs, now - this.#begun) + ms > MOST_BACKLOG_MS)
      return false;

    this.#gather(client);
    const name = this.#prepare(query.sql, client);
    this.#sent.push(now);
    this.#backlogMs += ms;
    let isAnswered = false;
    client.query({ name, text: query.sql, values: query.parameters as unknown[] }, (error, result) => {
      if (isAnswered) return;
      isAnswered = true;
      this.#sent.shift();
      this.#backlogMs = this.#sent.length === 0 ? 0 : this.#backlogMs - ms;
      this.#took(known);
      if (error) this.#failed(error, client, { known, name, text: query.sql });
      done(error, result);
    });
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening;
    const client = this.#client;
    if (!client) return;
    const isAsked = this.#sent.length > 0;
    this.#drop(client);
    if (isAsked) await this.#breakOff(client);
    else await end(client);
  }

  async #open(): Promise<void> {
    let client: PipelinedClient | undefined;
    try {
      const opened = (client = this.#newClient());
      await opened.connect();
      // Behind a pooler nothing stays prepared, and it has queues of its own.
      this.#isAlone = await inTime(hasSessionOfItsOwn(opened), STUCK_MS, 'It did not tell its session');
      if (!this.#isAlone || this.#isClosed) return await end(opened);
      this.#prepared.clear();
      this.#client = opened;
      this.#begun = this.#now();
      this.#watch = setInterval(() => this.#look(opened), LOOK_EVERY_MS).unref();
    } catch {
      this.#opensFrom = this.#now() + AGAIN_AFTER_MS;
      client?.connection.stream.destroy();
    }
  }

  #newClient(): PipelinedClient {
    const { options } = this.#pool as Pool & { options: ClientConfig };
    // The pool keeps its password from being spread.
    const password = options.password && { password: options.password };
    const config = { ...options, ...password, application_name: APPLICATION, pipeline: true };
    const client = new Client(config) as PipelinedClient;
    client.on('error', () => {
      this.#drop(client);
      client.connection.stream.destroy();
    });
    client.on('end', () => this.#drop(client));
    return client;
  }

  #drop(client: PipelinedClient): void {
    if (client !== this.#client) return;
    this.#client = null;
    clearInterval(this.#watch);
    this.#opensFrom = this.#now() + AGAIN_AFTER_MS;
  }

  /** What is asked for requests that came together is written at once. */
  #gather({ connection: { stream } }: PipelinedClient): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    stream.cork();
    setImmediate(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }

  #prepare(text: string, client: PipelinedClient): string {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const name = nameOf(text);
    for (const [, oldest] of this.#prepared.set(text, name)) {
      forget(client, oldest);
      client.query(`deallocate ${oldest}`, () => {});
    }
    return name;
  }

  #took(known: Known): void {
    const now = this.#now();
    const ms = now - this.#begun;
    this.#begun = now;
    known.ms += (Math.max(ms, LEAST_MS) - known.ms) / 8;
    if (ms >= LONG_MS || known.ms > SHORT_MS) {
      known.short = 0;
      known.needed = Math.min(known.needed * MORE_TIMES, MOST_TIMES);
    } else if (ms <= SHORT_MS) {
      known.needed = Math.max(SHORT_TIMES, known.needed * FORGIVEN);
    }
  }

  #failed(error: Error, client: PipelinedClient, of: { known: Known; name: string; text: string }): void {
    // Who held up the others is not known: all that waited have to show anew that they are short.
    if (isLost(error)) of.known.short = 0;
    const code = codeOf(error);
    if (code === PREPARED_BEFORE) client.connection.parsedStatements[of.name] = of.text;
    else if (code === NOT_PREPARED) forget(client, of.name);
  }

  /** Behind a statement that is held up, or to a server that has gone silent, nothing is sent. */
  #look(client: PipelinedClient): void {
    const now = this.#now();
    const [oldest] = this.#sent;
    // Once may be this process, which was busy, and has not read the answers yet.
    const isStuck = oldest !== undefined && now - oldest >= STUCK_MS;
    if (isStuck && this.#wasStuck) {
      this.#drop(client);
      void this.#breakOff(client);
    } else if (oldest === undefined && now - this.#begun >= IDLE_MS) {
      this.#drop(client);
      this.#opensFrom = now;
      void end(client);
    }
    this.#wasStuck = isStuck;
  }

  /** Ends what the server is at, and what it would find next: it notices nothing of our end until it has an answer. */
  async #breakOff(client: PipelinedClient): Promise<void> {
    const times = this.#sent.length;
    client.connection.stream.destroy();
    try {
      for (let time = 0; time < times; time++) await cancelStatement(client);
    } catch {
      // It cannot be told: each comes to its own end.
    }
  }
}

/** A server that is gone does not answer a goodbye. */
const end = (client: PipelinedClient): Promise<void> =>
  inTime(client.end(), STUCK_MS, 'It did not hear of the end').catch(() => {
    client.connection.stream.destroy();
  });

/** Whether what failed here may be answered on a connection of its own. */
export const isWorthAsking = (error: Error): boolean =>
  isDropped(error) || isElsewhere(error) || codeOf(error) === CANCELLED;

/** By a request that was meant for another. */
const CANCELLED = '57014';

function forget({ connection }: PipelinedClient, name: string): void {
  delete connection.parsedStatements[name];
  delete connection.submittedNamedStatements[name];
}
