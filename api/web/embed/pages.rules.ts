/** The pages of the hub that can be shown elsewhere, by their addresses; the directory's own table is tested against. */
import { cleaned } from '../cleaned.rules.ts';
import type { EmbedLang } from './card.rules.ts';

export type PageKind = 'product' | 'producer' | 'region';
export const pagePaths: Record<PageKind, Record<EmbedLang, string>> = {
  product: { vi: '/san-pham/', en: '/en/products/' },
  producer: { vi: '/chu-the/', en: '/en/producers/' },
  region: { vi: '/vung-nguyen-lieu/', en: '/en/regions/' },
};

export interface PageTarget {
  /** `code`: the page that answers for a product or a recognition, by any of its numbers. */
  kind: PageKind | 'code';
  key: string;
  lang: EmbedLang;
}

export function targetOf(path: string, query = new URLSearchParams()): PageTarget | null {
  for (const [kind, paths] of Object.entries(pagePaths)) {
    for (const [lang, base] of Object.entries(paths)) {
      const key = path.startsWith(base) && /^([a-z0-9-]{1,200})\/?$/.exec(path.slice(base.length))?.[1];
      // The lists by letter are no product's page.
      if (key && key !== 'a-z') return { kind: kind as PageKind, key, lang: lang as EmbedLang };
    }
  }
  const code = cleaned(decoded(/^\/v\/([^/]{1,100})$/.exec(path)?.[1] ?? ''));
  return code ? { kind: 'code', key: code, lang: query.get('lang') === 'en' ? 'en' : 'vi' } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const oembedPath = (url: string, format: 'json' | 'xml'): string =>
  `/oembed?url=${encodeURIComponent(url)}&format=${format}`;
