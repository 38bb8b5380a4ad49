/** What others have written for any GraphQL server works on this one as it comes, over real HTTP. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { generate } from '@graphql-codegen/cli';
import { Client, fetchExchange, type TypedDocumentNode } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from '../web/testing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

interface Page {
  products: {
    edges: { node: { id: string; name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

interface One {
  node: { id: string; name: string; producer: { id: string } | null };
}

const pageQuery: TypedDocumentNode<Page, { after?: string }> = gql`
  query Page($after: String) {
    products(first: 3, after: $after) {
      edges {
        cursor
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;
const oneQuery: TypedDocumentNode<One, { id: string }> = gql`
  query One($id: ID!) {
    node(id: $id) {
      id
      ... on Product {
        name
        producer {
          id
          name
        }
      }
    }
  }
`;

const namesOf = (page: Page | null | undefined) => page?.products.edges.map(({ node }) => node.name);

async function plainNames(first: number): Promise<string[]> {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ products(first: ${first}) { nodes { name } } }` }),
  });
  const { data } = await answerOf(response);
  return data.products.nodes.map(({ name }: { name: string }) => name);
}

it('plain fetch, by POST and by GET', async () => {
  expect(await plainNames(2)).toHaveLength(2);
  const query = '{ products(first: 2) { nodes { name } } }';
  const response = await fetch(`${hub.url}/graphql?${new URLSearchParams({ query })}`);
  const { data } = await answerOf(response);
  expect(data.products.nodes.map(({ name }: { name: string }) => name)).toEqual(await plainNames(2));
});

it('Apollo Client: pages grow in its cache, and a thing is kept once by its id', async () => {
  let requests = 0;
  const counted: typeof fetch = (...request) => {
    requests += 1;
    return fetch(...request);
  };
  const client = new ApolloClient({
    link: new HttpLink({ uri: `${hub.url}/graphql`, fetch: counted }),
    cache: new InMemoryCache({
      typePolicies: { Query: { fields: { products: relayStylePagination() } } },
      possibleTypes: { Node: ['Product', 'Producer', 'Region', 'Place'] },
    }),
  });
  const watched = client.watchQuery({ query: pageQuery, variables: {} });
  await new Promise<void>((resolve) => {
    watched.subscribe(({ loading }) => loading || resolve());
  });
  const first = client.readQuery({ query: pageQuery, variables: {} });
  const after = first?.products.pageInfo.endCursor ?? '';
  await watched.fetchMore({ variables: { after } });
  const both = client.readQuery({ query: pageQuery, variables: {} });
  expect(namesOf(both)).toEqual(await plainNames(6));

  const [edge] = both?.products.edges ?? [];
  const id = edge?.node.id ?? '';
  const { data: one } = await client.query({ query: oneQuery, variables: { id } });
  expect(one?.node.name).toBe(edge?.node.name);
  const cached = client.cache.extract() as Record<string, unknown>;
  expect(Object.keys(cached).filter((key) => key === `Product:${id}`)).toHaveLength(1);
  expect(cached[`Product:${id}`]).toHaveProperty('producer');
  const asked = requests;
  await client.query({ query: oneQuery, variables: { id } });
  expect(requests).toBe(asked);
  client.stop();
});

it('urql with Graphcache, told of the schema: pages grow in its cache, and a thing is found there', async () => {
  const introspection = await answerOf(
    await hub.ask({ query: getIntrospectionQuery({ descriptions: false, inputValueDeprecation: true }) }),
  );
  const warnings: string[] = [];
  const client = new Client({
    url: `${hub.url}/graphql`,
    preferGetMethod: 'within-url-limit',
    exchanges: [
      cacheExchange({
        schema: introspection.data as IntrospectionQuery,
        resolvers: { Query: { products: relayPagination() } },
        // What has no id is part of what holds it.
        keys: Object.fromEntries(withoutId(introspection.data).map((name) => [name, () => null])),
        logger: (severity, message) => severity === 'debug' || warnings.push(message),
      }),
      fetchExchange,
    ],
  });
  const first = await client.query(pageQuery, {}).toPromise();
  expect(first.error).toBeUndefined();
  const after = first.data?.products.pageInfo.endCursor ?? '';
  const second = await client.query(pageQuery, { after }).toPromise();
  expect(namesOf(second.data)).toEqual(await plainNames(6));

  const [edge] = second.data?.products.edges ?? [];
  const id = edge?.node.id ?? '';
  const one = await client.query(oneQuery, { id }).toPromise();
  expect(one.data?.node.name).toBe(edge?.node.name);
  const again = await client.query(oneQuery, { id }, { requestPolicy: 'cache-only' }).toPromise();
  expect(again.data?.node).toEqual(one.data?.node);
  expect(warnings).toEqual([]);
});

function withoutId({ __schema: { types } }: IntrospectionQuery): string[] {
  return types.flatMap((type) =>
    type.kind === 'OBJECT' && !type.name.startsWith('__') && !type.fields.some(({ name }) => name === 'id')
      ? [type.name]
      : [],
  );
}

describe('code made from the schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-clients-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('Relay’s compiler takes the schema, a connection that grows and a refetch by id', async () => {
    mkdirSync(join(folder, 'src'));
    mkdirSync(join(folder, 'made'));
    writeFileSync(join(folder, 'schema.graphql'), readFileSync(join(root, 'schema/schema.graphql')));
    writeFileSync(
      join(folder, 'relay.config.json'),
      JSON.stringify({
        src: './src',
        schema: './schema.graphql',
        language: 'typescript',
        artifactDirectory: './made',
        eagerEsModules: true,
      }),
    );
    writeFileSync(
      join(folder, 'src/list.ts'),
      `import { graphql } from 'react-relay';
export const List = graphql\`
  fragment list_query on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "listPaginationQuery") {
    products(first: $count, after: $cursor) @connection(key: "list_products") {
      edges { node { id ...list_product } }
    }
  }\`;
export const Card = graphql\`
  fragment list_product on Product @refetchable(queryName: "listProductQuery") {
    name
    verdict { status lastDay }
  }\`;
export const Screen = graphql\`
  query listScreenQuery { ...list_query }\`;
`,
    );
    const cli = join(root, 'node_modules/relay-compiler/cli.js');
    await promisify(execFile)(process.execPath, [cli, 'relay.config.json'], {
      cwd: folder,
      timeout: 200_000,
    });
    const made = (file: string) => readFileSync(join(folder, 'made', `${file}.graphql.ts`), 'utf8');
    expect(made('listPaginationQuery')).toContain('list_products');

    // What Relay will send is a document that the hub answers.
    const text = /"text": ("(?:[^"\\]|\\.)*")/.exec(made('listScreenQuery'))?.[1] ?? '""';
    const response = await hub.ask({ query: JSON.parse(text) as string });
    const { data, errors } = await answerOf(response);
    expect(errors).toBeUndefined();
    expect(data.products.edges).toHaveLength(10);
    const refetch = /"text": ("(?:[^"\\]|\\.)*")/.exec(made('listProductQuery'))?.[1] ?? '""';
    const { id } = data.products.edges[0].node;
    const again = await answerOf(await hub.ask({ query: JSON.parse(refetch) as string, variables: { id } }));
    expect(again.data.node.verdict).toEqual(data.products.edges[0].node.verdict);
  });

  it('graphql-codegen types an operation from the schema that the hub serves', async () => {
    const [made] = await generate(
      {
        schema: `${hub.url}/schema.graphql`,
        documents: 'query Names { products(first: 1) { nodes { name verdict { status } } } }',
        generates: { 'client.ts': { plugins: ['typescript', 'typescript-operations'] } },
        silent: true,
      },
      false,
    );
    expect(made?.content).toMatch(/export type NamesQuery = .*products/s);
  });
});
