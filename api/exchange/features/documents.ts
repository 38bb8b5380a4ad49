import { isQueryable, type Collection, type Property, type Words } from './collections.ts';
import { conformsTo } from './conformance.rules.ts';
import { GEOMETRY } from './cql-sql.ts';
import type { Extent } from './extents.ts';
import { CRS84, referenceSystems } from '../../register/geography/reference-systems.rules.ts';

type Lang = keyof Words;

/** The prefix of everything that GIS programs ask for. */
export const PREFIX = '/ogc';

export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';
export const SCHEMA_TYPE = 'application/schema+json';
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
export const HTML_TYPE = 'text/html';

const REL = 'http://www.opengis.net/def/rel/ogc/1.0/';

export interface Link {
  href: string;
  rel: string;
  type: string;
  title: string;
  hreflang?: string;
}

export const title: Words = { vi: 'Dữ liệu OCOP cho GIS', en: 'OCOP data for GIS' };
const description: Words = {
  vi: 'Sản phẩm, chủ thể, vùng nguyên liệu và xã, phường, theo OGC API – Features. Hạng sao là kết luận của ngày hôm nay.',
  en: 'Products, producers, raw-material regions, communes and wards, by OGC API – Features. Stars are the verdict of today.',
};

/** A page as it is, and in its other form. */
export function selfLinks(href: string, isHtml: boolean, dataType: string, lang: Lang): Link[] {
  const data = {
    href: withForm(href, 'json'),
    type: dataType,
    title: lang === 'vi' ? 'Dữ liệu này' : 'This as data',
  };
  const page = {
    href: withForm(href, 'html'),
    type: HTML_TYPE,
    title: lang === 'vi' ? 'Trang này' : 'This as a page',
  };
  return [
    { ...data, rel: isHtml ? 'alternate' : 'self' },
    { ...page, rel: isHtml ? 'self' : 'alternate' },
  ];
}

/** The same address in a form; always at one place in it, so that one answer has one address. */
function withForm(href: string, form: 'json' | 'html'): string {
  const url = new URL(href);
  url.searchParams.set('f', form);
  return url.href;
}

export interface Licence {
  licence: string;
  licenceUrl: string;
  attribution: string;
}

export function landing(base: string, lang: Lang, links: Link[], licence: Licence) {
  const link = (path: string, rel: string, type: string, vi: string, en: string): Link => ({
    href: base + path,
    rel,
    type,
    title: lang === 'vi' ? vi : en,
  });
  return {
    title: title[lang],
    description: description[lang],
    attribution: licence.attribution,
    links: [
      ...links,
      link(
        '/api?f=json',
        'service-desc',
        OPENAPI_TYPE,
        'Mô tả API (OpenAPI 3.0)',
        'Definition of the API (OpenAPI 3.0)',
      ),
      link('/api?f=html', 'service-doc', HTML_TYPE, 'Hướng dẫn API', 'Documentation of the API'),
      link(
        '/conformance',
        'conformance',
        JSON_TYPE,
        'Các lớp tiêu chuẩn được tuân theo',
        'Classes of standards that hold',
      ),
      link('/collections', 'data', JSON_TYPE, 'Các tập dữ liệu', 'The collections'),
      { href: licence.licenceUrl, rel: 'license', type: HTML_TYPE, title: licence.licence },
    ],
  };
}

export const conformance = (links: Link[]) => ({ links, conformsTo });

