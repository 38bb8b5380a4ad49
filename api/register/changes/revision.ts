import { randomUUID } from 'node:crypto';
import { sql, type CompiledQuery, type Kysely } from 'kysely';
import { inTime } from '../../database/in-time.ts';
import { Preparable } from '../../database/prepared.ts';

/** Which state of the register a reader would see: another text after every change that is committed. */
export interface Revisions {
  /** The revision, where it is certain that nothing else can be seen by now; null where the database must be asked. */
  leased(): string | null;
  /** The revision as the database tells it after this call. */
  confirmed(): Promise<string>;
  /** The revision of what is read from now on: from a replica, which may be at an earlier one, or from the primary. */
  readFrom(db: Kysely<unknown>): Promise<string>;
}

/** A commit waits for longer than this (migration 0043). */
const LEASE_MS = 20;
/** With so much of it left, the next one is asked for. */
const RENEW_FROM_MS = 6;
/** Asked again within this time, the database is asked often enough for leases. */
const OFTEN_WITHIN_MS = 100;
const ANNOUNCED_FOR_MS = 60_000;
/** So long before its end an announcement is renewed, and by so much clocks may differ in that time. */
const MARGIN_MS = 10_000;
/** Longer than this nobody waits for what can be read elsewhere. */
const PATIENCE_MS = 2_000;

/**
 * Whoever serves what was read before has to know that it still holds. One statement tells it to all requests that had
 * arrived when it was sent. That a hub that is asked thousands of times a second need not ask each time, it takes a lease:
 * once it has announced itself, no commit becomes visible within LEASE_MS after the database said that none is under way.
 * The time is counted from before the question was sent, by this machine alone.
 */
export function revisionsOf(
  primary: Kysely<unknown>,
  { takesLeases, now = () => performance.now() }: { takesLeases: boolean; now?: () => number },
): Revisions {
  const node = randomUUID();
  const question: CompiledQuery<{ revision: string; is_quiet: boolean }> = new Preparable(
    'select revision, is_quiet from confirm_revision()',
    [],
  );
  let lease = { revision: '', until: -Infinity };
  let announced = { from: Infinity, until: -Infinity };
  let isAnnouncing = false;
  let lastAsked = -Infinity;
  let underWay: Promise<string> | null = null;
  let next: Promise<string> | null = null;

  async function announce(): Promise<void> {
    isAnnouncing = true;
    try {
      const sent = now();
      await sql`insert into revision_reader (node, until)
        values (${node}, clock_timestamp() + ${ANNOUNCED_FOR_MS} * interval '1 millisecond')
        on conflict (node) do update set until = excluded.until`.execute(primary);
      // After a gap, commits of that time did not wait: what was asked in it counts for nothing.
      const from = sent < announced.until ? announced.from : now();
      announced = { from, until: sent + ANNOUNCED_FOR_MS - MARGIN_MS };
      await sql`delete from revision_reader where until < clock_timestamp() - interval '1 day'`.execute(
        primary,
      );
    } catch {
      // Without leases every answer is asked for: slower, and as true.
    } finally {
      isAnnouncing = false;
    }
  }

  async function ask(): Promise<string> {
    const sent = now();
    const isOften = sent - lastAsked < OFTEN_WITHIN_MS;
    lastAsked = sent;
    if (takesLeases && isOften && !isAnnouncing && announced.until - sent < MARGIN_MS) void announce();
    const { rows } = await soon(primary.executeQuery(question));
    const [{ revision, is_quiet: isQuiet }] = rows as [(typeof rows)[number]];
    const until = sent + LEASE_MS;
    if (isQuiet && announced.from <= sent && until <= announced.until) lease = { revision, until };
    return revision;
  }

  const start = (): Promise<string> =>
    (underWay = ask().finally(() => {
      underWay = null;
    }));
  // One that has begun meanwhile was sent after everybody who waits had come.
  const afterwards = (): string | Promise<string> => {
    next = null;
    return underWay ?? leased() ?? start();
  };

  const leased = () => {
    const left = lease.until - now();
    if (left <= 0) return null;
    // While it is asked for, nobody has to wait for the next one.
    if (left < RENEW_FROM_MS && !underWay) void start().catch(() => {});
    return lease.revision;
  };
  const confirmed = () => {
    if (!underWay) return start();
    return (next ??= underWay.then(afterwards, afterwards));
  };
  return {
    leased,
    confirmed,
    async readFrom(db) {
      if (db === primary) return leased() ?? confirmed();
      const { rows } = await soon(
        sql<{ revision: string; isReplica: boolean }>`select register_revision() as revision,
          pg_is_in_recovery() as "isReplica"`.execute(db),
      );
      // A replica that was lost is stood in for by the primary, which may know more than the next one to be asked.
      if (!rows[0]?.isReplica) throw new Error('This was not asked of a replica');
      return rows[0].revision;
    },
  };
}

const soon = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  inTime(answer, PATIENCE_MS, 'The database did not tell its revision in time');
