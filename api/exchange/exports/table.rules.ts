import type { MultiPolygon, Point, Polygon } from 'geojson';
import { CODE_ALPHABET } from '../../register/codes.rules.ts';
import type { Format } from './formats.rules.ts';

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
  /** Of a text: what every value of it looks like from its first character to its last, as a regular expression. */
  pattern?: string;
  /** The table and column whose values it repeats. */
  refersTo?: { table: string; key: string };
}

/** What codes and keys look like, for those who read a file by its description. */
export const patterns = {
  product: `P[${CODE_ALPHABET}]{6}[0-9A-Z]`,
  recognition: `R[${CODE_ALPHABET}]{6}[0-9A-Z]`,
  slug: '[a-z0-9]+(-[a-z0-9]+)*',
  unit: '[0-9]{5}',
  /** A day as far as it is known. */
  when: '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?',
} as const;

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
  /** What it holds, for catalogues. */
  about: Readonly<Record<Lang, string>>;
  keywords: Readonly<Record<Lang, readonly string[]>>;
  /** Points stand in tables for people too, as latitude and longitude. */
  geometry: 'POINT' | 'AREA' | 'NONE';
  formats: readonly Format[];
  columns: readonly Column[];
  /** The column that no two rows have the same value of; null where nothing sees to that. */
  key: string | null;
  /** What a reader has to know of this table beside what holds for the whole register. */
  note?: Readonly<Record<Lang, string>>;
  /** Why it may have no rows. */
  whenEmpty?: Readonly<Record<Lang, string>>;
  /** What a foreign system expects of its GeoJSON. */
  geojson?: { decimals: number; leavesOutWhatIsNotKnown: boolean };
}

const pointColumns: readonly Column[] = [
  {
    key: 'lat',
    kind: 'number',
    heading: { vi: 'Vĩ độ', en: 'Latitude' },
    meaning: {
      vi: 'Vĩ độ của xã, phường (WGS 84), không phải của cơ sở.',
      en: 'Latitude of the commune (WGS 84), not of the producer.',
    },
  },
  {
    key: 'lon',
    kind: 'number',
    heading: { vi: 'Kinh độ', en: 'Longitude' },
    meaning: {
      vi: 'Kinh độ của xã, phường (WGS 84), không phải của cơ sở.',
      en: 'Longitude of the commune (WGS 84), not of the producer.',
    },
  },
];

/** The columns of a table for people, in their order: a point stands in two at its end. */
export const flatColumns = ({ columns, geometry }: Table): readonly Column[] =>
  geometry === 'POINT' ? [...columns, ...pointColumns] : columns;

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
