import { Client, type ClientConfig, type Pool, type QueryResult } from 'pg';
import { RecentlyUsed } from '../recently-used.ts';
import { cancelStatement } from './cancel.ts';
import { causesOf, codeOf, isLost } from './lost.ts';
import { hasSessionOfItsOwn, isForgotten, nameOf, type Preparable, type Session } from './prepared.ts';

/** A statement that took no longer than this is short. */
const SHORT_MS = 10;
/** So often it has to have been short before it is sent ahead … */
const SHORT_TIMES = 3;
/** … and so many times as often each time that it has held others up for as long as this. */
const MORE_TIMES = 4;
const MOST_TIMES = 1_000;
const LONG_MS = 50;
/** What would wait for more work than this goes over the pool, where others of the server's processors are. */
const MOST_BACKLOG_MS = 10;
/** After this time nobody waits here any more. */
const STUCK_MS = 1_000;
const LOOK_EVERY_MS = 250;
/** Longer than this nobody waits here, whatever becomes of the server. */
export const LONGEST_WAIT_MS = STUCK_MS + LOOK_EVERY_MS;
const AGAIN_AFTER_MS = 1_000;
/** The server keeps the plans of so many. */
const MOST_PREPARED = 60;
const MOST_KNOWN = 500;
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
  readonly #known = new RecentlyUsed<string, Known>(MOST_KNOWN);
  readonly #prepared = new RecentlyUsed<string, string>(MOST_PREPARED);
  #client: PipelinedClient | null = null;
  #isPossible = true;
  #opening: Promise<void> | null = null;
  #opensFrom = -Infinity;
  #watch: NodeJS.Timeout | undefined;
  #isGathering = false;
  #waiting = 0;
  #backlogMs = 0;
  /** When the server can have begun with what it answers next. */
  #begun = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** How long a statement took on a connection of its own. */
  learn({ sql }: Preparable, ms: number): void {
    let known = this.#known.get(sql);
    if (!known) this.#known.set(sql, (known = { short: 0, needed: SHORT_TIMES, ms }));
    known.ms = Math.min(known.ms, ms);
    if (ms <= SHORT_MS) known.short += 1;
    else if (ms >= LONG_MS) known.short = 0;
  }

  /** Sends a statement ahead; false where it is to be asked over the pool. */
  send(query: Preparable, done: Done): boolean {
    const known = this.#known.get(query.sql);
    if (!known || known.short < known.needed) return false;
    const client = this.#client;
    if (!client) {
      if (this.#isPossible && performance.now() >= this.#opensFrom)
        this.#opening ??= this.#open().finally(() => (this.#opening = null));
      return false;
    }
    const { ms } = known;
    if (this.#waiting > 0 && this.#backlogMs + ms > MOST_BACKLOG_MS) return false;

    this.#gather(client);
    const name = this.#prepare(query.sql, client);
    if (this.#waiting === 0) this.#begun = performance.now();
    this.#waiting += 1;
    this.#backlogMs += ms;
    client.query({ name, text: query.sql, values: query.parameters as unknown[] }, (error, result) => {
      this.#waiting -= 1;
      this.#backlogMs = this.#waiting === 0 ? 0 : this.#backlogMs - ms;
      this.#took(known);
      // A plan that is not there any more is made anew.
      if (error && isForgotten(error)) forget(client, name);
      done(error, result);
    });
    return true;
  }

  async close(): Promise<void> {
    this.#isPossible = false;
    await this.#opening;
    const client = this.#client;
    this.#drop(client);
    await client?.end();
  }

  async #open(): Promise<void> {
    const { options } = this.#pool as Pool & { options: ClientConfig };
    // The pool keeps its password from being spread.
    const password = options.password && { password: options.password };
    const config = { ...options, ...password, application_name: APPLICATION, pipeline: true };
    const client = new Client(config) as PipelinedClient;
    client.on('error', () => this.#drop(client));
    client.on('end', () => this.#drop(client));
    try {
      await client.connect();
      // Behind a pooler nothing stays prepared, and it has queues of its own.
      this.#isPossible &&= await hasSessionOfItsOwn(client);
      if (!this.#isPossible) return await client.end();
      this.#prepared.clear();
      this.#client = client;
      this.#watch = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    } catch {
      this.#opensFrom = performance.now() + AGAIN_AFTER_MS;
      client.connection.stream.destroy();
    }
  }

  #drop(client: PipelinedClient | null): void {
    if (client !== this.#client) return;
    this.#client = null;
    clearInterval(this.#watch);
    this.#opensFrom = performance.now() + AGAIN_AFTER_MS;
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
    const [, oldest] = this.#prepared.set(text, name) ?? [];
    if (oldest !== undefined) {
      forget(client, oldest);
      client.query(`deallocate ${oldest}`, () => {});
    }
    return name;
  }

  #took(known: Known): void {
    const now = performance.now();
    const ms = now - this.#begun;
    this.#begun = now;
    known.ms += (ms - known.ms) / 8;
    if (ms < LONG_MS) return;
    known.short = 0;
    known.needed = Math.min(known.needed * MORE_TIMES, MOST_TIMES);
  }

  /** Behind a statement that is held up, or to a server that has gone silent, nothing is sent. */
  #look(): void {
    const client = this.#client;
    if (!client || this.#waiting === 0 || performance.now() - this.#begun < STUCK_MS) return;
    this.#drop(client);
    void cancelStatement(client).catch(() => {});
    client.connection.stream.destroy();
  }
}

/** Whether what failed here may be answered on a connection of its own. */
export const isWorthAsking = (error: Error): boolean =>
  isLost(error) || isForgotten(error) || causesOf(error).some((one) => madeWay.has(codeOf(one)));

/** A cancel that was meant for another, and the log that a replica replays. */
const madeWay = new Set(['57014', '40001']);

function forget({ connection }: PipelinedClient, name: string): void {
  delete connection.parsedStatements[name];
  delete connection.submittedNamedStatements[name];
}
