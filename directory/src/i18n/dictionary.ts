import { en } from './en.ts';
import type { Lang } from './routes.ts';
import { vi, type Dictionary } from './vi.ts';

const dictionaries: Record<Lang, Dictionary> = { vi, en };
export const dictionary = (lang: Lang): Dictionary => dictionaries[lang];

/** Picks the language of a thing that the register names twice. */
export const named = (thing: { nameVi: string; nameEn: string }, lang: Lang): string =>
  lang === 'vi' ? thing.nameVi : thing.nameEn;
