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
