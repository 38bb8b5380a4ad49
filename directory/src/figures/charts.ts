/**
 * Charts as markup: drawn at build into the page, and by the same functions in the browser when its day is another
 * one. Sizes are in percent and pixels, so that words stay as large on a phone as on a screen.
 */
import { formatNumber } from '../i18n/format.ts';
import type { Lang } from '../i18n/routes.ts';
import type { Row, Table } from './tables.ts';

const PLOT = 200;
const ABOVE = 24;
const BELOW = 28;
/** Many columns are narrow: what stands under them goes downwards. */
const MANY = 12;
const BELOW_MANY = 68;
/** Columns stand in the middle of their place and take so much of it. */
const FILLED = 0.68;

/** Columns, their parts one upon another; parts are told apart by colour, by pattern and by the table. */
export function columns(
  { headings, rows }: Table,
  lang: Lang,
  labelOf: (row: Row) => string = ({ label }) => label,
): string {
  const most = Math.max(1, ...rows.map(total));
  const isMany = rows.length > MANY;
  const step = 100 / Math.max(1, rows.length);
  const drawn = rows.map((row, index) => {
    const left = percent(step * (index + (1 - FILLED) / 2));
    const middle = percent(step * (index + 0.5));
    let base = ABOVE + PLOT;
    const parts = row.values.map((value, part) => {
      const height = (value / most) * PLOT;
      base -= height;
      return value === 0
        ? ''
        : `<rect class="part" data-part="${part}" x="${left}" y="${pixels(base)}" width="${percent(step * FILLED)}" height="${pixels(height)}"/>`;
    });
    const said = row.values.map((value, part) => `${headings[part + 1]}: ${formatNumber(value, lang)}`);
    const sum = total(row);
    return [
      `<g><title>${escaped(`${row.label} – ${said.join(', ')}`)}</title>`,
      `<rect class="reach" x="${percent(step * index)}" y="0" width="${percent(step)}" height="${ABOVE + PLOT}"/>`,
      ...parts,
      sum > 0
        ? `<text class="value" x="${middle}" y="${pixels(base - 7)}">${formatNumber(sum, lang)}</text>`
        : '',
      `<text class="label" x="${middle}" y="${ABOVE + PLOT + (isMany ? 8 : 19)}">${escaped(labelOf(row))}</text></g>`,
    ].join('');
  });
  return `<svg class="columns" data-many="${isMany}" width="100%" height="${ABOVE + PLOT + (isMany ? BELOW_MANY : BELOW)}" aria-hidden="true" focusable="false"><line class="ground" x1="0" x2="100%" y1="${ABOVE + PLOT}" y2="${ABOVE + PLOT}"/>${drawn.join('')}</svg>`;
}

/**
 * Bars from left to right, longest first as the rows come. The second value is the filled part of the first; what
 * follows is what that part is made of.
 */
export function bars({ rows }: Table, lang: Lang, most = Math.max(1, ...rows.map(first))): string {
  const drawn = rows.map((row) => {
    const [all = 0, part, ...made] = row.values;
    const width = (value: number) => percent((value / most) * 100);
    let start = 0;
    const parts = made.map((value, index) => {
      const x = width(start);
      start += value;
      return value > 0
        ? `<rect class="part" data-part="${index}" x="${x}" width="${width(value)}" height="14"/>`
        : '';
    });
    const name = escaped(row.label);
    return [
      `<li data-key="${escaped(row.key)}">`,
      row.href ? `<a href="${escaped(row.href)}">${name}</a>` : `<span>${name}</span>`,
      `<svg width="100%" height="14" aria-hidden="true" focusable="false">`,
      `<rect class="whole" width="${width(all)}" height="14" rx="2"/>`,
      part === undefined ? `<rect class="filled" width="${width(all)}" height="14" rx="2"/>` : parts.join(''),
      `</svg><b>${formatNumber(all, lang)}${part === undefined ? '' : ` <small>(${formatNumber(part, lang)})</small>`}</b></li>`,
    ].join('');
  });
  return `<ol class="bars">${drawn.join('')}</ol>`;
}

/** The table that says the same as a chart. */
export function table({ headings, rows }: Table, caption: string, lang: Lang): string {
  const head = headings.map((text) => `<th scope="col">${escaped(text)}</th>`).join('');
  const body = rows.map(({ label, href, values }) => {
    const name = escaped(label);
    const cells = values.map((value) => `<td>${formatNumber(value, lang)}</td>`).join('');
    return `<tr><th scope="row">${href ? `<a href="${escaped(href)}">${name}</a>` : name}</th>${cells}</tr>`;
  });
  return `<table><caption class="sr-only">${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const total = ({ values }: Row): number => values.reduce((sum, value) => sum + value, 0);
const first = ({ values }: Row): number => values[0] ?? 0;
const percent = (value: number): string => `${Number(value.toFixed(2))}%`;
const pixels = (value: number): string => String(Number(value.toFixed(1)));

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
