import type { MultiPolygon, Point, Polygon, Position } from 'geojson';

/** Where in a filter something stands: in a text its place, counted from 1; in JSON its pointer (RFC 6901). */
export type Where = number | string;

/** What a filter says, once it is read (OGC CQL2, 21-065r2). */
export type Condition =
  | { is: 'and' | 'or'; of: Condition[] }
  | { is: 'not'; of: Condition }
  | { is: 'constant'; value: boolean }
  | { is: 'comparison'; operator: Operator; left: Value; right: Value; at: Where }
  | { is: 'like'; value: Value; pattern: Value; at: Where }
  | { is: 'between'; value: Value; low: Value; high: Value; at: Where }
  | { is: 'in'; value: Value; list: Value[]; at: Where }
  | { is: 'null'; value: Value; at: Where }
  | { is: 'intersects'; property: Named; shape: Drawn; at: Where };

export type Operator = '=' | '<>' | '<' | '>' | '<=' | '>=';

export interface Named {
  is: 'property';
  name: string;
  at: Where;
}

export type Value =
  | Named
  | { is: 'text'; value: string; at: Where }
  | { is: 'number'; value: number; at: Where }
  | { is: 'boolean'; value: boolean; at: Where }
  /** A day as YYYY-MM-DD. */
  | { is: 'day'; value: string; at: Where }
  /** An instant (RFC 3339). */
  | { is: 'instant'; value: string; at: Where }
  | { is: 'casei' | 'accenti'; of: Value; at: Where };

/** A geometry literal; a box as its four numbers, in the order of the axes of the filter's reference system. */
export type Drawn = Point | Polygon | MultiPolygon | { type: 'BBox'; box: [number, number, number, number] };

/** A filter that cannot be read, or that asks for what there is not. */
export class CqlFault extends Error {
  override name = 'CqlFault';
  readonly at: Where;

  constructor(at: Where, message: string) {
    super(message);
    this.at = at;
  }
}

/** Larger filters are refused before anything else is done with them. */
export const cqlLimits = {
  letters: 8_000,
  depth: 32,
  conditions: 50,
  listed: 500,
  positions: 2_000,
} as const;

export const tooLong = (letters: number): CqlFault =>
  new CqlFault(1, `The filter has ${letters} characters: at most ${cqlLimits.letters} are allowed`);
export const tooDeep = (at: Where): CqlFault =>
  new CqlFault(at, `Brackets stand in each other more than ${cqlLimits.depth} deep`);
export const tooManyConditions = (at: Where): CqlFault =>
  new CqlFault(at, `The filter has more than ${cqlLimits.conditions} conditions`);
export const tooManyListed = (at: Where): CqlFault =>
  new CqlFault(at, `IN lists more than ${cqlLimits.listed} values`);
export const tooManyPositions = (at: Where): CqlFault =>
  new CqlFault(at, `A geometry has more than ${cqlLimits.positions} positions`);

/** What LIKE compares with: a text, or CASEI or ACCENTI of one. */
export function checkedPattern(pattern: Value): Value {
  let inner = pattern;
  while (inner.is === 'casei' || inner.is === 'accenti') inner = inner.of;
  if (inner.is !== 'text') throw new CqlFault(inner.at, 'LIKE compares with a text: write it in quotes');
  if (/(^|[^\\])(\\\\)*\\$/.test(inner.value)) {
    throw new CqlFault(inner.at, 'The text after LIKE ends in a lone backslash: double it, or leave it out');
  }
  return pattern;
}

export function checkedBox(box: readonly number[], at: Where): [number, number, number, number] {
  const [first1, second1, first2, second2] = box;
  if (
    box.length !== 4 ||
    first1 === undefined ||
    second1 === undefined ||
    first2 === undefined ||
    second2 === undefined
  ) {
    throw new CqlFault(
      at,
      `BBOX has ${box.length} numbers: write the lower corner and the upper one, four in all`,
    );
  }
  return [first1, second1, first2, second2];
}

export function checkedRing(ring: Position[], at: Where): Position[] {
  if (ring.length < 4)
    throw new CqlFault(at, `The ring has ${ring.length} positions: a closed ring has four or more`);
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw new CqlFault(
      at,
      `The ring is not closed: repeat its first position ${first.join(' ')} as its last`,
    );
  }
  return ring;
}

/** A day or an instant, as `example` writes one. */
export function checkedDay(text: string, at: Where, example: string): Value {
  if (isDay(text)) return { is: 'day', value: text, at };
  throw new CqlFault(at, `${JSON.stringify(text.slice(0, 40))} is no day: write ${example}`);
}

export function checkedInstant(text: string, at: Where, example: string): Value {
  if (isInstant(text)) return { is: 'instant', value: text.toUpperCase(), at };
  throw new CqlFault(at, `${JSON.stringify(text.slice(0, 40))} is no instant: write ${example}`);
}

/** What makes a filter dear: what is asked of every row, and corners of geometries. */
export interface FilterSize {
  conditions: number;
  positions: number;
}

export function sizeOf(condition: Condition): FilterSize {
  switch (condition.is) {
    case 'and':
    case 'or':
      return condition.of.map(sizeOf).reduce(added, nothing);
    case 'not':
      return sizeOf(condition.of);
    case 'constant':
      return nothing;
    case 'intersects':
      return { conditions: 1, positions: positionsOf(condition.shape) };
    default:
      return { conditions: 1, positions: 0 };
  }
}

const nothing: FilterSize = { conditions: 0, positions: 0 };
export const added = (one: FilterSize, other: FilterSize): FilterSize => ({
  conditions: one.conditions + other.conditions,
  positions: one.positions + other.positions,
});

/** The properties that a filter asks of. */
export function namesIn(condition: Condition): string[] {
  switch (condition.is) {
    case 'and':
    case 'or':
      return condition.of.flatMap(namesIn);
    case 'not':
      return namesIn(condition.of);
    case 'constant':
    case 'intersects':
      return [];
    case 'comparison':
      return [condition.left, condition.right].flatMap(namedIn);
    case 'like':
      return namedIn(condition.value);
    case 'between':
      return [condition.value, condition.low, condition.high].flatMap(namedIn);
    case 'in':
      return [condition.value, ...condition.list].flatMap(namedIn);
    default:
      return namedIn(condition.value);
  }
}

function namedIn(value: Value): string[] {
  if (value.is === 'property') return [value.name];
  return value.is === 'casei' || value.is === 'accenti' ? namedIn(value.of) : [];
}

function positionsOf(shape: Drawn): number {
  switch (shape.type) {
    case 'BBox':
      return 2;
    case 'Point':
      return 1;
    case 'Polygon':
      return shape.coordinates.flat().length;
    default:
      return shape.coordinates.flat(2).length;
  }
}

/** Whether a day is one of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Whether an instant is written as RFC 3339 wants it, on a day of the calendar. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(text) &&
  isDay(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text.toUpperCase()));
