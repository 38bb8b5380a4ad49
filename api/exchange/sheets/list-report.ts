import { fieldNames } from './fields.rules.ts';
import type { Change } from './changes.rules.ts';
import { type Action, actions, type PlannedProduct } from './plan-list.ts';
import type { List } from './read-list.ts';
import { type Remark, type Said, sentence } from './remark.rules.ts';

/** What a plan says in the terminal, in Vietnamese with the English below or behind it. */

export const actionNames: Readonly<Record<Action, Said>> = {
  ADD: { vi: 'thêm', en: 'added' },
  CHANGE: { vi: 'sửa', en: 'changed' },
  LEAVE: { vi: 'giữ nguyên', en: 'left as it is' },
  ASK: { vi: 'cần trả lời', en: 'asked about' },
  REFUSE: { vi: 'bị từ chối', en: 'refused' },
};

const encodings = { 'UTF-8': 'UTF-8', 'UTF-16': 'UTF-16', ONE_BYTE: '8 bit', XLSX: 'XLSX' } as const;

export function headLines({ sheet, header, remarks }: List): string[] {
  const how = [
    encodings[sheet.encoding],
    sheet.letters === 'UNICODE' ? '' : sheet.letters,
    sheet.separator === null ? '' : sheet.separator === '\t' ? 'tab' : `“${sheet.separator}”`,
    sheet.name === null ? '' : `“${sheet.name}”`,
  ];
  return [
    `Tệp / File: ${sheet.file} (${how.filter(Boolean).join(', ')})`,
    `SHA-256: ${sheet.hash}`,
    `Cột / Columns (dòng / row ${header.first}–${header.last}):`,
    ...header.columns.map(({ label, field }) => {
      const name = fieldNames[field ?? 'ignored'];
      return `  ${label} = ${name.vi} / ${name.en}${field && field !== 'ignored' && field !== 'personal' ? ` (${field})` : ''}`;
    }),
    ...remarks.flatMap(remarkLines),
    '',
  ];
}

export function productLines({ row, name, action, code, changes, remarks }: PlannedProduct): string[] {
  const { vi, en } = actionNames[action];
  return [
    `Dòng / Row ${row}: ${name || '?'}${code ? ` [${code}]` : ''}: ${vi} / ${en}`,
    ...changes.map(changeLine),
    ...remarks.flatMap(remarkLines),
  ];
}

export type Counts = Record<Action, number> & { products: number; duplicates: number };

export const noCounts = (): Counts => ({
  ADD: 0,
  CHANGE: 0,
  LEAVE: 0,
  ASK: 0,
  REFUSE: 0,
  products: 0,
  duplicates: 0,
});

export function count(counts: Counts, { action, sameAs }: PlannedProduct): void {
  counts[action] += 1;
  if (sameAs === null) counts.products += 1;
  else counts.duplicates += 1;
}

export function countLines(counts: Counts): string[] {
  const by = (language: 'vi' | 'en') =>
    actions.map((action) => `${counts[action]} ${actionNames[action][language]}`).join(', ');
  const { products, duplicates } = counts;
  return [
    '',
    // What is done is told of all of them: the rows that are the same are part of these sums.
    `${products} sản phẩm${duplicates > 0 ? ` và ${duplicates} dòng trùng hoặc có thể trùng` : ''}: ${by('vi')}.`,
    `${products} products${duplicates > 0 ? ` and ${duplicates} ${duplicates === 1 ? 'row' : 'rows'} the same or perhaps the same` : ''}: ${by('en')}.`,
  ];
}

/** At the end of a plan that nobody asked to carry out. */
export const dryRunLine = 'Chạy thử: chưa ghi gì. / A dry run: nothing was written.';

export function changeLine({ of, code, property, before, after }: Change): string {
  const name = {
    product: 'sản phẩm / product',
    producer: 'chủ thể / producer',
    recognition: 'công nhận / recognition',
  }[of];
  const shown = (value: Change['before']) => (value === null ? '–' : String(value));
  return `    ${name}${code ? ` ${code}` : ''}: ${property} ${before === null ? '' : `${shown(before)} `}→ ${shown(after)}`;
}

/** Of a row that is not read. */
export const leftOutLines = (remark: Remark): string[] => [
  `Dòng / Row ${remark.row}:`,
  ...remarkLines(remark),
];

export function remarkLines({ code, column, cause, remedy }: Remark): string[] {
  const line = (language: 'vi' | 'en', word: string) =>
    `${column === null ? '' : `${word} ${column}: `}${sentence(cause[language])} ${sentence(remedy[language])}`;
  return [`  ! ${line('vi', 'cột')} [${code}]`, `    ${line('en', 'column')}`];
}
