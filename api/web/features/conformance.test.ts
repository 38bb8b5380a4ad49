import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Feature, Position } from 'geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceSystems } from '../../register/geography/reference-systems.rules.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';

/** What the standards require, class by class, asked as a client would: OGC 17-069r4, 18-058r1 and 19-079r2. */
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const COLLECTIONS = ['products', 'producers', 'regions', 'places'];
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const LATITUDE_FIRST = [
  'http://www.opengis.net/def/crs/EPSG/0/4326',
  'http://www.opengis.net/def/crs/EPSG/0/4756',
];

interface Link {
  href: string;
  rel: string;
  type: string;
}

const get = (path: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/ogc${path}?${new URLSearchParams(query)}`, { headers });
const told = async (path: string, query: Record<string, string> = {}) => {
  const answer = await get(path, query);
  const body = await answerOf(answer);
  expect([path, query, answer.status, body.title]).toEqual([path, query, 200, body.title]);
  return body;
};
const relsOf = (links: readonly Link[]) => links.map(({ rel }) => rel);
const typeOf = (answer: Response) => answer.headers.get('content-type')?.split(';')[0];

describe('the definition of the API', () => {
  it('is an OpenAPI 3.0 document, and every answer is as it says', async () => {
    const api = await told('/api', { f: 'json' });
    const { valid, errors } = await new Validator().validate(structuredClone(api));
    expect([valid, errors]).toEqual([true, undefined]);

    // "nullable" is of OpenAPI 3.0; the rest is JSON Schema.
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const checkedBy = (schema: object, body: unknown) => {
      const validate = ajv.compile(schema);
      validate(body);
      return validate.errors ?? [];
    };
    let checked = 0;
    for (const [path, { get: operation }] of Object.entries<{ get: Operation }>(api.paths)) {
      const [, collection = ''] = /^\/collections\/(\w+)/.exec(path) ?? [];
      const features = collection
        ? (await told(`/collections/${collection}/items`, { limit: '1' })).features
        : [];
      const answer = await get(path.replace('{featureId}', features[0]?.id), {
        f: 'json',
        ...(path.endsWith('/items') && { limit: '1000' }),
      });
      const [[type, content]] = Object.entries(operation.responses[200]!.content) as [[string, Content]];
      expect([path, answer.headers.get('content-type')]).toEqual([path, type]);
      expect([path, checkedBy(content.schema, await answerOf(answer))]).toEqual([path, []]);
      const refused = await get(path.replace('{featureId}', features[0]?.id), { colour: 'red' });
      const problem = api.components.responses.Problem.content['application/problem+json'].schema;
      expect([path, refused.status, checkedBy(problem, await answerOf(refused))]).toEqual([path, 400, []]);
      checked += 1;
    }
    expect(checked).toBe(4 + COLLECTIONS.length * 7);
    expect(checkedBy({ type: 'object', required: ['nothing'] }, {})).toHaveLength(1);
  });

  it('names every parameter that is taken, and no other is taken', async () => {
    const api = await told('/api', { f: 'json' });
    for (const id of COLLECTIONS) {
      for (const own of [
        `limit`,
        'bbox',
        'datetime',
        'filter',
        'filter-lang',
        'filter-crs',
        'crs',
        'bbox-crs',
      ]) {
        const known = api.paths[`/collections/${id}/items`].get.parameters;
        expect(known).toContainEqual({ $ref: `#/components/parameters/${own}` });
      }
      const unknown = await get(`/collections/${id}/items`, { unknown: '1' });
      expect(unknown.status).toBe(400);
    }
  });
});

