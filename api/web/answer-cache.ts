import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { RecentlyUsed } from '../recently-used.ts';
import type { Revisions } from '../register/changes/revision.ts';
import { compressed, type Encoding } from './compression.ts';
import { etagOf } from './etag.ts';

/** An answer that can be sent again while neither the register nor the day changes. */
export interface Made {
  body: Buffer;
  points: number;
  day: string;
}

export class KeptAnswer implements Made {
  readonly body: Buffer;
  readonly points: number;
  readonly day: string;
  readonly revision: string;
  readonly #compressed: Partial<Record<Encoding, Promise<Buffer> | Buffer>> = {};
  #etag: string | undefined;

  constructor({ body, points, day }: Made, revision: string) {
    this.body = body;
    this.points = points;
    this.day = day;
    this.revision = revision;
  }

  get etag(): string {
    return (this.#etag ??= etagOf(this.body));
  }

  /** Once for all readers. */
  as(encoding: Encoding): Promise<Buffer> | Buffer {
    return (this.#compressed[encoding] ??= compressed(this.body, encoding).then(
      (body) => (this.#compressed[encoding] = body),
    ));
  }
}

export interface AnswerCache {
  /** What was answered under this key, where it is what would be answered now. */
  find(key: string): KeptAnswer | null | Promise<KeptAnswer | null>;
  /** Has an answer made of what a database says, and keeps it where it is asked for again. */
  make(key: string, db: Kysely<unknown>, work: () => Promise<Made | null>): Promise<Made | null>;
}

const MOST_BYTES = 24 * 1024 * 1024;
const LARGEST = 512 * 1024;
/** Compressed in two ways, and what an entry takes beside its body. */
const bytesOf = (key: string, { body }: Made): number => 1_000 + 2 * key.length + 1.5 * body.length;
/** Keys that were asked for once, of which the second asking is kept. */
const MOST_SEEN = 5_000;

/**
 * Answers by document, variables and the day, each true for one revision of the register. None is sent unless the
 * revision has been confirmed after its request had arrived; none is kept unless the revision was the same before its
 * data was read and after it.
 */
export function answerCache(
  revisions: Revisions,
  today: () => string,
  mostBytes: number = MOST_BYTES,
): AnswerCache {
  const kept = new RecentlyUsed<string, KeptAnswer>(mostBytes, bytesOf);
  let seen = new Set<string>();
  let seenBefore = new Set<string>();
  const underWay = new Map<string, Promise<void>>();

  const keep = (key: string, answer: KeptAnswer): void => {
    if (answer.body.length > LARGEST) kept.delete(key);
    else kept.set(key, answer);
  };

  const isAskedAgain = (key: string): boolean => {
    if (kept.get(key)) return true;
    // As short as they can be: most are asked for once, and by anybody.
    const mark = hash('sha1', key, 'base64');
    if (seen.has(mark) || seenBefore.has(mark)) return true;
    seen.add(mark);
    if (seen.size > MOST_SEEN) [seenBefore, seen] = [seen, new Set()];
    return false;
  };

  const known = (key: string): KeptAnswer | null | Promise<KeptAnswer | null> => {
    const answer = kept.get(key);
    if (!answer || answer.day !== today()) return null;
    const leased = revisions.leased();
    if (leased !== null) return leased === answer.revision ? answer : null;
    return revisions.confirmed().then(
      (revision) => (revision === answer.revision ? answer : null),
      () => null,
    );
  };

  return {
    find(key) {
      // Somebody is about to answer the same: whether that holds for this asking too is looked at afterwards.
      const making = underWay.get(key);
      return making ? making.then(() => known(key)) : known(key);
    },
    async make(key, db, work) {
      if (!isAskedAgain(key) || underWay.has(key)) return work();
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = () => {
        underWay.delete(key);
        resolve();
      };
      underWay.set(key, promise);
      try {
        // A replica is never ahead of the primary: where both are at one revision, what was read between is of it.
        const before = await revisions.readFrom(db).catch(() => null);
        const made = await work();
        if (!made || before === null) {
          end();
          return made;
        }
        // Whoever asked has the answer by now, and does not wait for this.
        void Promise.resolve(revisions.leased() ?? revisions.confirmed())
          .then(
            (after) => (after === before ? keep(key, new KeptAnswer(made, before)) : undefined),
            () => {},
          )
          .finally(end);
        return made;
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
