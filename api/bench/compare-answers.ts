import { isDeepStrictEqual } from 'node:util';
import { ask, bodyFor, type ContenderName, type Running } from './contender.ts';
import type { Data, Question } from './questions.ts';

const ASKINGS = 6;

/** What a contender answers to some askings of every question; nothing where it has no answer to one. */
export type Answers = Map<Question, Data[]>;

export async function answersOf(
  running: Running,
  questions: readonly Question[],
  cursor: unknown,
): Promise<Answers> {
  const answers: Answers = new Map();
  for (const question of questions) {
    for (let n = 0; n < ASKINGS; n++) {
      const body = bodyFor(running.name, question, n, cursor);
      if (body === null) continue;
      const data = await ask(running, question, body);
      answers.set(question, [...(answers.get(question) ?? []), data]);
    }
  }
  return answers;
}

/** Speed is compared only where all say the same, and say something. */
export function compareAnswers(answers: ReadonlyMap<ContenderName, Answers>): void {
  const [[firstName, first] = [], ...others] = answers;
  for (const [question, expected] of first ?? []) {
    if (!expected.some(question.isTelling)) {
      throw new Error(`"${question.name}" finds too little to compare: ${written(expected[0])}`);
    }
    for (const [name, theirs] of others) {
      const wrong = theirs.get(question)?.findIndex((data, n) => !isDeepStrictEqual(data, expected[n])) ?? -1;
      if (wrong >= 0) {
        throw new Error(
          `${name} answers "${question.name}" otherwise than ${firstName}:\n${written(theirs.get(question)?.[wrong])}\n${written(expected[wrong])}`,
        );
      }
    }
  }
}

const written = (data: Data): string => JSON.stringify(data, null, 1).slice(0, 3_000);
