import { sql } from 'kysely';
import * as polyclip from 'polyclip-ts';
import type { Geom } from 'polyclip-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import type { Sql } from '../../graphql/look.ts';
import { Random } from '../../graphql/random/random.ts';
import { openTestApi, type TestApi } from '../../graphql/testing.ts';
import {
  isNear,
  isWithinBox,
  isWithinPolygon,
  placesByDistance,
  territoriesAt,
  zonesAt,
} from './geography.queries.ts';
import { bringOverlapsUpToDate } from './overlaps.ts';

/** Near the market of Phước An, in the commune of Krông Pắc. */
const HERE = { lat: 12.71, lon: 108.3 };

/** Along a sphere of the mean radius of the earth. */
const metres = (a: typeof HERE, b: typeof HERE): number => {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) / 2) * rad) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) / 2) * rad) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
};

/** Where the members of a co-operative grow the coffee that its products are made of: so its sources say. */
const IN_EA_TU = { lat: 12.7264, lon: 108.11339 };

const drawn = {
  type: 'Polygon',
  coordinates: [
    [
      [107.9, 12.5],
      [108.5, 12.5],
      [108.5, 12.95],
      [107.9, 12.95],
      [107.9, 12.5],
    ],
    [
      [108.2, 12.6],
      [108.2, 12.8],
      [108.4, 12.8],
      [108.4, 12.6],
      [108.2, 12.6],
    ],
  ],
};

/** What a partner would ask, with the statement that it takes. */
const queries: Record<string, { document: string; variables: Record<string, unknown> }> = {
  zones: {
    document: `query ($point: PointInput!) { zonesContaining(point: $point, first: 3) {
      totalCount nodes { slug geometryAccuracy material { slug } } pageInfo { hasNextPage } } }`,
    variables: { point: HERE },
  },
  places: {
    document: `query ($point: PointInput!) { placesContaining(point: $point) {
      nodes { slug fullName geometryAccuracy } } }`,
    variables: { point: HERE },
  },
  productsFromHere: {
    document: `query ($point: PointInput!) { productsFromHere(point: $point, where: { sector: [FOOD] }, first: 4) {
      totalCount nodes { slug materialSources { basis region { slug } } } } }`,
    variables: { point: HERE },
  },
  nearest: {
    document: `query ($point: PointInput!) { nearestProducts(point: $point, first: 5, withinKm: 30) {
      totalCount edges { distanceMetres node { slug place { slug } } } } }`,
    variables: { point: HERE },
  },
  polygon: {
    document: `query ($polygon: GeoJSON!) { products(where: { within: { polygon: $polygon } }, first: 3) {
      totalCount nodes { slug point { lat lon } } } }`,
    variables: { polygon: drawn },
  },
  regionsInArea: {
    document: `query ($polygon: GeoJSON!) { regions(where: { within: { polygon: $polygon } }, first: 3) {
      totalCount nodes { slug geometryAccuracy } } }`,
    variables: { polygon: drawn },
  },
  placesInArea: {
    document: `query ($polygon: GeoJSON!, $point: PointInput!) { places(where: {
      place: [{ code: "66" }], within: { polygon: $polygon }, near: { point: $point, km: 30 } }, first: 3) {
      totalCount nodes { slug point { lat lon } } } }`,
    variables: { polygon: drawn, point: HERE },
  },
  overlaps: {
    document: `{ place(by: { slug: "krong-pac" }) { slug regionOverlaps {
      share shareOfRegion areaKm2 region { slug geometryAccuracy } } } }`,
    variables: {},
  },
};

// What a query returns is known to the test that wrote it.
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;