describe('Part 1: core', () => {
  it('links from each page to what there is, and says of what type that is', async () => {
    const landing = await told('');
    expect(relsOf(landing.links)).toEqual(
      expect.arrayContaining(['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']),
    );
    const collections = await told('/collections');
    expect(relsOf(collections.links)).toEqual(expect.arrayContaining(['self', 'alternate']));
    const pages: { links: Link[] }[] = [landing, collections];
    for (const id of COLLECTIONS) {
      const collection = await told(`/collections/${id}`);
      expect(relsOf(collection.links)).toEqual(expect.arrayContaining(['self', 'items']));
      // Alone and in the list it is the same, but for the links to itself.
      const { links, ...listed } = collections.collections.find((one: { id: string }) => one.id === id);
      expect(collection).toMatchObject(listed);
      expect(relsOf(collection.links)).toEqual(expect.arrayContaining(relsOf(links)));
      const items = await told(`/collections/${id}/items`, { limit: '3' });
      expect(relsOf(items.links)).toEqual(
        expect.arrayContaining(['self', 'alternate', 'next', 'collection']),
      );
      const feature = await told(`/collections/${id}/items/${items.features[0].id}`);
      expect(relsOf(feature.links)).toEqual(expect.arrayContaining(['self', 'alternate', 'collection']));
      pages.push(collection, items, feature);
    }
    for (const { href, rel, type } of pages.flatMap(({ links }) => links)) {
      if (!href.startsWith(hub.url)) continue;
      const answer = await fetch(href, { headers: { accept: type } });
      expect([href, rel, answer.status, typeOf(answer)]).toEqual([href, rel, 200, type.split(';')[0]]);
      await answer.arrayBuffer();
    }
  });

  it('is paged through to its end without loss, while features are renamed and taken away', async () => {
    const before = (await told('/collections/producers/items', { limit: '1000' })).features as Feature[];
    const touched = new Set<unknown>();
    const seen: unknown[] = [];
    let next: string | undefined = `${hub.url}/ogc/collections/producers/items?limit=9`;
    let pages = 0;
    while (next) {
      const page: { features: Feature[]; links: Link[] } = await answerOf(await fetch(next));
      seen.push(...page.features.map(({ id }) => id));
      next = page.links.find(({ rel }) => rel === 'next')?.href;
      // One that was seen moves behind, and one that is to come moves before.
      for (const [feature, name] of [
        [page.features[0], `Ýyy ${pages}`],
        [before.find(({ id }) => !seen.includes(id) && !touched.has(id)), `A ${pages}`],
      ] as const) {
        if (!feature || pages > 4) continue;
        touched.add(feature.id);
        await sql`update producer set name = ${name} where slug = ${feature.properties?.['slug']}`.execute(
          hub.db,
        );
      }
      pages += 1;
    }
    expect(pages).toBeGreaterThan(6);
    const untouched = before.map(({ id }) => id).filter((id) => !touched.has(id));
    expect(untouched.length).toBeGreaterThan(40);
    expect(untouched.map((id) => [id, seen.filter((one) => one === id).length])).toEqual(
      untouched.map((id) => [id, 1]),
    );
  });

  it('takes the limit that is asked for, and the largest in place of a larger one', async () => {
    for (const [limit, returned] of [
      ['1', 1],
      ['100', 100],
      ['999999', 136],
    ] as const) {
      const page = await told('/collections/products/items', { limit });
      expect([limit, page.numberReturned, page.features.length, page.numberMatched]).toEqual([
        limit,
        returned,
        returned,
        136,
      ]);
      expect(relsOf(page.links).includes('next')).toBe(returned < 136);
    }
  });
});

describe('Part 2: reference systems', () => {
  it.each(COLLECTIONS)(
    'gives %s in every one, and finds them by a box and a filter in the same',
    async (id) => {
      const collection = await told(`/collections/${id}`);
      expect(collection.crs[0]).toBe(CRS84);
      expect(collection.crs).toContain(collection.storageCrs);
      expect(collection.crs).toEqual(referenceSystems.map(({ uri }) => uri));
      const plain = await told(`/collections/${id}/items`, { limit: '200' });
      const feature = (plain.features as Feature[]).find(({ geometry }) => geometry)!;
      const [lon, lat] = firstOf(feature);
      for (const crs of collection.crs as string[]) {
        const answer = await get(`/collections/${id}/items/${feature.id}`, { crs });
        expect([crs, answer.status, answer.headers.get('content-crs')]).toEqual([crs, 200, `<${crs}>`]);
        const [first, second] = firstOf(await answerOf(answer));
        // Latitude before longitude where the authority has it so.
        const isDegrees = Math.abs(first) <= 180;
        const swapped = LATITUDE_FIRST.includes(crs);
        const near = swapped ? [lat, lon] : [lon, lat];
        const off = isDegrees ? Math.hypot(first - near[0]!, second - near[1]!) : 0;
        expect([crs, off < 0.01]).toEqual([crs, true]);
        const reach = isDegrees ? 1e-4 : 10;
        const box = [first - reach, second - reach, first + reach, second + reach].join();
        const ids = async (query: Record<string, string>) =>
          (await told(`/collections/${id}/items`, { limit: '1000', ...query })).features.map(
            (one: Feature) => one.id,
          );
        expect([crs, await ids({ bbox: box, 'bbox-crs': crs })]).toEqual([
          crs,
          expect.arrayContaining([feature.id]),
        ]);
        const found = await ids({ filter: `S_INTERSECTS(geometry,BBOX(${box}))`, 'filter-crs': crs });
        expect([crs, found]).toEqual([crs, expect.arrayContaining([feature.id])]);
        expect(found.length).toBeLessThan(plain.numberMatched);
      }
      for (const name of ['crs', 'bbox-crs', 'filter-crs'])
        expect((await get(`/collections/${id}/items`, { [name]: 'urn:x' })).status).toBe(400);
    },
  );
});

