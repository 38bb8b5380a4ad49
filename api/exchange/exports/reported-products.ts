import { sql, type Kysely } from 'kysely';
import { ref } from '../../graphql/look.ts';
import { BadExport } from './bad-export.ts';
import type { Filter } from './lists.ts';
import { periodNamed, type Period } from './period.rules.ts';
import { productFilter } from './product-filter.ts';

/** The day that a report speaks of where none is asked for: the last one of its period, or today within it. */
export function dayOfPeriod(given: URLSearchParams, today: string): string {
  const { lastDay } = periodOf(given, today);
  return lastDay < today ? lastDay : today;
}

/** Products that had been recognised or assessed by the day, as far as days are known, each in the period of the report. */
export async function reportedProducts(
  db: Kysely<unknown>,
  given: URLSearchParams,
  day: string,
): Promise<Filter> {
  const period = periodOf(given, day);
  if (period.firstDay > day)
    throw new BadExport('period', `The period ${period.code} begins after ${day}, the day that is asked for`);
  const ofProducts = new URLSearchParams(given);
  ofProducts.delete('period');
  const { query, where, order } = await productFilter(db, ofProducts);
  return {
    query: `period=${period.code}${query && `&${query}`}`,
    where: (product, onDay) => sql`${where(product, onDay)} and exists (
      select from recognition where recognition.product_id = ${ref(product, 'id')}
        and (recognition.issued is null or earliest_day(recognition.issued) <= ${onDay}::date))`,
    order: (product, onDay) => order(product, onDay).keys,
    constants: { periodCode: period.code, annualRevenue: null },
  };
}

/** The year of the day where none is asked for. */
function periodOf(given: URLSearchParams, day: string): Period {
  const code = given.get('period') ?? day.slice(0, 4);
  const period = periodNamed(code);
  if (period) return period;
  throw new BadExport('period', `"${code.slice(0, 80)}" is no period: write a year, a quarter or a month`, [
    day.slice(0, 4),
    `${day.slice(0, 4)}-Q1`,
    day.slice(0, 7),
  ]);
}
