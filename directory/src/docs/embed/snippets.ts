/** The code that a host copies, and that the preview runs: made in one place. */
import {
  CARD_HEIGHT,
  listHeight,
  MAP_HEIGHT,
  NARROW,
  NARROW_CARD_HEIGHT,
} from '../../../../api/web/embed/look.rules.ts';
import { escaped } from '../../../../api/web/embed/markup.rules.ts';
import { href, sectionHref } from '../../i18n/routes.ts';
import { filterQuery, type Choice } from './choice.ts';

/** What the register says of the chosen product; a list and a map are named by their words alone. */
export interface Named {
  slug: string;
  name: string;
}

export interface Released {
  version: string;
  /** `sha384-…` of the script. */
  integrity: string;
}

export interface Snippets {
  html: string;
  strict: string;
  wordpress: string;
  frame: string;
  markdown: string;
  poster: string;
}

const titles = {
  vi: { list: 'Sản phẩm OCOP', map: 'Bản đồ sản phẩm OCOP' },
  en: { list: 'OCOP products', map: 'Map of OCOP products' },
};

export function snippets(choice: Choice, named: Named | null, hub: string, released: Released): Snippets {
  const { kind, lang, theme } = choice;
  const title = kind === 'product' ? `${named?.name ?? choice.product} – OCOP` : titles[lang][kind];
  const filter = filterQuery(choice);
  const query = new URLSearchParams(filter);
  const verify = `${hub}/v/${encodeURIComponent(choice.product)}${lang === 'en' ? '?lang=en' : ''}`;
  const whole = sectionHref(kind === 'map' ? 'map' : 'products', lang);
  const page =
    kind === 'product'
      ? hub + (named ? href('product', named.slug, lang) : `/v/${encodeURIComponent(choice.product)}`)
      : `${hub}${whole}${query.size > 0 ? `?${readable(query)}` : ''}`;

  query.set('lang', lang);
  if (theme !== 'inherit') query.set('theme', theme);
  if (kind === 'list') query.set('limit', String(choice.limit));
  const path = kind === 'product' ? `/embed/product/${encodeURIComponent(choice.product)}` : `/embed/${kind}`;
  const src = `${hub}${path}?${readable(query)}`;
  const attributes = [
    ...(kind === 'product' ? [['code', choice.product]] : Object.entries(filter)),
    ...(kind === 'list' ? [['limit', String(choice.limit)]] : []),
    ['lang', lang],
    ...(theme === 'inherit' ? [] : [['theme', theme]]),
  ]
    .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escaped(value ?? '')}"`))
    .join('');
  const element = `<ocop-${kind}${attributes}>\n  <a href="${escaped(kind === 'product' ? verify : page)}">${escaped(title)}</a>\n</ocop-${kind}>`;
  const withScript = (script: string, of: string, extra = '') =>
    `<link rel="stylesheet" href="${hub}/w/${of}/ocop.css">\n${element}\n<script ${script} src="${hub}/w/${of}/ocop.js"${extra}></script>`;
  const frame = `<iframe src="${escaped(src)}" title="${escaped(title)}" width="${choice.width}" height="${heightOf(choice)}" loading="lazy" frameborder="0" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const badge = new URLSearchParams({ lang, ...(theme === 'dark' && { theme }) });
  return {
    html: withScript('async', 'v1'),
    strict: withScript(
      'async',
      released.version,
      `\n  integrity="${released.integrity}" crossorigin="anonymous"`,
    ),
    // The address alone, in a line of its own: WordPress asks the hub what it stands for.
    wordpress: kind === 'product' ? page : frame,
    frame,
    markdown:
      kind === 'product'
        ? `[![${title.replace(/[[\]]/g, '')}](${hub}${path}.svg?${badge})](${verify})`
        : `[${title}](${page})`,
    poster: kind === 'product' ? verify : page,
  };
}

function heightOf({ kind, limit, width }: Choice): number {
  if (kind === 'map') return MAP_HEIGHT;
  if (kind === 'list') return listHeight(limit);
  return width < NARROW ? NARROW_CARD_HEIGHT : CARD_HEIGHT;
}

/** Commas and slashes need no escape in a query. */
const readable = (query: URLSearchParams): string =>
  query
    .toString()
    .replaceAll('%2C', ',')
    .replace(/=(?=&|$)/g, '');
