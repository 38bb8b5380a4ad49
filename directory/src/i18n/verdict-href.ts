import type { Lang } from './routes.ts';

/** Where the hub answers for a code at the moment it is asked, in the language of the page that leads there. */
export const verdictHref = (code: string, lang: Lang): string => `/v/${code}?lang=${lang}`;
/** Where a code can be typed in. */
export const verifyHref = (lang: Lang): string => `/v/?lang=${lang}`;
