import { snapshot } from '../data/register.ts';
import type { Lang } from '../i18n/routes.ts';
import { mapData, type MapData } from './layers.ts';

const made = new Map<Lang, MapData>();

/** The map of the whole register, simplified once a build however many pages draw it. */
export function registerMap(lang: Lang): MapData {
  const known = made.get(lang) ?? mapData(snapshot, lang);
  made.set(lang, known);
  return known;
}
