import { Pool } from 'pg';
import { headers, type Running } from './contender.ts';
import type { Data } from './questions.ts';

const PAGE = 100;

/** Where this contender's list goes on after so many rows, in its own words. */
export async function cursorAfter(running: Running, depth: number, databaseUrl: string): Promise<unknown> {
  switch (running.name) {
    case 'hub':
    case 'mercurius': {
      let after: string | null = null;
      for (let read = 0; read < depth; read += PAGE) {
        const data: Data = await graphql(
          running.url,
          `
            query ($first: Int!, $after: String) {
              products(first: $first, after: $after) {
                pageInfo {
                  endCursor
                }
              }
            }
          `,
          { first: Math.min(PAGE, depth - read), after },
        );
        after = data.products.pageInfo.endCursor;
      }
      return after;
    }
    case 'postgraphile': {
      const data = await graphql(
        running.url,
        `
          query ($offset: Int!) {
            allProducts(first: 1, offset: $offset, orderBy: [SORT_NAME_ASC, ROW_ID_ASC]) {
              pageInfo {
                endCursor
              }
            }
          }
        `,
        { offset: depth - 1 },
      );
      return data.allProducts.pageInfo.endCursor;
    }
    case 'floor': {
      const pool = new Pool({ connectionString: databaseUrl });
      const { rows } = await pool.query<{ sort_name: string; id: string }>(
        'select sort_name, id from product order by sort_name, id offset $1 limit 1',
        [depth - 1],
      );
      await pool.end();
      return [rows[0]?.sort_name, rows[0]?.id];
    }
    case 'constant':
      return null;
  }
}

async function graphql(url: string, query: string, variables: Record<string, unknown>): Promise<Data> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
