/** What the figures page counts, taken from the register once a build. */
import * as register from '../data/register.ts';
import { named } from '../i18n/dictionary.ts';
import { languages, type Lang } from '../i18n/routes.ts';
import { pack } from '../verdict/standing.ts';
import { countFigures } from './count.ts';
import { tablesOf, type Names, type Table, type TableName } from './tables.ts';

const figures = countFigures(
  register.products.map((product) => ({
    set: product.productSet?.number ?? null,
    commune: product.place?.slug ?? null,
    facts: product.recognitions.map(pack),
  })),
  register.today,
);

const names = Object.fromEntries(languages.map((lang) => [lang, namesIn(lang)])) as Record<Lang, Names>;

function namesIn(lang: Lang): Names {
  const sets = register.taxonomy?.productSets ?? [];
  return {
    sets: Object.fromEntries(sets.map((set) => [String(set.number), named(set, lang)])),
    communes: Object.fromEntries(register.communes.map(({ slug, fullName }) => [slug, fullName])),
  };
}

export const tables = (lang: Lang): Record<TableName, Table> => tablesOf(figures, names[lang], lang);
