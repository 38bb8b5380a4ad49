import type { Markup } from '../../../api/web/embed/markup.rules.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Makes elements of what the hub says; no text of anybody's is ever read as markup. */
export function draw(markup: Markup, hub: string): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const [tag, attributes, ...children] = markup;
  const element =
    tag === 'svg' || tag === 'path' ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    // Addresses are paths on the hub.
    if (value != null)
      element.setAttribute(name, name === 'href' ? new URL(String(value), hub).href : `${value}`);
  }
  element.append(...children.map((child) => draw(child, hub)));
  return element;
}