export function collectionDocument(
  collection: Collection,
  extent: Extent,
  base: string,
  lang: Lang,
  links: Link[] = [],
) {
  const path = `${base}/collections/${collection.id}`;
  const itemsTitle =
    lang === 'vi' ? `Các đối tượng: ${collection.title.vi}` : `Features: ${collection.title.en}`;
  return {
    id: collection.id,
    title: collection.title[lang],
    description: collection.description[lang],
    itemType: 'feature',
    extent: {
      ...(extent.bbox && { spatial: { bbox: [extent.bbox], crs: CRS84.uri } }),
      ...(extent.interval && {
        temporal: {
          interval: [extent.interval],
          trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
        },
      }),
    },
    crs: referenceSystems.map(({ uri }) => uri),
    storageCrs: CRS84.uri,
    links: [
      ...links,
      { href: `${path}/items?f=json`, rel: 'items', type: GEOJSON_TYPE, title: itemsTitle },
      { href: `${path}/items?f=html`, rel: 'items', type: HTML_TYPE, title: itemsTitle },
      {
        href: `${path}/queryables?f=json`,
        rel: `${REL}queryables`,
        type: SCHEMA_TYPE,
        title: lang === 'vi' ? 'Các thuộc tính để lọc' : 'What filters can ask for',
      },
      {
        href: `${path}/sortables?f=json`,
        rel: `${REL}sortables`,
        type: SCHEMA_TYPE,
        title: lang === 'vi' ? 'Các thuộc tính để sắp xếp' : 'What features can be sorted by',
      },
      {
        href: `${path}/schema?f=json`,
        rel: `${REL}schema`,
        type: SCHEMA_TYPE,
        title: lang === 'vi' ? 'Lược đồ của đối tượng' : 'Schema of the features',
      },
      // Relations are the same in any case, but GDAL before 3.8 knows only the second spelling, and QGIS the first.
      ...['describedby', 'describedBy'].map((rel) => ({
        href: `${path}/geojson-schema?f=json`,
        rel,
        type: SCHEMA_TYPE,
        title: lang === 'vi' ? 'Lược đồ GeoJSON' : 'Schema of the GeoJSON',
      })),
    ],
  };
}

const jsonTypes: Record<Property['type'], object> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
};

export const propertySchema = ({ type, values, title }: Property, lang: Lang): object => ({
  title: title[lang],
  ...jsonTypes[type],
  ...(values && { enum: values }),
});

const geometryTitle: Words = { vi: 'Vị trí', en: 'Location' };

/** What filters can ask for. QGIS knows a geometry by its reference to the schema of one. */
export function queryables(collection: Collection, address: string, lang: Lang) {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    type: 'object',
    title: collection.title[lang],
    description: collection.description[lang],
    properties: {
      [GEOMETRY]: {
        title: geometryTitle[lang],
        $ref: `https://geojson.org/schema/${collection.geometry === 'POINT' ? 'Point' : 'Geometry'}.json`,
        format: formatOf(collection),
        'x-ogc-role': 'primary-geometry',
      },
      ...Object.fromEntries(
        collection.properties.filter(isQueryable).map((one) => [one.name, propertySchema(one, lang)]),
      ),
    },
    additionalProperties: false,
  };
}

/** What features can be sorted by. */
export function sortables(collection: Collection, address: string, lang: Lang) {
  const { geometry: _geometry, ...properties } = queryables(collection, address, lang).properties;
  return { ...queryables(collection, address, lang), properties };
}

const formatOf = ({ geometry }: Collection): string =>
  geometry === 'POINT' ? 'geometry-point' : 'geometry-polygon-or-multipolygon';

/** What a feature is made of (Part 5). */
export function featureSchema(collection: Collection, address: string, lang: Lang) {
  const role = (name: string): object => {
    if (!collection.period) return {};
    if (name === 'valid_from') return { 'x-ogc-role': 'primary-interval-start' };
    return name === 'valid_until' ? { 'x-ogc-role': 'primary-interval-end' } : {};
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    type: 'object',
    title: collection.title[lang],
    description: collection.description[lang],
    properties: {
      id: {
        title: lang === 'vi' ? 'Mã trong API' : 'Id, the same as in GraphQL',
        type: 'string',
        readOnly: true,
        'x-ogc-role': 'id',
        'x-ogc-propertySeq': 1,
      },
      ...Object.fromEntries(
        collection.properties.map((one, index) => [
          one.name,
          { ...propertySchema(one, lang), ...role(one.name), readOnly: true, 'x-ogc-propertySeq': index + 2 },
        ]),
      ),
      [GEOMETRY]: {
        title: geometryTitle[lang],
        format: formatOf(collection),
        readOnly: true,
        'x-ogc-role': 'primary-geometry',
        'x-ogc-propertySeq': collection.properties.length + 2,
      },
    },
    additionalProperties: false,
  };
}
