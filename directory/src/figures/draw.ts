/** Each figure by its name: how it is drawn from its table. */
import type { Lang } from '../i18n/routes.ts';
import { bars, columns } from './charts.ts';
import type { Row, Table, TableName } from './tables.ts';

/** More bars than this are a list to read, not a picture to look at: the table has them all. */
const MOST_BARS = 16;

/** A month where something is drawn; of the others the year under its January. */
function monthUnder({ key, values }: Row): string {
  const [year = '', month = ''] = key.split('-');
  if (values.some((value) => value > 0)) return `${month}/${year}`;
  return month === '01' ? year : '';
}

const drawings: Record<TableName, (table: Table, lang: Lang) => string> = {
  standing: bars,
  'stars-by-year': (table, lang) => columns(table, lang),
  'expiring-by-month': (table, lang) => columns(table, lang, monthUnder),
  'by-set': (table, lang) => bars(longest(table), lang),
  'by-commune': (table, lang) => bars(longest(table), lang),
};

export const draw = (table: Table, lang: Lang): string => drawings[table.name](table, lang);

const longest = (table: Table): Table => ({ ...table, rows: table.rows.slice(0, MOST_BARS) });
