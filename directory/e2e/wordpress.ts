/**
 * What WordPress makes of the answer of a provider that is not on its list (wp-includes/embed.php and
 * js/wp-embed.js): three elements with few attributes, a sandbox, and a secret by which frame and page know each
 * other.
 */
const kept: Record<string, string[]> = {
  a: ['href'],
  blockquote: [],
  iframe: ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title'],
};

export const secret = 'Xy3kQ9mZ1a';

export function filtered(html: string): string {
  const clean = html.replace(/<(\/?)(\w+)([^>]*)>/g, (_, slash: string, tag: string, attributes: string) => {
    const allowed = kept[tag];
    if (!allowed) return '';
    if (slash) return `</${tag}>`;
    const written = [...attributes.matchAll(/ (\w+)="([^"]*)"/g)]
      .filter(([, name = '']) => allowed.includes(name))
      .map(([text]) => text)
      .join('');
    return `<${tag}${written}>`;
  });
  const [, quotation = '', frame] =
    /(<blockquote>.*?<\/blockquote>)?.*(<iframe.*?><\/iframe>)/s.exec(clean) ?? [];
  if (!frame) return '';
  return (
    quotation.replace('<blockquote>', `<blockquote class="wp-embedded-content" data-secret="${secret}">`) +
    frame
      .replace(
        '<iframe',
        `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="${secret}"`,
      )
      .replace(/ src="([^"]*)"/, (_, src: string) => ` src="${src}#?secret=${secret}"`)
  );
}

/** The page's side of the messages, heard from when all has loaded: heights of 200 to 1000 pixels, and links to the host of the frame only. */
export const script = `
addEventListener('load', () => {
  addEventListener('message', hear);
  for (const frame of document.querySelectorAll('iframe[data-secret]'))
    frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
});
function hear({ data, source }) {
  if (!data || !data.secret || !data.message || /[^a-zA-Z0-9]/.test(data.secret)) return;
  for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
    if (frame.contentWindow !== source) continue;
    if (data.message === 'height') {
      frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
      frame.dataset.fitted = '';
      for (const quotation of document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]'))
        quotation.hidden = true;
    }
    if (data.message === 'link' && new URL(data.value).host === new URL(frame.src).host)
      document.body.dataset.followed = data.value;
  }
}`;

/** The oEmbed answer that a page announces in its head, as WordPress finds it. */
export async function discover(page: string, format: 'json' | 'xml'): Promise<Response> {
  const type = format === 'json' ? 'application/json+oembed' : 'text/xml+oembed';
  const head = /<head.*?>(.*?)<\/head>/s.exec(await (await fetch(page)).text())?.[1] ?? '';
  const link = [...head.matchAll(/<link [^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(type));
  const href = / href="([^"]*)"/.exec(link ?? '')?.[1]?.replaceAll('&amp;', '&');
  if (!href) throw new Error(`${page} announces no ${type}`);
  return fetch(new URL(href, page));
}
