import type { MultiPolygon, Point, Polygon } from 'geojson';

/** What an export says of each thing, as a table of columns: the same ones in every format. */

export type Lang = 'vi' | 'en';

/**
 * `date` is a day of the calendar, `when` a day as far as it is known (2024, 2024-07, 2024-07-29), `word` a code that
 * stands for itself where programs read, and in words where people do.
 */
export type Kind = 'text' | 'word' | 'integer' | 'number' | 'date' | 'when' | 'boolean';

export interface Column {
  /** The name of its field where programs read. */
  key: string;
  kind: Kind;
  /** Its heading in a table. */
  heading: Readonly<Record<Lang, string>>;
  /** What it means, for the dictionary. */
  meaning: Readonly<Record<Lang, string>>;
  /** Of a `word`: what its codes mean. */
  words?: Readonly<Record<Lang, Readonly<Record<string, string>>>>;
}

export type Value = string | number | boolean | null;

export interface Row {
  /** The code or slug by which it is known. */
  id: string;
  values: Readonly<Record<string, Value>>;
  /** Longitude before latitude; null where there is nothing to show. */
  geometry: Point | Polygon | MultiPolygon | null;
}

export interface Table {
  /** As in addresses. */
  name: string;
  fileName: Readonly<Record<Lang, string>>;
  title: Readonly<Record<Lang, string>>;
  /** Points stand in tables for people too, as latitude and longitude. */
  geometry: 'POINT' | 'AREA';
  columns: readonly Column[];
}

export const pointHeadings: Readonly<Record<Lang, readonly string[]>> = {
  vi: ['Vĩ độ', 'Kinh độ'],
  en: ['Latitude', 'Longitude'],
};

/** Latitude and longitude of a row of points. */
export const pointCells = ({ geometry }: Row): (number | null)[] =>
  geometry?.type === 'Point'
    ? [geometry.coordinates[1] ?? null, geometry.coordinates[0] ?? null]
    : [null, null];

/** A value as a person reads it. */
export function inWords({ kind, words }: Column, value: Value, lang: Lang): string | number | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return { vi: ['không', 'có'], en: ['no', 'yes'] }[lang][Number(value)]!;
  return kind === 'word' ? (words?.[lang][String(value)] ?? value) : value;
}
