/** What embeds show, asked of the public contract like any partner would. */
import type { ApolloServer } from '@apollo/server';
import type { Context } from '../../graphql/context.ts';
import { refusal } from '../../graphql/errors.ts';
import { isErrorCode, type ErrorCode } from '../../graphql/error-codes.rules.ts';
import type { StandingFacts } from '../../register/recognitions/standing.rules.ts';
import { SectorCode } from '../../register/taxonomies/taxonomy.type.ts';
import { askHub, NoAnswer } from '../ask-hub.ts';
import { cardOf, goneCard, listPath, mapPath, sourceOf, staleOf } from './card.rules.ts';
import type { Card, CardProduct, CardView, EmbedLang } from './card.rules.ts';
import { parseFilter, printFilter, type Filter } from './filter-words.rules.ts';
import type { PageTarget } from './pages.rules.ts';
import { listWords, type CardList } from './list.rules.ts';

/** More points than this are no map of a choice any more. */
const MOST_ON_A_MAP = 2_000;

export interface Register {
  graphql: ApolloServer<Context>;
  context: Context;
}

const cardFields = `fragment Card on Product {
  code slug name
  producer { name } place { fullName } formerPlace { fullName }
  recognitions {
    code stars potentialFiveStar evidence issued validUntil extendedUntil revokedOn supersededOn
  }
}`;

const cardsDocument = `query EmbedCards($numbers: [String!]!) {
  dataset { isOfficial }
  verdicts(numbers: $numbers) { number verdict { product { ...Card } } }
}
${cardFields}`;

type RecognisedProduct = Omit<CardProduct, 'recognitions'> & { recognitions: StandingFacts[] };
interface CardsAnswer {
  dataset: { isOfficial: boolean };
  verdicts: { number: string; verdict: { product: RecognisedProduct | null } }[];
}

/** One card for each code, in the order of the codes; known or not. */
export async function readCards(
  register: Register,
  codes: readonly string[],
  lang: EmbedLang,
): Promise<{ cards: Card[]; isKnown: boolean[] }> {
  const { dataset, verdicts } = await ask<CardsAnswer>(register, cardsDocument, { numbers: codes });
  const view: CardView = { lang, today: register.context.today, isOfficial: dataset.isOfficial };
  const products = new Map(verdicts.map(({ number, verdict }) => [number, verdict.product]));
  const found = codes.map((code) => products.get(code) ?? null);
  return {
    cards: found.map((product, i) => (product ? cardOf(product, view) : goneCard(codes[i] ?? '', view))),
    isKnown: found.map((product) => product !== null),
  };
}

interface ListAnswer {
  dataset: {
    isOfficial: boolean;
    materials?: { slug: string; name: string }[];
    taxonomies?: {
      validUntil: string | null;
      sectors: { code: string; name: string }[];
      productSets: { number: number; name: string }[];
    }[];
  };
  products: { totalCount: number; nodes: RecognisedProduct[] };
  [named: `n${number}`]: { name: string } | null;
}

/** The products that a filter chooses, those with the most stars first. */
export async function readList(
  register: Register,
  given: URLSearchParams,
  limit: number,
  lang: EmbedLang,
): Promise<CardList> {
  const filter = readFilter(given);
  const named = (['place', 'region', 'producer'] as const).flatMap((kind) =>
    (filter.words[kind] ?? []).map((slug) => ({ kind, slug })),
  );
  const answer = await ask<ListAnswer>(register, listDocument(filter, named), {
    first: limit,
    language: lang.toUpperCase(),
    where: whereOf(filter),
    ...Object.fromEntries(named.map(({ slug }, i) => [`n${i}`, slug])),
  });
  const { dataset, products } = answer;
  const names = new Map(named.map(({ kind, slug }, i) => [`${kind} ${slug}`, answer[`n${i}`]?.name]));
  for (const { slug, name } of dataset.materials ?? []) names.set(`material ${slug}`, name);
  for (const { sectors, productSets, validUntil } of dataset.taxonomies ?? []) {
    for (const { code, name } of sectors) names.set(`sector ${code}`, name);
    if (!validUntil) for (const { number, name } of productSets) names.set(`set ${number}`, name);
  }
  const t = listWords[lang];
  const view: CardView = { lang, today: register.context.today, isOfficial: dataset.isOfficial };
  return {
    title: t.title,
    about: aboutOf(filter, names, lang),
    cards: products.nodes.map((product) => cardOf(product, view)),
    empty: t.empty,
    more: { text: t.all(products.totalCount), href: listPath(lang) + printFilter(filter) },
    notes: filter.unknown.map(t.unknownWord),
    source: sourceOf(view),
    stale: staleOf(view),
  };
}

/** The filter, without the sectors that there are not. */
function readFilter(given: URLSearchParams): Filter {
  const filter = parseFilter(given);
  const isSector = (code: string) => Object.hasOwn(SectorCode, code);
  const { sector } = filter.words;
  if (!sector) return filter;
  filter.unknown.push(...sector.filter((code) => !isSector(code)).map((code) => `nganh=${code}`));
  const known = sector.filter(isSector);
  if (known.length > 0) filter.words.sector = known;
  else delete filter.words.sector;
  return filter;
}

