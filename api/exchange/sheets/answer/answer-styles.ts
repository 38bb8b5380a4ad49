import { fileLimits } from '../file-limits.rules.ts';
import { refuseFile } from '../file-refusals.rules.ts';
import type { Letters } from '../letters.rules.ts';
import { SheetRefused } from '../sheet-refused.ts';
import { type Parts, readWhole } from '../workbook-parts.ts';
import type { Weight } from '../remark.rules.ts';
import type { Tone } from './row-answer.ts';
import { attributesXml, copyOf, element } from './xml.rules.ts';

/** The looks of what the hub writes itself. */
export type Look =
  | Tone
  | 'HEADING'
  | 'ANSWER'
  | 'ANSWER_ASKED'
  | 'TITLE'
  | 'LABEL'
  | 'TEXT'
  | 'LINK'
  | 'LIST_TEXT'
  | 'LIST_HEADING'
  | 'FORMULA_LIKE';

/** Like nobody else's, so that the hub knows its own colours when a workbook comes back. */
const fills: Readonly<Record<Weight | 'HEADING' | 'ANSWER', string>> = {
  REFUSED: 'FFF9C6C1',
  QUESTION: 'FFFFE39A',
  NOTE: 'FFE3E7EC',
  HEADING: 'FF1F4E46',
  ANSWER: 'FFFFF9E3',
};
const fillNames = Object.keys(fills) as (keyof typeof fills)[];
const FONT = 'Arial';
const fonts = {
  PLAIN: `<font><sz val="10"/><color rgb="FF1B1F23"/><name val="${FONT}"/><family val="2"/></font>`,
  BOLD: `<font><b/><sz val="10"/><color rgb="FF1B1F23"/><name val="${FONT}"/><family val="2"/></font>`,
  WHITE: `<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="${FONT}"/><family val="2"/></font>`,
  RED: `<font><sz val="10"/><color rgb="FF8A1C12"/><name val="${FONT}"/><family val="2"/></font>`,
  TITLE: `<font><b/><sz val="15"/><color rgb="FF1F4E46"/><name val="${FONT}"/><family val="2"/></font>`,
  LINK: `<font><u/><sz val="10"/><color rgb="FF0B5CAD"/><name val="${FONT}"/><family val="2"/></font>`,
} as const;
const fontNames = Object.keys(fonts) as (keyof typeof fonts)[];
const side = (name: string) => `<${name} style="thin"><color rgb="FFB8C0C8"/></${name}>`;
const BORDER = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;

const looks: Readonly<
  Record<
    Look,
    {
      font: keyof typeof fonts;
      fill?: keyof typeof fills;
      isBordered?: boolean;
      isQuoted?: boolean;
      align: string;
    }
  >
> = {
  REFUSED: { font: 'RED', fill: 'REFUSED', isBordered: true, align: 'top' },
  QUESTION: { font: 'PLAIN', fill: 'QUESTION', isBordered: true, align: 'top' },
  NOTE: { font: 'PLAIN', fill: 'NOTE', isBordered: true, align: 'top' },
  CLEAR: { font: 'PLAIN', isBordered: true, align: 'top' },
  HEADING: { font: 'WHITE', fill: 'HEADING', isBordered: true, align: 'center' },
  ANSWER: { font: 'PLAIN', isBordered: true, align: 'top' },
  ANSWER_ASKED: { font: 'BOLD', fill: 'ANSWER', isBordered: true, align: 'top' },
  TITLE: { font: 'TITLE', align: 'center' },
  LABEL: { font: 'BOLD', align: 'top' },
  TEXT: { font: 'PLAIN', align: 'top' },
  LINK: { font: 'LINK', align: 'top' },
  LIST_TEXT: { font: 'PLAIN', isBordered: true, align: 'top' },
  LIST_HEADING: { font: 'BOLD', isBordered: true, align: 'center' },
  FORMULA_LIKE: { font: 'PLAIN', isBordered: true, isQuoted: true, align: 'top' },
};
const lookNames = Object.keys(looks) as Look[];

export interface Styles {
  of(look: Look): number;
  /** The style of a cell of the list with a colour; without one, as it was before the hub coloured it. */
  painted(style: number, tone: Weight | null): number;
  /** The part, with all the styles that were asked for. */
  xml(): string;
}

/** One `<xf>` of a cell: how it looks. */
interface Format {
  attributes: Readonly<Record<string, string>>;
  inner: string;
}

