import { sql, type Kysely } from 'kysely';
import { isDay } from '../../graphql/scalars.ts';
import { newestCursor, whoKnows } from '../../register/changes/change-feed.queries.ts';
import { parseCursor, printCursor, START, type Cursor } from '../../register/changes/cursor.ts';
import { BadExport } from './bad-export.ts';

/**
 * A state of the register, told for a day: what was recorded up to a change, and what it says of the day. It is the
 * same for ever, so that a file made from it can be made again.
 */
export interface Snapshot {
  id: string;
  day: string;
  /** The instant of its last change, in UTC. */
  recordedAt: string;
}

type Reading = Parameters<typeof whoKnows>[0];

const printed = (day: string, cursor: Cursor): string => `${day}.${printCursor(cursor)}`;

/** The register as it stands now, told for a day; null while nothing has been recorded. */
export async function newestSnapshot(db: Kysely<unknown>, day: string): Promise<Snapshot | null> {
  const cursor = await newestCursor(db);
  if (cursor.change === START.change) return null;
  return snapshotAt(db, day, cursor);
}

const snapshotAt = async (db: Kysely<unknown>, day: string, cursor: Cursor): Promise<Snapshot> => ({
  id: printed(day, cursor),
  day,
  recordedAt: await instantOf(db, cursor),
});

/** What every commit to the register holds (migration 0011). */
const COMMIT_LOCK = sql.lit(20_250_701);

/**
 * The register as it stood when a day began in Vietnam, told for that day. A register that began later stands as it is
 * now; null while nothing has been recorded.
 */
export async function snapshotOfDay(db: Kysely<unknown>, day: string): Promise<Snapshot | null> {
  const cursor = await db.transaction().execute(async (reading) => {
    // A commit that is under way has its instant already, and would be seen by one hub and not by another.
    await sql`select pg_advisory_xact_lock_shared(${COMMIT_LOCK})`.execute(reading);
    return newestCursor(reading, day);
  });
  return cursor.change === START.change ? newestSnapshot(db, day) : snapshotAt(db, day, cursor);
}

export async function snapshotNamed(reading: Reading, id: string): Promise<Snapshot> {
  const [day = '', text = ''] = id.split('.');
  const cursor = parseCursor(text);
  if (!cursor || cursor.change === START.change || !isDay(day) || printed(day, cursor) !== id) {
    throw new BadExport(
      'snapshot',
      'This is not the id of a snapshot: take one from the receipt of an export, or leave it out for now',
    );
  }
  const db = await whoKnows(reading, cursor);
  if (!db) {
    throw new BadExport(
      'snapshot',
      'This snapshot is of another register, or of one that was restored since: leave it out for the register as it is',
      [],
      410,
    );
  }
  return { id, day, recordedAt: await instantOf(db, cursor) };
}

async function instantOf(db: Kysely<unknown>, { change }: Cursor): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from change where id = ${change}`.execute(db);
  return rows[0]?.at ?? '';
}
