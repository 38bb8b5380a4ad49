import { Migration } from '@mikro-orm/migrations';

/** What a number named in the past is found by an index of the change log, as in the present (migration 0018). */
export class NumbersAsRecorded extends Migration {
  override name = '0029-numbers-as-recorded';

  override up(): void {
    for (const [column, key] of [
      ['official_code', `after->>'official_code'`],
      ['gtin', `after->>'gtin'`],
      ['decision', `decision_key(after->>'decision_number')`],
    ]) {
      this.addSql(`create index change_${column} on change (entity, (${key})) where ${key} is not null`);
    }
  }
}
