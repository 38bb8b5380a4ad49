import type { AbortableQueryOptions, CompiledQuery, Kysely, QueryResult } from 'kysely';
import { askWithin } from '../../database/pooled.ts';
import { refusal } from '../errors.ts';
import { limits } from './limits.rules.ts';

/** The longest that one request may take, whatever it asks of the database. */
export interface Deadline {
  /** Does a piece of work within the time that is left. The work must hand the options to the database. */
  within<T>(work: (options: AbortableQueryOptions) => Promise<T>): Promise<T>;
  /** Runs one statement within the time that is left. */
  ask<Row>(db: Kysely<unknown>, query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
  /** The same time once more, from now on, for one of many pieces of work. */
  anew(): Deadline;
}

/**
 * PostgreSQL is told to cancel the statement. The embedded database runs inside this process and cannot be
 * interrupted: the caller gets the same answer, as soon as the statement has come to its end.
 */
export function deadline(options: { canCancel: boolean; ms?: number }): Deadline {
  const ms = options.ms ?? limits.deadlineMs;
  const until = performance.now() + ms;
  const exceeded = () =>
    refusal(
      'DEADLINE_EXCEEDED',
      `The query ran longer than ${ms / 1_000} seconds and was stopped: ask for less at a time`,
      {
        limit: ms,
      },
    );
  return {
    async ask(db, query) {
      const left = until - performance.now();
      if (left <= 0) throw exceeded();
      return askWithin(db, query, left, exceeded) ?? this.within((own) => db.executeQuery(query, own));
    },
    async within(work) {
      const left = until - performance.now();
      if (left <= 0) throw exceeded();
      const controller = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(exceeded());
          controller.abort();
        }, left);
      });
      try {
        const result = await Promise.race([
          work({
            signal: controller.signal,
            inflightQueryAbortStrategy: options.canCancel ? 'cancel query' : 'ignore query',
          }),
          late,
        ]);
        // While the embedded database was at work, no timer could go off.
        if (performance.now() > until) throw exceeded();
        return result;
      } finally {
        clearTimeout(timer);
      }
    },
    anew: () => deadline(options),
  };
}
