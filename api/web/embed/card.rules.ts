/** What an embed says of a product on a day: texts in one language, ready to be shown, and addresses on the hub. */
import {
  standingOf,
  type Standing,
  type StandingFacts,
  type Tone,
} from '../../register/recognitions/standing.rules.ts';
import { englishDay, vietnameseDay } from '../../register/recognitions/verdict-words.rules.ts';
import { pagePaths } from './pages.rules.ts';

export type EmbedLang = 'vi' | 'en';

export interface Card {
  code: string;
  name: string;
  /** Its page in the directory; null for a product that is gone. */
  href: string | null;
  tone: Tone | 'gone';
  /** Stars to draw; 0 for none. */
  stars: number;
  /** "OCOP 4 sao" */
  badge: string;
  /** "Còn hiệu lực đến 29/07/2027" */
  standing: string;
  producer: string | null;
  place: string | null;
  /** The page that answers for this product today. */
  verify: { text: string; href: string } | null;
  /** Whose word it is, and of which day. */
  source: string;
  /** What stands in its place where the hub could not be asked again. */
  stale: string;
}

export interface CardProduct {
  code: string;
  slug: string;
  name: string;
  producer: { name: string } | null;
  place: { fullName: string } | null;
  formerPlace: { fullName: string } | null;
  recognitions: StandingFacts[];
}

export interface CardView {
  lang: EmbedLang;
  today: string;
  /** Whether the province vouches for the register as a whole. */
  isOfficial: boolean;
}

const words = {
  vi: {
    verify: (code: string) => `Kiểm tra ${code}`,
    former: (badge: string) => `Từng đạt ${badge}`,
    source: (day: string) => `Sổ OCOP, ${day}`,
    unofficial: ' · không chính thức',
    stale: (day: string) => `Chưa kết nối lại được · Sổ OCOP, ${day}`,
    gone: 'Không có trong Sổ OCOP',
    goneStanding: (code: string) => `Sổ đăng ký không có sản phẩm nào mang mã ${code}.`,
    paths: { list: '/san-pham/', map: '/ban-do/' },
  },
  en: {
    verify: (code: string) => `Check ${code}`,
    former: (badge: string) => `Formerly ${badge}`,
    source: (day: string) => `OCOP register, ${day}`,
    unofficial: ' · unofficial',
    stale: (day: string) => `Not reached again · OCOP register, ${day}`,
    gone: 'Not in the OCOP register',
    goneStanding: (code: string) => `The register has no product with the code ${code}.`,
    paths: { list: '/en/products/', map: '/en/map/' },
  },
};

export const dayIn = (lang: EmbedLang, day: string): string =>
  lang === 'vi' ? vietnameseDay(day) : englishDay(day);

export const sourceOf = ({ lang, today, isOfficial }: CardView): string =>
  words[lang].source(dayIn(lang, today)) + (isOfficial ? '' : words[lang].unofficial);
export const staleOf = ({ lang, today }: CardView): string => words[lang].stale(dayIn(lang, today));

const verifyPath = (code: string, lang: EmbedLang): string =>
  `/v/${encodeURIComponent(code)}${lang === 'en' ? '?lang=en' : ''}`;

export const listPath = (lang: EmbedLang): string => words[lang].paths.list;
export const mapPath = (lang: EmbedLang): string => words[lang].paths.map;

export function cardOf(product: CardProduct, view: CardView): Card {
  const { lang, today } = view;
  const standing = standingOf(product.recognitions, today, lang);
  return {
    code: product.code,
    name: product.name,
    href: `${pagePaths.product[lang]}${product.slug}/`,
    tone: standing.tone,
    stars: standing.stars,
    badge: badgeOf(standing, lang),
    standing: standing.chip,
    producer: product.producer?.name ?? null,
    place: product.place?.fullName ?? product.formerPlace?.fullName ?? null,
    verify: { text: words[lang].verify(product.code), href: verifyPath(product.code, lang) },
    source: sourceOf(view),
    stale: staleOf(view),
  };
}

/** Nobody reads a rating that has ended as one that holds. */
function badgeOf({ tone, stars, badge }: Standing, lang: EmbedLang): string {
  if (stars === 0 || tone === 'council') return badge;
  return tone === 'past' ? words[lang].former(badge) : `OCOP ${badge}`;
}

/** The card of a code that the register does not know, or no longer. */
export function goneCard(code: string, view: CardView): Card {
  const t = words[view.lang];
  const shown = code.length > 40 ? `${code.slice(0, 40)}…` : code;
  return {
    code,
    name: t.gone,
    href: null,
    tone: 'gone',
    stars: 0,
    badge: 'OCOP',
    standing: t.goneStanding(shown),
    producer: null,
    place: null,
    verify: null,
    source: sourceOf(view),
    stale: staleOf(view),
  };
}
