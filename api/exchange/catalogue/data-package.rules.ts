import { formats } from '../exports/formats.rules.ts';
import type { Lang } from '../exports/table.rules.ts';
import { tables } from '../exports/tables.rules.ts';
import type { Catalogue } from './catalogue.rules.ts';
import { tableSchemaOf } from './csv-description.rules.ts';
import { isMail } from './dcat.rules.ts';

/** The lists as a Frictionless Data Package, version 2: what is kept of a night in Vietnamese, and the newest else. */
export function dataPackageOf(catalogue: Catalogue, lang: Lang): object {
  const { origin, title, statement, compiledOn, revision, contact, publisher, page } = catalogue;
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'ocop',
    id: `${origin}/datapackage.json`,
    title: title[lang],
    description: statement[lang],
    homepage: page[lang],
    version: revision,
    created: `${compiledOn}T00:00:00+07:00`,
    licenses: [{ name: spdxOf(catalogue.licence), path: catalogue.licenceUrl, title: catalogue.licence }],
    contributors: [
      {
        title: publisher,
        roles: ['publisher'],
        ...(contact && (isMail(contact) ? { email: contact } : { path: contact })),
      },
    ],
    keywords: [...new Set(catalogue.datasets.flatMap(({ table }) => table.keywords[lang]))],
    resources: catalogue.datasets.flatMap(({ table, about, distributions }) =>
      distributions
        .filter(({ format }) => format === 'csv')
        .map(({ accessUrl, downloadUrl, kept }) => ({
          name: table.name,
          title: table.title[lang],
          description: about[lang],
          type: 'table',
          // What is kept of a night is in Vietnamese.
          path: lang === 'vi' ? downloadUrl : `${accessUrl}?lang=${lang}`,
          ...(kept && lang === 'vi' && { bytes: kept.bytes, hash: `sha256:${kept.sha256}` }),
          format: 'csv',
          mediatype: formats.csv.type,
          encoding: 'utf-8',
          dialect: {
            delimiter: ',',
            lineTerminator: '\r\n',
            quoteChar: '"',
            doubleQuote: true,
            header: true,
          },
          schema: tableSchemaOf(table, lang, tables),
        })),
    ),
  };
}

/** "CC BY 4.0" as SPDX writes it. */
const spdxOf = (licence: string): string => licence.replaceAll(' ', '-');
