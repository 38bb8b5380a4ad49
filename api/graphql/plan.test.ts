import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type Answer, type TestApi } from './testing.ts';

type Variables = Record<string, unknown>;

const lists = 'nodes { slug } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount';

/** Documents, each with variables that need the same statement with other values, or another statement. */
const asked: Record<string, { query: string; variables: (known: Known) => Variables[] }> = {
  'one thing, however it is named': {
    query: `query ($by: ProductRef!) { product(by: $by) { slug code } }`,
    variables: ({ products: [one, other] }) => [
      { by: { slug: one?.slug } },
      { by: { slug: other?.slug } },
      { by: { slug: 'nothing' } },
      { by: { code: one?.code } },
      { by: { code: ` ${other?.code.toLowerCase()}` } },
      { by: { id: one?.id } },
      { by: { id: other?.id } },
      { by: { id: 'prd_no' } },
      { by: { slug: one?.slug } },
    ],
  },
  'its verdict': {
    query: `query ($of: VerdictRef!, $asOf: Date) { verdict(of: $of, asOf: $asOf) { status lastDay asOf product { slug } } }`,
    variables: ({ products: [one, other] }) => [
      { of: { slug: one?.slug } },
      { of: { slug: other?.slug } },
      { of: { slug: other?.slug }, asOf: '2022-06-01' },
      { of: { slug: other?.slug }, asOf: null },
      { of: { code: one?.code } },
      { of: { code: 'ABCDEFGH' } },
      { of: { id: one?.id } },
      { of: { id: other?.id } },
    ],
  },
  'places, producers and regions': {
    query: `query ($place: PlaceRef!, $region: RegionRef!, $producer: ProducerRef!) {
      place(by: $place) { slug } region(by: $region) { slug } producer(by: $producer) { slug } }`,
    variables: ({ places, regions, producers }) =>
      [0, 1, 2].flatMap((n) => [
        {
          place: { slug: places[n]?.slug },
          region: { slug: regions[n]?.slug },
          producer: { slug: producers[n]?.slug },
        },
        {
          place: { id: places[n]?.id },
          region: { id: regions[n]?.id },
          producer: { id: producers[n]?.id },
        },
        {
          place: { code: places[n]?.code },
          region: { id: regions[n]?.id },
          producer: { id: producers[n]?.id },
        },
      ]),
  },
  'a page of any size, from anywhere': {
    query: `query ($first: Int, $after: String, $last: Int, $before: String) {
      products(first: $first, after: $after, last: $last, before: $before) { ${lists} edges { cursor } } }`,
    variables: ({ cursors: [one, other] }) => [
      {},
      { first: 2 },
      { first: null },
      { first: 3 },
      { first: 2, after: one },
      { first: 2, after: other },
      { first: 2, after: null },
      { first: 2, after: 'no cursor' },
      { last: 2 },
      { last: 2, before: one },
      { last: 2, before: other },
      { first: 0 },
      { first: 2, after: one },
    ],
  },
  'a count, from anywhere': {
    query: `query ($after: String, $point: PointInput!) {
      products(after: $after) { totalCount } zonesContaining(point: $point) { __typename } }`,
    variables: ({ cursors: [one], byStars }) => {
      const point = { lat: 12.7, lon: 108.1 };
      return [
        { point },
        { point, after: one },
        { point, after: byStars },
        { point, after: 'no cursor' },
        { point: { lat: 112, lon: 0 }, after: one },
      ];
    },
  },
  'a filtered and ordered page': {
    query: `query ($where: ProductWhere, $orderBy: ProductOrder, $after: String) {
      products(first: 2, where: $where, orderBy: $orderBy, after: $after) { ${lists} facets { stars { value count } } } }`,
    variables: ({ byStars, places }) => [
      {},
      { where: null },
      { where: {} },
      { where: { stars: [] } },
      { where: { stars: [3] } },
      { where: { stars: [3, 4] } },
      { where: { stars: [4, 3] } },
      { where: { text: 'ca phe' } },
      { where: { text: 'sầu riêng' } },
      { where: { place: [{ slug: places[0]?.slug }] } },
      { where: { place: [{ slug: places[0]?.slug }, { slug: places[1]?.slug }] } },
      { orderBy: { by: 'STARS', direction: 'DESC' } },
      { orderBy: { by: 'STARS' } },
      { orderBy: { by: 'STARS', direction: 'DESC' }, after: byStars },
      { orderBy: { by: 'NAME' }, after: byStars },
      { where: { near: { point: { lat: 12.7, lon: 108.1 }, km: 30 } }, orderBy: { by: 'DISTANCE' } },
      { where: { near: { point: { lat: 12.9, lon: 108.3 }, km: 30 } }, orderBy: { by: 'DISTANCE' } },
    ],
  },
  'what is left out by variables': {
    query: `query ($is: Boolean!, $language: Language = VI, $first: Int) {
      products(first: 2) { nodes { slug @include(if: $is) name @skip(if: $is)
        productSet { name(language: $language) } producer { products(first: $first) { nodes { slug } } } } } }`,
    variables: () => [
      { is: true },
      { is: false },
      { is: true, language: 'EN' },
      { is: false, language: 'VI', first: 1 },
      { is: false, first: null },
      { is: false, first: 2 },
      { is: true },
    ],
  },
  'where a point lies': {
    query: `query ($point: PointInput!, $first: Int) {
      zonesContaining(point: $point, first: $first) { ${lists} } placesContaining(point: $point) { nodes { slug } }
      productsFromHere(point: $point, first: $first) { ${lists} } }`,
    variables: () => [
      { point: { lat: 12.71, lon: 108.3 } },
      { point: { lat: 12.9, lon: 108.05 } },
      { point: { lat: 0, lon: 0 } },
      { point: { lat: 112, lon: 0 } },
      { point: { lat: 12.71, lon: 108.3 }, first: 1 },
    ],
  },
  'many numbers': {
    query: `query ($numbers: [String!]!, $asOf: Date) {
      verdicts(numbers: $numbers, asOf: $asOf) { number verdict { status } recognitionCount } }`,
    variables: ({ products }) => [
      { numbers: [] },
      { numbers: products.map(({ code }) => code) },
      { numbers: [products[0]?.slug] },
      { numbers: [products[1]?.slug, 'nothing'], asOf: '2023-01-01' },
      { numbers: [products[1]?.slug, 'nothing'], asOf: null },
    ],
  },
  'the schema itself beside what is in the register': {
    query: `{ __typename __schema { queryType { name } } __type(name: "Product") { name } products(first: 1) { totalCount } }`,
    variables: () => [{}],
  },
  'a border, as drawn or simplified': {
    query: `query ($simplify: Float) { regions(first: 2) { nodes { geometry(simplify: $simplify) } } }`,
    variables: () => [{}, { simplify: 100 }, { simplify: null }, { simplify: 0 }, { simplify: -1 }, {}],
  },
};

