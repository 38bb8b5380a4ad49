type Child = Node | string | null | false | undefined;

/** An element with its attributes and children; an attribute that is null or false is left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number | boolean | null | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A drawing of our own, given as SVG text without anything from the data in it. */
export function drawing(svg: string, className: string): HTMLElement {
  const holder = h('span', { class: className, 'aria-hidden': 'true' });
  holder.innerHTML = svg;
  return holder;
}
