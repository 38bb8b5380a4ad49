import { Migration } from '@mikro-orm/migrations';

/** A border has a source of its own: a name is known from one paper, where its land ends from another. */
export class WhereBordersComeFrom extends Migration {
  override name = '0038-where-borders-come-from';

  override up(): void {
    for (const table of ['place', 'region']) {
      // Null where the hub has drawn it itself.
      this.addSql(`alter table ${table} add column geometry_source_id uuid references source
        check (geometry_source_id is null or geometry_accuracy in ('OFFICIAL', 'SURVEYED'))`);
      this.addSql(
        `create index ${table}_geometry_source on ${table} (geometry_source_id) where geometry_source_id is not null`,
      );
      this.addSql(`select show_as_recorded('${table}')`);
    }
  }
}
