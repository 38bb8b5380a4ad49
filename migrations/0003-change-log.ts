import { Migration } from '@mikro-orm/migrations';

/**
 * One log of every change of the register (design.md, decision 4). History, feed, webhooks, undo and
 * "as recorded on" all read it; nothing else remembers.
 */
export class ChangeLog extends Migration {
  override name = '0003-change-log';

  override up(): void {
    this.addSql(`create table change (
      id bigint generated always as identity primary key,
      transaction_id xid8 not null default pg_current_xact_id(),
      changed_at timestamptz not null default transaction_timestamp(),
      actor text not null,
      entity text not null,
      entity_id uuid not null,
      operation text not null check (operation in ('INSERT', 'UPDATE', 'DELETE')),
      before jsonb,
      after jsonb
    )`);
    this.addSql('create index change_entity on change (entity, entity_id, id)');
    this.addSql('create index change_transaction on change (transaction_id, id)');

    // Argument 0: the key column. Argument 1, 'restricted': that it changed, never what it says.
    // Derived columns are left out: they follow from the rest.
    this.addSql(String.raw`
      create function record_change() returns trigger language plpgsql as $$
      declare
        derived constant text[] := '{sort_name,folded_name,days_in_force}';
        is_restricted constant boolean := tg_nargs > 1 and tg_argv[1] = 'restricted';
        was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - derived end;
        becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - derived end;
      begin
        if was is not distinct from becomes then return null; end if;
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

    for (const table of registerTables) {
      this.addSql(`create trigger ${table}_change after insert or update or delete on ${table}
        for each row execute function record_change('id')`);
    }
    this
      .addSql(`create trigger producer_restricted_change after insert or update or delete on producer_restricted
      for each row execute function record_change('producer_id', 'restricted')`);
    this.addSql(`create trigger producer_contact_change after insert or update or delete on producer_contact
      for each row execute function record_change('id', 'restricted')`);

    // The log is written by triggers alone and never rewritten.
    this.addSql(`create function refuse_rewriting_history() returns trigger language plpgsql as $$
      begin raise exception 'The change log is append-only'; end $$`);
    this.addSql(`create trigger change_is_append_only before update or delete on change
      for each row execute function refuse_rewriting_history()`);
  }
}

const registerTables = [
  'source',
  'place',
  'place_succession',
  'taxonomy',
  'sector',
  'product_set',
  'material',
  'producer',
  'product',
  'product_variant',
  'product_media',
  'geographical_indication',
  'geographical_indication_right',
  'region',
  'region_commune',
  'region_figure',
  'material_source',
  'certification',
  'recognition',
  'published_total',
  'plan_target',
  'dataset',
];
