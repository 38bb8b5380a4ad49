import { Migration } from '@mikro-orm/migrations';

/**
 * A code is printed on packs, so it stays with its product or recognition for ever: it is never changed, and what is
 * deleted leaves its code behind. A record that is restored under its own id has its own code again.
 */
export class CodesGivenOnce extends Migration {
  override name = '0030-codes-given-once';

  override up(): void {
    this.addSql(`create table given_code (
      code text primary key,
      kind text not null check (kind in ('product', 'recognition')),
      thing uuid not null
    )`);
    for (const kind of ['product', 'recognition'])
      this.addSql(`insert into given_code select code, '${kind}', id from ${kind}`);
    // What was deleted before had its code first, unless that was given again since.
    this.addSql(`insert into given_code
      select distinct on (after->>'code') after->>'code', entity, entity_id from change
      where entity in ('product', 'recognition') and after->>'code' is not null
      order by after->>'code', id
      on conflict do nothing`);

    this.addSql(`create function refuse_taking_codes_back() returns trigger language plpgsql as $$
      begin raise exception 'A code that was given out stays given for ever'; end $$`);
    this.addSql(`create trigger given_code_is_append_only before update or delete or truncate on given_code
      for each statement execute function refuse_taking_codes_back()`);

    this.addSql(`create function give_codes() returns trigger language plpgsql as $$
      declare taken text;
      begin
        insert into given_code select code, tg_table_name, id from given on conflict do nothing;
        select code into taken from given join given_code using (code) where thing <> id limit 1;
        if found then
          raise exception 'The code % was given to another % before: a code is never given again', taken, tg_table_name
            using errcode = 'unique_violation';
        end if;
        return null;
      end $$`);
    this.addSql(`create function refuse_another_code() returns trigger language plpgsql as $$
      begin
        raise exception 'The code % stays with its % for ever: neither it nor the id can change', old.code, tg_table_name;
      end $$`);
    for (const table of ['product', 'recognition']) {
      this.addSql(`create trigger ${table}_code_is_given after insert on ${table}
        referencing new table as given for each statement execute function give_codes()`);
      this.addSql(`create trigger ${table}_code_stays before update of id, code on ${table} for each row
        when (new.code <> old.code or new.id <> old.id) execute function refuse_another_code()`);
    }
  }
}
