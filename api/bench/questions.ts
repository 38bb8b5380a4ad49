/**
 * What `npm run bench` asks, of every contender in its own language: the hub's document (Mercurius answers it too),
 * PostGraphile's document, and the statement that somebody would write by hand (contenders/hand-written.ts, by key).
 * All three are to give the same data; the run compares them before it times them.
 */
export type Key = 'list' | 'product' | 'box' | 'fields' | 'facets' | 'zones' | 'verdicts' | 'deep';

type Variables = Record<string, unknown>;

export interface Question {
  key: Key;
  name: string;
  document: string;
  /** Its document for PostGraphile; or, in words, why there is none. */
  postgraphile: { document: string; tidy?: (data: Data) => unknown } | { none: string };
  /** The variables of the n-th asking. A contender pages by a cursor of its own. */
  variables(n: number, cursor: unknown): Variables;
  /** The answer says nothing of the contenders where it is empty. */
  isTelling(data: Data): boolean;
}

// The form of an answer is known to the question that wrote it.
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = any;

/** Rows of the register, to ask about. */
export interface Sample {
  products: { slug: string; code: string }[];
  /** Communes in which products are made. */
  communes: { lat: number; lon: number }[];
  /** Points in the middle of zones. */
  middles: { lat: number; lon: number }[];
}

export const TODAY = '2026-11-24';

const rows = `nodes { slug name producer { name } place { name }
  materialSources { region { slug name } } currentRecognition { stars validUntil } } pageInfo { hasNextPage }`;

const peerRows = `nodes { slug name producer: producerByProducerId { name } place: placeByPlaceId { name }
  materialSources: materialSourcesByProductIdList(orderBy: [BASIS_DESC, ROW_ID_ASC]) { region: regionByRegionId { slug name } }
  currentRecognition: currentRecognition(day: $day) { stars validUntil } } pageInfo { hasNextPage }`;

const texts = ['ca phe bot', 'nước mắm', 'hat mac ca', 'tra xanh', 'gạo lứt', 'keo dua'];

