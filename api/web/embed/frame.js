/** In a frame: tells the host's page how high it is, hands links on to it, and stays of the moment. */
(() => {
  // WordPress knows its frames by the secret that it adds to their address.
  const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
  const tell = (message, value, to = secret) => parent.postMessage({ message, value, secret: to }, '*');
  const height = () => Math.ceil(document.body.getBoundingClientRect().height);
  const root = document.documentElement;

  new ResizeObserver(() => tell('height', height())).observe(document.body);
  // It says when it is ready to hear of a frame that was there before it.
  addEventListener('message', ({ data, source }) => {
    if (source === parent && data?.message === 'ready') tell('height', height(), data.secret);
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || !secret) return;
    // Its sandbox lets nothing open a window: the page around the frame follows the link.
    event.preventDefault();
    tell('link', link.href);
  });

  let readAt = Date.now();
  async function refresh() {
    if (document.hidden || Date.now() - readAt < root.dataset.refresh * 1_000) return;
    readAt = Date.now();
    try {
      const answer = await fetch(location.pathname + location.search, { credentials: 'omit' });
      // That a code is gone is an answer; that the hub has none is no reason to take the last one away.
      if (!answer.ok && answer.status !== 404) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const [now, then] = [document.body.firstElementChild, page.body.firstElementChild];
      if (!then || !page.documentElement.dataset.refresh) throw new Error(`HTTP ${answer.status}`);
      root.dataset.refresh = page.documentElement.dataset.refresh;
      if (now.outerHTML !== then.outerHTML) now.replaceWith(then);
    } catch {
      // The card stays, and says of which day it is.
      const source = document.querySelector('.f span');
      if (source) source.textContent = root.dataset.stale;
    }
  }
  setInterval(refresh, 15_000);
  document.addEventListener('visibilitychange', refresh);
})();
