import { verifierPages } from '../offline/verifier-files.ts';

/** The one table of addresses: every link, alternate and redirect of the directory is read from here. */
export const languages = ['vi', 'en'] as const;
export type Lang = (typeof languages)[number];

const paths = {
  home: { vi: '/', en: '/en/' },
  products: { vi: '/san-pham/', en: '/en/products/' },
  producers: { vi: '/chu-the/', en: '/en/producers/' },
  regions: { vi: '/vung-nguyen-lieu/', en: '/en/regions/' },
  communes: { vi: '/xa-phuong/', en: '/en/communes/' },
  materials: { vi: '/nguyen-lieu/', en: '/en/materials/' },
  productSets: { vi: '/bo-san-pham/', en: '/en/product-sets/' },
  map: { vi: '/ban-do/', en: '/en/map/' },
  figures: { vi: '/so-lieu/', en: '/en/figures/' },
  verify: verifierPages,
  about: { vi: '/du-lieu/', en: '/en/about-the-data/' },
  offline: { vi: '/ngoai-tuyen/', en: '/en/offline/' },
  docs: { vi: '/docs/', en: '/en/docs/' },
  docsContract: { vi: '/docs/contract/', en: '/en/docs/contract/' },
  docsRecipes: { vi: '/docs/recipes/', en: '/en/docs/recipes/' },
  docsProof: { vi: '/docs/offline-proof/', en: '/en/docs/offline-proof/' },
  docsFollow: { vi: '/docs/follow/', en: '/en/docs/follow/' },
  docsConsole: { vi: '/docs/console/', en: '/en/docs/console/' },
  docsEmbed: { vi: '/docs/embed/', en: '/en/docs/embed/' },
  docsLimits: { vi: '/docs/limits/', en: '/en/docs/limits/' },
  docsErrors: { vi: '/docs/errors/', en: '/en/docs/errors/' },
  docsLicence: { vi: '/docs/licence/', en: '/en/docs/licence/' },
  docsChanges: { vi: '/docs/changes/', en: '/en/docs/changes/' },
} as const satisfies Record<string, Record<Lang, string>>;

export type Section = keyof typeof paths;
export const sections = Object.keys(paths) as Section[];

/** The pages for developers, in the order in which they are read. */
export const docsSections = sections.filter((section) => section.startsWith('docs'));
const chapters: Partial<Record<Section, Section>> = { materials: 'regions', productSets: 'products' };
/** The section of the menu that a section belongs to. */
export const chapterOf = (section: Section): Section =>
  docsSections.includes(section) ? 'docs' : (chapters[section] ?? section);

/** Things with a page of their own, and the section that lists them. */
const sectionOf = {
  product: 'products',
  producer: 'producers',
  region: 'regions',
  commune: 'communes',
  material: 'materials',
  productSet: 'productSets',
  error: 'docsErrors',
} as const;
export type Kind = keyof typeof sectionOf;
export const kinds = Object.keys(sectionOf) as Kind[];

export interface Route {
  section: Section;
  slug?: string;
  lang: Lang;
}

export function sectionHref(section: Section, lang: Lang, query = ''): string {
  return paths[section][lang] + query;
}

export function href(kind: Kind, slug: string, lang: Lang): string {
  return `${paths[sectionOf[kind]][lang]}${slug}/`;
}

/** A list by letter; long ones have a page a letter, or several. */
export function lettersHref(section: Section, lang: Lang, part = ''): string {
  return `${paths[section][lang]}a-z/${part && `${part}/`}`;
}

/** What became of a former place, told among the communes: on the page of its letter, else on that of them all. */
export function formerHref(slug: string, page: string | undefined, lang: Lang): string {
  return `${page ? lettersHref('communes', lang, page) : sectionHref('communes', lang)}#${slug}`;
}

/** What a path shows; undefined for a path that the directory does not have. */
export function routeOf(path: string): Route | undefined {
  for (const section of sections) {
    for (const lang of languages) {
      const base: string = paths[section][lang];
      if (path === base) return { section, lang };
      if (!Object.values<Section>(sectionOf).includes(section) || !path.startsWith(base)) continue;
      // An error goes by its code, which is in capitals; a page of a list by its letter.
      const slug = /^((?:a-z\/)?[a-z0-9-]+|[A-Z_]+)\/$/.exec(path.slice(base.length))?.[1];
      if (slug) return { section, slug, lang };
    }
  }
  return undefined;
}

/** Whether the page of a path asks of the register only about one thing: the next build may take it over then. */
export function isOfOneThing(path: string): boolean {
  const route = routeOf(path);
  const ofOneThing: (Section | undefined)[] = ['products', 'producers', 'regions', 'communes'];
  // Lists by letter go through all of it, as do the other pages.
  return ofOneThing.includes(route?.section) && route?.slug !== undefined && !/^a-z(\/|$)/.test(route.slug);
}

export function pathOf({ section, slug, lang }: Route): string {
  return paths[section][lang] + (slug ? `${slug}/` : '');
}

/** The same page in another language. */
export function inLanguage(path: string, lang: Lang): string {
  const route = routeOf(path);
  return route ? pathOf({ ...route, lang }) : paths.home[lang];
}
