import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { clock } from '../clock.ts';
import { untoldChanges, unreleased } from './contract.ts';
import { isUpToDate, schemaFile } from './print-schema.ts';
import { publicSchema } from './schema.ts';

export const releasedFile = fileURLToPath(new URL('../../schema/released.graphql', import.meta.url));
export const changelogFile = fileURLToPath(new URL('../../schema/CHANGELOG.md', import.meta.url));

/** Makes the printed contract the released one, and dates the change log. */
async function release(): Promise<string | null> {
  const changelog = readFileSync(changelogFile, 'utf8');
  if (!(await isUpToDate())) return 'schema/schema.graphql is not what the code says: run npm run hub schema';
  if (!unreleased(changelog)) return 'schema/CHANGELOG.md says nothing under "## Unreleased"';
  if (existsSync(releasedFile)) {
    const released = buildSchema(readFileSync(releasedFile, 'utf8'));
    const untold = untoldChanges(released, await publicSchema(), changelog);
    if (untold.length > 0) return `schema/CHANGELOG.md does not tell of:\n  ${untold.join('\n  ')}`;
  }
  copyFileSync(schemaFile, releasedFile);
  const today = clock(process.env['HUB_TODAY'])();
  writeFileSync(changelogFile, changelog.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${today}`));
  console.log(`Released the contract of ${today}`);
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = await release();
  if (fault) {
    console.error(fault);
    process.exitCode = 1;
  }
}
