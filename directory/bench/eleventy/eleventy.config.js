/** The same facts, words and rules as the directory's own pages, asked from Nunjucks. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const load = (file) => import(pathToFileURL(join(process.env.BENCH_ROOT, file)).href);
const register = await load('directory/src/data/register.ts');
const { relatedTo } = await load('directory/src/data/related.ts');
const { illustrateMaterial, illustrateProduct } = await load('directory/src/components/art/illustration.ts');
const { dictionary, named } = await load('directory/src/i18n/dictionary.ts');
const { formatDate } = await load('directory/src/i18n/format.ts');
const { printWords } = await load('directory/src/i18n/print.ts');
const { recordWords } = await load('directory/src/i18n/record.ts');
const routes = await load('directory/src/i18n/routes.ts');
const { pack, standingOf } = await load('directory/src/verdict/standing.ts');
const { jsonLd, productNode, scriptText } = await load('api/register/products/structured-data.rules.ts');

const menu = ['products', 'map', 'producers', 'regions', 'communes', 'figures', 'about', 'docs'];

/** What a page of a product looks up. */
function facts(product, lang) {
  const maker = register.producer(product.producer);
  const set = register.productSetOf(product);
  const page = routes.href('product', product.slug, lang);
  const node = productNode(
    {
      ...product,
      category: set ? named(set, lang) : null,
      page,
      producer: maker ? { name: maker.name, page: routes.href('producer', maker.slug, lang) } : null,
    },
    { lang, origin: '', asOf: register.today },
  );
  return {
    t: dictionary(lang),
    w: recordWords(lang),
    p: printWords(lang),
    menu,
    page,
    maker,
    place: register.place(product.place),
    set,
    sector: register.sectorOf(product),
    art: illustrateProduct(product),
    verdict: register.verdictOf(product),
    history: product.recognitions.toSorted((a, b) => (b.issued ?? '').localeCompare(a.issued ?? '')),
    materials: register.materialsOf(product).map((material) => ({
      material,
      art: illustrateMaterial(material) ?? illustrateProduct(product),
      regions: product.materialSources
        .filter((tie) => tie.material.slug === material.slug)
        .flatMap((tie) => register.region(tie.region) ?? []),
    })),
    related: relatedTo(product.slug),
    jsonLd: scriptText(jsonLd(node)),
    dataset: register.dataset,
    today: register.today,
  };
}

export default (config) => {
  config.addFilter('facts', facts);
  config.addFilter('date', formatDate);
  config.addFilter('named', named);
  config.addFilter('source', (ref) => register.source(ref));
  config.addFilter('standing', (recognitions, lang) => standingOf(recognitions, register.today, lang));
  config.addFilter('packed', (recognitions) => JSON.stringify(recognitions.map(pack)));
  config.addFilter('section', (section, lang) => routes.sectionHref(section, lang));
  config.addFilter('href', (slug, kind, lang) => routes.href(kind, slug, lang));
  return { dir: { input: '.', output: '_site', data: '_data' } };
};
