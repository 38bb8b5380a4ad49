import type { Topic } from './remark.rules.ts';

/** The answers that the person who sends the file has given, by `ROW.TOPIC` or `all.TOPIC`. */
export interface Choices {
  of(row: number, topic: Topic): string | undefined;
}

export function choicesOf(answers: ReadonlyMap<string, string>): Choices {
  return { of: (row, topic) => answers.get(`${row}.${topic}`) ?? answers.get(`all.${topic}`) };
}

/** Those that stand in the workbook, and those given beside it, which count more. */
export const choicesIn = (
  written: ReadonlyMap<string, string>,
  said: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => new Map([...written, ...said]);

/** As they are written into one cell of a row: `product=new; split=one`. */
export function answersByRow(answers: ReadonlyMap<string, string>): Map<number, string> {
  const rows = new Map<number, string>();
  for (const [name, value] of answers) {
    const [, row, topic] = /^(\d+)\.(.+)$/.exec(name) ?? [];
    if (!row) continue;
    const before = rows.get(Number(row));
    rows.set(Number(row), `${before === undefined ? '' : `${before}; `}${topic}=${value}`);
  }
  return rows;
}
