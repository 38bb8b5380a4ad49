import { sql } from 'kysely';
import { fold } from '../register/vietnamese.rules.ts';
import { badInput } from './errors.ts';
import { ref, type Alias, type Sql } from './shape.ts';

/** A list in a filter is at most this long. */
export const LONGEST_LIST = 100;

/** One of several conditions holds; of none, none does. */
export function any<Item>(items: readonly Item[], condition: (item: Item) => Sql): Sql {
  if (items.length > LONGEST_LIST) {
    throw badInput(
      `A filter lists ${items.length} things: at most ${LONGEST_LIST} are allowed`,
      'TOO_MANY_IDS',
    );
  }
  return items.length === 0 ? sql`false` : sql`(${sql.join(items.map(condition), sql` or `)})`;
}

/** A row was recorded or changed at or after an instant. */
export const changedSince = (table: string, id: Sql, instant: string): Sql => sql`exists (
  select from change where change.entity = ${sql.lit(table)} and change.entity_id = ${id}
    and change.changed_at >= ${instant}::timestamptz)`;

/** Every word of a text stands in the name of a row, accents or not. */
export function nameHas(row: Alias, text: string): Sql {
  const words = fold(text).split(' ').filter(Boolean);
  if (words.length === 0)
    throw badInput(`There is no letter or digit in ${JSON.stringify(text.slice(0, 80))}`, 'BAD_TEXT');
  return sql`${ref(row, 'folded_name')} like all(${words.map((word) => `%${word}%`)}::text[])`;
}
