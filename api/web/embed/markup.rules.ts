/** A piece of a page as data: a host's page draws it with `createElement`, the hub writes it as HTML. Never parsed. */
export type Markup = string | readonly [tag: string, attributes: Attributes, ...children: Markup[]];
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold, however it is written. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
export const escaped = (text: string): string =>
  text.replace(forbidden, '').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

export function toHtml(markup: Markup): string {
  if (typeof markup === 'string') return escaped(markup);
  const [tag, attributes, ...children] = markup;
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
  return `<${tag}${written}>${children.map(toHtml).join('')}</${tag}>`;
}
