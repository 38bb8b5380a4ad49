/** The map in a frame: shows what its address asks for, hands links on to WordPress, and stays of the moment. */
import { todayInVietnam } from '../data/today.ts';
import '../map/hub-map.ts';
import { catchUp } from '../verdict/as-of-now.ts';

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

// Frames of WordPress are clipped away until they have told their height, with the secret from their address; it says
// when it is ready to hear of one that was there before it.
const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
const tell = (message: string, value: string | number, to = secret): void =>
  parent.postMessage({ message, value, secret: to }, '*');
tell('height', innerHeight);
addEventListener(
  'message',
  ({ data, source }: MessageEvent<{ message?: string; secret?: string } | null>) => {
    if (source === parent && data?.message === 'ready') tell('height', innerHeight, data.secret);
  },
);
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  if (!link || !secret) return;
  event.preventDefault();
  tell('link', link.href);
});

const CHECK_MS = 15_000;
const RETRY_MS = 30_000;
const day = todayInVietnam();
let map: HTMLElementTagNameMap['hub-map'] | undefined;
let shown = '';
let due = 0;

/** A revocation shows within minutes, also where it changes which products are asked for. */
async function refresh(): Promise<void> {
  if (todayInVietnam() !== day) return location.reload();
  if (Date.now() < due) return;
  due = Date.now() + RETRY_MS;
  try {
    const answer = await fetch(`/embed/map.json${location.search}`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const { refreshIn, ...choice } = (await answer.json()) as MapChoice & { refreshIn: number };
    due = Date.now() + refreshIn * 1_000;
    const text = JSON.stringify(choice);
    if (text !== shown) show(choice);
    shown = text;
    await catchUp();
  } catch (error) {
    // What is shown stays; before the first answer that is the link to the whole map.
    console.warn('map:', error);
  }
}

function show({ about, more, products, regions, communes }: MapChoice): void {
  if (map) map.show({ ...(products && { products }), ...(regions && { regions }) });
  else {
    map = document.createElement('hub-map');
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
  }
  const all = document.querySelector<HTMLAnchorElement>('[data-all]');
  if (all) {
    all.href = more.href;
    all.textContent = more.text;
  }
  const text = document.querySelector('[data-about]');
  if (text) text.textContent = about;
}

const refreshInView = (): void => {
  if (!document.hidden) void refresh();
};
void refresh();
setInterval(refreshInView, CHECK_MS);
document.addEventListener('visibilitychange', refreshInView);
