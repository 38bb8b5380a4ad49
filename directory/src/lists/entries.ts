/** Everything in the register that is listed by letter. */
import { dictionary, named } from '../i18n/dictionary.ts';
import { dotted } from '../i18n/format.ts';
import { href, type Lang, type Section } from '../i18n/routes.ts';
import * as register from '../data/register.ts';
import { byLetter, partsOf, type Entry, type Letter, type Part } from './alphabet.ts';
import { distinctiveName } from './distinctive-name.ts';

export const listedSections = [
  'products',
  'producers',
  'regions',
  'communes',
  'materials',
  'productSets',
] as const satisfies Section[];
export type ListedSection = (typeof listedSections)[number];

const entriesOf: Record<ListedSection, (lang: Lang) => Entry[]> = {
  products: (lang) =>
    register.products.map((one) => ({
      name: one.name,
      href: href('product', one.slug, lang),
      under: register.producer(one.producer)?.name ?? register.place(one.place)?.fullName,
    })),
  producers: (lang) =>
    register.producers.map((one) => ({
      name: one.name,
      filedAs: distinctiveName(one.name),
      href: href('producer', one.slug, lang),
      under: dotted([
        one.legalForm && dictionary(lang).legalForms[one.legalForm],
        (register.place(one.place) ?? register.place(one.formerPlace))?.fullName,
      ]),
      count: register.productsOfProducer.get(one.slug)?.length ?? 0,
    })),
  regions: (lang) =>
    register.regions.map((one) => ({
      name: one.name,
      href: href('region', one.slug, lang),
      count: register.productsOfRegion.get(one.slug)?.length ?? 0,
    })),
  communes: (lang) =>
    register.communes.map((one) => ({
      name: one.fullName,
      filedAs: one.name,
      href: href('commune', one.slug, lang),
      count: register.productsOfCommune.get(one.slug)?.length ?? 0,
    })),
  materials: (lang) =>
    register.dataset.materials.map((one) => ({
      name: named(one, lang),
      href: href('material', one.slug, lang),
      count: register.productsOfMaterial.get(one.slug)?.length ?? 0,
    })),
  productSets: (lang) =>
    register.productSets.map((one) => ({
      name: named(one, lang),
      href: href('productSet', String(one.number), lang),
      count: register.productsOfSet.get(String(one.number))?.length ?? 0,
    })),
};

interface List {
  total: number;
  letters: Letter[];
  /** None where the list has one page. */
  parts: Part[];
}

function read(section: ListedSection, lang: Lang): List {
  const entries = entriesOf[section](lang);
  const letters = byLetter(entries);
  return { total: entries.length, letters, parts: partsOf(letters) };
}

const lists = new Map<string, List>();
/** Each list is made once, for all its pages. */
export function listOf(section: ListedSection, lang: Lang): List {
  const key = `${section} ${lang}`;
  const list = lists.get(key) ?? read(section, lang);
  lists.set(key, list);
  return list;
}

/** The pages into which a list is cut, for Astro. */
export const listParts = (section: ListedSection, lang: Lang) =>
  listOf(section, lang).parts.map(({ slug }) => ({ params: { part: slug } }));
