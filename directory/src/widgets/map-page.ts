/** The map in a frame: shows what its address asks for, hands links on to WordPress, and does not outlive its day. */
import { todayInVietnam } from '../data/today.ts';
import '../map/hub-map.ts';

interface MapChoice {
  about: string;
  more: { href: string; text: string };
  /** Slugs; null for all. */
  products: string[] | null;
  regions: string[] | null;
  communes: string[] | null;
}

const root = document.documentElement;
const main = document.querySelector<HTMLElement>('[data-map-page]');
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;

// Frames of WordPress are clipped away until they have told their height, with the secret from their address.
const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
const tell = (message: string, value: string | number): void =>
  parent.postMessage({ message, value, secret }, '*');
tell('height', innerHeight);
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  if (!link || !secret) return;
  event.preventDefault();
  tell('link', link.href);
});

try {
  const answer = await fetch(`/embed/map.json${location.search}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { about, more, products, regions, communes } = (await answer.json()) as MapChoice;
  const map = document.createElement('hub-map');
  map.lang = root.lang;
  map.setAttribute('mode', regions || communes ? 'place' : 'full');
  map.setAttribute('label', [main?.dataset['label'], about].filter(Boolean).join(': '));
  map.setAttribute('data', `/map/${root.lang}.json`);
  for (const [name, slugs] of Object.entries({ products, regions, communes })) {
    if (slugs) map.setAttribute(name, slugs.join());
  }
  const { tiles, tilesAttribution } = main?.dataset ?? {};
  if (tiles) map.setAttribute('tiles', tiles);
  if (tilesAttribution) map.setAttribute('tiles-attribution', tilesAttribution);
  main?.append(map);
  map.addEventListener('hub-map:ready', () => main?.querySelector('[data-fallback]')?.remove(), {
    once: true,
  });
  const all = document.querySelector<HTMLAnchorElement>('[data-all]');
  if (all) {
    all.href = more.href;
    all.textContent = more.text;
  }
  const text = document.querySelector('[data-about]');
  if (text) text.textContent = about;
} catch (error) {
  // The link to the whole map stays.
  console.warn('map:', error);
}

const day = todayInVietnam();
const renew = (): void => {
  if (!document.hidden && todayInVietnam() !== day) location.reload();
};
setInterval(renew, 60_000);
document.addEventListener('visibilitychange', renew);
