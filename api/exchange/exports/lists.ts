import 'reflect-metadata';
import { area } from '@turf/area';
import { sql, type Kysely } from 'kysely';
import { byName, type Order, type PageArgs } from '../../graphql/connection.ts';
import { Look, ref, type Alias, type Sql } from '../../graphql/look.ts';
import { type List } from '../../graphql/shape.ts';
import { producerList } from '../../register/producers/producer.queries.ts';
import { regionList } from '../../register/regions/region.queries.ts';
import { graphqlFilter } from './graphql-filter.ts';
import { ministryTable } from './ministry-columns.rules.ts';
import { ministryRows } from './ministry-rows.queries.ts';
import { officialPlots } from './official-plots.ts';
import { producerRows, recognitionRows, regionRows } from './other-rows.queries.ts';
import { plotTable } from './plot-columns.rules.ts';
import { plotRows } from './plot-rows.queries.ts';
import { producerTable } from './producer-columns.rules.ts';
import { productTable } from './product-columns.rules.ts';
import { filterParameters, productFilter } from './product-filter.ts';
import { productRows } from './product-rows.queries.ts';
import { recognitionTable } from './recognition-columns.rules.ts';
import { regionTable } from './region-columns.rules.ts';
import { dayOfPeriod, reportedProducts } from './reported-products.ts';
import type { Lang, Row, Table, Value } from './table.rules.ts';

/** Which rows an export holds, and in which order. */
export interface Filter {
  /** The same as a query of an address. */
  query: string;
  where(row: Alias, day: string): Sql;
  order(row: Alias, day: string): Order['keys'];
  /** What stands in every row alike. */
  constants?: Readonly<Record<string, Value>>;
}

/** A list of the register that is exported. */
export interface ExportList {
  table: Table;
  /** The table of the register that its rows are of. */
  from: string;
  /** The parameters that say which rows. */
  parameters: readonly string[];
  /** The day that is meant where none is asked for; today where left out. */
  dayOf?(given: URLSearchParams, today: string): string;
  filter(db: Kysely<unknown>, given: URLSearchParams, day: string): Promise<Filter>;
  rows(ids: readonly string[], asOf: Sql, lang: Lang): Sql;
  /** Rows that are read at once: fewer where each has a border. */
  chunk: number;
  /** What follows from the geometry of a row. */
  measure?(geometry: Row['geometry']): Readonly<Record<string, Value>>;
  page(key: string, lang: Lang): string;
}

const inBoth = (vi: string, en: string) => (key: string, lang: Lang) =>
  lang === 'vi' ? `${vi}${key}/` : `${en}${key}/`;

export const exportLists: readonly ExportList[] = [
  {
    table: productTable,
    from: 'product',
    parameters: filterParameters,
    filter: async (db, given) => {
      const { query, where, order } = await productFilter(db, given);
      return { query, where, order: (product, day) => order(product, day).keys };
    },
    rows: productRows,
    chunk: 500,
    page: inBoth('/san-pham/', '/en/products/'),
  },
  {
    table: recognitionTable,
    from: 'recognition',
    // All recognitions of the products that the same filter finds.
    parameters: filterParameters,
    filter: async (db, given) => {
      const { query, where } = await productFilter(db, given);
      return {
        query,
        where: (recognition, day) => sql`${ref(recognition, 'product_id')} in (
          select product.id from product where ${where('product', day)})`,
        order: (recognition) => [
          {
            sql: sql`(select sort_name from product where product.id = ${ref(recognition, 'product_id')})`,
            type: 'text',
          },
          { sql: ref(recognition, 'product_id'), type: 'text' },
          { sql: sql`coalesce(${ref(recognition, 'issued')}, '')`, type: 'text' },
        ],
      };
    },
    rows: recognitionRows,
    chunk: 500,
    page: (code) => `/v/${code}`,
  },
  {
    table: producerTable,
    from: 'producer',
    parameters: ['filter'],
    filter: (_db, given) => byGraphql('producers', producerList, given),
    rows: producerRows,
    chunk: 500,
    page: inBoth('/chu-the/', '/en/producers/'),
  },
  {
    table: regionTable,
    from: 'region',
    parameters: ['filter'],
    filter: (_db, given) => byGraphql('regions', regionList, given),
    rows: regionRows,
    chunk: 50,
    page: inBoth('/vung-nguyen-lieu/', '/en/regions/'),
  },
  {
    table: ministryTable,
    from: 'product',
    parameters: [...filterParameters, 'period'],
    dayOf: dayOfPeriod,
    filter: reportedProducts,
    rows: ministryRows,
    chunk: 500,
    page: inBoth('/san-pham/', '/en/products/'),
  },
  {
    table: plotTable,
    from: 'region',
    parameters: ['commodity'],
    filter: officialPlots,
    rows: plotRows,
    chunk: 50,
    measure: (geometry) => ({ Area: geometry && Math.round(area(geometry) / 100) / 100 }),
    page: inBoth('/vung-nguyen-lieu/', '/en/regions/'),
  },
];

export const exportListNamed = (name: string): ExportList | undefined =>
  exportLists.find(({ table }) => table.name === name);

/** By the filter of the same list in GraphQL, in the order of the Vietnamese dictionary. */
async function byGraphql<Where>(
  name: 'producers' | 'regions',
  list: List<PageArgs & { where?: Where | null; asOf?: string | null }>,
  given: URLSearchParams,
): Promise<Filter> {
  const text = given.get('filter');
  const where = text === null ? null : await graphqlFilter<Where>(name, text);
  return {
    query: where ? new URLSearchParams({ filter: JSON.stringify(where) }).toString() : '',
    where(row, day) {
      // A filter asks of its query only the day.
      const look = new Look({ schema: undefined as never, fragments: {}, variableValues: {} }, day);
      return list.where?.(row, { where, asOf: day }, look) ?? sql`true`;
    },
    order: (row) => byName(ref(row, 'sort_name')).keys,
  };
}
