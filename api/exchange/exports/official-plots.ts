import type { Kysely } from 'kysely';
import { byName } from '../../graphql/connection.ts';
import { ref } from '../../graphql/look.ts';
import { BadExport } from './bad-export.ts';
import type { Filter } from './lists.ts';
import { commodities } from './plot-columns.rules.ts';
import { isOfficialPlot, type Commodity } from './plot-rows.queries.ts';

const names: readonly Commodity[] = commodities.map(({ commodity }) => commodity);

/** Areas with official borders, of all commodities or of some: `commodity=coffee,cocoa`. */
export async function officialPlots(_db: Kysely<unknown>, given: URLSearchParams): Promise<Filter> {
  const asked = given.get('commodity')?.split(',') ?? [];
  const wrong = asked.find((one) => !names.includes(one as Commodity));
  if (wrong !== undefined)
    throw new BadExport('commodity', `"${wrong.slice(0, 80)}" is no value of "commodity"`, names);
  const chosen = names.filter((name) => asked.length === 0 || asked.includes(name));
  return {
    query: asked.length === 0 ? '' : new URLSearchParams({ commodity: chosen.join(',') }).toString(),
    where: (region) => isOfficialPlot(region, chosen),
    order: (region) => byName(ref(region, 'sort_name')).keys,
  };
}
