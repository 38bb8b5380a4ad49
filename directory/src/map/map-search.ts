/** The field that finds products, zones and places on the map, as a combobox. */
import { h } from './dom.ts';
import type { PageWords } from './page-words.ts';
import type { Found } from './survey.ts';
import type { Surveyor } from './surveyor.ts';

const SHOWN = 8;

export function tieSearch(
  page: HTMLElement,
  words: PageWords,
  surveyor: () => Surveyor | undefined,
  onChoose: (found: Found) => void,
): void {
  const input = page.querySelector<HTMLInputElement>('[data-map-find] input');
  const form = input?.form;
  if (!input || !form) return;
  const list = h('ul', {
    id: 'map-found',
    class: 'map-found',
    role: 'listbox',
    'aria-label': input.ariaLabel,
    hidden: true,
  });
  form.append(list);
  input.role = 'combobox';
  input.ariaAutoComplete = 'list';
  input.ariaExpanded = 'false';
  input.setAttribute('aria-controls', list.id);
  const say = page.querySelector('[data-say]');
  let found: Found[] = [];
  let active = -1;

  async function suggest() {
    const text = input?.value.trim() ?? '';
    const hits = text ? ((await surveyor()?.find(text, SHOWN)) ?? []) : [];
    if (input?.value.trim() !== text) return;
    found = hits;
    list.replaceChildren(
      ...hits.map((hit, index) =>
        h(
          'li',
          { role: 'option', id: `map-found-${index}`, 'aria-selected': 'false', 'data-index': index },
          h('span', { lang: 'vi' }, hit.name),
          h(
            'small',
            {},
            words.kinds[hit.kind],
            hit.detail && ' · ',
            hit.detail && h('span', { lang: 'vi' }, hit.detail),
          ),
        ),
      ),
    );
    open(hits.length > 0);
    // Enter takes the best, as readers expect of a map.
    mark(hits.length > 0 ? 0 : -1);
    if (say) say.textContent = text ? words.results(hits.length) : '';
  }

  function open(isOpen: boolean) {
    list.hidden = !isOpen;
    input?.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) mark(-1);
  }

  function mark(index: number) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    list.children[index]?.scrollIntoView({ block: 'nearest' });
    if (index >= 0) input?.setAttribute('aria-activedescendant', `map-found-${index}`);
    else input?.removeAttribute('aria-activedescendant');
  }

  function choose(index: number) {
    const hit = found[index];
    if (!hit || !input) return;
    input.value = hit.name;
    open(false);
    onChoose(hit);
  }

  input.addEventListener('input', () => void suggest());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      open(false);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) void suggest();
      else mark((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void (async () => {
      if (list.hidden) await suggest();
      choose(Math.max(active, 0));
    })();
  });
  // Before the field loses the focus.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (option) choose(Number(option.dataset['index']));
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) open(false);
  });
}
