import { sql } from 'kysely';
import { LONGEST_TEXT, MOST_WORDS } from '../register/search/search.rules.ts';
import { fold } from '../register/vietnamese.rules.ts';
import { badInput } from './errors.ts';
import { uuidOf, type NodeTypeName } from './global-id.ts';
import { LONGEST_LIST } from './input-limits.rules.ts';
import { ref, type Alias, type Sql } from './look.ts';

/** How the things of a filter are named; a place has a code too. */
interface Reference {
  id?: string | null;
  slug?: string | null;
  code?: string | null;
}

/**
 * A query for the ids of the rows that a list of references names. Each way of naming is one parameter, however
 * long the list is: PostgreSQL binds only so many. The code of a place names the one of today.
 */
export function idsNamed(type: NodeTypeName, table: string, list: readonly Reference[]): Sql {
  if (list.length > LONGEST_LIST) {
    throw badInput(
      `A filter lists ${list.length} things: at most ${LONGEST_LIST} are allowed`,
      'TOO_MANY_IDS',
    );
  }
  const given = (way: keyof Reference) =>
    list.flatMap((reference) => (reference[way] == null ? [] : [reference[way]]));
  const ids = given('id').map((id) => uuidOf(type, id));
  const [slugs, codes] = [given('slug'), given('code')];
  const ways: Sql[] = [];
  if (ids.length > 0) ways.push(sql`id = any(${ids}::uuid[])`);
  if (slugs.length > 0) ways.push(sql`slug = any(${slugs}::text[])`);
  if (codes.length > 0) ways.push(sql`code = any(${codes}::text[]) and valid_until is null`);
  return sql`select id from ${sql.table(table)} where ${ways.length === 0 ? sql`false` : sql.join(ways, sql` or `)}`;
}

/** A row was recorded or changed at or after an instant. */
export const changedSince = (table: string, id: Sql, instant: string): Sql => sql`exists (
  select from change where change.entity = ${sql.lit(table)} and change.entity_id = ${id}
    and change.changed_at >= ${instant}::timestamptz)`;

/** The length of a text that somebody looks for. */
export function checkText(text: string): void {
  const length = [...text].length;
  if (length > LONGEST_TEXT)
    throw badInput(`The text has ${length} characters: at most ${LONGEST_TEXT} are allowed`, 'BAD_TEXT');
}

export function checkWords(words: readonly unknown[]): void {
  if (words.length > MOST_WORDS) {
    throw badInput(
      `The text has ${words.length} different words: at most ${MOST_WORDS} are allowed`,
      'BAD_TEXT',
    );
  }
}

/** Every word of a text stands in the name of a row, accents or not. */
export function nameHas(row: Alias, text: string): Sql {
  checkText(text);
  const words = [...new Set(fold(text).split(' ').filter(Boolean))];
  if (words.length === 0)
    throw badInput(`There is no letter or digit in ${JSON.stringify(text.slice(0, 80))}`, 'BAD_TEXT');
  checkWords(words);
  return sql`${ref(row, 'folded_name')} like all(${words.map((word) => `%${word}%`)}::text[])`;
}
