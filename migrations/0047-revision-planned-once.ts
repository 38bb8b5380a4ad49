import { Migration } from '@mikro-orm/migrations';

/**
 * The register's revision is asked for up to seventy times a second. Before PostgreSQL 18, a function in SQL that does not
 * become a part of the statement around it is parsed and planned at each call, which was most of its time; in PL/pgSQL each
 * session keeps the plan.
 */
export class RevisionPlannedOnce extends Migration {
  override name = '0047-revision-planned-once';

  override up(): void {
    this.addSql(`create or replace function register_revision() returns text language plpgsql stable as $$
      begin
        return (select coalesce(max(id), 0) from change) || '.' || (select count(*) from migration);
      end $$`);
  }
}
