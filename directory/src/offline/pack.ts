/**
 * What a reader may keep for when there is no network, written beside the built pages: one file in each language with
 * the pages and the data that they read, and the names of the files of code, style and type that these need.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Snapshot } from '../data/snapshot.ts';
import { chapterOf, languages, routeOf, type Lang } from '../i18n/routes.ts';
import { searchFiles } from '../search/files.ts';
import { partFiles } from '../verifier/packed-products.ts';
import { keysFile, statusListFiles, verifierPages } from './verifier-files.ts';

export interface Pack {
  version: string;
  /** The day for which the pages were built. */
  day: string;
  products: number;
  /** To be fetched as they are. */
  files: string[];
  /** Written on demand: kept as they were when there was a network. */
  changing: string[];
  texts: Record<string, string>;
}

/** Of a larger register the lists and the index are kept, and the pages that the reader has visited. */
const MOST_PRODUCTS = 1_000;

export function writePacks(out: string, { products, today }: Snapshot): void {
  const every = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(out, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
  const assets = every.filter((path) => path.startsWith('/_astro/'));
  const read = (path: string) => readFileSync(join(out, path), 'utf8');
  const isSmall = products.length <= MOST_PRODUCTS;
  const packs = languages.map((lang) => {
    const pages = every.filter((path) => path.endsWith('/index.html') && isKept(path, lang, isSmall));
    const data = [
      ...searchFiles(lang, products.length),
      ...every.filter((path) => isMapData(path, lang, isSmall)),
      ...partFiles(products.length),
      '/symbols.svg',
      '/icon.svg',
    ].filter((path) => existsSync(join(out, path)));
    const texts = Object.fromEntries(
      [...pages, ...data].map((path) => [path.replace(/index\.html$/, ''), read(path)] as const),
    );
    const files = needed(Object.values(texts), assets, read);
    return { lang, pack: { day: today, products: products.length, files, changing, texts } };
  });

  const version = createHash('sha256').update(JSON.stringify(packs)).digest('hex').slice(0, 12);
  mkdirSync(join(out, 'offline'), { recursive: true });
  for (const { lang, pack } of packs)
    writeFileSync(join(out, `offline/${lang}.json`), JSON.stringify({ version, ...pack } satisfies Pack));
  writeFileSync(join(out, 'offline/version.json'), JSON.stringify({ version }));
  copyFileSync(join(import.meta.dirname, 'service-worker.js'), join(out, 'service-worker.js'));
}

const changing = [keysFile, ...Object.values(statusListFiles)];

/** Everything in the language but the pages for developers. */
function isKept(file: string, lang: Lang, isSmall: boolean): boolean {
  const path = file.replace(/index\.html$/, '');
  if (path === verifierPages[lang]) return true;
  const route = routeOf(path);
  if (!route || route.lang !== lang || chapterOf(route.section) === 'docs') return false;
  return isSmall || !route.slug;
}

const isMapData = (path: string, lang: Lang, isSmall: boolean): boolean =>
  path.startsWith('/map/') && (isSmall || !path.startsWith('/map/zones/')) && !isOfOtherLanguage(path, lang);

const isOfOtherLanguage = (path: string, lang: Lang): boolean =>
  languages.some((other) => other !== lang && path.includes(`/${other}.json`));

/** The files that these texts name, and those that they name in turn. */
function needed(texts: string[], assets: string[], read: (path: string) => string): string[] {
  const pathOf = new Map(assets.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]));
  const found = new Set<string>();
  const look = (text: string) => {
    for (const [name] of text.matchAll(/[\w.@~-]+\.(?:js|css|woff2|svg|png|webp)\b/g)) {
      const path = pathOf.get(name);
      if (!path || found.has(path)) continue;
      found.add(path);
      if (/\.(js|css)$/.test(path)) look(read(path));
    }
  };
  for (const text of texts) if (text.startsWith('<!')) look(text);
  return [...found].toSorted();
}
