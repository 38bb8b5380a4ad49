/**
 * Runs every example of the docs and holds its answer equal to the one that the docs show. After a change of the
 * schema, the seed or an example, write the answers anew and read the difference:
 *   npx vitest run --config api/checks/vitest.config.ts api/graphql/docs-examples.test.ts -u
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi, type Answer, type TestApi } from './testing.ts';

const folder = fileURLToPath(new URL('../../directory/src/docs/examples', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace(/\.graphql$/, ''));

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi('embedded');
});
afterAll(() => api.close());

/** What the docs write as "…": every register has its own ids, cursors and instants. */
const own: Record<string, () => Promise<Record<string, unknown>>> = {
  'by-id': async () => ({ id: (await ask('product')).data.product.id }),
  'page-two': async () => ({ after: (await ask('page-one')).data.products.pageInfo.endCursor }),
  changes: async () => ({ after: (await api.ask('{ changes(first: 1) { cursor } }')).data.changes.cursor }),
  'recorded-at': async () => ({ instant: new Date().toISOString() }),
};

async function ask(name: string): Promise<Answer> {
  const file = join(folder, `${name}.variables.json`);
  const variables = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    : {};
  return api.ask(readFileSync(join(folder, `${name}.graphql`), 'utf8'), {
    ...variables,
    ...(await own[name]?.()),
  });
}

const shown = (_key: string, value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/(?<=^[a-z]{3}_)[0-9a-f]{32}$|^WyJ[\w-]+$|^[0-9a-z]+-[0-9a-f]{10}$/, '…')
    : value;

it.each(names)('answers %s as the docs show it', async (name) => {
  const { data, errors } = await ask(name);
  expect(errors?.length ?? 0).toBe(name === 'error' ? 1 : 0);
  const answer = { ...(errors && { errors }), ...(data !== undefined && { data }) };
  await expect(`${JSON.stringify(answer, shown, 2)}\n`).toMatchFileSnapshot(
    join(folder, `${name}.answer.json`),
  );
});

it('has an example for every name, and a name for every file', () => {
  const stray = readdirSync(folder).filter(
    (file) =>
      !names.some((name) =>
        ['.graphql', '.variables.json', '.answer.json'].includes(file.slice(name.length)),
      ),
  );
  expect(stray).toEqual([]);
});
