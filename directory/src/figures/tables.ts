/** The figures as tables: what a chart draws, its table shows and its file holds, row by row. */
import { csvText } from '../../../api/exchange/csv.rules.ts';
import { dictionary } from '../i18n/dictionary.ts';
import { formatDate } from '../i18n/format.ts';
import { href, sectionHref, type Lang } from '../i18n/routes.ts';
import type { Figures, Share } from './count.ts';

export const tableNames = ['standing', 'stars-by-year', 'expiring-by-month', 'by-set', 'by-commune'] as const;
export type TableName = (typeof tableNames)[number];

/** The names of what is counted, by its key. */
export interface Names {
  sets: Record<string, string>;
  communes: Record<string, string>;
}

export interface Row {
  key: string;
  label: string;
  href?: string;
  values: number[];
}

export interface Table {
  name: TableName;
  /** What the rows are, then what each value is. */
  headings: string[];
  rows: Row[];
}

export function tablesOf(figures: Figures, names: Names, lang: Lang): Record<TableName, Table> {
  const t = dictionary(lang).figures;
  const list = sectionHref('products', lang);
  const share = (name: TableName, heading: string, rows: Row[]): Table => ({
    name,
    headings: [heading, t.products, t.inForce, ...[3, 4, 5].map(t.stars)],
    rows,
  });
  return {
    standing: {
      name: 'standing',
      headings: [t.verdict, t.products],
      rows: figures.standing.map(({ status, products }) => ({
        key: status,
        label: t.verdicts[status],
        href: `${list}?hieu-luc=${status}`,
        values: [products],
      })),
    },
    'stars-by-year': {
      name: 'stars-by-year',
      headings: [t.year, t.stars(3), t.stars(4), t.stars(5)],
      rows: figures.starsByYear.map(({ year, three, four, five }) => ({
        key: year,
        label: year,
        values: [three, four, five],
      })),
    },
    'expiring-by-month': {
      name: 'expiring-by-month',
      headings: [t.month, t.products],
      rows: figures.expiring.map(({ month, products }) => ({
        key: month,
        label: formatDate(month, lang),
        values: [products],
      })),
    },
    'by-set': share(
      'by-set',
      t.set,
      figures.bySet.map(({ key, ...counts }) => ({
        key,
        label: names.sets[key] ?? key,
        href: `${list}?bo=${key}`,
        values: valuesOf(counts),
      })),
    ),
    'by-commune': share(
      'by-commune',
      t.commune,
      figures.byCommune.map(({ key, ...counts }) => ({
        key,
        label: names.communes[key] ?? key,
        href: href('commune', key, lang),
        values: valuesOf(counts),
      })),
    ),
  };
}

const valuesOf = ({ products, inForce, three, four, five }: Omit<Share, 'key'>) => [
  products,
  inForce,
  three,
  four,
  five,
];

export const csvOf = ({ headings, rows }: Table): string =>
  csvText(
    headings,
    rows.map(({ label, values }) => [label, ...values]),
  );
