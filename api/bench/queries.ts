/** What partners and pages ask most, with the variables of the n-th asking. Slugs are read from the register. */
export interface Asked {
  name: string;
  query: string;
  variables(n: number): Record<string, unknown>;
}

export interface Known {
  /** An instant after the last change. */
  loadedAt: string;
  products: { slug: string; code: string }[];
  communes: { slug: string; lat: number; lon: number }[];
}

/** The same question of the register as it had been recorded at an instant. */
export function asRecorded({ name, query, variables }: Asked, instant: string): Asked {
  // The first brace after the operation's head opens its selection: a root field follows, with or without arguments.
  const [, head = '', field = '', rest = ''] = /^([^{]*\{\s*)(\w+)([^]*)$/.exec(query) ?? [];
  const recordedAt = `recordedAt: "${instant}"`;
  return {
    name: `${name}, as recorded`,
    query: `${head}${field}${rest.startsWith('(') ? rest.replace('(', `(${recordedAt}, `) : `(${recordedAt})${rest}`}`,
    variables,
  };
}

export function commonQueries({ products, communes }: Known): Asked[] {
  const product = (n: number) => products[(n * 7_919) % products.length] as Known['products'][number];
  const commune = (n: number) => communes[(n * 613) % communes.length] as Known['communes'][number];
  const none = () => ({});
  return [
    {
      name: 'list of 50 with producer, regions, recognition',
      query: `{ products(first: 50) { nodes { slug name producer { name } place { name }
        materialSources { region { slug name } } currentRecognition { stars validUntil } } pageInfo { hasNextPage endCursor } } }`,
      variables: none,
    },
    {
      name: 'one product with everything',
      query: `query ($slug: String!) { product(by: { slug: $slug }) { slug name verdict { status lastDay statement }
        producer { name products(first: 5) { nodes { name } } } place { fullName parent { fullName } } point { lat lon }
        recognitions { stars issued validUntil evidence source { title } verdict { status } }
        materialSources { basis material { name } region { name geometry communes { name } } } certifications { scheme } } }`,
      variables: (n) => ({ slug: product(n).slug }),
    },
    {
      name: 'two fields of one product',
      query: 'query ($slug: String!) { product(by: { slug: $slug }) { name code } }',
      variables: (n) => ({ slug: product(n).slug }),
    },
    {
      name: 'verdict of one code',
      query: 'query ($code: String!) { verdict(of: { code: $code }) { status stars lastDay statement } }',
      variables: (n) => ({ code: product(n).code }),
    },
    {
      name: 'verdicts of 100 codes',
      query:
        'query ($numbers: [String!]!) { verdicts(numbers: $numbers) { number verdict { status lastDay } } }',
      variables: (n) => ({
        numbers: Array.from({ length: 100 }, (_, index) => product(n * 100 + index).code),
      }),
    },
    {
      name: 'bounding box with a count',
      query: `query ($bbox: [Float!]!) { products(first: 20, where: { within: { bbox: $bbox } }) { totalCount nodes { name point { lat lon } } } }`,
      variables: (n) => {
        const { lat, lon } = commune(n);
        return { bbox: [lon - 0.3, lat - 0.3, lon + 0.3, lat + 0.3] };
      },
    },
    {
      name: 'a commune with its products and producers',
      query: `query ($slug: String!) { place(by: { slug: $slug }) { fullName products(first: 20) { totalCount nodes { name verdict { status } } }
        producers(first: 20) { nodes { name } } regions { nodes { name } } } }`,
      variables: (n) => ({ slug: commune(n).slug }),
    },
    {
      name: 'text with facets',
      query: `query ($text: String!) { products(first: 20, where: { text: $text }) { totalCount nodes { name verdict { status } }
        facets { stars { value count } sector { value count } verdict { value count } } } }`,
      variables: (n) => ({ text: ['ca phe bot', 'nước mắm', 'mac ca', 'tra xanh'][n % 4] }),
    },
    {
      name: 'what expires in a month, by last day',
      query: `query ($from: Date!, $to: Date!) { products(first: 50, where: { validUntil: { from: $from, to: $to }, verdict: [IN_FORCE] },
        orderBy: { by: VALID_UNTIL }) { totalCount nodes { name verdict { lastDay } producer { name } } } }`,
      variables: (n) => ({ from: `2027-0${1 + (n % 9)}-01`, to: `2027-0${1 + (n % 9)}-28` }),
    },
    {
      name: 'a deep page by stars',
      query: `query ($after: String) { products(first: 20, after: $after, orderBy: { by: STARS, direction: DESC }) { nodes { name verdict { stars } } } }`,
      variables: none,
    },
  ];
}