interface Known {
  products: { id: string; slug: string; code: string }[];
  producers: { id: string; slug: string }[];
  regions: { id: string; slug: string }[];
  places: { id: string; slug: string; code: string }[];
  cursors: string[];
  byStars: string;
}

describe('a statement that is kept for a document', () => {
  let api: TestApi;
  let known: Known;
  beforeAll(async () => {
    api = await openTestApi('postgresql');
    const { data } = await api.ask(`{
      products(first: 5) { nodes { id slug code } edges { cursor } }
      byStars: products(first: 2, orderBy: { by: STARS, direction: DESC }) { pageInfo { endCursor } }
      producers(first: 3) { nodes { id slug } } regions(first: 3) { nodes { id slug } }
      places(first: 3) { nodes { id slug code } } }`);
    known = {
      products: data.products.nodes,
      producers: data.producers.nodes,
      regions: data.regions.nodes,
      places: data.places.nodes,
      cursors: data.products.edges.map(({ cursor }: { cursor: string }) => cursor),
      byStars: data.byStars.pageInfo.endCursor,
    };
  });
  afterAll(() => api.close());

  it.each(Object.entries(asked))(
    'asks for %s as one that is written anew',
    async (_, { query, variables }) => {
      const given = variables(known);
      // There and back, so that each is asked after others, and once more.
      for (const [n, each] of [...given, ...given.toReversed()].entries()) {
        const kept = await api.ask(query, each);
        // Another text is another document, for which nothing is kept yet.
        const anew = await api.ask(`${query}\n# ${n}`, each);
        expect(told(kept), JSON.stringify(each)).toEqual(told(anew));
      }
    },
  );
});

/** Errors stand in a line that does not differ. */
const told = ({ data, errors, statements, values }: Answer) => ({
  data,
  errors: errors?.map(({ message, path }) => ({ message, path })),
  statements,
  values,
});
