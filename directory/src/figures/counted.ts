/** What the figures page counts, taken from the register once a build. */
import * as register from '../data/register.ts';
import { named } from '../i18n/dictionary.ts';
import { languages, type Lang } from '../i18n/routes.ts';
import { pack } from '../verdict/standing.ts';
import { countFigures, type CountedProduct } from './count.ts';
import { tablesOf, type Names, type Table, type TableName } from './tables.ts';

/** What a browser loads to count again for a day of its own. */
export interface Counted {
  products: CountedProduct[];
  names: Record<Lang, Names>;
}

export const counted: Counted = {
  products: register.products.map((product) => ({
    set: product.productSet?.number ?? null,
    commune: product.place?.slug ?? null,
    facts: product.recognitions.map(pack),
  })),
  names: Object.fromEntries(languages.map((lang) => [lang, namesIn(lang)])) as Record<Lang, Names>,
};

function namesIn(lang: Lang): Names {
  const communes = register.communes.filter(({ slug }) => register.productsOfCommune.has(slug));
  const sets = register.taxonomy?.productSets ?? [];
  return {
    sets: Object.fromEntries(sets.map((set) => [String(set.number), named(set, lang)])),
    communes: Object.fromEntries(communes.map(({ slug, fullName }) => [slug, fullName])),
  };
}

const figures = countFigures(counted.products, register.today);

export const tables = (lang: Lang): Record<TableName, Table> => tablesOf(figures, counted.names[lang], lang);
