import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { sql, type Kysely } from 'kysely';
import { asBadInput } from '../../graphql/errors.ts';
import type { Order } from '../../graphql/connection.ts';
import { isExceeded } from '../../graphql/limits/deadline.ts';
import { daysOf, Direction, numberKey } from '../../graphql/ranges.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { legalForms } from '../../register/producers/legal-forms.rules.ts';
import { MOST_PRODUCT_SETS } from '../../register/products/allowed-numbers.rules.ts';
import {
  endings,
  otherParameters,
  filterKeys,
  parameterOf,
  parseState,
  printState,
  sorts,
  UNKNOWN_STARS,
  type FilterKey,
  type FilterState,
} from '../../register/products/filter-state.rules.ts';
import { productWhere, verdictOn } from '../../register/products/product.filter.ts';
import { productOrder } from '../../register/products/product.order.ts';
import { ProductOrderField, type ProductWhere } from '../../register/products/product.type.ts';
import { queryOf } from '../../register/search/search.queries.ts';
import { addDays } from '../../register/recognitions/recognition.rules.ts';
import { VerdictStatus } from '../../register/recognitions/recognition.type.ts';
import { SectorCode } from '../../register/taxonomies/taxonomy.type.ts';
import { BadExport } from './bad-export.ts';
import { graphqlFilter } from './graphql-filter.ts';

/** Which products an export holds, and in which order. */
export interface ProductFilter {
  /** The same, as the address of the list of products has it, with `filter` where one is given. */
  query: string;
  where(product: Alias, day: string): Sql;
  order(product: Alias, day: string): Order;
}

/** The parameters that say which products: those of the list in the directory, and a filter of GraphQL. */
export const filterParameters: readonly string[] = [
  ...filterKeys.map(parameterOf),
  ...otherParameters,
  'filter',
];

const values: Partial<Record<FilterKey, readonly string[]>> = {
  stars: ['3', '4', '5', UNKNOWN_STARS],
  sector: Object.values(SectorCode),
  set: Array.from({ length: MOST_PRODUCT_SETS }, (_, index) => String(index + 1)),
  verdict: Object.values(VerdictStatus),
  legalForm: legalForms,
  ending: endings,
  photo: ['co'],
};
/** What is named by slug, and the table that knows the names. */
const named = { place: 'place', material: 'material', region: 'region', producer: 'producer' } as const;
const MOST_VALUES = 100;
const MOST_SUGGESTIONS = 5;

/** Reads what the parameters of an address say of products. Nothing of it is passed over in silence. */
export async function productFilter(db: Kysely<unknown>, given: URLSearchParams): Promise<ProductFilter> {
  const state = await stateOf(db, given);
  const filter = given.get('filter');
  const where = filter === null ? null : await graphqlFilter<ProductWhere>('products', filter);
  const query = new URLSearchParams(printState({ ...state, view: '' }));
  if (where) query.set('filter', JSON.stringify(where));
  return {
    query: query.toString(),
    where(product, day) {
      const parts = [productWhere(product, whereOfState(state, day), sql`${day}::date`)];
      if (state.stars.length > 0) parts.push(hasStars(product, state.stars, day));
      if (where) parts.push(productWhere(product, where, sql`${day}::date`));
      return sql.join(parts, sql` and `);
    },
    order: (product, day) => orderOf(product, state, day),
  };
}

async function stateOf(db: Kysely<unknown>, given: URLSearchParams): Promise<FilterState> {
  for (const [name, value] of given) {
    if (value.includes('\0'))
      throw new BadExport(name, 'A text holds a character that the register cannot hold (U+0000)');
  }
  const state = parseState(given.toString(), (key, value) => {
    const known = values[key];
    if (known && !known.includes(value)) throw unknown(key, value, known);
    if (key === 'year' && !/^(19|20)\d\d$/.test(value))
      throw new BadExport(parameterOf(key), `"${shown(value)}" is no year: write it with four digits`);
    return true;
  });
  if (state.q) readText(state.q);
  for (const key of filterKeys) {
    if (state[key].length > MOST_VALUES)
      throw new BadExport(parameterOf(key), `At most ${MOST_VALUES} values are allowed in one parameter`);
  }
  if (given.has('gan') && !state.near)
    throw new BadExport('gan', 'Write a point and a radius as latitude,longitude,km: 12.68,108.04,25');
  if (given.has('khung') && !state.box)
    throw new BadExport('khung', 'Write a box as west,south,east,north in degrees: 107.5,12.2,109,13.5');
  const sort = given.get('xep');
  if (sort && !state.sort) {
    if (sort === 'xa') throw new BadExport('xep', 'The order "xa" (by distance) needs "gan"');
    throw new BadExport('xep', `There is no order "${shown(sort)}"`, sorts);
  }
  for (const [key, table] of Object.entries(named)) {
    await requireKnown(db, key as keyof typeof named, table, state[key as keyof typeof named]);
  }
  return state;
}

/** Whoever wrote no word to look for is told so of the parameter that he wrote. */
function readText(text: string): void {
  try {
    queryOf(text);
  } catch (error) {
    refuseInput(error, 'q');
  }
}

