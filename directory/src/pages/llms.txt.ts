import type { APIRoute } from 'astro';
import { dataset, products, producers, regions, today } from '../data/register.ts';
import { sectionHref, type Section } from '../i18n/routes.ts';

/** What a language model should know before it answers from these pages: https://llmstxt.org */
export const GET: APIRoute = ({ site }) => {
  const absolute = (path: string) => (site ? new URL(path, site).href : path);
  const link = (name: string, path: string, says: string) => `- [${name}](${absolute(path)}): ${says}`;
  const page = (name: string, section: Section, says: string) => link(name, sectionHref(section, 'en'), says);
  return new Response(`# ${dataset.titleEn}

> ${dataset.statementEn}

OCOP ("Mỗi xã một sản phẩm", One Commune One Product) is Vietnam's programme of products with 3 to 5 stars. A star belongs to a recognition that lasts 36 months: say that a product has a star only together with the day until which it is in force, and ask again for today. On ${today} this register held ${products.length} products, ${producers.length} producers and ${regions.length} raw-material regions. Text is Vietnamese first; the English pages have the same facts.

## Ask

${link('Verdict of a code', '/v/CODE?f=jsonld', 'is this star in force today: JSON-LD, `asOf=YYYY-MM-DD` for another day')}
${link('GraphQL API', '/graphql', 'everything, typed, without a key')}
${link('Schema', '/schema.graphql', 'the public contract')}

## Pages

${page('Products', 'products', 'the list with its filters')}
${page('Map', 'map', 'products and raw-material zones')}
${page('Producers', 'producers', 'who makes them')}
${page('Raw-material regions', 'regions', 'where the material comes from')}
${page('Communes and wards', 'communes', 'with the names of before 2025-07-01')}
${page('Figures', 'figures', 'counts with their tables as CSV')}
${page('About the data', 'about', 'sources, levels of evidence, gaps, licence')}

## For programs

${page('Documentation', 'docs', 'first query, recipes, limits, errors')}
${link('Every change of the public records', '/changes', 'for copies: page by page, deletions too, with a snapshot')}
${link('Whole lists as files', '/export/?lang=en', 'CSV, Excel, GeoJSON, NDJSON, GeoPackage, Parquet of any filter, each with a receipt')}
${link('Catalogue', '/catalog.jsonld', 'DCAT-AP: every list with its files and their columns; also as Turtle, /data.json and /datapackage.json')}
${link('What changed, as a feed', '/feeds/changes.atom?lang=en', 'Atom with tombstones and archives')}
${link('Data for GIS', '/ogc', 'OGC API – Features: products, producers, regions and communes, with CQL2 filters')}
${link('New and revoked recognitions', '/feeds/recognitions.atom?lang=en', 'Atom; also as .rss')}
${link('Recognitions that end', '/feeds/expiries.ics?lang=en', 'iCalendar')}

## Licence

${dataset.licence} (${dataset.licenceUrl}), named "${dataset.attribution}".
`);
};
