/** The newest script of the embeds, as the pages about it name it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { version } from './version.ts';

// The build runs in the folder of the project, whatever it makes of the place of this file.
const folder = join(process.cwd(), 'directory/released-widgets');

export function currentRelease(): { version: string; integrity: string; bytes: number } {
  const record = JSON.parse(readFileSync(join(folder, 'integrity.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const integrity = record[version]?.['ocop.js'];
  if (!integrity)
    throw new Error(`Version ${version} of the embeds is not released: run npm run hub widgets`);
  return {
    version,
    integrity,
    bytes: brotliCompressSync(readFileSync(join(folder, version, 'ocop.js'))).length,
  };
}
