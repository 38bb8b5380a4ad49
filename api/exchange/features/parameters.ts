import { sql } from 'kysely';
import { dayIn } from '../../clock.ts';
import type { Sql } from '../../graphql/look.ts';
import { areaOf } from './boxes.ts';
import { askedOf, isQueryable, type Collection, type Property } from './collections.ts';
import { parseCqlText } from './cql-text.rules.ts';
import { cqlSql, equalsSql, withinArea } from './cql-sql.ts';
import { parseCqlJson } from './cql-json.rules.ts';
import {
  added,
  CqlFault,
  isDay,
  isInstant,
  namesIn,
  sizeOf,
  type Condition,
  type FilterSize,
  type Where,
} from './cql.rules.ts';
import { DEFAULT_LIMIT, LARGEST_LIMIT, type Asked, type Sorting } from './features.queries.ts';
import {
  CRS84,
  referenceSystem,
  referenceSystems,
  type ReferenceSystem,
} from '../../register/geography/reference-systems.rules.ts';

/** A parameter that cannot be taken: which, where in it, and how to mend it. */
export class ParameterFault extends Error {
  override name = 'ParameterFault';

  constructor(
    readonly parameter: string,
    message: string,
    /** Where in the value. */
    readonly at?: Where,
  ) {
    super(message);
  }
}

/** What all addresses of this door take. */
export const everywhere = ['f', 'lang'] as const;

const ofItems = [
  'limit',
  'cursor',
  'bbox',
  'bbox-crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'sortby',
  'properties',
  'crs',
] as const;

/** The parameters that were given, each once, and none that is not known: a misspelt filter would find everything. */
export function given(query: URLSearchParams, known: readonly string[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of query) {
    if (!known.includes(name)) {
      throw new ParameterFault(
        name.slice(0, 60),
        `There is no parameter "${name.slice(0, 60)}" here: there are ${known.join(', ')}`,
      );
    }
    if (all.has(name)) throw new ParameterFault(name, `"${name}" is given twice`);
    all.set(name, value);
  }
  return all;
}

/** What is asked of the items of a collection. */
export function readItems(
  query: URLSearchParams,
  collection: Collection,
): { asked: Asked; system: ReferenceSystem; size: FilterSize } {
  const queryables = collection.properties.filter(isQueryable);
  const all = given(query, [...everywhere, ...ofItems, ...queryables.map(({ name }) => name)]);
  const conditions: Sql[] = [];
  const needs = new Set<string>();
  const ask = (name: string) => {
    const property = queryables.find((one) => one.name === name);
    const needed = property && askedOf(property).needs;
    if (needed) needs.add(needed);
  };

  const boxSystem = systemOf(all, 'bbox-crs');
  const bbox = all.get('bbox');
  if (bbox !== undefined) {
    const area = boxOf(bbox, boxSystem);
    // Part 1, requirement 24: what has no location fits every box.
    conditions.push(sql`(not ${collection.isLocated} or ${withinArea(collection, area)})`);
  }
  const datetime = all.get('datetime');
  if (datetime !== undefined) {
    const { from, to } = readDatetime(datetime);
    if (collection.period) {
      conditions.push(overlaps(collection.period, from, to));
      if (collection.period.needs) needs.add(collection.period.needs);
    }
  }
  for (const property of queryables) {
    const value = all.get(property.name);
    if (value === undefined) continue;
    conditions.push(faultsOf(property.name, () => equalsSql(property, value, collection)));
    ask(property.name);
  }
  let size: FilterSize = { conditions: conditions.length, positions: 0 };
  const filter = all.get('filter');
  const read = parserOf(all.get('filter-lang') ?? 'cql2-text');
  const filterSystem = systemOf(all, 'filter-crs');
  if (filter !== undefined) {
    const condition = faultsOf('filter', () => read(filter));
    size = added(size, sizeOf(condition));
    namesIn(condition).forEach(ask);
    conditions.push(faultsOf('filter', () => cqlSql(condition, collection, filterSystem)));
  }

  return {
    asked: {
      conditions,
      needs,
      limit: limitOf(all.get('limit')),
      cursor: all.get('cursor') ?? null,
      sorting: sortingOf(all.get('sortby'), queryables),
      properties: propertiesOf(all.get('properties'), collection.properties),
    },
    system: systemOf(all, 'crs'),
    size,
  };
}

/** What reads the filters of a language. */
const parsers: Readonly<Record<string, (filter: string) => Condition>> = {
  'cql2-text': parseCqlText,
  'cql2-json': parseCqlJson,
};
export const filterLanguages = Object.keys(parsers);

function parserOf(language: string): (filter: string) => Condition {
  if (Object.hasOwn(parsers, language)) return parsers[language]!;
  throw new ParameterFault('filter-lang', `Filters are written in ${filterLanguages.join(' or ')}`);
}

