import type { Format } from '../exports/formats.rules.ts';
import type { Catalogue, DescribedDataset, Distribution } from './catalogue.rules.ts';
import type { Words } from './doors.rules.ts';

type Node = { '@id'?: string; '@type'?: string | readonly string[]; [property: string]: unknown };

const context = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export const dcatPrefixes: Readonly<Record<string, string>> = context;

const EU = 'http://publications.europa.eu/resource/authority';

/** Names of the EU's list of file types; it has none for lines of JSON. */
const fileTypes: Partial<Record<Format, string>> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  geojson: 'GEOJSON',
  gpkg: 'GPKG',
  parquet: 'PARQUET',
};

const named = (id: string, type: string | readonly string[], more: object = {}): Node => ({
  '@id': id,
  '@type': type,
  ...more,
});
const inBoth = ({ vi, en }: Words) =>
  vi === en
    ? [{ '@language': 'vi', '@value': vi }]
    : [
        { '@language': 'vi', '@value': vi },
        { '@language': 'en', '@value': en },
      ];
const typed = (type: string, value: string | number) => ({ '@type': `xsd:${type}`, '@value': String(value) });

/** DCAT-AP 3 as JSON-LD that brings its own context, so that nobody has to fetch one. */
export function dcatOf(catalogue: Catalogue): Node {
  const { id, page, title, statement, datasets, services } = catalogue;
  return {
    '@context': context,
    ...named(id, 'dcat:Catalog', {
      'dct:title': inBoth(title),
      'dct:description': inBoth(statement),
      'foaf:homepage': named(page.vi, 'foaf:Document'),
      'dcat:themeTaxonomy': named(`${EU}/data-theme`, 'skos:ConceptScheme', {
        'dct:title': [{ '@language': 'en', '@value': 'Data theme' }],
      }),
      ...common(catalogue),
      'dct:spatial': placeOf(catalogue),
      'dcat:dataset': datasets.map((dataset) => datasetNode(dataset, catalogue)),
      'dcat:service': services.map(({ key, path, title: name, about, service }) =>
        named(`${id}#service-${key}`, 'dcat:DataService', {
          'dct:title': inBoth(name),
          'dct:description': inBoth(about),
          'dcat:endpointURL': { '@id': catalogue.origin + path },
          ...(service.description && {
            'dcat:endpointDescription': { '@id': catalogue.origin + service.description },
          }),
          ...(service.conformsTo && { 'dct:conformsTo': named(service.conformsTo, 'dct:Standard') }),
          'dcat:servesDataset': datasets.map((dataset) => ({ '@id': dataset.id })),
          'dct:license': { '@id': catalogue.licenceUrl },
          'dct:publisher': { '@id': `${id}#publisher` },
          'dct:accessRights': { '@id': `${EU}/access-right/PUBLIC` },
        }),
      ),
    }),
  };
}

/** What a catalogue says of itself and of each of its data sets. */
function common(catalogue: Catalogue): object {
  const { id, publisher, contact, licence, licenceUrl, compiledOn, modified } = catalogue;
  return {
    'dct:publisher': named(`${id}#publisher`, 'foaf:Agent', { 'foaf:name': publisher }),
    'dct:license': named(licenceUrl, 'dct:LicenseDocument', { 'rdfs:label': licence }),
    'dct:language': [
      named(`${EU}/language/VIE`, 'dct:LinguisticSystem'),
      named(`${EU}/language/ENG`, 'dct:LinguisticSystem'),
    ],
    'dct:issued': typed('date', compiledOn),
    'dct:modified': typed('dateTime', modified),
    ...(contact && {
      'dcat:contactPoint': named(`${id}#contact`, ['vcard:Organization', 'vcard:Kind'], {
        'vcard:fn': publisher,
        ...(isMail(contact)
          ? { 'vcard:hasEmail': { '@id': `mailto:${contact}` } }
          : { 'vcard:hasURL': { '@id': contact } }),
      }),
    }),
  };
}

