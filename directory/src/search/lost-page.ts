/** On the page for an address that does not exist: what the words of the address may have meant. */
import { wholeSearch } from './search-engine.ts';
import { listAddress, suggest } from './suggestions.ts';
import { pageLang } from './words.ts';

const MOST = 5;
const place = document.querySelector<HTMLElement>('[data-meant]');

/** The last part of the address that has words in it: `/san-pham/ca-phe-chonn/` → "ca phe chonn". */
function wordsOf(path: string): string {
  const parts = path.split('/').filter((part) => /\p{L}{2}/u.test(part));
  try {
    return decodeURIComponent(parts.at(-1) ?? '')
      .replace(/\.\w+$/, '')
      .replaceAll(/[-_+.]+/g, ' ')
      .trim();
  } catch {
    return '';
  }
}

async function offer(place: HTMLElement, text: string): Promise<void> {
  const lang = pageLang();
  const { shown, didYouMean } = suggest(await wholeSearch(lang), text, lang, MOST);
  const input = document.querySelector<HTMLInputElement>('main input[name=q]');
  if (input && !input.value) input.value = didYouMean ?? text;
  if (shown.length === 0) return;
  const list = document.createElement('ul');
  for (const { address, name, kind, detail } of shown) {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = name.map((part) => part.text).join('');
    const about = document.createElement('small');
    about.className = 'hint';
    about.textContent = [kind, detail].filter(Boolean).join(' · ');
    const item = document.createElement('li');
    item.append(link, ' ', about);
    list.append(item);
  }
  const all = place.querySelector<HTMLAnchorElement>('a');
  if (all) all.href = listAddress(didYouMean ?? text, lang);
  place.querySelector('h2')?.after(list);
  place.hidden = false;
}

const text = wordsOf(location.pathname);
// Without the index the search box above serves as well.
if (place && text) offer(place, text).catch(() => {});
