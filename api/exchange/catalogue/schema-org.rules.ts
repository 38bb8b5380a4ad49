import type { Lang } from '../exports/table.rules.ts';
import { flatColumns } from '../exports/table.rules.ts';
import type { Catalogue, DescribedDataset } from './catalogue.rules.ts';

/** What search engines read of the data sets, as nodes of a schema.org graph. */
export const schemaOrgDatasets = (catalogue: Catalogue, lang: Lang) => [
  {
    '@type': 'DataCatalog' as const,
    '@id': catalogue.id,
    name: catalogue.title[lang],
    description: catalogue.statement[lang],
    url: catalogue.page[lang],
    license: catalogue.licenceUrl,
    inLanguage: ['vi', 'en'],
    publisher: publisherOf(catalogue),
    dataset: catalogue.datasets.map(({ id }) => ({ '@id': id })),
  },
  ...catalogue.datasets.map((dataset) => datasetNode(dataset, catalogue, lang)),
];

const publisherOf = ({ id, publisher }: Catalogue) => ({
  '@type': 'Organization' as const,
  '@id': `${id}#publisher`,
  name: publisher,
});

const datasetNode = (
  { table, id, title, about, distributions }: DescribedDataset,
  catalogue: Catalogue,
  lang: Lang,
) => ({
  '@type': 'Dataset' as const,
  '@id': id,
  identifier: id,
  name: title[lang],
  description: about[lang],
  url: catalogue.page[lang],
  keywords: [...table.keywords[lang]],
  license: catalogue.licenceUrl,
  creator: publisherOf(catalogue),
  creditText: catalogue.attribution,
  isAccessibleForFree: true,
  version: catalogue.revision,
  datePublished: catalogue.compiledOn,
  dateModified: catalogue.modified,
  inLanguage: ['vi', 'en'],
  spatialCoverage: { '@id': `${catalogue.origin}/#province` },
  ...(catalogue.since && { temporalCoverage: `${catalogue.since}/..` }),
  variableMeasured: flatColumns(table).map(({ key, heading, meaning }) => ({
    '@type': 'PropertyValue' as const,
    name: heading[lang],
    alternateName: key,
    description: meaning[lang],
  })),
  includedInDataCatalog: { '@id': catalogue.id },
  distribution: distributions.map(({ title: name, mediaType, accessUrl }) => ({
    '@type': 'DataDownload' as const,
    name: name[lang],
    encodingFormat: mediaType,
    contentUrl: accessUrl,
  })),
});
