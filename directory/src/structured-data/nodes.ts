/**
 * What machines read of each page, as nodes of one schema.org graph. A thing has the same `@id` wherever it is named.
 * There is nothing here of prices or of what buyers think: the register knows neither.
 */
import type {
  AdministrativeArea,
  BreadcrumbList,
  CertificationLeaf,
  Dataset,
  ItemList,
  Organization,
  Place as PlaceNode,
  Thing,
  WebSite,
} from 'schema-dts';
import { catalogueOf, modifiedOf, type Catalogue } from '../../../api/exchange/catalogue/catalogue.rules.ts';
import { schemaOrgDatasets } from '../../../api/exchange/catalogue/schema-org.rules.ts';
import { productNode } from '../../../api/register/products/structured-data.rules.ts';
import { earliestDay } from '../../../api/register/recognitions/recognition.rules.ts';
import * as register from '../data/register.ts';
import type { Certification, Place, Producer, Product, Region } from '../data/snapshot.ts';
import { tableNames } from '../figures/tables.ts';
import { dictionary, named } from '../i18n/dictionary.ts';
import { formatUnit } from '../i18n/format.ts';
import { chapterOf, href, lettersHref, sectionHref, type Lang, type Section } from '../i18n/routes.ts';
import { shapeOf } from './shape.ts';

/** The register as the catalogues describe it. */
export function catalogue({ origin }: { origin: string }): Catalogue {
  const { dataset, products } = register;
  const days = products.flatMap(({ recognitions }) =>
    recognitions.flatMap(({ issued }) => (issued ? [earliestDay(issued)] : [])),
  );
  return catalogueOf(
    {
      ...dataset,
      title: { vi: dataset.titleVi, en: dataset.titleEn },
      statement: { vi: dataset.statementVi, en: dataset.statementEn },
      province: dataset.province.fullName,
      since: days.toSorted()[0] ?? null,
    },
    origin,
    { publisher: process.env['HUB_PUBLISHER'] || undefined },
  );
}

/** A node of the graph; schema-dts's `Thing` also allows a bare address. */
export type Node = Exclude<Thing, string>;

export interface Described {
  lang: Lang;
  /** `https://hub.example`, without a slash; empty where the site does not know its own address. */
  origin: string;
}

/** A longer list names its beginning, and says how long it is. */
const MOST_ITEMS = 50;

export function productNodes(product: Product, described: Described): Node[] {
  const { lang } = described;
  const set = register.productSetOf(product);
  const maker = register.producer(product.producer);
  return [
    productNode(
      {
        ...product,
        category: set ? named(set, lang) : null,
        page: href('product', product.slug, lang),
        producer: maker ? { name: maker.name, page: href('producer', maker.slug, lang) } : null,
      },
      { ...described, asOf: register.today },
    ),
  ];
}

export function producerNode(producer: Producer, { lang, origin }: Described): Exclude<Organization, string> {
  const page = origin + href('producer', producer.slug, lang);
  const commune = register.place(producer.place);
  return {
    '@type': 'Organization',
    '@id': `${page}#producer`,
    name: producer.name,
    url: page,
    ...(producer.alternateNames.length > 0 && { alternateName: producer.alternateNames }),
    ...(producer.website && { sameAs: producer.website }),
    // The commune and no more: at a household's address somebody lives.
    address: {
      '@type': 'PostalAddress',
      addressCountry: 'VN',
      addressRegion: register.dataset.province.fullName,
      ...(commune && { addressLocality: commune.fullName }),
    },
    ...(producer.certifications.length > 0 && {
      hasCertification: producer.certifications.map(certificateNode),
    }),
  };
}

export function regionNode(region: Region, { lang, origin }: Described): Exclude<PlaceNode, string> {
  const page = origin + href('region', region.slug, lang);
  const t = dictionary(lang).region;
  const material = register.material(region.material);
  const shape = shapeOf(region.geometry);
  const facts: [string, string][] = [
    ...(material ? [[t.material, named(material, lang)] as [string, string]] : []),
    ...(region.hectares === null
      ? []
      : [[t.area, formatUnit(region.hectares, t.ha, lang)] as [string, string]]),
    [t.accuracy, t.accuracies[region.geometryAccuracy]],
  ];
  return {
    '@type': 'Place',
    '@id': `${page}#place`,
    name: region.name,
    url: page,
    ...(shape && { geo: { '@type': 'GeoShape', polygon: shape } }),
    additionalProperty: facts.map(([name, value]) => ({ '@type': 'PropertyValue', name, value })),
    containedInPlace: { '@id': `${origin}/#province` },
  };
}