/** The styles of a workbook, or of none, and beside them the hub's. */
export async function stylesFor(
  parts: Parts | null,
  part: string | undefined,
  letters: Letters,
): Promise<Styles> {
  const own = parts && part !== undefined ? await stylesIn(parts, part, letters) : nothing();
  if (own.fonts.length === 0) own.fonts.push(fonts.PLAIN);
  if (own.fills.length < 2)
    own.fills.push(
      ...['none', 'gray125']
        .slice(own.fills.length)
        .map((type) => `<fill><patternFill patternType="${type}"/></fill>`),
    );
  if (own.borders.length === 0)
    own.borders.push('<border><left/><right/><top/><bottom/><diagonal/></border>');
  if (own.baseFormats.length === 0) own.baseFormats.push({ attributes: {}, inner: '' });
  if (own.formats.length === 0) own.formats.push({ attributes: { xfId: '0' }, inner: '' });

  const [firstFont, firstFill, firstBorder] = [own.fonts.length, own.fills.length, own.borders.length];
  const ofHub = new Set(
    own.fills.flatMap((xml, index) =>
      Object.values(fills).some((rgb) => xml.includes(`"${rgb}"`)) ? [index] : [],
    ),
  );
  const fillOf = (name: keyof typeof fills) => firstFill + fillNames.indexOf(name);
  const formats = [...own.formats];
  const firstLook = formats.length;
  formats.push(
    ...lookNames.map((look) => {
      const { font, fill, isBordered, isQuoted, align } = looks[look];
      return {
        attributes: {
          numFmtId: '49',
          fontId: String(firstFont + fontNames.indexOf(font)),
          fillId: String(fill ? fillOf(fill) : 0),
          borderId: String(isBordered ? firstBorder : 0),
          xfId: '0',
          applyNumberFormat: '1',
          applyFont: '1',
          applyFill: '1',
          applyBorder: '1',
          applyAlignment: '1',
          ...(isQuoted && { quotePrefix: '1' }),
        },
        inner: element('alignment', {
          vertical: align,
          wrapText: 1,
          ...(look === 'HEADING' || look === 'LIST_HEADING' ? { horizontal: 'center' } : {}),
        }),
      };
    }),
  );
  const painted = new Map<string, number>();
  return {
    of: (look) => firstLook + lookNames.indexOf(look),
    painted(style, tone) {
      const known = Number.isInteger(style) && style >= 0 && style < firstLook + lookNames.length ? style : 0;
      const format = formats[known] as Format;
      if (tone === null && !ofHub.has(Number(format.attributes['fillId'] ?? 0))) return known;
      const key = `${known} ${tone}`;
      const before = painted.get(key);
      if (before !== undefined) return before;
      const fillId = String(tone === null ? 0 : fillOf(tone));
      formats.push({ ...format, attributes: { ...format.attributes, fillId, applyFill: '1' } });
      painted.set(key, formats.length - 1);
      return formats.length - 1;
    },
    xml: () =>
      [
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
        own.numberFormats.length > 0 ? element('numFmts', {}, own.numberFormats.join('')) : '',
        element('fonts', {}, [...own.fonts, ...fontNames.map((name) => fonts[name])].join('')),
        element('fills', {}, [...own.fills, ...fillNames.map((name) => solid(fills[name]))].join('')),
        element('borders', {}, [...own.borders, BORDER].join('')),
        element('cellStyleXfs', {}, own.baseFormats.map(formatXml).join('')),
        element('cellXfs', {}, formats.map(formatXml).join('')),
        own.named.length > 0 ? element('cellStyles', {}, own.named.join('')) : '',
        own.colors,
        '</styleSheet>',
      ].join(''),
  };
}

const solid = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;

const formatXml = ({ attributes, inner }: Format): string => `<xf${attributesXml(attributes)}>${inner}</xf>`;

interface Own {
  numberFormats: string[];
  fonts: string[];
  fills: string[];
  borders: string[];
  baseFormats: Format[];
  formats: Format[];
  named: string[];
  colors: string;
}

const nothing = (): Own => ({
  numberFormats: [],
  fonts: [],
  fills: [],
  borders: [],
  baseFormats: [],
  formats: [],
  named: [],
  colors: '',
});

/** As Excel has it. */
const MOST_FORMATS = 65_490;

async function stylesIn(parts: Parts, part: string, letters: Letters): Promise<Own> {
  const own = nothing();
  const lists: Readonly<Record<string, string[]>> = {
    numFmts: own.numberFormats,
    fonts: own.fonts,
    fills: own.fills,
    borders: own.borders,
    cellStyles: own.named,
  };
  const formatLists: Readonly<Record<string, Format[]>> = {
    cellStyleXfs: own.baseFormats,
    cellXfs: own.formats,
  };
  const copy = copyOf({ change: (name, attributes) => inUnicodeFont(name, attributes, letters) });
  let depth = 0;
  let section = '';
  let format: Readonly<Record<string, string>> = {};
  let size = 0;
  const taken = () => {
    const xml = copy.take();
    size += xml.length;
    if (size > fileLimits.sharedLetters) throw new SheetRefused(refuseFile('UNPACKS_TOO_LARGE', {}));
    return xml;
  };
  await readWhole(parts, part, {
    open(name, attributes) {
      depth += 1;
      if (depth === 2) section = name;
      if (depth === 3 && section in formatLists) {
        format = attributes;
        size += attributesXml(attributes).length;
        if ((formatLists[section]?.length ?? 0) >= MOST_FORMATS)
          throw new SheetRefused(refuseFile('UNPACKS_TOO_LARGE', {}));
      } else if (depth >= 3) copy.open(name, attributes);
    },
    text(text) {
      if (depth >= 3) copy.text(text);
    },
    close(name) {
      if (depth >= 4 || (depth === 3 && !(section in formatLists))) copy.close(name);
      if (depth === 3) {
        const xml = section === 'colors' ? '' : taken();
        lists[section]?.push(xml);
        if (section in formatLists) formatLists[section]?.push({ attributes: format, inner: xml });
      } else if (depth === 2 && section === 'colors') own.colors = element('colors', {}, taken());
      depth -= 1;
    },
  });
  return own;
}

/** What was converted needs a font that shows it. */
export function inUnicodeFont(
  name: string,
  attributes: Readonly<Record<string, string>>,
  letters: Letters,
): Readonly<Record<string, string>> {
  const isOld = letters !== 'UNICODE' && (name === 'name' || name === 'rFont');
  return isOld && /^\.?vn/i.test(attributes['val'] ?? '')
    ? { ...attributes, val: 'Times New Roman' }
    : attributes;
}