describe('QGIS', () => {
  /** In this order its provider asks (src/providers/wfs/oapif), with these headers. */
  it('opens a layer, reads its fields, counts, draws a part of the map and filters', async () => {
    const ask = async (href: string, accept: string) => {
      const answer = await fetch(href, { headers: { accept } });
      expect([href, answer.status]).toEqual([href, 200]);
      expect([href, accept.includes(typeOf(answer) ?? '-')]).toEqual([href, true]);
      return answerOf(answer);
    };
    const JSON_ONLY = 'application/json';
    const FEATURES = 'application/geo+json, application/json';
    const linked = (links: Link[], rel: string, type: string) =>
      links.find((one) => one.rel === rel && one.type.startsWith(type))!.href;
    const landing = await ask(`${hub.url}/ogc`, JSON_ONLY);
    const api = await ask(
      linked(landing.links, 'service-desc', 'application/vnd.oai.openapi+json'),
      'application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json',
    );
    // Its page size: at least a thousand, where the maximum allows it.
    const { maximum, default: usual } = api.components.parameters.limit.schema;
    const size = Math.min(Math.max(1_000, usual), maximum);
    expect(size).toBe(1_000);
    const base = linked(landing.links, 'data', 'application/json');
    for (const id of COLLECTIONS) {
      const collection = await ask(`${base}/${id}`, JSON_ONLY);
      expect(collection.extent.spatial.bbox[0]).toHaveLength(4);
      const { conformsTo } = await ask(linked(landing.links, 'conformance', 'application/json'), JSON_ONLY);
      for (const needed of [
        'ogcapi-features-2/1.0/conf/crs',
        'ogcapi-features-3/1.0/conf/filter',
        'ogcapi-features-3/1.0/conf/features-filter',
        'ogcapi-features-5/1.0/conf/schemas',
        'cql2/1.0/conf/cql2-text',
        'cql2/1.0/conf/basic-cql2',
        'cql2/1.0/conf/advanced-comparison-operators',
        'cql2/1.0/conf/case-insensitive-comparison',
      ])
        expect(conformsTo).toContain(`http://www.opengis.net/spec/${needed}`);
      const queryables = await ask(`${base}/${id}/queryables`, 'application/schema+json');
      expect(queryables.properties.name.type).toBe('string');
      const fields = await ask(`${base}/${id}/items?limit=10`, FEATURES);
      expect(fields.features).toHaveLength(10);
      const schema = await ask(
        linked(collection.links, 'http://www.opengis.net/def/rel/ogc/1.0/schema', 'application/schema+json'),
        'application/schema+json, application/json',
      );
      expect(Object.keys(schema.properties)).toEqual(
        expect.arrayContaining(Object.keys(fields.features[0].properties)),
      );
      const { numberMatched } = await ask(`${base}/${id}/items?limit=1`, FEATURES);
      const all = await ask(`${base}/${id}/items?limit=${size}`, FEATURES);
      expect(all.features).toHaveLength(numberMatched);
      const filter = encodeURIComponent(`(("name" LIKE '%a%') AND ("name" IS NOT NULL))`);
      const part = await ask(
        `${base}/${id}/items?limit=${size}&filter=${filter}&filter-lang=cql2-text&bbox=12.5,108,12.9,108.3&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326&crs=http://www.opengis.net/def/crs/EPSG/0/4326`,
        FEATURES,
      );
      expect(part.numberMatched).toBeLessThan(numberMatched);
      const casei = encodeURIComponent(`CASEI("name") LIKE CASEI('%A%')`);
      const wider = await ask(`${base}/${id}/items?limit=1&filter=${casei}&filter-lang=cql2-text`, FEATURES);
      expect(wider.numberMatched).toBeGreaterThan(0);
    }
    expect(hub.unexpected).toEqual([]);
  });
});

interface Content {
  schema: object;
}
interface Operation {
  responses: Record<number, { content: Record<string, Content> }>;
}

function firstOf({ geometry }: Pick<Feature, 'geometry'>): [number, number] {
  let at: unknown = 'coordinates' in geometry ? geometry.coordinates : [];
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  const [first = Number.NaN, second = Number.NaN] = at as Position;
  return [first, second];
}