export function questions({ products, communes, middles }: Sample): Question[] {
  const taken = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item;
  const product = (n: number) => taken(products, n * 7_919);
  const isPage = (data: Data) => data.products.nodes.length > 0;
  return [
    {
      key: 'list',
      name: 'list of 50 with producer, regions, recognition',
      document: `{ products(first: 50) { ${rows} } }`,
      postgraphile: {
        document: `query ($day: Date!) { products: allProducts(first: 50, orderBy: [SORT_NAME_ASC, ROW_ID_ASC]) { ${peerRows} } }`,
      },
      variables: () => ({}),
      isTelling: isPage,
    },
    {
      key: 'product',
      name: 'one product with everything',
      document: `query ($slug: String!) { product(by: { slug: $slug }) { slug name verdict { status lastDay }
        producer { name products(first: 5) { nodes { name } } } place { fullName parent { fullName } } point { lat lon }
        recognitions { stars issued validUntil evidence source { title } verdict { status } }
        materialSources { basis material { name } region { name geometry communes { name } } }
        certifications { scheme } } }`,
      postgraphile: {
        document: `query ($slug: String!, $day: Date!) { product: productBySlug(slug: $slug) { slug name
          verdict: verdictOn(day: $day) { status lastDay }
          producer: producerByProducerId { name
            products: productsByProducerId(first: 5, orderBy: [SORT_NAME_ASC, ROW_ID_ASC]) { nodes { name } } }
          place: placeByPlaceId { fullName parent: placeByParentId { fullName } } point: placeByPlaceId { lat lon }
          recognitions: recognitionsByProductIdList(orderBy: [ISSUED_ON_DESC, STARS_DESC, CODE_ASC]) {
            stars issued validUntil evidence source: sourceBySourceId { title } verdict: verdictOn(day: $day) { status } }
          materialSources: materialSourcesByProductIdList(orderBy: [BASIS_DESC, ROW_ID_ASC]) { basis
            material: materialByMaterialId { name }
            region: regionByRegionId { name geometry
              communes: regionCommunesByRegionIdList { placeByPlaceId { name } } } }
          certifications: certificationsByProductIdList { scheme } } }`,
        // A table that ties two others is a field of its own there.
        tidy(data) {
          for (const { region } of data.product.materialSources) {
            if (region) region.communes = region.communes.map((tie: Data) => tie.placeByPlaceId);
          }
          return data;
        },
      },
      variables: (n) => ({ slug: product(n).slug }),
      isTelling: ({ product: one }) =>
        one.recognitions.length > 0 && one.materialSources.some(({ region }: Data) => region?.geometry),
    },
    {
      key: 'box',
      name: 'bounding box with a count',
      document: `query ($bbox: [Float!]!) { products(first: 20, where: { within: { bbox: $bbox } }) {
        totalCount nodes { name point { lat lon } } } }`,
      postgraphile: {
        document: `query ($bbox: [Float!]!) { products: productsWithin(box: $bbox, first: 20) {
          totalCount nodes { name point: placeByPlaceId { lat lon } } } }`,
      },
      variables(n) {
        const { lat, lon } = taken(communes, n * 613);
        return { bbox: [lon - 0.3, lat - 0.3, lon + 0.3, lat + 0.3] };
      },
      isTelling: isPage,
    },
    {
      key: 'fields',
      name: 'two fields of one product',
      document: 'query ($slug: String!) { product(by: { slug: $slug }) { name code } }',
      postgraphile: {
        document: 'query ($slug: String!) { product: productBySlug(slug: $slug) { name code } }',
      },
      variables: (n) => ({ slug: product(n).slug }),
      isTelling: ({ product: one }) => one !== null,
    },
    {
      key: 'facets',
      name: 'filtered search with facets',
      document: `query ($text: String!) { products(first: 20, where: { text: $text, verdict: [IN_FORCE] }) {
        totalCount nodes { name verdict { status } }
        facets { stars { value count } sector { value count } verdict { value count } } } }`,
      postgraphile: { none: 'it has no facets, and no search in Vietnamese without its marks' },
      variables: (n) => ({ text: taken(texts, n) }),
      isTelling: (data) => data.products.nodes.length > 0 && data.products.facets.verdict.length > 1,
    },
    {
      key: 'zones',
      name: 'zones that contain a point',
      document: `query ($lat: Float!, $lon: Float!) { zonesContaining(point: { lat: $lat, lon: $lon }) {
        nodes { slug name geometryAccuracy material { name } } } }`,
      postgraphile: {
        document: `query ($lat: Float!, $lon: Float!) { zonesContaining: zonesContaining(lat: $lat, lon: $lon, first: 20) {
          nodes { slug name geometryAccuracy material: materialByMaterialId { name } } } }`,
      },
      variables: (n) => ({ ...taken(middles, n * 31) }),
      isTelling: (data) => data.zonesContaining.nodes.length > 0,
    },
    {
      key: 'verdicts',
      name: 'verdicts of 100 codes',
      document: `query ($numbers: [String!]!) { verdicts(numbers: $numbers) { number verdict { status lastDay } } }`,
      postgraphile: {
        document: `query ($numbers: [String!]!, $day: Date!) { verdicts: verdictsOfList(numbers: $numbers, day: $day) {
          number status lastDay } }`,
        tidy: ({ verdicts }) => ({
          verdicts: verdicts.map(({ number, ...verdict }: Data) => ({ number, verdict })),
        }),
      },
      variables: (n) => ({
        numbers: Array.from({ length: 100 }, (_, index) => product(n * 100 + index).code),
      }),
      isTelling: ({ verdicts }) => verdicts.length === 100 && verdicts[0].verdict.status !== 'UNKNOWN',
    },
    {
      key: 'deep',
      name: 'the list of 50, deep in the pages',
      document: `query ($after: String!) { products(first: 50, after: $after) { ${rows} } }`,
      postgraphile: {
        document: `query ($after: Cursor!, $day: Date!) {
          products: allProducts(first: 50, after: $after, orderBy: [SORT_NAME_ASC, ROW_ID_ASC]) { ${peerRows} } }`,
      },
      variables: (_, after) => ({ after }),
      isTelling: isPage,
    },
  ];
}
