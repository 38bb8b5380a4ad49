/** What an oEmbed answer says (oembed.com), as JSON or XML. */
import { escaped, toHtml } from './markup.rules.ts';

export interface Oembed {
  version: '1.0';
  type: 'rich';
  title: string;
  author_name?: string;
  author_url?: string;
  provider_name: string;
  provider_url: string;
  cache_age: number;
  html: string;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What WordPress leaves of it is a quotation with a link, shown until the frame has told its height. */
export function frameHtml(
  page: { href: string; title: string; src: string },
  { width, height }: Size,
): string {
  return [
    toHtml(['blockquote', {}, ['a', { href: page.href }, page.title]]),
    toHtml([
      'iframe',
      {
        src: page.src,
        title: page.title,
        width,
        height,
        frameborder: 0,
        loading: 'lazy',
        sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
      },
    ]),
  ].join('');
}

export function toXml(answer: Oembed): string {
  const fields = Object.entries(answer).map(
    ([name, value]) => `<${name}>${escaped(String(value))}</${name}>`,
  );
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${fields.join('')}</oembed>\n`;
}

const wholeNumber = /^[1-9]\d{0,5}$/;

/** The size within what the consumer has room for; null where it does not say a number. */
export function within(size: Size, maxWidth: string | null, maxHeight: string | null): Size | null {
  if ([maxWidth, maxHeight].some((one) => one !== null && !wholeNumber.test(one))) return null;
  return {
    width: Math.min(size.width, Number(maxWidth ?? Infinity)),
    height: Math.min(size.height, Number(maxHeight ?? Infinity)),
  };
}
