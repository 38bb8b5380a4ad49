import type { Catalogue } from './catalogue.rules.ts';
import { isMail } from './dcat.rules.ts';

const SCHEMA = 'https://project-open-data.cio.gov/v1.1/schema';

/**
 * The catalogue as harvesters of Project Open Data 1.1 read it. They want an e-mail address to turn to: where nobody has
 * set one, there is none, and those who insist on it refuse the file.
 */
export const dataJsonOf = (catalogue: Catalogue): object => ({
  '@context': `${SCHEMA}/catalog.jsonld`,
  '@id': `${catalogue.origin}/data.json`,
  '@type': 'dcat:Catalog',
  conformsTo: SCHEMA,
  describedBy: `${SCHEMA}/catalog.json`,
  dataset: catalogue.datasets.map(({ table, id, title, about, distributions }) => ({
    '@type': 'dcat:Dataset',
    identifier: id,
    title: title.vi,
    description: `${about.vi}\n\n${title.en}. ${about.en}`,
    keyword: [...new Set([...table.keywords.vi, ...table.keywords.en])],
    modified: catalogue.modified,
    issued: catalogue.compiledOn,
    publisher: { '@type': 'org:Organization', name: catalogue.publisher },
    ...(catalogue.contact &&
      isMail(catalogue.contact) && {
        contactPoint: {
          '@type': 'vcard:Contact',
          fn: catalogue.publisher,
          hasEmail: `mailto:${catalogue.contact}`,
        },
      }),
    accessLevel: 'public',
    license: catalogue.licenceUrl,
    rights: catalogue.attribution,
    spatial: catalogue.bbox?.join(',') ?? catalogue.province,
    ...(catalogue.since && { temporal: `${catalogue.since}/${catalogue.modified.slice(0, 10)}` }),
    accrualPeriodicity: 'R/P1D',
    language: ['vi', 'en'],
    theme: ['agriculture'],
    landingPage: catalogue.page.vi,
    distribution: distributions.map(
      ({ title: name, mediaType, format, accessUrl, downloadUrl, describedBy }) => ({
        '@type': 'dcat:Distribution',
        title: `${name.vi} / ${name.en}`,
        format,
        mediaType,
        accessURL: accessUrl,
        downloadURL: downloadUrl,
        ...(describedBy && { describedBy, describedByType: 'application/csvm+json' }),
      }),
    ),
  })),
});
