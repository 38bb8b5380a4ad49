/** Each figure by its name: how it is drawn from its table. */
import type { Lang } from '../i18n/routes.ts';
import { bars, columns } from './charts.ts';
import type { Row, Table, TableName } from './tables.ts';

/** More bars than this are a list to read, not a picture to look at: the table has them all. */
const MOST_BARS = 16;

/** A year under its January, and under the first month where there is room before the next. */
function yearUnder({ key }: Row, index: number): string {
  const month = Number(key.slice(5));
  return month === 1 || (index === 0 && month < 8) ? key.slice(0, 4) : '';
}

const drawings: Record<TableName, (table: Table, lang: Lang) => string> = {
  standing: bars,
  'stars-by-year': (table, lang) => columns(table, lang),
  // Months by name would not fit on a phone.
  'expiring-by-month': (table, lang) => columns(table, lang, yearUnder),
  'by-set': (table, lang) => bars(longest(table), lang),
  'by-commune': (table, lang) => bars(longest(table), lang),
};

export const draw = (table: Table, lang: Lang): string => drawings[table.name](table, lang);

const longest = (table: Table): Table => ({ ...table, rows: table.rows.slice(0, MOST_BARS) });
