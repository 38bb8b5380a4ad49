import type { FastifyRequest } from 'fastify';

export type Lang = 'vi' | 'en';

/** The language of a page that has one address: as the address says, else as the reader's browser wishes. */
export function languageOf(request: FastifyRequest): Lang {
  const { lang } = request.query as { lang?: unknown };
  return lang === 'vi' || lang === 'en' ? lang : preferred(request.headers['accept-language']);
}

/** Vietnamese, unless English is wanted more. */
export function preferred(accepted: string | undefined): Lang {
  const wish = { vi: 0, en: 0 };
  for (const range of (accepted ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1) || 0;
    const lang = tag.split('-')[0];
    if (lang === 'vi' || lang === 'en') wish[lang] = Math.max(wish[lang], quality);
  }
  return wish.en > wish.vi ? 'en' : 'vi';
}
