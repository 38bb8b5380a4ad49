import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadExport } from '../../exchange/exports/bad-export.ts';
import type { Wish } from '../../exchange/exports/export.ts';
import { formats, isFormat, type Format } from '../../exchange/exports/formats.rules.ts';
import { exportListNamed, exportLists, type ExportList } from '../../exchange/exports/lists.ts';
import { newestSnapshot, snapshotNamed, type Snapshot } from '../../exchange/exports/snapshot.queries.ts';
import type { Context } from '../../graphql/context.ts';
import { isDay } from '../../graphql/scalars.ts';
import { wanted } from '../accept.ts';

/** The address stands in the answer's headers too, and those may be only so long. */
const LONGEST_FILTER = 3_000;

const ownParameters = ['asOf', 'lang', 'f', 'bom', 'snapshot', 'receipt'];

export const queryOf = ({ url }: FastifyRequest): string => url.split('?')[1] ?? '';

export const typesOf = ({ table }: ExportList) => table.formats.map((format) => formats[format].type);

export function listOf(file: string): ExportList {
  const [name = '', ...extensions] = file.split('.');
  const list = exportListNamed(name);
  const [extension] = extensions;
  const isOffered =
    extension === undefined || (isFormat(extension) && list?.table.formats.includes(extension));
  if (list && extensions.length < 2 && isOffered) return list;
  const files = (list ? [list] : exportLists).flatMap(({ table }) =>
    table.formats.map((format) => `/export/${table.name}.${format}`),
  );
  throw new BadExport('file', 'There is no such file', files, 404);
}

/** By the name of the file, else by `f`, else by what the reader takes. */
export function formatOf(
  request: FastifyRequest<{ Params: { file: string } }>,
  reply: FastifyReply,
  given: URLSearchParams,
  list: ExportList,
): Format | null {
  const extension = request.params.file.split('.')[1];
  const asked = one(given, 'f', list.table.formats);
  if (extension !== undefined && isFormat(extension)) {
    if (asked !== null && asked !== extension)
      throw new BadExport(
        'f',
        `The file is named .${extension}, and "f" says ${asked}: leave one of them out`,
      );
    return extension;
  }
  if (asked !== null) return asked;
  reply.header('vary', 'accept');
  const type = wanted(request.headers.accept, typesOf(list));
  return list.table.formats.find((format) => formats[format].type === type) ?? null;
}

/** A parameter of which only a few values are allowed. */
function one<Value extends string>(
  given: URLSearchParams,
  name: string,
  allowed: readonly Value[],
): Value | null {
  const value = given.get(name);
  if (value === null) return null;
  const known = allowed.find((one) => one === value);
  if (known !== undefined) return known;
  throw new BadExport(name, `"${value.slice(0, 80)}" is no value of "${name}"`, allowed);
}

export function requireKnownParameters(given: URLSearchParams, ofList: readonly string[]): void {
  const known = [...ofList, ...ownParameters];
  for (const name of given.keys()) {
    if (!known.includes(name))
      throw new BadExport(name.slice(0, 80), `There is no parameter "${name.slice(0, 80)}"`, known);
  }
  const single = [...ownParameters, 'filter', 'q', 'gan', 'khung', 'xep', 'period', 'commodity'];
  for (const name of single) {
    if (given.getAll(name).length > 1) throw new BadExport(name, `"${name}" is given more than once`);
  }
}

/** What an address asks for; null while the register is empty. */
export async function wishOf(
  context: Context,
  given: URLSearchParams,
  list: ExportList,
  format: Format,
): Promise<Wish | null> {
  const { today, timed } = context;
  requireKnownParameters(given, list.parameters);
  const lang = one(given, 'lang', ['vi', 'en']) ?? 'vi';
  const bom = one(given, 'bom', ['0', '1']) === '1';
  one(given, 'receipt', ['0', '1']);
  const day = given.get('asOf');
  if (day !== null && !isDay(day))
    throw new BadExport('asOf', 'Write a real calendar day as YYYY-MM-DD, for example 2026-11-24');
  const named = given.get('snapshot');
  const snapshot: Snapshot | null =
    named === null
      ? await newestSnapshot(timed.db, day ?? list.dayOf?.(given, today) ?? today)
      : await snapshotNamed(timed, named);
  if (!snapshot) return null;
  if (day !== null && day !== snapshot.day)
    throw new BadExport('asOf', `This snapshot speaks of the day ${snapshot.day}: leave "asOf" out`);
  if ((given.get('filter')?.length ?? 0) > LONGEST_FILTER)
    throw new BadExport('filter', `"filter" has more than ${LONGEST_FILTER} characters`);
  const filter = await list.filter(timed.db, given, snapshot.day);
  return { list, format, lang, bom: bom && format === 'csv', snapshot, filter };
}

/** The query that a CSV was asked for with, without what says nothing of its content. */
export function csvQuery(given: URLSearchParams): string {
  const query = new URLSearchParams(given);
  query.delete('receipt');
  query.delete('f');
  return query.size > 0 ? `?${query}` : '';
}

/** Where the description of a CSV is, as CSV on the Web looks for it. */
export const csvMetadataAt = ({ table }: ExportList, given: URLSearchParams): string =>
  `/export/${table.name}.csv-metadata.json${csvQuery(given)}`;