export const isMail = (contact: string): boolean => contact.includes('@');

function placeOf({ id, province, bbox }: Catalogue): Node {
  const [west, south, east, north] = bbox ?? [];
  return named(`${id}#province`, 'dct:Location', {
    'skos:prefLabel': [{ '@language': 'vi', '@value': province }],
    ...(bbox && {
      'dcat:bbox': {
        '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
        '@value': `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`,
      },
    }),
  });
}

function datasetNode({ table, id, title, about, distributions }: DescribedDataset, catalogue: Catalogue) {
  return named(id, 'dcat:Dataset', {
    'dct:identifier': id,
    'dct:title': inBoth(title),
    'dct:description': inBoth(about),
    'dcat:keyword': (['vi', 'en'] as const).flatMap((lang) =>
      table.keywords[lang].map((word) => ({ '@language': lang, '@value': word })),
    ),
    'dcat:theme': named(`${EU}/data-theme/AGRI`, 'skos:Concept', {
      'skos:prefLabel': [{ '@language': 'en', '@value': 'Agriculture, fisheries, forestry and food' }],
      'skos:inScheme': { '@id': `${EU}/data-theme` },
    }),
    ...common(catalogue),
    'dct:spatial': { '@id': `${catalogue.id}#province` },
    ...(catalogue.since && {
      'dct:temporal': named(`${catalogue.id}#period`, 'dct:PeriodOfTime', {
        'dcat:startDate': typed('date', catalogue.since),
      }),
    }),
    'dct:accrualPeriodicity': named(`${EU}/frequency/DAILY`, 'dct:Frequency'),
    'dct:accessRights': named(`${EU}/access-right/PUBLIC`, 'dct:RightsStatement'),
    'dct:provenance': named(`${catalogue.id}#provenance`, 'dct:ProvenanceStatement', {
      'rdfs:label': inBoth(catalogue.statement),
    }),
    'dcat:version': catalogue.revision,
    'dcat:landingPage': named(catalogue.page.vi, 'foaf:Document'),
    'dcat:distribution': distributions.map((one) => distributionNode(one, id, catalogue)),
  });
}

function distributionNode(one: Distribution, dataset: string, catalogue: Catalogue): Node {
  const { format, title, mediaType, accessUrl, downloadUrl, kept, describedBy } = one;
  const id = `${dataset}.${format}`;
  const fileType = fileTypes[format];
  return named(id, 'dcat:Distribution', {
    'dct:title': inBoth(title),
    'dcat:accessURL': { '@id': accessUrl },
    'dcat:downloadURL': { '@id': downloadUrl },
    'dcat:mediaType': named(`https://www.iana.org/assignments/media-types/${mediaType}`, 'dct:MediaType'),
    ...(fileType && { 'dct:format': named(`${EU}/file-type/${fileType}`, 'dct:MediaTypeOrExtent') }),
    'dct:license': { '@id': catalogue.licenceUrl },
    'dcatap:availability': named(
      'http://publications.europa.eu/resource/authority/planned-availability/STABLE',
      'skos:Concept',
      {
        'skos:prefLabel': [{ '@language': 'en', '@value': 'stable' }],
      },
    ),
    'dct:modified': typed('dateTime', kept?.recordedAt ?? catalogue.modified),
    ...(describedBy && { 'foaf:page': named(describedBy, 'foaf:Document') }),
    ...(kept && {
      'dcat:byteSize': typed('nonNegativeInteger', kept.bytes),
      'spdx:checksum': named(`${id}.sha256`, 'spdx:Checksum', {
        'spdx:algorithm': named(
          'http://spdx.org/rdf/terms#checksumAlgorithm_sha256',
          'spdx:ChecksumAlgorithm',
        ),
        'spdx:checksumValue': typed('hexBinary', kept.sha256),
      }),
    }),
  });
}
