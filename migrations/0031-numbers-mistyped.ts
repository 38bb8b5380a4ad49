import { Migration } from '@mikro-orm/migrations';

/**
 * Whatever number a pack or a paper bears, a mistyped one is looked up by trigrams. And in the number of a decision
 * Ð (U+00D0), which looks the same, is Đ (U+0110).
 */
export class NumbersMistyped extends Migration {
  override name = '0031-numbers-mistyped';

  override up(): void {
    this
      .addSql(`create or replace function decision_key(number text) returns text language sql immutable strict parallel safe as $$
      select upper(translate(regexp_replace(number, '[[:space:]]', '', 'g'), 'ĐđÐð', 'DDDD'))
    $$`);
    // Made of what the function gave before (migrations 0018 and 0029).
    this.addSql('reindex index recognition_decision');
    this.addSql('reindex index change_decision');

    for (const [table, name, value] of [
      ['product', 'official_code', 'official_code'],
      ['product_variant', 'gtin', 'gtin'],
      ['recognition', 'decision', 'decision_key(decision_number)'],
    ]) {
      this.addSql(`create index ${table}_similar_${name} on ${table} using gin ((${value}) gin_trgm_ops)`);
    }
  }
}
