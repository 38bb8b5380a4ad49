/** Text that is HTML already; every other text becomes text when it is put into HTML. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Html | string | number | false | null | undefined | readonly Part[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (part === false || part == null) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
  return part.map(written).join('');
};

/** HTML with values in it, each of them as text unless it is HTML itself. How the code is indented is not sent. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((string, index) => string.replace(/\n\s*/g, '\n') + written(parts[index])).join(''));
