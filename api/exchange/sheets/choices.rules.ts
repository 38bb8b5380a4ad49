import type { Topic } from './remark.rules.ts';

/** The answers that the person who sends the file has given, by `ROW.TOPIC` or `all.TOPIC`. */
export interface Choices {
  of(row: number, topic: Topic): string | undefined;
}

export function choicesOf(answers: ReadonlyMap<string, string>): Choices {
  return { of: (row, topic) => answers.get(`${row}.${topic}`) ?? answers.get(`all.${topic}`) };
}