describe.each(databaseKinds)('where, on %s', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi(kind);
  });
  afterAll(() => api.close());

  const answer = async (document: string, variables: Record<string, unknown> = {}): Promise<Any> => {
    const { data, errors, statements } = await api.ask(document, variables);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    return data;
  };
  const refusal = async (document: string, variables: Record<string, unknown> = {}) => {
    const { errors } = await api.ask(document, variables);
    return `${String(errors?.[0]?.extensions?.['code'])}: ${errors?.[0]?.message}`;
  };
  const run = (statement: string, values: unknown[] = []) =>
    api.em.getConnection().execute<Any[]>(statement, values);

  it.each(Object.entries(queries))('answers %s in one statement', async (name, { document, variables }) => {
    const { data, errors, statements } = await api.ask(document, variables);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    await expect(
      `${document}\n${JSON.stringify(variables)}\n\n${statements[0]}\n\n${JSON.stringify(data, null, 2)}\n`,
    ).toMatchFileSnapshot(`./__snapshots__/${name}.txt`);
  });

  describe('zonesContaining and placesContaining', () => {
    it('find for the point of each commune the commune, and the regions that it lies in', async () => {
      const { places } = await answer(`{ places(where: { kind: [COMMUNE, WARD] }, first: 40) {
        nodes { slug point { lat lon } regions(first: 100) { nodes { slug } } } } }`);
      for (const { slug, point, regions } of places.nodes) {
        const at = { point: { lat: point.lat, lon: point.lon } };
        const found = await api.ask(
          `query ($point: PointInput!) { placesContaining(point: $point) { nodes { slug } }
            zonesContaining(point: $point, first: 100) { nodes { slug } } }`,
          at,
        );
        expect(found.data.placesContaining.nodes).toEqual([{ slug }]);
        expect({ slug, zones: found.data.zonesContaining.nodes }).toEqual({ slug, zones: regions.nodes });
      }
    });

    it('find nothing out at sea', async () => {
      const found = await api.ask(
        `query ($point: PointInput!) { zonesContaining(point: $point) { totalCount nodes { slug } }
          placesContaining(point: $point) { nodes { slug } } productsFromHere(point: $point) { nodes { slug } } }`,
        { point: { lat: 16.5, lon: 112 } },
      );
      expect(found.data).toEqual({
        zonesContaining: { totalCount: 0, nodes: [] },
        placesContaining: { nodes: [] },
        productsFromHere: { nodes: [] },
      });
    });

    it('take the filters of their lists', async () => {
      const data = await answer(
        `query ($point: PointInput!) { zonesContaining(point: $point, where: { material: ["sau-rieng"] }) {
          nodes { material { slug } } } }`,
        { point: HERE },
      );
      expect(data.zonesContaining.nodes.length).toBeGreaterThan(0);
      for (const { material } of data.zonesContaining.nodes) expect(material.slug).toBe('sau-rieng');
    });
  });

  describe('productsFromHere', () => {
    const document = `query ($point: PointInput!, $first: Int, $after: String) {
      productsFromHere(point: $point, first: $first, after: $after) {
        nodes { slug materialSources { basis region { slug } } } pageInfo { hasNextPage endCursor } } }`;

    it('gives those that draw on a zone here, by stated ties first, page by page', async () => {
      const { zonesContaining } = await answer(
        `query ($point: PointInput!) { zonesContaining(point: $point, first: 100) { nodes { slug } } }`,
        { point: IN_EA_TU },
      );
      const zones = zonesContaining.nodes.map(({ slug }: Any) => slug);
      const { products } = await answer(
        `query ($region: [RegionRef!]) { products(where: { region: $region }, first: 100) {
          nodes { slug materialSources { basis region { slug } } } } }`,
        { region: zones.map((slug: string) => ({ slug })) },
      );
      const isStated = ({ materialSources }: Any) =>
        materialSources.some(({ basis, region }: Any) => basis === 'STATED' && zones.includes(region?.slug));
      const expected = [
        ...products.nodes.filter(isStated),
        ...products.nodes.filter((product: Any) => !isStated(product)),
      ].map(({ slug }) => slug);
      expect(products.nodes.filter(isStated).length).toBeGreaterThan(0);

      const found: string[] = [];
      let after: string | null = null;
      do {
        const { productsFromHere }: Any = await answer(document, { point: IN_EA_TU, first: 7, after });
        found.push(...productsFromHere.nodes.map(({ slug }: Any) => slug));
        after = productsFromHere.pageInfo.hasNextPage ? productsFromHere.pageInfo.endCursor : null;
      } while (after);
      expect(found).toEqual(expected);
    });

    it('refuses the cursor of another point', async () => {
      const { productsFromHere } = await answer(document, { point: HERE, first: 1 });
      const elsewhere = { ...HERE, lat: 12.7 };
      const after = productsFromHere.pageInfo.endCursor;
      expect(await refusal(document, { point: elsewhere, after })).toContain('BAD_CURSOR');
    });
  });

  describe('nearestProducts', () => {
    const document = `query ($point: PointInput!, $first: Int, $after: String, $km: Float, $where: ProductWhere) {
      nearestProducts(point: $point, first: $first, after: $after, withinKm: $km, where: $where) {
        totalCount nodes { slug } edges { distanceMetres node { slug point { lat lon } } }
        pageInfo { hasNextPage endCursor } } }`;

    it('gives every product that has a commune once, nearest first, with its distance', async () => {
      const edges: Any[] = [];
      let after: string | null = null;
      let total = 0;
      do {
        const { nearestProducts }: Any = await answer(document, { point: HERE, first: 30, after });
        edges.push(...nearestProducts.edges);
        total = nearestProducts.totalCount;
        after = nearestProducts.pageInfo.hasNextPage ? nearestProducts.pageInfo.endCursor : null;
      } while (after);
      expect(new Set(edges.map(({ node }) => node.slug)).size).toBe(edges.length);
      expect(edges).toHaveLength(total);
      for (const { distanceMetres, node } of edges) {
        expect(Math.abs(distanceMetres - metres(HERE, node.point))).toBeLessThan(1);
      }
      expect(edges.map(({ distanceMetres }) => distanceMetres)).toEqual(
        edges.map(({ distanceMetres }) => distanceMetres).toSorted((a, b) => a - b),
      );
      const [{ n }] = (await run('select count(*)::int as n from product where place_id is not null')) as [
        Any,
      ];
      expect(total).toBe(n);
    });

    it('stops at the radius, and takes the filters of products', async () => {
      const { nearestProducts: all } = await answer(document, { point: HERE, first: 100 });
      const { nearestProducts: near } = await answer(document, { point: HERE, first: 100, km: 25 });
      expect(near.edges).toEqual(all.edges.filter(({ distanceMetres }: Any) => distanceMetres <= 25_000));
      expect(near.edges.length).toBeGreaterThan(0);
      const { nearestProducts: food } = await answer(document, {
        point: HERE,
        where: { sector: ['FOOD'] },
        km: 25,
      });
      expect(food.totalCount).toBeLessThan(near.totalCount);
    });

    it('reads backwards from its end too', async () => {
      const { nearestProducts } = await answer(document, { point: HERE, first: 100, km: 25 });
      const { nearestProducts: last } = await answer(
        `query ($point: PointInput!) { nearestProducts(point: $point, last: 2, withinKm: 25) { nodes { slug } } }`,
        { point: HERE },
      );
      expect(last.nodes).toEqual(nearestProducts.nodes.slice(-2));
    });
  });

  describe('products in a drawn area', () => {
    const document = `query ($within: AreaInput) { products(where: { within: $within }, first: 100) {
      nodes { slug point { lat lon } } } }`;
    const slugs = async (within: object) =>
      (await answer(document, { within })).products.nodes.map(({ slug }: Any) => slug);
    const outer = { type: 'Polygon', coordinates: [drawn.coordinates[0]] };
    const inner = { type: 'Polygon', coordinates: [drawn.coordinates[1]] };

    it('are those of the outer ring without those of the hole', async () => {
      const [inOuter, inInner, inDrawn] = [
        await slugs({ polygon: outer }),
        await slugs({ polygon: inner }),
        await slugs({ polygon: drawn }),
      ];
      expect(inInner.length).toBeGreaterThan(0);
      expect(inDrawn.length).toBeGreaterThan(0);
      expect(inDrawn).toEqual(inOuter.filter((slug: string) => !inInner.includes(slug)));
    });

    it('are the same for a box, its ring alone, and two halves of it', async () => {
      const inOuter = await slugs({ polygon: outer });
      expect(await slugs({ bbox: [107.9, 12.5, 108.5, 12.95] })).toEqual(inOuter);
      expect(await slugs({ polygon: outer.coordinates[0] as object })).toEqual(inOuter);
      const half = (west: number, east: number) => [
        [
          [west, 12.5],
          [east, 12.5],
          [east, 12.95],
          [west, 12.95],
          [west, 12.5],
        ],
      ];
      const halves = { type: 'MultiPolygon', coordinates: [half(107.9, 108.21), half(108.21, 108.5)] };
      expect(await slugs({ polygon: halves })).toEqual(inOuter);
    });

    it('can be written into the query itself', async () => {
      const ring = '[[107.9, 12.5], [108.5, 12.5], [108.5, 12.95], [107.9, 12.95], [107.9, 12.5]]';
      const { products } = await answer(
        `{ products(where: { within: { polygon: { type: "Polygon", coordinates: [${ring}] } } }, first: 100) { nodes { slug } } }`,
      );
      expect(products.nodes.map(({ slug }: Any) => slug)).toEqual(await slugs({ polygon: outer }));
    });
  });

  it('finds places near a point and within an area by their own points', async () => {
    const held: Any[] = await run(
      `select slug, lat, lon from place where valid_until is null and lat is not null order by sort_name, id`,
    );
    const found = async (where: object) =>
      (
        await answer(`query ($where: PlaceWhere) { places(where: $where, first: 100) { nodes { slug } } }`, {
          where,
        })
      ).places.nodes;
    const near = await found({ near: { point: HERE, km: 30 } });
    const within = await found({ within: { bbox: [108, 12.5, 108.5, 13] } });
    const slugs = (places: Any[]) => places.map(({ slug }) => ({ slug }));
    expect(near.length).toBeGreaterThan(5);
    expect(near).toEqual(slugs(held.filter((place) => metres(HERE, place) <= 30_000)));
    expect(within.length).toBeGreaterThan(5);
    expect(within).toEqual(
      slugs(held.filter(({ lat, lon }) => lat >= 12.5 && lat <= 13 && lon >= 108 && lon <= 108.5)),
    );
  });

  it.each([
    [
      '{ zonesContaining(point: { lat: 108.3, lon: 12.7 }) { totalCount } }',
      'BAD_POINT',
      'Are lat and lon swapped?',
    ],
    [
      '{ placesContaining(point: { lat: 0, lon: 0 }) { totalCount } }',
      'BAD_POINT',
      'in Việt Nam lat is 6 to 24',
    ],
    ['{ productsFromHere(point: { lat: 0, lon: 0 }) { totalCount } }', 'BAD_POINT', 'is not on the map'],
    ['{ nearestProducts(point: { lat: 12.7, lon: 0 }) { totalCount } }', 'BAD_POINT', 'is not on the map'],
    [
      '{ nearestProducts(point: { lat: 12.7, lon: 108 }, withinKm: 0) { totalCount } }',
      'BAD_POINT',
      'at most 500',
    ],
    [
      '{ nearestProducts(point: { lat: 12.7, lon: 108 }, first: 101) { totalCount } }',
      'BAD_PAGE_SIZE',
      '1 to 100',
    ],
    [
      '{ products(where: { near: { point: { lat: 12.7, lon: 108 }, km: 501 } }) { totalCount } }',
      'BAD_POINT',
      '501 km',
    ],
    ['{ products(where: { within: { bbox: [12, 108, 13, 109] } }) { totalCount } }', 'BAD_BBOX', 'swapped'],
    ['{ regions(where: { within: { bbox: [12, 108, 13, 109] } }) { totalCount } }', 'BAD_BBOX', 'swapped'],
    ['{ regions(where: { within: {} }) { totalCount } }', 'BAD_REFERENCE', 'exactly one key'],
    ['{ places(where: { within: { polygon: [[108, 12]] } }) { totalCount } }', 'BAD_POLYGON', 'four or more'],
    [
      '{ products(where: { within: { polygon: [[108, 12]] } }) { totalCount } }',
      'BAD_POLYGON',
      'four or more',
    ],
    [
      '{ products(where: { within: { polygon: "POLYGON" } }) { totalCount } }',
      'BAD_POLYGON',
      'give a GeoJSON Polygon',
    ],
  ])('refuses %s', async (document, code, message) => {
    const said = await refusal(document);
    expect(said.split(':')[0]).toBe(code);
    expect(said).toContain(message);
    expect(api.unexpected).toEqual([]);
  });

  it('asks indexes, not whole tables', async () => {
    const plan = async (statement: Sql): Promise<string> => {
      const db = api.em.getKysely();
      return db.connection().execute(async (connection) => {
        // The tables of a test are so small that reading them whole would be quicker.
        await sql`set enable_seqscan = off`.execute(connection);
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(connection);
        await sql`reset enable_seqscan`.execute(connection);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    };
    const products = (where: Sql) => plan(sql`select from product t0 where ${where}`);
    expect(await plan(sql`select ${zonesAt(HERE)}`)).toMatch(/region_ring_shape[^]*&&/);
    expect(await plan(sql`select ${territoriesAt(HERE)}`)).toMatch(/place_ring_shape[^]*&&/);
    expect(await products(isNear(sql`t0.place_id`, HERE, 30))).toContain('place_earth');
    expect(await products(isWithinBox(sql`t0.place_id`, [107.9, 12.5, 108.5, 12.95]))).toContain(
      'place_point',
    );
    expect(await products(isWithinPolygon(sql`t0.place_id`, drawn))).toContain('place_point');
    expect(await plan(sql`select from ${placesByDistance(HERE, 30)} as near`)).toContain('place_earth');
  });

  it.each(Object.entries(queries))(
    'answers %s from what was recorded too',
    async (_, { document, variables }) => {
      const [{ latest }] = (await run(
        `select to_char(max(changed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as latest from change`,
      )) as [Any];
      const now = await api.ask(document, variables);
      const then = await api.ask(
        document.replace(
          /(zonesContaining|placesContaining|productsFromHere|nearestProducts|products|regions|places|place)\(/,
          `$1(recordedAt: "${latest}", `,
        ),
        variables,
      );
      expect(then.errors).toBeUndefined();
      expect(then.data).toEqual(now.data);
    },
  );

  // These change the register: they come last.
  describe('when a border changes', () => {
    const slug = 'ca-phe-buon-ma-thuot';
    const overlapsOf = async (place: string) =>
      (
        await answer(
          `query ($slug: String) { place(by: { slug: $slug }) { regionOverlaps { share shareOfRegion region { slug } } } }`,
          { slug: place },
        )
      ).place.regionOverlaps;

    it('a zone ends at its holes', async () => {
      await run(`update region set geometry = ?::jsonb where slug = ?`, [JSON.stringify(drawn), slug]);
      const holds = async (lat: number, lon: number) => {
        const { zonesContaining } = await answer(
          `query ($point: PointInput!) { zonesContaining(point: $point, first: 100) { nodes { slug } } }`,
          { point: { lat, lon } },
        );
        return zonesContaining.nodes.some((zone: Any) => zone.slug === slug);
      };
      expect(await holds(12.55, 108)).toBe(true);
      expect(await holds(12.7, 108.3)).toBe(false);
      expect(await holds(12.4, 108)).toBe(false);
    });

    it('a zone reaches into an area where the two have land in common', async () => {
      const zones: Any[] = await run('select slug, geometry from region');
      const random = new Random(7);
      const square = (lon: number, lat: number, half: number) => [
        [lon - half, lat - half],
        [lon + half, lat - half],
        [lon + half, lat + half],
        [lon - half, lat + half],
        [lon - half, lat - half],
      ];
      const areas = Array.from({ length: 24 }, () => {
        const [lon, lat, half] = [
          107.6 + random.next() * 1.9,
          12.2 + random.next() * 1.4,
          random.next() * 0.4,
        ];
        const rings = [square(lon, lat, half + 0.001)];
        if (random.chance(0.5)) rings.push(square(lon, lat, half * 0.9).toReversed());
        return { type: 'Polygon', coordinates: rings };
      });
      areas.push(
        { type: 'Polygon', coordinates: [square(108.3, 12.7, 0.05)] },
        { type: 'Polygon', coordinates: [square(108.3, 12.7, 0.15)] },
        { type: 'Polygon', coordinates: [square(108.2, 12.7, 2), square(108.2, 12.7, 1.9).toReversed()] },
      );
      const found: string[][] = [];
      for (const polygon of areas) {
        const { regions } = await answer(
          `query ($polygon: GeoJSON!) { regions(where: { within: { polygon: $polygon } }, first: 100) { nodes { slug } } }`,
          { polygon },
        );
        found.push(regions.nodes.map((zone: Any) => zone.slug).toSorted());
        expect(found.at(-1)).toEqual(
          zones
            .filter(
              ({ geometry }) =>
                polyclip.intersection(polygon.coordinates as Geom, geometry.coordinates).length > 0,
            )
            .map((zone) => zone.slug)
            .toSorted(),
        );
      }
      expect(found.map((slugs) => slugs.includes(slug)).slice(-3)).toEqual([false, true, false]);
    });

    it('overlaps are worked out anew, for that region alone', async () => {
      const others = (overlaps: Any[]) => overlaps.filter(({ region }) => region.slug !== slug);
      const before = await overlapsOf('krong-pac');
      expect(before.some(({ region }: Any) => region.slug === slug)).toBe(false);
      expect(await api.em.fork().transactional(bringOverlapsUpToDate)).toBe(1);
      const after = await overlapsOf('krong-pac');
      expect(others(after)).toEqual(others(before));
      const [{ total }] = (await run(
        `select sum(share_of_region)::float8 as total from region_overlap join region on region.id = region_id where slug = ?`,
        [slug],
      )) as [Any];
      expect(total).toBeCloseTo(1, 2);
      const parts = await run(`select 1 from region_overlap where share_of_place between 0.01 and 0.99`);
      expect(parts.length).toBeGreaterThan(0);
      expect(await api.em.fork().transactional(bringOverlapsUpToDate)).toBe(0);
    });

    it('a place has none once it is no place of today, and has them again by its new border', async () => {
      const before = await overlapsOf('krong-pac');
      await run(`update place set valid_until = '2026-12-31' where slug = 'krong-pac'`);
      await api.em.fork().transactional(bringOverlapsUpToDate);
      expect(await overlapsOf('krong-pac')).toEqual([]);
      await run(`update place set valid_until = null where slug = 'krong-pac'`);
      await api.em.fork().transactional(bringOverlapsUpToDate);
      expect(await overlapsOf('krong-pac')).toEqual(before);
    });
  });
});
