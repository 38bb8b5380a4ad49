import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../../graphql/context.ts';
import { asBadInput } from '../../graphql/errors.ts';
import { executeAsRecorded } from '../../graphql/recorded-at.ts';
import type { Sql } from '../../graphql/shape.ts';
import { formats, type Format } from './formats.rules.ts';
import { asBadExport, type ProductFilter } from './product-filter.ts';
import { productTable } from './product-columns.rules.ts';
import { productRows, type ProductFacts } from './product-rows.queries.ts';
import type { Snapshot } from './snapshot.queries.ts';
import type { Lang, Row } from './table.rules.ts';
import { writers } from './writers.ts';

/** What of a request an export works with. */
export type Exporting = Pick<Context, 'db' | 'onStatement'>;

/** What somebody asks for. */
export interface Wish {
  format: Format;
  filter: ProductFilter;
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

/** Rows that are read at once. Between two chunks nothing is held of the database. */
const CHUNK = 500;

/** The address of a file with all that it depends on, in one order. */
export function addressOf({ format, filter, snapshot, lang, bom }: Wish): string {
  const query = new URLSearchParams(filter.query);
  if (lang !== 'vi') query.set('lang', lang);
  if (bom) query.set('bom', '1');
  query.set('snapshot', snapshot.id);
  return `/export/${productTable.name}.${format}?${query}`;
}

/**
 * An export of products. Which rows it has, and in which order, is decided once; they are read a chunk at a time from
 * the register as it had been recorded, so that nothing which is written meanwhile reaches the file.
 */
export async function openExport(exporting: Exporting, wish: Wish, origin: string): Promise<Export> {
  const { snapshot, filter, lang } = wish;
  const asRecorded = <Found>(statement: Sql) =>
    executeAsRecorded<Found>(
      exporting,
      snapshot.recordedAt,
      sql<Found>`${statement}`.compile(exporting.db),
      {},
    ).then(({ rows }) => rows);
  const ids = await idsOf(filter, snapshot.day, asRecorded);
  const [dataset] = await asRecorded<Omit<Facts, 'snapshot' | 'address' | 'fileName' | 'filter' | 'rows'>>(
    sql`select ${sql.ref(`title_${lang}`)} as title, ${sql.ref(`statement_${lang}`)} as statement, licence,
      licence_url as "licenceUrl", attribution from dataset order by slug limit 1`,
  );
  const facts: Facts = {
    snapshot,
    address: origin + addressOf(wish),
    fileName: fileNameOf(wish),
    filter: filter.query,
    rows: ids.length,
    title: dataset?.title ?? productTable.title[lang],
    statement: dataset?.statement ?? '',
    licence: dataset?.licence ?? '',
    licenceUrl: dataset?.licenceUrl ?? '',
    attribution: dataset?.attribution ?? '',
  };

  async function* rows(): AsyncGenerator<Row[]> {
    for (let start = 0; start < ids.length; start += CHUNK) {
      const found = await asRecorded<ProductFacts>(
        productRows(ids.slice(start, start + CHUNK), sql`${snapshot.day}::date`, lang),
      );
      yield found.map((row) => asRow(row, snapshot.day, origin, lang));
    }
  }

  return {
    facts,
    bytes: () => writers[wish.format]({ table: productTable, facts, rows: rows(), lang, bom: wish.bom }),
  };
}

async function idsOf(
  filter: ProductFilter,
  day: string,
  asRecorded: <Found>(statement: Sql) => Promise<Found[]>,
): Promise<string[]> {
  try {
    const order = filter.order('p', day);
    const rows = await asRecorded<{ id: string }>(sql`
      select p.id from product p where ${filter.where('p', day)}
      order by ${sql.join(order.keys.map((key) => key.sql))}, p.id`).catch(asBadInput);
    return rows.map(({ id }) => id);
  } catch (error) {
    throw asBadExport(error);
  }
}

function asRow({ id, slug, lon, lat, ...facts }: ProductFacts, day: string, origin: string, lang: Lang): Row {
  const page = lang === 'vi' ? `/san-pham/${slug}/` : `/en/products/${slug}/`;
  return {
    id,
    values: { ...facts, page: origin + page, asOf: day },
    point: lon === null || lat === null ? null : [lon, lat],
  };
}

/** "ocop-san-pham_sao-4_2026-11-24.csv" */
function fileNameOf({ format, filter, snapshot, lang }: Wish): string {
  const said = filter.query
    .normalize('NFD')
    .replaceAll(/%[0-9A-F]{2}/g, '-')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
  const name = lang === 'vi' ? 'ocop-san-pham' : 'ocop-products';
  return `${[name, said.slice(0, 80), snapshot.day].filter(Boolean).join('_')}.${format}`;
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
