import type { AbortableQueryOptions, CompiledQuery, Kysely, QueryResult } from 'kysely';
import { GraphQLError } from 'graphql';
import { kyselyAsking } from '../../database/kysely.ts';
import { askWithin } from '../../database/pooled.ts';
import type { ErrorCode } from '../error-codes.rules.ts';
import { refusal } from '../errors.ts';
import { limits } from './limits.rules.ts';

/** The longest that one request may take, whatever its operations ask of the database. */
export interface Deadline {
  /** Does a piece of work within the time that is left. The work must hand the options to the database. */
  within<T>(work: (options: AbortableQueryOptions) => Promise<T>): Promise<T>;
  /** Runs one statement within the time that is left. */
  ask<Row>(db: Kysely<unknown>, query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
  /** The same database, of which each statement is given as much time, from when it is asked. It has no transactions. */
  over(db: Kysely<unknown>): Kysely<unknown>;
  /** The same time once more, from now on, for one of many pieces of work. */
  anew(): Deadline;
}

/**
 * PostgreSQL is told to cancel the statement. The embedded database runs inside this process and cannot be
 * interrupted: the caller gets the same answer, as soon as the statement has come to its end.
 */
export const deadline = (options: { canCancel: boolean; ms?: number | undefined }): Deadline =>
  new DeadlineOf(options.canCancel, options.ms ?? limits.deadlineMs);

const EXCEEDED: ErrorCode = 'DEADLINE_EXCEEDED';

/** Whether an error says that the time of a request was over. */
export const isExceeded = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions['code'] === EXCEEDED;

class DeadlineOf implements Deadline {
  readonly #canCancel: boolean;
  readonly #ms: number;
  readonly #told: (seconds: number) => string;
  readonly #until: number;

  constructor(canCancel: boolean, ms: number, told = longerThan) {
    this.#canCancel = canCancel;
    this.#ms = ms;
    this.#told = told;
    this.#until = performance.now() + ms;
  }

  async ask<Row>(db: Kysely<unknown>, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
    const asked = askWithin(db, { query, ms: this.#left(), exceeded: () => this.#exceeded() });
    return asked ?? this.within((options) => db.executeQuery(query, options));
  }

  async within<T>(work: (options: AbortableQueryOptions) => Promise<T>): Promise<T> {
    const left = this.#left();
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(this.#exceeded());
        controller.abort();
      }, left);
    });
    try {
      const result = await Promise.race([
        work({
          signal: controller.signal,
          inflightQueryAbortStrategy: this.#canCancel ? 'cancel query' : 'ignore query',
        }),
        late,
      ]);
      // While the embedded database was at work, no timer could go off.
      this.#left();
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  over(db: Kysely<unknown>): Kysely<unknown> {
    return kyselyAsking((query) => new DeadlineOf(this.#canCancel, this.#ms, notWithin).ask(db, query));
  }

  anew(): Deadline {
    return new DeadlineOf(this.#canCancel, this.#ms);
  }

  #left(): number {
    const left = this.#until - performance.now();
    if (left <= 0) throw this.#exceeded();
    return left;
  }

  #exceeded(): Error {
    return refusal(EXCEEDED, this.#told(this.#ms / 1_000), { limit: this.#ms });
  }
}

const longerThan = (seconds: number): string =>
  `The query ran longer than ${seconds} seconds and was stopped: ask for less at a time`;

/** Of what nobody can ask for less. */
const notWithin = (seconds: number): string =>
  `The register did not answer within ${seconds} seconds: try again soon`;
