import { formats, type Format } from '../exports/formats.rules.ts';
import type { Table } from '../exports/table.rules.ts';
import { tables } from '../exports/tables.rules.ts';
import { doors, type Door, type Words } from './doors.rules.ts';

/** What stands in the register of itself. */
export interface RegisterFacts {
  title: Words;
  statement: Words;
  licence: string;
  licenceUrl: string;
  attribution: string;
  /** The same for as long as nothing changes: see `modifiedOf`. */
  revision: string;
  /** The day on which it was compiled. */
  compiledOn: string;
  /** The first day that any recognition speaks of, as far as it is known. */
  since: string | null;
  province: string;
  /** West, south, east, north. */
  bbox?: readonly number[] | null;
}

/** A file of a night, with what is known only of a whole one. */
export interface KeptFile {
  table: string;
  format: Format;
  path: string;
  bytes: number;
  sha256: string;
  /** The instant of the last change that it knows. */
  recordedAt: string;
}

/** Who answers for the register. */
export interface Responsible {
  publisher?: string | undefined;
  /** An e-mail address or a page. */
  contact?: string | undefined;
}

export interface Distribution {
  format: Format;
  title: Words;
  mediaType: string;
  /** Always the newest. */
  accessUrl: string;
  /** The file whose size and hash are told, where one is kept; else the newest. */
  downloadUrl: string;
  kept: KeptFile | null;
  /** What its columns mean, for a CSV. */
  describedBy: string | null;
}

export interface DescribedDataset {
  table: Table;
  id: string;
  title: Words;
  about: Words;
  distributions: Distribution[];
}

export interface Catalogue extends RegisterFacts {
  origin: string;
  id: string;
  page: Words;
  modified: string;
  publisher: string;
  contact: string | null;
  datasets: DescribedDataset[];
  services: (Door & { path: string; service: NonNullable<Door['service']> })[];
}

/** What the hub is called where nobody says who runs it. */
export const hubName: Words = { vi: 'Sổ OCOP', en: 'OCOP register' };

/** The instant of the last change, which a revision ends with: seconds since 1970, in hexadecimal. */
export const modifiedOf = (revision: string): string =>
  new Date(parseInt(revision.split('-').at(-1) ?? '', 16) * 1000).toISOString().replace('.000Z', 'Z');

/** All that the register offers, described once: every catalogue says this in its own words. */
export function catalogueOf(
  facts: RegisterFacts,
  origin: string,
  { publisher, contact }: Responsible,
  kept: readonly KeptFile[] = [],
): Catalogue {
  return {
    ...facts,
    origin,
    id: `${origin}/catalog`,
    page: { vi: `${origin}/du-lieu/`, en: `${origin}/en/about-the-data/` },
    modified: modifiedOf(facts.revision),
    publisher: publisher ?? hubName.vi,
    contact: contact ?? null,
    datasets: tables.map((table) => ({
      table,
      id: `${origin}/catalog#${table.name}`,
      title: both((lang) => `${table.title[lang]} – ${facts.title[lang]}`),
      about: both((lang) =>
        [table.about[lang], table.note?.[lang], facts.statement[lang]].filter(Boolean).join(' '),
      ),
      distributions: table.formats.map((format) => distributionOf(table, format, origin, kept)),
    })),
    services: doors.flatMap(({ path, service, ...door }) =>
      path && service ? [{ ...door, path, service }] : [],
    ),
  };
}

function distributionOf(
  table: Table,
  format: Format,
  origin: string,
  kept: readonly KeptFile[],
): Distribution {
  const file = kept.find((one) => one.table === table.name && one.format === format) ?? null;
  const accessUrl = `${origin}/export/${table.name}.${format}`;
  return {
    format,
    title: both((lang) => `${table.title[lang]} (${formats[format].name})`),
    mediaType: formats[format].type,
    accessUrl,
    downloadUrl: file ? origin + file.path : accessUrl,
    kept: file,
    describedBy: format === 'csv' ? `${accessUrl}-metadata.json` : null,
  };
}

const both = (text: (lang: 'vi' | 'en') => string): Words => ({ vi: text('vi'), en: text('en') });
