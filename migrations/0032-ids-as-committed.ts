import { Migration } from '@mikro-orm/migrations';

/**
 * The ids of the change log run in the order in which others can see the changes (migration 0011). The first change of
 * a transaction took its id before it waited for others that were committing, and came to light behind theirs: now it
 * waits first, so that whoever has seen an id has seen all that are smaller.
 */
export class IdsAsCommitted extends Migration {
  override name = '0032-ids-as-committed';

  override up(): void {
    this.addSql(String.raw`
      create or replace function record_change() returns trigger language plpgsql as $$
      declare
        derived constant text[] := '{sort_name,folded_name,days_in_force}';
        is_restricted constant boolean := tg_nargs > 1 and tg_argv[1] = 'restricted';
        was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - derived end;
        becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - derived end;
      begin
        if was is not distinct from becomes then return null; end if;
        perform commit_instant();
        insert into change (actor, entity, entity_id, operation, before, after)
        values (
          coalesce(nullif(current_setting('hub.actor', true), ''), session_user),
          tg_table_name,
          (coalesce(becomes, was)->>tg_argv[0])::uuid,
          tg_op,
          case when not is_restricted then was end,
          case when not is_restricted then becomes end);
        return null;
      end $$`);
  }
}
