import type { EntityName } from '@mikro-orm/core';
import type { Cells } from './cells.ts';
import type { Id, Known } from './known.ts';

/** A record as the register keeps it: property → value, relations as ids. What is undefined is left alone. */
export type Values = Record<string, unknown>;

/** One kind of record: in which tables it comes, how a row is read, and what tells it from the others. */
export interface Kind {
  /** As a message says it: `product set`. */
  name: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- Each kind writes another entity, and its reader alone knows its properties.
  entity: EntityName<any>;
  /** The tables that hold it. */
  tables: readonly string[];
  /** The same record in two imports, and in the register, has the same key. */
  key(values: Values): string;
  read(cells: Cells, context: Context): Values;
  /** Names that one record alone may have, with the column they stand in. */
  own?: Readonly<Record<string, (values: Values) => string | null | undefined>>;
  /** Names that records may share. */
  shared?(values: Values): readonly string[];
  /** What the row says beside the record itself: for a product its material, for a region its places. */
  mentions?(cells: Cells): Readonly<Record<string, readonly Id[]>>;
  /** A property that points to a record of the same kind: it must be written after that one. */
  after?: string;
}

export interface Context {
  known: Known;
  /** The other files of the folder, as the criteria of a taxonomy. */
  document(name: string): unknown;
}

export const bySlug = (values: Values): string => String(values['slug'] ?? '');
export const byCode = (values: Values): string => String(values['code'] ?? '');

/** A key of several properties; an empty one counts as a value. */
export const by =
  (...properties: string[]) =>
  (values: Values): string =>
    properties.map((property) => String(values[property] ?? '')).join(' ');
