import type { Column } from './header.rules.ts';
import { type Remark, topics } from './remark.rules.ts';
import { refuseRow } from './row-remarks.rules.ts';
import type { SheetRow } from './sheet-row.rules.ts';

/** `product=new`, `all.blank=above`; what stands behind the value in brackets says what it means. */
const written = new RegExp(
  `^(?:(all|\\d+)\\.)?(${topics.join('|')})\\s*=\\s*([^\\s()=]+)(?:\\s*\\(.*)?$`,
  's',
);

/** For the answers to all that can be asked of a row, with what they mean. */
const LONGEST_ANSWER = 2_000;

/** The answers that stand in a row of a workbook, by `ROW.TOPIC` or `all.TOPIC`, and what is none. */
export function answersIn(
  { number, cells }: SheetRow,
  columns: readonly Column[],
): { answers: (readonly [name: string, value: string])[]; remarks: Remark[] } {
  const answers: (readonly [string, string])[] = [];
  const remarks: Remark[] = [];
  for (const { field, index, label } of columns) {
    const cell = cells[index];
    if (field !== 'answer' || !cell || cell.repeats) continue;
    const parts = cell.text.length > LONGEST_ANSWER ? [cell.text] : cell.text.split(/[;\n](?![^(]*\))/);
    for (const part of parts.map((one) => one.trim())) {
      if (part === '') continue;
      const [, of = String(number), topic, value = ''] =
        (part.length <= LONGEST_ANSWER && written.exec(part)) || [];
      if (topic && (of === 'all' || of === String(number))) answers.push([`${of}.${topic}`, value]);
      else remarks.push(refuseRow('ANSWER_UNREADABLE', { row: number, column: label }, part));
    }
  }
  return { answers, remarks };
}
