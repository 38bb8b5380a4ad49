import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { sql, type AbortableQueryOptions } from 'kysely';
import type { Context } from '../../graphql/context.ts';
import type { Deadline } from '../../graphql/limits/deadline.ts';
import { executeAsRecorded } from '../../graphql/recorded-at.ts';
import type { Sql } from '../../graphql/look.ts';
import { formats, type Format } from './formats.rules.ts';
import type { ExportList, Filter } from './lists.ts';
import { refuseInput } from './product-filter.ts';
import type { Snapshot } from './snapshot.queries.ts';
import type { Lang, Row, Value } from './table.rules.ts';
import { writers } from './writers.ts';

/** What of a request an export works with. */
export interface Exporting extends Pick<Context, 'db' | 'primary' | 'onStatement'> {
  /** The time that each of its statements may take, where somebody waits for it. */
  deadline?: Deadline;
  /** Says that nobody waits any more: no further statement is begun. */
  leaving?: AbortSignal;
  /** Called between two chunks of rows, where others are to come to their turn. */
  pause?(): Promise<void>;
}

/** What somebody asks for. */
export interface Wish {
  list: ExportList;
  format: Format;
  filter: Filter;
  snapshot: Snapshot;
  lang: Lang;
  /** A byte order mark before a CSV. */
  bom: boolean;
}

/** What stands in a file beside its rows, or tells of it. None of it is known only when the file has ended. */
export interface Facts {
  snapshot: Snapshot;
  /** The address that gives this file again, byte for byte. */
  address: string;
  fileName: string;
  filter: string;
  rows: number;
  title: string;
  statement: string;
  licence: string;
  licenceUrl: string;
  attribution: string;
}

export interface Receipt extends Facts {
  mediaType: string;
  bytes: number;
  sha256: string;
  citation: string;
}

export interface Export {
  facts: Facts;
  /** The file, a piece at a time. Whoever stops reading it before its end lets everything go. */
  bytes(): AsyncGenerator<Uint8Array>;
}

/** The address of a file with all that it depends on, in one order. */
export function addressOf({ list, format, filter, snapshot, lang, bom }: Wish): string {
  const query = new URLSearchParams(filter.query);
  if (lang !== 'vi') query.set('lang', lang);
  if (bom) query.set('bom', '1');
  query.set('snapshot', snapshot.id);
  return `/export/${list.table.name}.${format}?${query}`;
}

/**
 * An export of a list. Which rows it has, and in which order, is decided once; they are read a chunk at a time from
 * the register as it had been recorded, so that nothing which is written meanwhile reaches the file.
 */
export async function openExport(exporting: Exporting, wish: Wish, origin: string): Promise<Export> {
  const { list, snapshot, lang } = wish;
  const asRecorded = <Found>(statement: Sql) =>
    within(exporting, (options) =>
      executeAsRecorded<Found>(
        exporting,
        snapshot.recordedAt,
        sql<Found>`${statement}`.compile(exporting.db),
        options,
      ),
    ).then(({ rows }) => rows);
  const ids = await idsOf(wish, asRecorded);
  const [dataset] = await asRecorded<Omit<Facts, 'snapshot' | 'address' | 'fileName' | 'filter' | 'rows'>>(
    sql`select ${sql.ref(`title_${lang}`)} as title, ${sql.ref(`statement_${lang}`)} as statement, licence,
      licence_url as "licenceUrl", attribution from dataset order by slug limit 1`,
  );
  const { note, whenEmpty } = list.table;
  const facts: Facts = {
    snapshot,
    address: origin + addressOf(wish),
    fileName: fileNameOf(wish),
    filter: wish.filter.query,
    rows: ids.length,
    title: dataset?.title ?? list.table.title[lang],
    statement: [dataset?.statement, note?.[lang], ids.length === 0 && whenEmpty?.[lang]]
      .filter(Boolean)
      .join(' '),
    licence: dataset?.licence ?? '',
    licenceUrl: dataset?.licenceUrl ?? '',
    attribution: dataset?.attribution ?? '',
  };

  // Between two chunks nothing is held of the database.
  async function* rows(): AsyncGenerator<Row[]> {
    for (let start = 0; start < ids.length; start += list.chunk) {
      if (start > 0) await exporting.pause?.();
      const found = await asRecorded<FoundRow>(
        list.rows(ids.slice(start, start + list.chunk), sql`${snapshot.day}::date`, lang),
      );
      yield found.map((row) => asRow(row, wish, origin));
    }
  }

  return {
    facts,
    bytes: () => writers[wish.format]({ table: list.table, facts, rows: rows(), lang, bom: wish.bom }),
  };
}

function within<Found>(
  { deadline, leaving }: Exporting,
  work: (options: AbortableQueryOptions) => Promise<Found>,
): Promise<Found> {
  leaving?.throwIfAborted();
  return deadline ? deadline.anew().within(work) : work({});
}

async function idsOf(
  { list, filter, snapshot }: Wish,
  asRecorded: <Found>(statement: Sql) => Promise<Found[]>,
): Promise<string[]> {
  try {
    const keys = filter.order('p', snapshot.day).map((key) => key.sql);
    const rows = await asRecorded<{ id: string }>(sql`
      select p.id from ${sql.table(list.from)} p where ${filter.where('p', snapshot.day)}
      order by ${sql.join(keys)}, p.id`);
    return rows.map(({ id }) => id);
  } catch (error) {
    return refuseInput(error);
  }
}

/** A row as it is read: a column each, and what it is known by and drawn from. */
type FoundRow = Record<string, Value> & {
  id: string;
  /** What its page is named by. */
  page: string;
  lon?: number | null;
  lat?: number | null;
  /** GeoJSON. */
  geometry?: string | null;
};

function asRow(
  { id, page, lon = null, lat = null, geometry = null, ...values }: FoundRow,
  { list, filter, snapshot, lang }: Wish,
  origin: string,
): Row {
  const point: Row['geometry'] =
    lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] };
  const shape: Row['geometry'] = geometry === null ? point : JSON.parse(geometry);
  return {
    id,
    values: {
      ...values,
      page: origin + list.page(page, lang),
      asOf: snapshot.day,
      ...filter.constants,
      ...list.measure?.(shape),
    },
    geometry: shape,
  };
}

/** "ocop-san-pham_sao-4_2026-11-24.csv" */
function fileNameOf({ list, format, filter, snapshot, lang }: Wish): string {
  const said = filter.query
    .normalize('NFD')
    .replaceAll(/%[0-9A-F]{2}/g, '-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
  return `${[list.table.fileName[lang], said.slice(0, 80), snapshot.day].filter(Boolean).join('_')}.${format}`;
}

/** What a whole file comes to: it is made, and only measured. */
export async function receiptOf({ facts, bytes }: Export, format: Format): Promise<Receipt> {
  const meter = receiptMeter(facts, format);
  for await (const piece of bytes()) meter.add(piece);
  return meter.receipt();
}

/** Measures a file while it passes. */
export function receiptMeter(facts: Facts, format: Format) {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    add(piece: Uint8Array): void {
      hash.update(piece);
      bytes += piece.length;
    },
    receipt(): Receipt {
      const sha256 = hash.digest('hex');
      const { attribution, title, snapshot, filter, address } = facts;
      return {
        ...facts,
        mediaType: formats[format].type,
        bytes,
        sha256,
        citation: `${attribution} (${snapshot.recordedAt.slice(0, 4)}). ${title}, snapshot ${snapshot.id}, sha256:${sha256} [${filter || '*'}]. ${address}`,
      };
    },
  };
}
