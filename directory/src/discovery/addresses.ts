/** Every page that a search engine may find, with the day on which what it says last changed. */
import { addDays } from '../../../api/register/recognitions/recognition.rules.ts';
import * as register from '../data/register.ts';
import type { Product } from '../data/snapshot.ts';
import { href, languages, lettersHref, sectionHref, sections, type Kind, type Lang } from '../i18n/routes.ts';
import { listedSections, listOf } from '../lists/entries.ts';

export interface Address {
  paths: Record<Lang, string>;
  changedOn: string;
}

const { dataset, today } = register;

/** A sitemap may hold 50,000 addresses; each of these stands in it with its twin. */
const MOST_IN_A_PART = 10_000;

let made: Map<string, Address[]> | undefined;

/** Worked out when it is first asked for: without a public address there is no site map. */
export const sitemapParts = (): Map<string, Address[]> => (made ??= allParts());

function allParts(): Map<string, Address[]> {
  const changes = new Map(register.products.map((product) => [product, changeOf(product)]));
  const latestOf = (products: readonly Product[] = []) =>
    latest(products.map((product) => changes.get(product) ?? FIRST_DAY));
  return new Map([
    [
      'pages',
      [
        ...sections.map((section) => address((lang) => sectionHref(section, lang), dataset.compiledOn)),
        address((lang) => lettersHref('products', lang), dataset.compiledOn),
        ...listedSections.flatMap((section) =>
          listOf(section, 'vi').parts.map(({ slug }) =>
            address((lang) => lettersHref(section, lang, slug), dataset.compiledOn),
          ),
        ),
      ],
    ],
    ...parts('products', register.products, 'product', (product) => latestOf([product])),
    ...parts('producers', register.producers, 'producer', ({ slug }) =>
      latestOf(register.productsOfProducer.get(slug)),
    ),
    ...parts('regions', register.regions, 'region', ({ slug }) =>
      latestOf(register.productsOfRegion.get(slug)),
    ),
    ...parts('communes', register.communes, 'commune', ({ slug }) =>
      latestOf(register.productsOfCommune.get(slug)),
    ),
    ...parts('materials', dataset.materials, 'material', ({ slug }) =>
      latestOf(register.productsOfMaterial.get(slug)),
    ),
    ...parts(
      'product-sets',
      register.productSets.map(({ number }) => ({ slug: String(number) })),
      'productSet',
      ({ slug }) => latestOf(register.productsOfSet.get(slug)),
    ),
  ]);
}

/**
 * The newest of the days on which a source of the record was read, and of those on which its verdict changed: a page
 * says something else on the day after a recognition ended.
 */
function changeOf(product: Product): string {
  const read = [product.source, ...product.recognitions.flatMap((one) => [one.source, ...one.otherSources])];
  const { lastDay } = register.verdictOf(product);
  return latest([
    ...read.flatMap((source) => register.source(source)?.retrievedOn ?? []),
    ...product.recognitions.flatMap(({ revokedOn, supersededOn }) =>
      [revokedOn ?? [], supersededOn ?? []].flat(),
    ),
    ...(lastDay ? [addDays(lastDay, 1)] : []),
  ]);
}

function latest(days: readonly string[]): string {
  return days.filter((day) => day <= today).reduce((last, day) => (day > last ? day : last), FIRST_DAY);
}
/** The programme's own first day (490/QĐ-TTg): nothing here is older. */
const FIRST_DAY = '2018-05-07';

function address(pathIn: (lang: Lang) => string, changedOn: string): Address {
  return {
    paths: Object.fromEntries(languages.map((lang) => [lang, pathIn(lang)])) as Record<Lang, string>,
    changedOn: changedOn === FIRST_DAY ? dataset.compiledOn : changedOn,
  };
}

function parts<Thing extends { slug: string }>(
  name: string,
  things: readonly Thing[],
  kind: Kind,
  changeOfThing: (thing: Thing) => string,
): [string, Address[]][] {
  const count = Math.ceil(things.length / MOST_IN_A_PART);
  return Array.from({ length: count }, (_, index) => [
    count === 1 ? name : `${name}-${index + 1}`,
    things
      .slice(index * MOST_IN_A_PART, (index + 1) * MOST_IN_A_PART)
      .map((thing) => address((lang) => href(kind, thing.slug, lang), changeOfThing(thing))),
  ]);
}
