import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { lexicographicSortSchema } from 'graphql';
import { publicSchema } from './schema.ts';

export const schemaFile = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));

/** The public contract as text: sorted, so that a change of the code moves nothing else. */
export async function printedSchema(): Promise<string> {
  return `${printSchemaWithDirectives(lexicographicSortSchema(await publicSchema()))}\n`;
}

/** Whether the committed contract is what the code says. */
export const isUpToDate = async (): Promise<boolean> =>
  readFileSync(schemaFile, 'utf8') === (await printedSchema());

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(schemaFile, await printedSchema());
  } else if (!(await isUpToDate())) {
    console.error(
      'schema/schema.graphql is not what the code says: run `npm run hub schema` and look at the difference',
    );
    process.exitCode = 1;
  }
}
