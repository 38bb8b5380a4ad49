/**
 * Keeps the register on a reader's device, where the reader chose so. What was kept is whole: a new pack takes the
 * place of the old one only when all of it has arrived. Pages come from the network while there is one; kept ones
 * hold the dates of their recognitions and decide in the browser for the reader's day.
 */
const STATE = 'hub-state';
const VISITED = 'hub-visited';
const PACK = 'hub-pack-';
const KEPT = '/offline/kept.json';
const MOST_VISITED = 100;
/** A network that is slower than this is treated as none, if there is something to show instead. */
const PATIENCE_MS = 5_000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), forgetPassing()])),
);

self.addEventListener('message', (event) => {
  const { ask, lang } = event.data;
  const [port] = event.ports;
  const doing = ask === 'keep' ? keep(lang) : ask === 'renew' ? renew() : kept();
  event.waitUntil(
    doing.then(
      (state) => port?.postMessage({ state }),
      (error) => port?.postMessage({ error: String(error) }),
    ),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (url.pathname.startsWith('/_astro/')) event.respondWith(neverChanging(request, url));
  else if (!/^\/(graphql|live|offline)\b/.test(url.pathname)) event.respondWith(data(request, url));
});

async function page(event, url) {
  const { request } = event;
  // Not even the browser's own copy, a minute old, stands for what a code leads to.
  const network = isOfCode(url.pathname) ? fetch(request, { cache: 'no-cache' }) : fetch(request);
  try {
    const answer = await Promise.race([network, late()]);
    const isPage =
      answer.ok && !answer.redirected && answer.headers.get('content-type')?.startsWith('text/html');
    if (isPage && !isPassing(url.pathname, answer)) event.waitUntil(remember(url.pathname, answer.clone()));
    return answer;
  } catch {
    const lang = url.pathname.startsWith('/en/') || url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
    const known = await (isOfCode(url.pathname) ? verifier(lang) : find(url.pathname));
    // Slow is better than nothing; without any network the page that says so.
    return known || network.catch(async () => (await offlinePage(lang)) ?? Response.error());
  }
}

/** What a code leads to: `/v/{code}`; the form for a doubt needs the network, however slow. */
const isOfCode = (path) => /^\/v\/(?!doubt\/?$)[^/]+\/?$/.test(path);

/** True only when it was said: what a code led to (its proof must be verified each time), and what the hub wants forgotten. */
const isPassing = (path, answer) =>
  /^\/(v|01)\//.test(path) || /\bno-store\b/.test(answer.headers.get('cache-control') ?? '');

async function forgetPassing() {
  if (!(await caches.has(VISITED))) return;
  const cache = await caches.open(VISITED);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    if (!answer || isPassing(new URL(request.url).pathname, answer)) await cache.delete(request);
  }
}

/** What an inspector needs: the page reads the code and its proof from the address. */
const verifier = async (lang) =>
  (await find(lang === 'en' ? '/en/verify/' : '/kiem-tra/')) ??
  find(lang === 'en' ? '/kiem-tra/' : '/en/verify/');

const offlinePage = async (lang) =>
  (await find(lang === 'en' ? '/en/offline/' : '/ngoai-tuyen/')) ??
  find(lang === 'en' ? '/ngoai-tuyen/' : '/en/offline/');

async function neverChanging(request, url) {
  const known = await find(url.pathname);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await remember(url.pathname, answer.clone());
  return answer;
}

async function data(request, url) {
  const network = fetch(request);
  try {
    return await Promise.race([network, late()]);
  } catch {
    return (await find(url.pathname)) ?? network;
  }
}

const late = () =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('The network is slow')), PATIENCE_MS));

async function find(path) {
  const { cache } = (await kept()) ?? {};
  for (const name of [cache, VISITED]) {
    const found =
      name && (await caches.match(path, { cacheName: name, ignoreSearch: true, ignoreVary: true }));
    if (found) return found;
  }
  return undefined;
}

async function remember(path, answer) {
  const cache = await caches.open(VISITED);
  await cache.put(path, answer);
  const paths = await cache.keys();
  for (const old of paths.slice(0, Math.max(0, paths.length - MOST_VISITED))) await cache.delete(old);
}

async function kept() {
  const answer = await caches.match(KEPT, { cacheName: STATE });
  return answer ? answer.json() : null;
}

/** Brings what is kept up to the newest build, and keys and status lists up to now: they change without a build. */
async function renew() {
  const state = await kept();
  if (!state) return null;
  const newest = await (await fetch('/offline/version.json', { cache: 'no-cache' })).json();
  if (newest.version !== state.version || !state.changing) return keep(state.lang);
  await fetchAnew(state.changing, await caches.open(state.cache));
  return state;
}

async function keep(lang) {
  const answer = await fetch(`/offline/${lang}.json`, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const { version, day, products, files, changing, texts } = await answer.json();
  const name = `${PACK}${version}-${lang}`;
  const cache = await caches.open(name);
  const policy = answer.headers.get('content-security-policy') ?? "default-src 'self'";
  await Promise.all([
    ...files.map(async (path) => cache.put(path, await whole(path))),
    fetchAnew(changing, cache),
    ...Object.entries(texts).map(([path, text]) =>
      cache.put(
        path,
        new Response(text, {
          headers: { 'content-type': typeOf(path), 'content-security-policy': policy },
        }),
      ),
    ),
  ]);
  const state = { version, lang, day, products, changing, cache: name };
  await (await caches.open(STATE)).put(KEPT, Response.json(state));
  for (const other of await caches.keys()) {
    if ((other.startsWith(PACK) && other !== name) || other === VISITED) await caches.delete(other);
  }
  return state;
}

/** What cannot be had now stays as it was. */
const fetchAnew = (paths, cache) =>
  Promise.all(
    paths.map((path) => cache.add(new Request(path, { cache: 'no-cache' })).catch(() => undefined)),
  );

/** A file whose name changes with its content is taken from the pack before. */
async function whole(path) {
  const known = path.startsWith('/_astro/') && (await find(path));
  const answer = known || (await fetch(path));
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  return answer;
}

function typeOf(path) {
  if (path.endsWith('/')) return 'text/html; charset=utf-8';
  return path.endsWith('.svg') ? 'image/svg+xml' : 'application/json; charset=utf-8';
}
