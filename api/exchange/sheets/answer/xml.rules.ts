/** Text for XML, without what XML 1.0 cannot hold. */
export const escaped = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Without names that have a prefix: they belong to what is not carried over, or lead to other parts and files. */
export const attributesXml = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(
      ([name, value]) =>
        value !== undefined && name !== 'xmlns' && (!name.includes(':') || name === 'xml:space'),
    )
    .map(([name, value]) => ` ${name}="${attributeText(String(value))}"`)
    .join('');

/** A line end in an attribute would be read as a space. */
const attributeText = (text: string): string => escaped(text).replaceAll('\n', '&#10;');

export const element = (name: string, attributes: Attributes, inner = ''): string =>
  `<${name}${attributesXml(attributes)}${inner === '' ? '/>' : `>${inner}</${name}>`}`;

/** What programs keep for themselves, formulas, and phonetic guides. */
const leftBehind = new Set(['extLst', 'AlternateContent', 'f', 'rPh', 'phoneticPr']);

export interface Copy {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
  /** What was copied since it was last asked. */
  take(): string;
  /** How many letters that has so far. */
  length(): number;
}

/** Writes down the elements it is told of, but for those that are left behind. */
export function copyOf({
  prefix = '',
  change = (_, attributes) => attributes,
  convert = (text) => text,
}: {
  prefix?: string;
  change?: (name: string, attributes: Readonly<Record<string, string>>) => Attributes;
  convert?: (text: string) => string;
} = {}): Copy {
  let written = '';
  let isOpen = false;
  let skipped = 0;
  const endTag = () => {
    if (isOpen) written += '>';
    isOpen = false;
  };
  return {
    open(name, attributes) {
      if (skipped > 0 || leftBehind.has(name) || name.includes(':')) {
        skipped += 1;
        return;
      }
      endTag();
      written += `<${prefix}${name}${attributesXml(change(name, attributes))}`;
      isOpen = true;
    },
    text(text) {
      if (skipped > 0 || text === '') return;
      endTag();
      written += escaped(convert(text));
    },
    close(name) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      written += isOpen ? '/>' : `</${prefix}${name}>`;
      isOpen = false;
    },
    length: () => written.length,
    take() {
      const taken = written;
      written = '';
      return taken;
    },
  };
}
