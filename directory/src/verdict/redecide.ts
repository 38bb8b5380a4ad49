/** Decides every shown standing again for the reader's own day: a page built yesterday must not claim today. */
import { todayInVietnam } from '../data/today.ts';
import type { Lang } from '../i18n/routes.ts';
import { standingOf, unpack, type PackedFacts } from './standing.ts';

export function redecide(root: ParentNode, day: string): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-facts]')) {
    if (element.dataset['day'] === day) continue;
    const facts = (JSON.parse(element.dataset['facts'] ?? '[]') as PackedFacts[]).map(unpack);
    const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'vi';
    const standing = standingOf(facts, day, lang);
    element.dataset['day'] = day;
    for (const part of element.querySelectorAll<HTMLElement>('[data-part]')) {
      part.dataset['tone'] = standing.tone;
      part.dataset['status'] = standing.status;
      const text = part.querySelector('[data-text]') ?? part;
      switch (part.dataset['part']) {
        case 'badge':
          part.dataset['stars'] = String(standing.stars);
          text.textContent = standing.badge;
          break;
        case 'chip':
          text.textContent = standing.chip;
          break;
        case 'sentence':
          text.textContent = standing.sentence;
          break;
      }
    }
  }
}

redecide(document, todayInVietnam());
