/** The small tools of every page: search, light or dark by choice, and the same view in the other language. */
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]');

button?.addEventListener('click', () => {
  const dark = root.dataset['theme']
    ? root.dataset['theme'] === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset['theme'] = dark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset['theme']);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
});

const language = document.querySelector<HTMLAnchorElement>('[data-language]');
language?.addEventListener('click', () => {
  language.search = location.search;
  language.hash = location.hash;
});

const find = document.querySelector<HTMLDetailsElement>('[data-find]');
find?.addEventListener('toggle', () => {
  if (find.open) find.querySelector('input')?.focus();
});
find?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  find.open = false;
  find.querySelector('summary')?.focus();
});
document.addEventListener('click', (event) => {
  if (find?.open && !find.contains(event.target as Node)) find.open = false;
});
