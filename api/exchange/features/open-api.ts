import { isQueryable, type Collection, type Words } from './collections.ts';
import {
  GEOJSON_TYPE,
  HTML_TYPE,
  JSON_TYPE,
  OPENAPI_TYPE,
  PREFIX,
  propertySchema,
  SCHEMA_TYPE,
  title,
  type Licence,
} from './documents.ts';
import { DEFAULT_LIMIT, LARGEST_LIMIT } from './features.queries.ts';
import { filterLanguages } from './parameters.ts';
import { CRS84, referenceSystems } from '../../register/geography/reference-systems.rules.ts';

type Lang = keyof Words;

const uri = (description: string) => ({
  description,
  schema: {
    type: 'string',
    format: 'uri',
    default: CRS84.uri,
    enum: referenceSystems.map((one) => one.uri),
  },
});

/** What every address, or every list of features, takes. */
const parameters: Record<string, { description: string; schema: object; style?: string; explode?: boolean }> =
  {
    f: {
      description: 'The form of the answer; as the header Accept says where it is left out',
      schema: { type: 'string', enum: ['json', 'geojson', 'html'] },
    },
    lang: { description: 'The language of titles', schema: { type: 'string', enum: ['vi', 'en'] } },
    limit: {
      description: 'How many features at most',
      schema: { type: 'integer', minimum: 1, maximum: LARGEST_LIMIT, default: DEFAULT_LIMIT },
      style: 'form',
      explode: false,
    },
    cursor: {
      description: 'Where a page begins, as the link "next" of the page before has it',
      schema: { type: 'string' },
    },
    bbox: {
      description:
        'Features in this box, and those without a location: the lower corner and the upper one, in the order of the axes of `bbox-crs`',
      schema: {
        type: 'array',
        oneOf: [
          { minItems: 4, maxItems: 4 },
          { minItems: 6, maxItems: 6 },
        ],
        items: { type: 'number' },
      },
      style: 'form',
      explode: false,
    },
    'bbox-crs': uri('The reference system of `bbox`'),
    datetime: {
      description:
        'Features that are valid then: a day, an instant, or an interval of two with a slash, open where ".." stands; features without a time too',
      schema: { type: 'string' },
      style: 'form',
      explode: false,
    },
    filter: {
      description:
        "A filter as CQL2 text, such as `stars >= 4 AND ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('%ca phe%'))`, or as CQL2 JSON",
      schema: { type: 'string' },
    },
    'filter-lang': {
      description: 'The language of `filter`',
      schema: { type: 'string', enum: filterLanguages, default: 'cql2-text' },
    },
    'filter-crs': uri('The reference system of geometries in `filter`'),
    sortby: {
      description: 'Properties to sort by, with commas; "-" before a number or a day sorts downwards',
      schema: { type: 'array', items: { type: 'string' }, default: ['name'] },
      style: 'form',
      explode: false,
    },
    properties: {
      description: 'The properties to give, with commas; all where left out',
      schema: { type: 'array', items: { type: 'string' } },
      style: 'form',
      explode: false,
    },
    crs: uri('The reference system of the geometries that are given'),
  };

const refs = (...names: string[]) => names.map((name) => ({ $ref: `#/components/parameters/${name}` }));

const answer = (description: string, type: string, schema: object) => ({
  description,
  content: { [type]: { schema }, [HTML_TYPE]: { schema: { type: 'string' } } },
});

const wrong = { $ref: '#/components/responses/Problem' };

const get = (
  operationId: string,
  summary: string,
  success: object,
  more: { parameters?: object[]; missing?: boolean } = {},
) => ({
  get: {
    operationId,
    summary,
    parameters: [...refs('f', 'lang'), ...(more.parameters ?? [])],
    responses: { 200: success, 400: wrong, ...(more.missing && { 404: wrong }), 503: wrong },
  },
});

const anObject = { type: 'object' };
const text = { type: 'string' };
const links = {
  type: 'array',
  items: {
    type: 'object',
    required: ['href', 'rel'],
    properties: { href: text, rel: text, type: text, title: text, hreflang: text },
  },
};
const withLinks = { type: 'object', required: ['links'], properties: { links } };
const collectionSchema = {
  type: 'object',
  required: ['id', 'links', 'extent', 'crs', 'storageCrs'],
  properties: {
    id: text,
    title: text,
    description: text,
    itemType: { type: 'string', enum: ['feature'] },
    extent: {
      type: 'object',
      properties: {
        spatial: {
          type: 'object',
          required: ['bbox'],
          properties: {
            bbox: {
              type: 'array',
              items: { type: 'array', minItems: 4, maxItems: 4, items: { type: 'number' } },
            },
            crs: text,
          },
        },
        temporal: {
          type: 'object',
          required: ['interval'],
          properties: {
            interval: {
              type: 'array',
              items: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string', nullable: true } },
            },
            trs: text,
          },
        },
      },
    },
    crs: { type: 'array', items: text },
    storageCrs: text,
    links,
  },
};

