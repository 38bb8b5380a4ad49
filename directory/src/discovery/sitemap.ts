/** Site maps (sitemaps.org), with the twin of each page in the other language. */
import { languages } from '../i18n/routes.ts';
import type { Address } from './addresses.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export const emptySitemap = `${head}<urlset xmlns="${NAMESPACE}"></urlset>\n`;

export function sitemapIndex(parts: Map<string, Address[]>, site: URL): string {
  const entries = [...parts].map(([name, addresses]) => {
    const changed = addresses.reduce((last, { changedOn }) => (changedOn > last ? changedOn : last), '');
    return `<sitemap><loc>${new URL(`/sitemap/${name}.xml`, site)}</loc><lastmod>${changed}</lastmod></sitemap>`;
  });
  return `${head}<sitemapindex xmlns="${NAMESPACE}">${entries.join('')}</sitemapindex>\n`;
}

export function sitemapOf(addresses: readonly Address[], site: URL): string {
  const entries = addresses.flatMap(({ paths, changedOn }) => {
    const links = [...languages.map((lang) => [lang, paths[lang]]), ['x-default', paths.vi]]
      .map(
        ([lang, path]) =>
          `<xhtml:link rel="alternate" hreflang="${lang}" href="${new URL(path ?? '', site)}"/>`,
      )
      .join('');
    return languages.map(
      (lang) => `<url><loc>${new URL(paths[lang], site)}</loc><lastmod>${changedOn}</lastmod>${links}</url>`,
    );
  });
  return `${head}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join('\n')}</urlset>\n`;
}
