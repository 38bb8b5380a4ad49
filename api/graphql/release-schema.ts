import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { clock } from '../clock.ts';
import { translationFaults, unreleasedHeading } from './change-log.rules.ts';
import { untoldChanges, unreleased } from './contract.ts';
import { isUpToDate, schemaFile } from './print-schema.ts';
import { publicSchema } from './schema.ts';

export const releasedFile = fileURLToPath(new URL('../../schema/released.graphql', import.meta.url));
export const changelogFile = fileURLToPath(new URL('../../schema/CHANGELOG.md', import.meta.url));
export const translatedChangelogFile = fileURLToPath(
  new URL('../../schema/CHANGELOG.vi.md', import.meta.url),
);

/** Makes the printed contract the released one, and dates the change log in both languages. */
async function release(): Promise<string | null> {
  const changelog = readFileSync(changelogFile, 'utf8');
  const translated = readFileSync(translatedChangelogFile, 'utf8');
  if (!(await isUpToDate())) return 'schema/schema.graphql is not what the code says: run npm run hub schema';
  if (!unreleased(changelog)) return 'schema/CHANGELOG.md says nothing under "## Unreleased"';
  if (existsSync(releasedFile)) {
    const released = buildSchema(readFileSync(releasedFile, 'utf8'));
    const untold = untoldChanges(released, await publicSchema(), changelog);
    if (untold.length > 0) return `schema/CHANGELOG.md does not tell of:\n  ${untold.join('\n  ')}`;
  }
  const untranslated = translationFaults(changelog, translated);
  if (untranslated.length > 0)
    return `schema/CHANGELOG.vi.md does not tell of the same:\n  ${untranslated.join('\n  ')}`;
  copyFileSync(schemaFile, releasedFile);
  const today = clock(process.env['HUB_TODAY'])();
  writeFileSync(changelogFile, dated(changelog, unreleasedHeading.en, today));
  writeFileSync(translatedChangelogFile, dated(translated, unreleasedHeading.vi, today));
  console.log(`Released the contract of ${today}`);
  return null;
}

const dated = (changelog: string, unreleased: string, day: string): string =>
  changelog.replace(new RegExp(`^## ${unreleased}$`, 'm'), `## ${unreleased}\n\n## ${day}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = await release();
  if (fault) {
    console.error(fault);
    process.exitCode = 1;
  }
}
