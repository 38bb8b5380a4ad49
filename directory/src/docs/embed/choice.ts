/** What the builder builds, as it stands in its address: `?product=CODE`, `?kind=list&lieu=ca-phe&valid`. */
import { filterWords, parseFilter, printFilter } from '../../../../api/web/embed/filter-words.rules.ts';
import { DEFAULT_LIMIT, LARGEST_LIMIT } from '../../../../api/web/embed/list.rules.ts';
import type { Lang } from '../../i18n/routes.ts';

export const embedKinds = ['product', 'list', 'map'] as const;
export type EmbedKind = (typeof embedKinds)[number];
export const embedThemes = ['inherit', 'light', 'dark'] as const;
export type EmbedTheme = (typeof embedThemes)[number];
export const widths = [200, 300, 416, 640] as const;

export interface Choice {
  kind: EmbedKind;
  product: string;
  /** The filter as it stands in an address, without its question mark. */
  filter: string;
  validOnly: boolean;
  limit: number;
  lang: Lang;
  theme: EmbedTheme;
  width: number;
}

export const firstChoice = (product: string, lang: Lang): Choice => ({
  kind: 'product',
  product,
  filter: '',
  validOnly: true,
  limit: DEFAULT_LIMIT,
  lang,
  theme: 'inherit',
  width: 300,
});

export function parseChoice(query: URLSearchParams, fallback: Choice): Choice {
  const of = <Value extends string | number>(values: readonly Value[], given: string | null, other: Value) =>
    values.find((value) => String(value) === given) ?? other;
  const product = query.get('product')?.trim().slice(0, 100);
  const filter = parseFilter(
    new URLSearchParams(
      [...query].filter(([word]) => (Object.values(filterWords) as string[]).includes(word)),
    ),
  );
  const limit = Number.parseInt(query.get('limit') ?? '', 10);
  return {
    kind: of(embedKinds, query.get('kind'), fallback.kind),
    product: product || fallback.product,
    filter: printFilter(filter).slice(1),
    validOnly: query.has('kind') ? query.has('valid') : fallback.validOnly,
    limit: limit >= 1 ? Math.min(limit, LARGEST_LIMIT) : fallback.limit,
    lang: of(['vi', 'en'] as const, query.get('in'), fallback.lang),
    theme: of(embedThemes, query.get('theme'), fallback.theme),
    width: of(widths, query.get('width'), fallback.width as (typeof widths)[number]),
  };
}

/** The address of a choice; what is as at first is left out. */
export function printChoice(choice: Choice, fallback: Choice): string {
  const query = new URLSearchParams();
  if (choice.kind === 'product') {
    if (choice.product !== fallback.product) query.set('product', choice.product);
  } else {
    query.set('kind', choice.kind);
    for (const [word, value] of new URLSearchParams(choice.filter)) query.set(word, value);
    if (choice.validOnly) query.set('valid', '');
    if (choice.limit !== fallback.limit) query.set('limit', String(choice.limit));
  }
  if (choice.lang !== fallback.lang) query.set('in', choice.lang);
  if (choice.theme !== fallback.theme) query.set('theme', choice.theme);
  if (choice.width !== fallback.width) query.set('width', String(choice.width));
  return query.size > 0 ? `?${query}` : '';
}

/** The filter of a list or a map, as attributes and as words of an address. */
export function filterQuery({ kind, filter, validOnly }: Choice): Record<string, string> {
  if (kind === 'product') return {};
  return { ...Object.fromEntries(new URLSearchParams(filter)), ...(validOnly && { 'con-hieu-luc': '' }) };
}