function whereOf({ words }: Filter): Record<string, unknown> {
  const slugs = (of: string[] | undefined) => of?.map((slug) => ({ slug }));
  const where = {
    text: words.text?.[0],
    stars: words.stars?.map(Number),
    sector: words.sector,
    productSet: words.set?.map(Number),
    place: slugs(words.place),
    material: words.material,
    verdict: words.verdict,
    region: slugs(words.region),
    producer: slugs(words.producer),
  };
  return Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
}

/** What a map shows: slugs of products, regions and communes; null for all that there are. */
export interface MapChoice {
  title: string;
  about: string;
  more: { text: string; href: string };
  products: string[] | null;
  regions: string[] | null;
  communes: string[] | null;
}

const mapDocument = `query EmbedMap($where: ProductWhere!, $after: String) {
  products(first: 100, after: $after, where: $where) {
    totalCount
    nodes { slug }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface MapPage {
  products: {
    totalCount: number;
    nodes: { slug: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

export async function readMap(
  register: Register,
  given: URLSearchParams,
  lang: EmbedLang,
): Promise<MapChoice> {
  const filter = readFilter(given);
  const { about } = await readList(register, given, 1, lang);
  const slugs: string[] = [];
  let after: string | null = null;
  do {
    const { products }: MapPage = await ask(register, mapDocument, { where: whereOf(filter), after });
    slugs.push(...products.nodes.map(({ slug }) => slug));
    after = products.pageInfo.hasNextPage ? products.pageInfo.endCursor : null;
  } while (after && slugs.length < MOST_ON_A_MAP);
  const { place, region } = filter.words;
  const isAll = Object.keys(filter.words).length === 0;
  const t = listWords[lang];
  return {
    title: [t.mapTitle, about].filter(Boolean).join(': '),
    about: [...filter.unknown.map(t.unknownWord), about].filter(Boolean).join(' '),
    more: { text: t.wholeMap, href: mapPath(lang) + printFilter(filter) },
    products: isAll ? null : slugs,
    // A list of products alone leaves the regions out; so does a map of one place.
    regions: region ?? (isAll ? null : []),
    communes: place ?? null,
  };
}

/** The name of the thing that a page is of; null where there is none. */
export async function readPage(
  register: Register,
  { kind, key }: PageTarget,
): Promise<{ name: string; producer: { name: string; slug: string } | null } | null> {
  interface Named {
    name: string;
    producer?: { name: string; slug: string } | null;
  }
  const fields = kind === 'product' ? 'name producer { name slug }' : 'name';
  const page =
    kind === 'code'
      ? (
          await ask<{ verdicts: { verdict: { product: Named | null } }[] }>(
            register,
            'query OembedCode($key: String!) { verdicts(numbers: [$key]) { verdict { product { name producer { name slug } } } } }',
            { key },
          )
        ).verdicts[0]?.verdict.product
      : (
          await ask<{ page: Named | null }>(
            register,
            `query OembedPage($key: String!) { page: ${kind}(by: { slug: $key }) { ${fields} } }`,
            { key },
          )
        ).page;
  return page ? { name: page.name, producer: page.producer ?? null } : null;
}

const namedAs = { place: 'name: fullName', region: 'name', producer: 'name' };

function listDocument({ words }: Filter, named: { kind: keyof typeof namedAs }[]): string {
  const declared = named.map((_, i) => `, $n${i}: String!`).join('');
  const things = named.map(({ kind }, i) => `n${i}: ${kind}(by: { slug: $n${i} }) { ${namedAs[kind]} }`);
  const usesLanguage = words.material || words.sector || words.set;
  return `query EmbedList($first: Int!, $where: ProductWhere!${usesLanguage ? ', $language: Language!' : ''}${declared}) {
  dataset {
    isOfficial
    ${words.material ? 'materials { slug name(language: $language) }' : ''}
    ${
      words.sector || words.set
        ? `taxonomies {
      validUntil
      sectors { code name(language: $language) }
      productSets { number name(language: $language) }
    }`
        : ''
    }
  }
  products(first: $first, where: $where, orderBy: { by: STARS, direction: DESC }) {
    totalCount
    nodes { ...Card }
  }
  ${things.join('\n  ')}
}
${cardFields}`;
}

/** "phường Buôn Ma Thuột · 4 hoặc 5 sao · còn hiệu lực": a name that the register does not know stands as written. */
function aboutOf({ words }: Filter, names: Map<string, string | undefined>, lang: EmbedLang): string {
  const t = listWords[lang];
  const listed = (key: 'sector' | 'set' | 'material' | 'place' | 'region' | 'producer') =>
    words[key]?.map((value) => names.get(`${key} ${value}`) ?? `“${value}”`).join(t.or);
  return [
    words.text?.map((text) => `“${text}”`).join(),
    ...(['sector', 'set', 'material', 'region', 'place', 'producer'] as const).map(listed),
    words.stars && t.stars(words.stars.join(t.or)),
    words.verdict && words.verdict.map((status) => t.verdicts[status as keyof typeof t.verdicts]).join(t.or),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What the caller can do something about, or may ask again. The rest is a fault of ours. */
const passedOn = new Set<ErrorCode>([
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'REGISTER_UNAVAILABLE',
  'BAD_USER_INPUT',
  'BAD_TEXT',
]);

async function ask<Data>(
  { graphql, context }: Register,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  try {
    return await askHub<Data>(graphql, context, query, variables);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { code, said } = error;
    throw isErrorCode(code) && passedOn.has(code) ? refusal(code, said) : error;
  }
}
