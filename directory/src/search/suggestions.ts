/** What is suggested for a text, in the words and with the addresses that a reader is shown. */
import { productVerdict, shownStars } from '../../../api/register/recognitions/recognition.rules.ts';
import type { Fragment } from '../../../api/register/search/highlight.rules.ts';
import { todayInVietnam } from '../data/today.ts';
import { formerHref, href, sectionHref, type Lang } from '../i18n/routes.ts';
import { unpack } from '../verdict/standing.ts';
import { factsAt, slugAt, type SearchIndex } from './search-index.ts';
import type { Hit, SearchEngine } from './search.ts';
import { spokenStars } from './spoken-stars.ts';
import { words } from './words.ts';

export interface Suggestion {
  address: string;
  name: Fragment[];
  detail: string;
  kind: string;
  symbol: string;
  hue: string;
}

export interface Suggestions {
  shown: Suggestion[];
  didYouMean: string | null;
}

/**
 * Things first; then up to two lists that the text names, which would otherwise crowd them out. Whoever names stars
 * asks for products that have them.
 */
export function suggest(engine: SearchEngine, typed: string, lang: Lang, most: number): Suggestions {
  const { text, stars } = spokenStars(typed);
  if (stars.length > 0) return suggestStarred(engine, text, stars, lang, most);
  const { hits, didYouMean } = engine.find(text);
  const topics = engine.topics(text).slice(0, 2);
  const shown = [...hits.slice(0, most - topics.length), ...topics];
  return { didYouMean, shown: shown.map((hit) => written(engine, hit, didYouMean ?? text, lang)) };
}

/** No guesses: the list that it leads to does not guess either. */
function suggestStarred(
  engine: SearchEngine,
  text: string,
  stars: readonly string[],
  lang: Lang,
  most: number,
): Suggestions {
  const { products } = engine.index;
  const { hits, didYouMean } = text ? engine.find(text) : { hits: engine.all('product'), didYouMean: null };
  const today = todayInVietnam();
  const starsOf = (product: number) =>
    String(shownStars(productVerdict(factsAt(products, product).map(unpack), today)));
  const shown = didYouMean
    ? []
    : hits.filter(({ kind, number }) => kind === 'product' && stars.includes(starsOf(number)));
  return { didYouMean: null, shown: shown.slice(0, most).map((hit) => written(engine, hit, text, lang)) };
}

function written(engine: SearchEngine, hit: Hit, text: string, lang: Lang): Suggestion {
  const { name, ...rest } = describe(hit, engine.index, lang);
  return { ...rest, name: engine.marks(text, name), kind: words[lang].kinds[hit.kind] };
}

/** The list of all that a text finds. */
export const listAddress = (text: string, lang: Lang): string =>
  sectionHref('products', lang, `?q=${encodeURIComponent(text).replaceAll('%20', '+')}`);

type Description = Omit<Suggestion, 'name' | 'kind'> & { name: string };

function describe({ kind, number: n }: Hit, index: SearchIndex, lang: Lang): Description {
  const { products, producers, places, formers, regions, materials, sets } = index;
  const at = (list: readonly string[], number: number | null | undefined) => list[number ?? -1] ?? '';
  switch (kind) {
    case 'product':
      return {
        address: href('product', slugAt(products, n), lang),
        name: at(products.name, n),
        detail: [
          at(producers.name, products.producer[n]),
          at(places.name, products.place[n]) || at(formers.name, products.former[n]),
        ]
          .filter(Boolean)
          .join(' · '),
        symbol: at(products.symbol, n),
        hue: at(products.hue, n),
      };
    case 'producer':
      return {
        address: href('producer', slugAt(producers, n), lang),
        name: at(producers.name, n),
        detail: at(places.name, producers.place[n]),
        symbol: 'basket',
        hue: 'clay',
      };
    case 'region':
      return {
        address: href('region', at(regions.slug, n), lang),
        name: at(regions.name, n),
        detail: at(materials.name, regions.material[n]),
        symbol: at(materials.symbol, regions.material[n]) || 'basket',
        hue: at(materials.hue, regions.material[n]) || 'leaf',
      };
    case 'commune':
      return {
        address: href('commune', at(places.slug, n), lang),
        name: at(places.name, n),
        detail: '',
        symbol: 'tourism',
        hue: 'sea',
      };
    case 'former': {
      const successors = formers.successors[n] ?? [];
      const only = successors.length === 1 ? at(places.slug, successors[0]) : '';
      const names = successors.slice(0, 3).map((number) => at(places.name, number));
      return {
        // What became one commune of today leads there; the rest to where it is told what each of them became.
        address: only ? href('commune', only, lang) : formerHref(at(formers.slug, n), formers.pages[n], lang),
        name: at(formers.name, n),
        detail: names.join(', ').concat(successors.length > 3 ? '…' : ''),
        symbol: 'tourism',
        hue: 'earth',
      };
    }
    case 'province':
      return {
        address: sectionHref('map', lang),
        name: index.province.name,
        detail: '',
        symbol: 'tourism',
        hue: 'sea',
      };
    case 'material':
      return {
        address: sectionHref('products', lang, `?lieu=${at(materials.slug, n)}`),
        name: at(materials.name, n),
        detail: '',
        symbol: at(materials.symbol, n),
        hue: at(materials.hue, n),
      };
    case 'set':
      return {
        address: sectionHref('products', lang, `?bo=${sets.number[n]}`),
        name: at(sets.name, n),
        detail: '',
        symbol: 'basket',
        hue: 'leaf',
      };
  }
}
