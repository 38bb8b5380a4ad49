import { Migration } from '@mikro-orm/migrations';

/**
 * A hub that keeps answers may rely on what it knows of the register for a moment (a lease, register/changes/revision.ts)
 * without ever serving what has been changed: whoever commits a change waits until every lease has ended, with the lock
 * held that keeps new ones from being given. So that holds for every writer, psql included, and for hubs on many machines.
 * Nobody waits while no hub is asked that often.
 */
export class RevisionLeases extends Migration {
  override name = '0043-revision-leases';

  override up(): void {
    // Hubs that rely on leases, until when. Beside the register: it says nothing of products.
    this.addSql('create table revision_reader (node uuid primary key, until timestamptz not null)');

    this.addSql(`create function register_revision() returns text language sql stable as $$
      select (select coalesce(max(id), 0) from change) || '.' || (select count(*) from migration)
    $$`);

    // Without the lock somebody is about to commit, and nothing is certain. It is asked for first: what a commit made
    // visible after that is seen by the statement that follows, or comes when the lease has ended.
    this
      .addSql(`create function confirm_revision(out revision text, out is_quiet boolean) language plpgsql as $$
      begin
        is_quiet := pg_try_advisory_xact_lock_shared(${commitLock});
        revision := register_revision();
      end $$`);

    // As before (migration 0011), and the wait. A transaction that sees the database as it was when it began cannot see
    // who relies on leases since: it waits in any case.
    this.addSql(`create or replace function commit_instant() returns timestamptz language plpgsql as $$
      declare
        known constant text := nullif(current_setting('hub.commit_instant', true), '');
        latest timestamptz;
        instant timestamptz;
      begin
        if known is not null then return known; end if;
        perform pg_advisory_xact_lock(${commitLock});
        if current_setting('transaction_isolation') <> 'read committed'
          or exists (select from revision_reader where until > clock_timestamp()) then
          perform pg_sleep(${LONGER_THAN_A_LEASE_SECONDS});
        end if;
        select changed_at into latest from change order by id desc limit 1;
        instant := greatest(clock_timestamp(), latest + interval '1 microsecond');
        perform set_config('hub.commit_instant', to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), true);
        return instant;
      end $$`);
  }
}

/** The lock of migration 0011, under which transactions commit one after another. */
const commitLock = 20_250_701;

/** By half as much again, so that clocks may run a little differently. */
const LONGER_THAN_A_LEASE_SECONDS = 0.03;