/** The definition of the API (OpenAPI 3.0), made from the collections themselves. */
export function openApi(collections: readonly Collection[], origin: string, licence: Licence, lang: Lang) {
  return {
    openapi: '3.0.3',
    info: {
      title: title[lang],
      version: '1.0.0',
      license: { name: licence.licence, url: licence.licenceUrl },
    },
    servers: [{ url: origin + PREFIX }],
    paths: {
      '/': get('getLandingPage', 'The landing page', answer('Links', JSON_TYPE, withLinks)),
      '/conformance': get(
        'getConformance',
        'Classes of standards that hold',
        answer('The classes', JSON_TYPE, {
          type: 'object',
          required: ['conformsTo'],
          properties: { conformsTo: { type: 'array', items: { type: 'string' } } },
        }),
      ),
      '/api': get('getApi', 'This definition', answer('The definition', OPENAPI_TYPE, anObject)),
      '/collections': get(
        'getCollections',
        'The collections',
        answer('The collections', JSON_TYPE, {
          type: 'object',
          required: ['links', 'collections'],
          properties: { links, collections: { type: 'array', items: collectionSchema } },
        }),
      ),
      ...Object.assign({}, ...collections.map((one) => pathsOf(one, lang))),
    },
    components: {
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [
          name,
          { name, in: 'query', required: false, ...parameter },
        ]),
      ),
      responses: {
        Problem: {
          description: 'What is wrong, where, and how to mend it (RFC 9457)',
          content: {
            'application/problem+json': {
              schema: {
                type: 'object',
                required: ['status', 'title'],
                properties: {
                  status: { type: 'integer' },
                  title: { type: 'string' },
                  parameter: { type: 'string', description: 'The parameter that cannot be taken' },
                  position: { type: 'string', description: 'The place in its value, counted from 1' },
                  pointer: {
                    type: 'string',
                    description: 'The place in a filter that is JSON, as a JSON pointer (RFC 6901)',
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}

/**
 * A feature as GeoJSON has it, in the dialect of OpenAPI 3.0: there a value may be null without its type being a list,
 * which GDAL would not read.
 */
export const geojsonSchema = (collection: Collection, lang: Lang) => ({
  title: collection.title[lang],
  type: 'object',
  required: ['type', 'geometry', 'properties'],
  properties: {
    type: { type: 'string', enum: ['Feature'] },
    id: { type: 'string' },
    geometry: { type: 'object', nullable: true },
    properties: {
      type: 'object',
      properties: Object.fromEntries(
        // Where a value may be missing, the list of values has to say so too (OpenAPI 3.0.3).
        collection.properties.map((one) => [
          one.name,
          {
            ...propertySchema(one, lang),
            nullable: true,
            ...(one.values && { enum: [...one.values, null] }),
          },
        ]),
      ),
    },
  },
});

function pathsOf(collection: Collection, lang: Lang): Record<string, object> {
  const path = `/collections/${collection.id}`;
  const name = collection.id;
  const what = collection.title[lang];
  const feature = geojsonSchema(collection, lang);
  return {
    [path]: get(`describe.${name}`, what, answer(collection.description[lang], JSON_TYPE, collectionSchema)),
    [`${path}/items`]: get(
      `get.${name}`,
      what,
      answer(what, GEOJSON_TYPE, {
        type: 'object',
        required: ['type', 'features'],
        properties: {
          type: { type: 'string', enum: ['FeatureCollection'] },
          features: { type: 'array', items: feature },
          links,
          timeStamp: { type: 'string', format: 'date-time' },
          numberMatched: { type: 'integer', minimum: 0 },
          numberReturned: { type: 'integer', minimum: 0 },
        },
      }),
      {
        parameters: [
          ...refs(...Object.keys(parameters).filter((one) => one !== 'f' && one !== 'lang')),
          ...collection.properties.filter(isQueryable).map((one) => ({
            name: one.name,
            in: 'query',
            required: false,
            description: one.title[lang],
            schema: propertySchema(one, lang),
          })),
        ],
      },
    ),
    [`${path}/items/{featureId}`]: get(`getOne.${name}`, what, answer(what, GEOJSON_TYPE, feature), {
      missing: true,
      parameters: [
        { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
        ...refs('crs'),
      ],
    }),
    [`${path}/queryables`]: get(
      `queryables.${name}`,
      lang === 'vi' ? 'Các thuộc tính để lọc' : 'What filters can ask for',
      answer('JSON Schema', SCHEMA_TYPE, anObject),
    ),
    [`${path}/sortables`]: get(
      `sortables.${name}`,
      lang === 'vi' ? 'Các thuộc tính để sắp xếp' : 'What features can be sorted by',
      answer('JSON Schema', SCHEMA_TYPE, anObject),
    ),
    [`${path}/geojson-schema`]: get(
      `geojsonSchema.${name}`,
      lang === 'vi' ? 'Lược đồ GeoJSON' : 'Schema of the GeoJSON',
      answer('The schema, in the dialect of OpenAPI 3.0', SCHEMA_TYPE, anObject),
    ),
    [`${path}/schema`]: get(
      `schema.${name}`,
      lang === 'vi' ? 'Lược đồ của đối tượng' : 'Schema of the features',
      answer('JSON Schema', SCHEMA_TYPE, anObject),
    ),
  };
}
