import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settledMemory } from '../checks/settled-memory.ts';
import { answerOf, openTestHub, type TestHub } from '../web/testing.ts';
import { isErrorCode } from './error-codes.rules.ts';
import { limits } from './limits/limits.rules.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const json = (query: unknown, variables?: unknown, more: object = {}) =>
  JSON.stringify({ query, variables, ...more });
const cursor = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** A round of so many corners and the first again. */
const ring = (corners: number) =>
  times(corners + 1, (i) => {
    const angle = ((i % corners) / corners) * 2 * Math.PI;
    return [108 + Math.cos(angle), 13 + Math.sin(angle)];
  });
const byCursor = 'query ($after: String) { products(after: $after) { nodes { name } } }';

interface Attack {
  body: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  code: string | RegExp;
}

/** What people have sent to other GraphQL servers to bring them down or to make them talk. */
const attacks: Record<string, Attack> = {
  'a document nested 1,000 deep': {
    body: json(`{ place(by: { slug: "a" }) ${'{ parent '.repeat(1_000)} { name } ${'}'.repeat(1_000)} }`),
    code: /TOO_DEEP|TOO_MANY_TOKENS/,
  },
  'a list nested 50,000 deep': {
    body: json(`{ products(where: { stars: ${'['.repeat(50_000)}${']'.repeat(50_000)} }) { totalCount } }`),
    code: /TOO_MANY_TOKENS|TOO_DEEP/,
  },
  'lists in lists of input': {
    body: json(`{ products(where: { stars: ${'['.repeat(1_000)}${']'.repeat(1_000)} }) { totalCount } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'AND in AND in AND': {
    body: json(
      `{ products(where: ${'{ AND: ['.repeat(400)} { stars: [3] } ${'] }'.repeat(400)}) { totalCount } }`,
    ),
    code: /FILTER_TOO_DEEP|GRAPHQL_VALIDATION_FAILED/,
  },
  'AND in AND, as variables': {
    body: json('query ($w: ProductWhere) { products(where: $w) { totalCount } }', {
      w: JSON.parse(`${'{"AND":['.repeat(2_000)}{"stars":[3]}${']}'.repeat(2_000)}`),
    }),
    code: /FILTER_TOO_DEEP|BAD_VARIABLE/,
  },
  'OR with 5,000 branches': {
    body: json('query ($w: ProductWhere) { products(where: $w) { totalCount } }', {
      w: { OR: times(5_000, () => ({ stars: [3] })) },
    }),
    code: /TOO_MANY_IDS|FILTER_TOO_DEEP|BAD_USER_INPUT|BAD_VARIABLE/,
  },
  ...Object.fromEntries(
    (['producers', 'regions', 'recognitions'] as const).flatMap((list) => {
      const inner = list === 'recognitions' ? 'product' : 'products';
      const query = `query ($w: ProductWhere) { ${list}(first: 1, where: { ${inner}: $w }) { totalCount } }`;
      const deep = (levels: number): object => (levels === 0 ? {} : { OR: [deep(levels - 1)] });
      return [
        [
          `OR with 10,000 branches in ${inner} of ${list}`,
          {
            body: json(query, { w: { OR: times(10_000, () => ({ stars: [3] })) } }),
            code: 'FILTER_TOO_DEEP',
          },
        ],
        [
          `OR in OR in ${inner} of ${list} under AND`,
          {
            body: json(query.replace(`{ ${inner}: $w }`, `{ AND: [{ AND: [{ ${inner}: $w }] }] }`), {
              w: deep(2),
            }),
            code: 'FILTER_TOO_DEEP',
          },
        ],
      ];
    }),
  ),
  'a polygon in every branch': {
    body: json(
      'query ($w: ProductWhere) { products(where: $w) { totalCount facets { sector { count } } } }',
      {
        w: { OR: times(48, () => ({ within: { polygon: ring(120) } })) },
      },
    ),
    code: 'COST_TOO_HIGH',
  },
  'a hundred places in every branch': {
    body: json(
      'query ($w: ProductWhere) { products(where: $w) { totalCount facets { sector { count } } } }',
      {
        w: { OR: times(48, () => ({ place: times(100, (i) => ({ slug: `p${i}` })) })) },
      },
    ),
    code: 'COST_TOO_HIGH',
  },
  ...Object.fromEntries(
    ['producers', 'regions', 'places'].map((list) => [
      `a text of 5,000 words in the filter of ${list}`,
      {
        body: json(`query ($t: String) { ${list}(where: { text: $t }) { totalCount } }`, {
          t: times(5_000, (i) => `a${i}`).join(' '),
        }),
        code: 'BAD_TEXT',
      },
    ]),
  ),
  'many short words in a filter': {
    body: json('query ($t: String) { producers(where: { text: $t }) { totalCount } }', {
      t: times(30, (i) => `a${i}`).join(' '),
    }),
    code: 'BAD_TEXT',
  },
  'a number of 100,000 characters': {
    body: json('query ($n: [String!]!) { verdicts(numbers: $n) { number } }', { n: ['1'.repeat(100_000)] }),
    code: 'BAD_TEXT',
  },
  ...Object.fromEntries(
    [
      ['query ($v: Language) { dataset { title(language: $v) } }'],
      ['query ($v: Direction) { products(orderBy: { by: STARS, direction: $v }) { totalCount } }'],
      ['query ($v: Float = 108) { nearestProducts(point: { lat: 12, lon: $v }) { nodes { name } } }'],
      ['query ($v: String = "x") { verdicts(numbers: [$v]) { number } }'],
      ['query ($v: Date = "2026-01-01") { place(by: { slug: "hoa-hiep" }) { on(date: $v) { name } } }'],
      ['query ($v: Boolean = true) { dataset { title @include(if: $v) } }'],
      ['query ($v: Boolean = true) { __schema { types { name @skip(if: $v) } } }'],
      ['query ($v: String = "Product") { __type(name: $v) { name } }'],
    ].map(([query]) => [`null for ${query}`, { body: json(query, { v: null }), code: 'BAD_VARIABLE' }]),
  ),
  ...Object.fromEntries(
    [
      ['query ($v: String) { product(by: { slug: $v }) { name } }'],
      ['query ($v: String) { verdict(of: { code: $v }) { status } }'],
      ['query ($v: String) { products(where: { place: [{ slug: $v }] }) { totalCount } }'],
      ['query ($v: GeoJSON) { places(where: { OR: [{ within: { polygon: $v } }] }) { totalCount } }'],
    ].flatMap(([query]) =>
      [{}, { v: null }].map((variables) => [
        `${JSON.stringify(variables)} for ${query}`,
        { body: json(query, variables), code: 'BAD_REFERENCE' },
      ]),
    ),
  ),
  'a wide document': { body: json(`{ ${'dataset { title } '.repeat(500)} }`), code: 'TOO_MANY_ROOT_FIELDS' },
  'one field again and again': {
    body: json(`{ dataset { ${'title '.repeat(2_000)} } }`),
    code: 'TOO_MANY_FIELDS',
  },
  '10,000 aliases': {
    body: json(`{ ${times(10_000, (i) => `a${i}: __typename`).join(' ')} }`),
    code: 'TOO_MANY_TOKENS',
  },
  'as many aliases as fit': {
    body: json(`{ dataset { ${times(700, (i) => `a${i}: title`).join(' ')} } }`),
    code: 'TOO_MANY_ALIASES',
  },
  'pages in pages in pages': {
    body: json(
      '{ products(first: 100) { nodes { producer { products(first: 100) { nodes { producer { products(first: 100) { nodes { name } } } } } } } } }',
    ),
    code: 'COST_TOO_HIGH',
  },
  'pages by variables': {
    body: json(
      'query ($n: Int!) { regions(first: $n) { nodes { products(first: $n) { nodes { name } } geometry } } }',
      { n: 100 },
    ),
    code: 'COST_TOO_HIGH',
  },
  'geometry under many names': {
    body: json(
      `{ places(first: 100) { nodes { ${times(50, (i) => `g${i}: geometry(simplify: ${i})`).join(' ')} } } }`,
    ),
    code: 'COST_TOO_HIGH',
  },
  'circular fragments': {
    body: json('{ dataset { ...A } } fragment A on Dataset { ...B } fragment B on Dataset { ...A }'),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a fragment of itself': {
    body: json(
      '{ products { nodes { ...P } } } fragment P on Product { producer { products { nodes { ...P } } } }',
    ),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fragments that double': {
    body: json(
      `{ products(first: 1) { nodes { ...F0 } } } ${times(80, (i) => `fragment F${i} on Product { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F80 on Product { producer { name } }`,
    ),
    code: 'COST_TOO_HIGH',
  },
  'fragments at the root that double': {
    body: json(
      `{ ...F0 } ${times(80, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F80 on Query { dataset { title } }`,
    ),
    code: 'TOO_MANY_ROOT_FIELDS',
  },
  'introspection in circles': {
    body: json(`{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'a flood of directives': {
    body: json(`{ dataset { title ${'@skip(if: false) '.repeat(400)} } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'unknown directives': {
    body: json(`{ dataset { title ${'@a '.repeat(900)} } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'deferred answers': {
    body: json('{ dataset { ... @defer { title } } }'),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  '10,000 errors': {
    body: json(`{ dataset { ${times(110, (i) => `x${i}`).join(' ')} } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  '10,000 errors in variables': {
    body: json('query ($i: [ID!]!) { nodes(ids: $i) { id } }', { i: times(10_000, () => ({})) }),
    code: 'BAD_VARIABLE',
  },
  '10,000 ids': {
    body: json('query ($i: [ID!]!) { nodes(ids: $i) { id } }', { i: times(9_000, () => '1') }),
    code: 'TOO_MANY_IDS',
  },
  'more ids than a query may cost': {
    body: json('query ($i: [ID!]!) { nodes(ids: $i) { id } }', { i: times(30_000, () => '1') }),
    code: 'COST_TOO_HIGH',
  },
  'a variable of 200 kB where a number belongs': {
    body: json('query ($n: Int) { products(first: $n) { totalCount } }', { n: 'x'.repeat(200_000) }),
    code: 'BAD_VARIABLE',
  },
  'an object 20,000 deep where a number belongs': {
    body: `{"query":"query ($n: Int) { products(first: $n) { totalCount } }","variables":{"n":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`,
    code: 'BAD_VARIABLE',
  },
  'a body of 10 MB': { body: 'x'.repeat(10_000_000), code: 'BODY_TOO_LARGE' },
  'a body that says it is JSON': { body: '<html>', code: 'BAD_REQUEST' },
  'half a body': { body: '{"query":"{ dataset', code: 'BAD_REQUEST' },
  'no body': { body: '', code: 'BAD_REQUEST' },
  'an empty object': { body: '{}', code: 'BAD_REQUEST' },
  'a number': { body: '5', code: 'BAD_REQUEST' },
  null: { body: 'null', code: 'BAD_REQUEST' },
  'a batch': {
    body: `[${json('{ dataset { title } }')},${json('{ dataset { title } }')}]`,
    code: 'BAD_REQUEST',
  },
  'a document as a tree': { body: json({ kind: 'Document', definitions: [] }), code: 'BAD_REQUEST' },
  'variables as text': { body: json('{ dataset { title } }', '{}'), code: 'BAD_REQUEST' },
  'bad UTF-8': {
    body: new Uint8Array([
      ...Buffer.from('{"query":"{ dataset { title } } #'),
      0xff,
      0xfe,
      0xc0,
      ...Buffer.from('"}'),
    ]),
    code: 'BAD_REQUEST',
  },
  'half a character': {
    body: new Uint8Array([...Buffer.from('{"query":"'), 0xe1, 0xba]),
    code: 'BAD_REQUEST',
  },
  'UTF-16': {
    body: new Uint8Array(Buffer.from(json('{ dataset { title } }'), 'utf16le')),
    headers: { 'content-type': 'application/json; charset=utf-16' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a null byte in the document': { body: json('{ dataset { ti\0tle } }'), code: 'GRAPHQL_PARSE_FAILED' },
  'a null byte in a value': {
    body: json('query ($s: String!) { products(where: { material: [$s] }) { totalCount } }', { s: 'a\0b' }),
    code: /BAD_USER_INPUT|BAD_TEXT/,
  },
  'a lonely surrogate': {
    body: '{"query":"query ($s: String!) { verdict(of: { code: $s }) { status } }","variables":{"s":"\\ud800 \\u0000"}}',
    code: /BAD_USER_INPUT|BAD_TEXT/,
  },
  'the key __proto__': {
    body: '{"query":"{ dataset { title } }","variables":{"__proto__":{"polluted":true}}}',
    code: 'BAD_REQUEST',
  },
  'the key constructor.prototype': {
    body: '{"query":"{ dataset { title } }","variables":{"constructor":{"prototype":{"polluted":true}}}}',
    code: 'BAD_REQUEST',
  },
  'a field named __proto__': { body: json('{ dataset { __proto__ } }'), code: 'GRAPHQL_VALIDATION_FAILED' },
  'a field named constructor': { body: json('{ constructor { title } }'), code: 'GRAPHQL_VALIDATION_FAILED' },
  'an enum value named constructor': {
    body: json('{ products(where: { sector: [constructor] }) { totalCount } }'),
    code: 'BAD_ENUM_VALUE',
  },
  'an operation that is not there': {
    body: json('query A { dataset { title } }', undefined, { operationName: '__proto__' }),
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'one of two operations': {
    body: json('query A { dataset { title } } query B { dataset { title } }'),
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  'a mutation': { body: json('mutation { drop }'), code: 'GRAPHQL_VALIDATION_FAILED' },
  'a subscription': { body: json('subscription { products { name } }'), code: 'GRAPHQL_VALIDATION_FAILED' },
  'another content type': {
    body: json('{ dataset { title } }'),
    headers: { 'content-type': 'text/plain' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a form': {
    body: 'query={dataset{title}}',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a packed body': {
    body: json('{ dataset { title } }'),
    headers: { 'content-encoding': 'gzip' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'a hash that is an object': {
    body: json(undefined, undefined, {
      extensions: { persistedQuery: { version: 1, sha256Hash: { a: 1 } } },
    }),
    code: /PERSISTED_QUERY_NOT_FOUND|BAD_REQUEST|PERSISTED_QUERY_MISMATCH/,
  },
  'a hash of another version': {
    body: json('{ dataset { title } }', undefined, { extensions: { persistedQuery: { version: 'x' } } }),
    code: 'PERSISTED_QUERY_MISMATCH',
  },
  'two keys in a @oneOf': {
    body: json('query ($by: ProductRef!) { product(by: $by) { name } }', { by: { slug: 'a', code: 'b' } }),
    code: 'BAD_REFERENCE',
  },
  'a null key in a @oneOf': {
    body: json('query ($by: ProductRef!) { product(by: $by) { name } }', { by: { slug: null } }),
    code: /BAD_REFERENCE|BAD_VARIABLE/,
  },
  'a page of 2,000,000,000': {
    body: json('{ products(first: 2000000000) { totalCount } }'),
    code: 'BAD_PAGE_SIZE',
  },
  'a page of -1': {
    body: json('{ products(first: -1) { totalCount nodes { id } } }'),
    code: 'BAD_PAGE_SIZE',
  },
  'a page that is no number': {
    body: '{"query":"query ($n: Int) { products(first: $n) { totalCount } }","variables":{"n":1e999}}',
    code: 'BAD_VARIABLE',
  },
  'the 30th of February': { body: json('{ products(asOf: "2026-02-30") { totalCount } }'), code: 'BAD_DATE' },
  'the year 99999': { body: json('{ products(asOf: "99999-01-01") { totalCount } }'), code: 'BAD_DATE' },
  ...Object.fromEntries(
    (
      [
        ['no base64', '%%%'],
        ['empty', ''],
        ['no JSON', cursor('hello')],
        ['another shape', cursor({ a: 1 })],
        ['another order', cursor(['product by STARS', 1, '0190b5a0-0000-7000-8000-000000000000'])],
        ['a prototype', cursor('["__proto__",{"__proto__":1},"x"]')],
        ['SQL as its id', cursor(['product by NAME', 'a', "'; drop table product; --"])],
        [
          'an object as its key',
          cursor(['product by NAME', { a: 1 }, '0190b5a0-0000-7000-8000-000000000000']),
        ],
        ['a null byte', cursor(['product by NAME', 'a\0', '0190b5a0-0000-7000-8000-000000000000'])],
        ['200 kB', cursor(['x'.repeat(150_000)])],
      ] as const
    ).map(([name, after]) => [
      `a cursor: ${name}`,
      { body: json(byCursor, { after }), code: /BAD_CURSOR|BAD_USER_INPUT|BAD_TEXT/ },
    ]),
  ),
};

/** Text that means something elsewhere, and is text here. */
const texts = [
  "'; drop table product; --",
  "' or 1=1 --",
  '%',
  '_%\\',
  '\\',
  '$1',
  '${7*7}',
  '{{7*7}}',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '\u202e\u0000'.slice(0, 1),
  'ﷺ'.repeat(2_000),
  '🇻🇳'.repeat(500),
];

describe('what hostile callers send', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());

  const send = ({ body, headers }: Attack) => hub.ask(body, headers);

  it.each(Object.entries(attacks))('is refused with a code of ours: %s', async (_, attack) => {
    const response = await send(attack);
    const text = await response.text();
    const { errors, data } = JSON.parse(text);
    expect(errors?.[0]?.extensions?.code).toMatch(attack.code);
    expect(isErrorCode(errors[0].extensions.code)).toBe(true);
    expect(data).toBeUndefined();
    // Clients of persisted queries wait for this one with 200, and send the query.
    const isAsked = errors[0].extensions.code === 'PERSISTED_QUERY_NOT_FOUND';
    expect(isAsked ? 400 : response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(text).not.toMatch(/node_modules|\.ts:\d|at Object\.|select .* from/i);
    expect(text.length).toBeLessThan(20_000);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(hub.unexpected.splice(0).map(String)).toEqual([]);
  });

  it.each(texts)('is text where text is asked: %j', async (text) => {
    const response = await hub.ask({
      query: `query ($t: String!, $l: [String!]!) {
        product(by: { slug: $t }) { name } verdict(of: { code: $t }) { status } products(where: { material: $l }) { totalCount }
      }`,
      variables: { t: text, l: [text] },
    });
    expect(await response.json()).toEqual({
      data: { product: null, verdict: { status: 'UNKNOWN' }, products: { totalCount: 0 } },
    });
    expect(response.status).toBe(200);
  });

  it('is refused over GET too', async () => {
    const answers = await Promise.all(
      [
        '',
        'query=',
        'query={a}&query={b}',
        'query=%FF%FE',
        'query=%7Bdataset%7Btitle%7D%7D&variables=%7B',
        'query=%7Bdataset%7Btitle%7D%7D&variables=[]',
        'query=mutation%7Bdrop%7D',
        'extensions=%7B%22persistedQuery%22:1%7D',
      ].map((search) => hub.ask({}).then(() => fetch(`${hub.url}/graphql?${search}`))),
    );
    for (const response of answers) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      const { errors } = await answerOf(response);
      expect(isErrorCode(errors[0].extensions.code), JSON.stringify(errors)).toBe(true);
    }
    expect(hub.unexpected.splice(0).map(String)).toEqual([]);
  });

  it('tells of thousands of failing fields with a few errors and their number', async () => {
    const aliases = times(4, (i) => `g${i}: geometry(simplify: -${i + 1})`).join(' ');
    const response = await hub.ask({ query: `{ regions(first: 16) { nodes { ${aliases} } } }` });
    const { errors, extensions } = await answerOf(response);
    expect(errors).toHaveLength(20);
    expect(extensions.errorsLeftOut).toBe(4 * 16 - 20);
  });

  it('leaves the memory and the database as they were', async () => {
    const normal = async () => {
      const response = await hub.ask({
        query: '{ products(first: 10) { nodes { name verdict { status } } } }',
      });
      expect(response.status).toBe(200);
      return response.text();
    };
    const storm = async () => {
      for (const attack of Object.values(attacks)) await (await send(attack)).arrayBuffer();
    };
    // Twice before it counts: code is compiled, caches fill.
    await storm();
    await storm();
    const before = await normal();
    const memoryBefore = settledMemory();
    for (let round = 0; round < 4; round += 1) await storm();
    expect(await normal()).toBe(before);
    expect(settledMemory() - memoryBefore).toBeLessThan(40_000_000);
  });

  it('is answered however dear it is to read', async () => {
    // The dearest documents that still pass as documents: what grows by powers with one of them never ends.
    const wide = times(limits.fieldsInOnePlace - 1, () => 'recognitions { stars code }').join(' ');
    const dear = [
      `{ products(first: 1) { nodes { ${wide} } } }`,
      `{ products(first: 1) { nodes { ${times(20, () => `producer { ${times(20, () => 'place { name }').join(' ')} }`).join(' ')} } } }`,
      `{ products(first: 1) { nodes { ...F0 } } } ${times(150, (i) => `fragment F${i} on Product { name ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F150 on Product { name }`,
    ];
    for (const query of dear) {
      const response = await hub.ask({ query });
      await response.arrayBuffer();
      expect(response.status).toBeLessThan(500);
    }
  });
});