/** The reference system that a parameter names; longitude and latitude where it is left out. */
export function systemOf(
  all: ReadonlyMap<string, string>,
  parameter: 'crs' | 'bbox-crs' | 'filter-crs',
): ReferenceSystem {
  const uri = all.get(parameter);
  const system = uri === undefined ? CRS84 : referenceSystem(uri);
  if (system) return system;
  throw new ParameterFault(
    parameter,
    `"${parameter}" names no reference system that is offered: there are ${referenceSystems.map((one) => one.uri).join(', ')}`,
  );
}

function faultsOf<Result>(parameter: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CqlFault) throw new ParameterFault(parameter, error.message, error.at);
    throw error;
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw new ParameterFault('limit', `"limit" is a whole number from 1 to ${LARGEST_LIMIT}`);
  }
  // Part 1, requirement 22: whoever asks for more gets the largest page.
  return Math.min(Number(text), LARGEST_LIMIT);
}

function boxOf(text: string, system: ReferenceSystem) {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (![4, 6].includes(numbers.length) || !numbers.every(Number.isFinite)) {
    throw new ParameterFault(
      'bbox',
      '"bbox" is four numbers with commas: the lower corner and the upper one',
    );
  }
  // With heights, which nothing here has.
  const [first1, second1, first2, second2] =
    numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  const area = areaOf([first1 ?? 0, second1 ?? 0, first2 ?? 0, second2 ?? 0], system);
  if (typeof area === 'string') throw new ParameterFault('bbox', area);
  return area;
}

/** A day, an instant, or an interval of them that may be open; as days in Asia/Ho_Chi_Minh. */
function readDatetime(text: string): { from: string; to: string } {
  // A plus that nobody encoded.
  const parts = text.replaceAll(' ', '+').split('/');
  const [first = '', second = first] = parts;
  const open = (part: string) => parts.length === 2 && (part === '' || part === '..');
  if (parts.length > 2 || (open(first) && open(second))) throw noDatetime();
  const from = open(first) ? '-infinity' : dayOf(first);
  const to = open(second) ? 'infinity' : dayOf(second);
  if (!open(first) && !open(second) && from > to) {
    throw new ParameterFault(
      'datetime',
      `The interval from ${from} to ${to} is empty: the earlier day comes first`,
    );
  }
  return { from, to };
}

function dayOf(given: string): string {
  // GDAL before 3.8 writes a day with a "T" that nothing follows.
  const text = given.replace(/T$/, '');
  if (isDay(text)) return text;
  if (isInstant(text)) return dayIn(new Date(text.toUpperCase()));
  throw noDatetime();
}

const noDatetime = () =>
  new ParameterFault(
    'datetime',
    '"datetime" is a day as 2026-01-31, an instant as 2026-01-31T00:00:00Z, or two of them with a slash; ".." leaves one open',
  );

/** Part 1, requirement 26: what has no time fits every time. */
const overlaps = ({ from, to }: { from: Sql; to: Sql }, first: string, last: string): Sql => sql`(
  ${from} is null and ${to} is null
  or coalesce(${from}, '-infinity') <= ${last}::date and coalesce(${to}, 'infinity') >= ${first}::date)`;

const MOST_SORTING = 5;

function sortingOf(text: string | undefined, queryables: readonly Property[]): Sorting[] {
  // The dictionary's order, as in every list of the hub.
  const keys = (text ?? 'name').split(',');
  if (keys.length > MOST_SORTING)
    throw new ParameterFault('sortby', `"sortby" takes at most ${MOST_SORTING} properties`);
  return keys.map((key) => {
    const isDescending = key.startsWith('-');
    // A plus that nobody encoded is a space.
    const name = key.replace(/^[-+ ]/, '');
    const property = queryables.find((one) => one.name === name);
    if (!property) throw unknownProperty('sortby', name, queryables);
    if (isDescending && property.type === 'string') {
      throw new ParameterFault('sortby', `"${name}" is a text: texts are sorted upwards only`);
    }
    return { property, isDescending };
  });
}

function propertiesOf(text: string | undefined, known: readonly Property[]): readonly Property[] {
  if (text === undefined) return known;
  const names = text.split(',').filter(Boolean);
  const wrong = names.find((name) => !known.some((one) => one.name === name));
  if (wrong !== undefined) throw unknownProperty('properties', wrong, known);
  return known.filter(({ name }) => names.includes(name));
}

const unknownProperty = (parameter: string, name: string, known: readonly Property[]) =>
  new ParameterFault(
    parameter,
    `There is no property "${name.slice(0, 60)}": there are ${known.map((one) => one.name).join(', ')}`,
  );
