/** Decides every shown standing again for the reader's now: a page built yesterday must not claim today. */
import { redecideStructuredData } from '../structured-data/redecide-graph.ts';
import { pageLang } from '../search/words.ts';
import { asOfNow } from './as-of-now.ts';
import { latestFacts } from './latest-facts.ts';
import { standingOf, unpack, type PackedFacts } from './standing.ts';

export function redecide(root: ParentNode, day: string): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-facts]')) {
    const built = element.dataset['facts'] ?? '[]';
    const facts = latestFacts(element.dataset['product'], JSON.parse(built) as PackedFacts[]);
    const known = JSON.stringify(facts);
    if (element.dataset['day'] === day && known === built) continue;
    element.dataset['facts'] = known;
    const standing = standingOf(facts.map(unpack), day, pageLang());
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

asOfNow((day) => {
  redecide(document, day);
  redecideStructuredData(document, day, pageLang());
});