export function communeNode(
  commune: Place,
  { lang, origin }: Described,
): Exclude<AdministrativeArea, string> {
  const page = origin + href('commune', commune.slug, lang);
  return {
    '@type': 'AdministrativeArea',
    '@id': `${page}#place`,
    name: commune.fullName,
    url: page,
    ...(commune.alternateNames.length > 0 && { alternateName: commune.alternateNames }),
    ...(commune.code && { identifier: commune.code }),
    ...(commune.point && {
      geo: { '@type': 'GeoCoordinates', latitude: commune.point.lat, longitude: commune.point.lon },
    }),
    containedInPlace: {
      '@type': 'AdministrativeArea',
      '@id': `${origin}/#province`,
      name: register.dataset.province.fullName,
    },
  };
}

/** What the page about the data says to machines: the whole register, and each list that can be taken away. */
export const dataNodes = (described: Described): Node[] => [
  datasetNode(described) as Node,
  ...(schemaOrgDatasets(catalogue(described), described.lang) satisfies readonly Node[]),
];

export function datasetNode({ lang, origin }: Described): Dataset {
  const { dataset } = register;
  const t = dictionary(lang);
  return {
    '@type': 'Dataset',
    '@id': `${origin}/#dataset`,
    name: lang === 'vi' ? dataset.titleVi : dataset.titleEn,
    description: lang === 'vi' ? dataset.statementVi : dataset.statementEn,
    url: origin + sectionHref('about', lang),
    license: dataset.licenceUrl,
    creditText: dataset.attribution,
    isAccessibleForFree: true,
    version: dataset.revision,
    datePublished: dataset.compiledOn,
    dateModified: modifiedOf(dataset.revision),
    inLanguage: ['vi', 'en'],
    spatialCoverage: {
      '@type': 'AdministrativeArea',
      '@id': `${origin}/#province`,
      name: dataset.province.fullName,
    },
    hasPart: catalogue({ origin }).datasets.map(({ id }) => ({ '@id': id })),
    distribution: [
      {
        '@type': 'DataDownload',
        name: 'GraphQL',
        encodingFormat: 'application/graphql-response+json',
        contentUrl: `${origin}/graphql`,
      },
      ...tableNames.map((table) => ({
        '@type': 'DataDownload' as const,
        name: t.figures.titles[table],
        encodingFormat: 'text/csv',
        contentUrl: `${origin}/figures/${lang}/${table}.csv`,
      })),
      ...register.regions
        .filter(({ geometry }) => geometry)
        .slice(0, MOST_ITEMS)
        .map((region) => ({
          '@type': 'DataDownload' as const,
          name: region.name,
          encodingFormat: 'application/geo+json',
          contentUrl: `${origin}/vung-nguyen-lieu/${region.slug}.geojson`,
        })),
    ],
  };
}

export const siteNode = ({ lang, origin }: Described): WebSite => ({
  '@type': 'WebSite',
  '@id': `${origin}/#site`,
  name: dictionary(lang).siteName,
  url: origin + sectionHref('home', lang),
  inLanguage: lang,
});

export function listNode(
  things: readonly { name: string; href: string }[],
  page: string,
  { origin }: Described,
): ItemList {
  return {
    '@type': 'ItemList',
    '@id': `${origin}${page}#list`,
    numberOfItems: things.length,
    itemListElement: things.slice(0, MOST_ITEMS).map(({ name, href: path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      url: origin + path,
    })),
  };
}

export const productsListNode = (
  products: readonly Product[],
  page: string,
  described: Described,
): ItemList =>
  listNode(
    products.map(({ name, slug }) => ({ name, href: href('product', slug, described.lang) })),
    page,
    described,
  );

/** The way from the home page to here, as the breadcrumb shows it. */
export function breadcrumbNode(
  page: { path: string; section: Section; name: string | null },
  { lang, origin }: Described,
): BreadcrumbList {
  const t = dictionary(lang);
  const { path, section, name } = page;
  const chapter = chapterOf(section);
  const steps: [name: string, path: string][] = [
    [t.nav.home, sectionHref('home', lang)],
    ...(chapter === section ? [] : [[t.nav[chapter], sectionHref(chapter, lang)] as [string, string]]),
    ...(section === 'home' ? [] : [[t.nav[section], sectionHref(section, lang)] as [string, string]]),
    ...(name ? [[path === lettersHref(section, lang) ? 'A–Z' : name, path] as [string, string]] : []),
  ];
  return {
    '@type': 'BreadcrumbList',
    '@id': `${origin}${path}#breadcrumb`,
    itemListElement: steps.map(([step, to], index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: step,
      item: origin + to,
    })),
  };
}

/** No status: whether a certificate of another scheme is in force is not for this register to say. */
const certificateNode = (one: Certification): CertificationLeaf => ({
  '@type': 'Certification',
  name: one.scheme,
  ...(one.number && { certificationIdentification: one.number }),
  ...(one.issuer && { issuedBy: { '@type': 'Organization', name: one.issuer } }),
  ...(one.validUntil && { expires: one.validUntil }),
});
