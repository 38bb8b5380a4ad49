/**
 * Builds the script of the embeds and puts it beside the versions that were released before:
 *   npm run hub widgets
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { reserveCss } from './src/widgets/reserve.ts';
import { version } from './src/widgets/version.ts';

export const releasedFolder = join(import.meta.dirname, 'released-widgets');

/** Hashes of every file of every version, as pages name them in `integrity`. */
export type Integrity = Record<string, Record<string, string>>;
const record = join(releasedFolder, 'integrity.json');
export const recordedIntegrity = (): Integrity =>
  existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Integrity) : {};

export const integrityOf = (content: string): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** The files of this version, made anew from their sources. */
export async function buildWidgets(): Promise<Record<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: ['chrome105', 'safari16.4', 'firefox110'],
      lib: {
        entry: join(import.meta.dirname, 'src/widgets/ocop.ts'),
        formats: ['iife'],
        name: 'ocop',
        fileName: () => 'ocop.js',
      },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('Vite built no bundle');
  return { 'ocop.js': result.output[0].code, 'ocop.css': reserveCss };
}

async function release(): Promise<void> {
  const files = await buildWidgets();
  const hashes = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, integrityOf(content)]),
  );
  const known = recordedIntegrity();
  if (known[version] && JSON.stringify(known[version]) !== JSON.stringify(hashes)) {
    console.error(
      `Version ${version} is out in the world and must not change: raise it in directory/src/widgets/version.ts`,
    );
    process.exitCode = 1;
    return;
  }
  const folder = join(releasedFolder, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(record, `${JSON.stringify({ ...known, [version]: hashes }, null, 2)}\n`);
  console.log(`Embeds ${version}: ${Object.keys(files).join(', ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await release();