const shown = (value: string): string => value.slice(0, 80);

const unknown = (key: FilterKey, value: string, known: readonly string[]) =>
  new BadExport(parameterOf(key), `"${shown(value)}" is no value of "${parameterOf(key)}"`, known);

/** A slug that nothing has would give an empty file: whoever wrote it is told, with those that look like it. */
async function requireKnown(
  db: Kysely<unknown>,
  key: keyof typeof named,
  table: string,
  slugs: readonly string[],
): Promise<void> {
  if (slugs.length === 0) return;
  const { rows } = await sql<{ slug: string }>`
    select slug from ${sql.table(table)} where slug = any(${slugs}::text[])`.execute(db);
  const wrong = slugs.find((slug) => !rows.some((row) => row.slug === slug));
  if (wrong === undefined) return;
  const { rows: alike } = await sql<{ slug: string }>`
    select slug from ${sql.table(table)} order by similarity(slug, ${shown(wrong)}) desc, slug
    limit ${MOST_SUGGESTIONS}`.execute(db);
  throw unknown(
    key,
    wrong,
    alike.map(({ slug }) => slug),
  );
}

const oneOf = (conditions: ProductWhere[]): ProductWhere[] =>
  conditions.length > 0 ? [{ OR: conditions }] : [];

function whereOfState(state: FilterState, day: string): ProductWhere {
  const { near, box } = state;
  return {
    ...(state.q && { text: state.q }),
    ...(state.sector.length > 0 && { sector: state.sector as SectorCode[] }),
    ...(state.set.length > 0 && { productSet: state.set.map(Number) }),
    ...(state.place.length > 0 && { place: state.place.map((slug) => ({ slug })) }),
    ...(state.material.length > 0 && { material: state.material }),
    ...(state.verdict.length > 0 && { verdict: state.verdict as VerdictStatus[] }),
    ...(state.region.length > 0 && { region: state.region.map((slug) => ({ slug })) }),
    ...(state.producer.length > 0 && { producer: state.producer.map((slug) => ({ slug })) }),
    ...(state.legalForm.length > 0 && { legalForm: state.legalForm as ProductWhere['legalForm'] & {} }),
    ...(state.photo.length > 0 && { hasPhoto: true }),
    ...(near && { near: { point: { lat: near.lat, lon: near.lon }, km: near.km } }),
    ...(box && { within: { bbox: [...box] } }),
    AND: [
      ...oneOf(state.year.map((year) => ({ recognised: { from: `${year}-01-01`, to: `${year}-12-31` } }))),
      ...oneOf(
        state.ending.map((days) => ({
          verdict: [VerdictStatus.IN_FORCE],
          validUntil: { to: addDays(day, Number(days)) },
        })),
      ),
    ],
  };
}

/** Also those without any, which GraphQL has no word for. */
function hasStars(product: Alias, stars: readonly string[], day: string): Sql {
  const numbers = stars.filter((one) => one !== UNKNOWN_STARS).map(Number);
  const starsOf = sql`(select v.stars from ${verdictOn(product, sql`${day}::date`)})`;
  const isOneOf = sql`${starsOf} = any(${numbers}::int[])`;
  return stars.includes(UNKNOWN_STARS) ? sql`(${isOneOf} or ${starsOf} is null)` : sql`(${isOneOf})`;
}

function orderOf(product: Alias, { sort, near, q }: FilterState, day: string): Order {
  const asOf = sql`${day}::date`;
  const by = (field: ProductOrderField, direction: Direction): Order =>
    productOrder(
      product,
      {
        where: { ...(near && { near: { point: near, km: near.km } }), ...(q && { text: q }) },
        orderBy: { by: field, direction },
      },
      asOf,
    );
  switch (sort || (near ? 'xa' : q ? 'text' : 'ten')) {
    case 'sao':
      return by(ProductOrderField.STARS, Direction.DESC);
    case 'moi':
      return by(ProductOrderField.RECOGNISED_ON, Direction.DESC);
    case 'xa':
      return by(ProductOrderField.DISTANCE, Direction.ASC);
    case 'text':
      return by(ProductOrderField.RELEVANCE, Direction.DESC);
    case 'han': {
      // What ends soonest comes first, and what has ended after all that can still end.
      const value = (one: Sql) => sql`(select ${one} from ${verdictOn(product, asOf)})`;
      const name = { sql: ref(product, 'sort_name'), type: 'text' } as const;
      const isOver = numberKey(value(sql`(v.last_day < ${asOf})::int`), Direction.ASC);
      return { name: 'han', keys: [isOver, numberKey(value(daysOf(sql`v.last_day`)), Direction.ASC), name] };
    }
    default:
      return by(ProductOrderField.NAME, Direction.ASC);
  }
}

/** What the register says of a filter when it is asked, also of what no database can hold, such as U+0000. */
export function refuseInput(error: unknown, parameter = 'filter'): never {
  try {
    return asBadInput(error);
  } catch (refused) {
    throw refused instanceof GraphQLError && !isExceeded(refused)
      ? new BadExport(parameter, refused.message)
      : refused;
  }
}
