import type { Lang } from './routes.ts';

/** A date as precise as it was published: 29/07/2024, 07/2024 or 2024; in English 29 July 2024. */
export function formatDate(partial: string, lang: Lang): string {
  const [year = '', month, day] = partial.split('-');
  if (lang === 'vi') return [day, month, year].filter(Boolean).join('/');
  const name = month && englishMonths[Number(month) - 1];
  return [day && String(Number(day)), name, year].filter(Boolean).join(' ');
}

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Vietnamese writes 1.234,5 and English 1,234.5. Own code: an embedded browser may lack Vietnamese data. */
export function formatNumber(value: number, lang: Lang, maximumDecimals = 2): string {
  const [whole = '', decimals] = String(Math.abs(Number(value.toFixed(maximumDecimals)))).split('.');
  const [group, point] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${value < 0 ? '−' : ''}${grouped}${decimals ? point + decimals : ''}`;
}

/** A number with its unit, kept on one line. */
export function formatUnit(value: number, unit: string, lang: Lang, maximumDecimals = 2): string {
  return `${formatNumber(value, lang, maximumDecimals)}\u00A0${unit}`;
}

/** Facts in a row. A dot keeps to what stands before it, so that no line begins with one. */
export function dotted(facts: readonly (string | false | null | undefined)[]): string {
  return facts.filter(Boolean).join('\u00A0· ');
}
