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
  /** Longitude and latitude; null where there is no point to show. */
  point: readonly [lon: number, lat: number] | null;
}

export interface Table {
  /** As in addresses and file names. */
  name: string;
  title: Readonly<Record<Lang, string>>;
  columns: readonly Column[];
}

/** A value as a person reads it. */
export function inWords({ kind, words }: Column, value: Value, lang: Lang): string | number | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return { vi: ['không', 'có'], en: ['no', 'yes'] }[lang][Number(value)]!;
  return kind === 'word' ? (words?.[lang][String(value)] ?? value) : value;
}
