import type { MultiPolygon, Point, Polygon } from 'geojson';

/** What a filter says, once it is read (OGC CQL2, 21-065r2). `at` is where in its text. */
export type Condition =
  | { is: 'and' | 'or'; of: Condition[] }
  | { is: 'not'; of: Condition }
  | { is: 'constant'; value: boolean }
  | { is: 'comparison'; operator: Operator; left: Value; right: Value; at: number }
  | { is: 'like'; value: Value; pattern: Value; at: number }
  | { is: 'between'; value: Value; low: Value; high: Value; at: number }
  | { is: 'in'; value: Value; list: Value[]; at: number }
  | { is: 'null'; value: Value; at: number }
  | { is: 'intersects'; property: Named; shape: Drawn; at: number };

export type Operator = '=' | '<>' | '<' | '>' | '<=' | '>=';

export interface Named {
  is: 'property';
  name: string;
  at: number;
}

export type Value =
  | Named
  | { is: 'text'; value: string; at: number }
  | { is: 'number'; value: number; at: number }
  | { is: 'boolean'; value: boolean; at: number }
  /** A day as YYYY-MM-DD. */
  | { is: 'day'; value: string; at: number }
  /** An instant (RFC 3339). */
  | { is: 'instant'; value: string; at: number }
  | { is: 'casei' | 'accenti'; of: Value; at: number };

/** A geometry literal; a box as its four numbers, in the order of the axes of the filter's reference system. */
export type Drawn = Point | Polygon | MultiPolygon | { type: 'BBox'; box: [number, number, number, number] };

/** A filter that cannot be read, or that asks for what there is not. Positions count from 1. */
export class CqlFault extends Error {
  override name = 'CqlFault';
  readonly at: number;

  constructor(at: number, message: string) {
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
