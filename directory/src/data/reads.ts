/**
 * What a page asks of the register while it is drawn. A page that would get the same answers again is the same page:
 * the next build takes the file over instead of drawing it.
 */
import { createHash } from 'node:crypto';

const questions = new Map<string, (key: string) => unknown>();
let noted: Map<string, unknown> | null = null;

/**
 * A question about one thing, by its key. Where it is asked while a page is drawn, it is noted; what is looked up for
 * the answer is not, since the answer says it all.
 */
export function question<Answer>(name: string, answer: (key: string) => Answer): (key: string) => Answer {
  questions.set(name, answer);
  return (key) => {
    if (noted === null) return answer(key);
    const reads = noted;
    noted = null;
    const answered = answer(key);
    noted = reads.set(`${name} ${key}`, answered);
    return answered;
  };
}

/** What was asked while something was done, with the answers. One thing at a time: two would be noted as one. */
export async function readsOf(work: () => Promise<void>): Promise<Map<string, unknown>> {
  const reads = new Map<string, unknown>();
  noted = reads;
  try {
    await work();
  } finally {
    noted = null;
  }
  return reads;
}

const prints = new WeakMap<object, string>();

/** A print of the present answer; null for a question that nobody here knows. */
export function printOf(read: string): string | null {
  const end = read.indexOf(' ');
  const answer = questions.get(read.slice(0, end));
  return answer ? print(answer(read.slice(end + 1))) : null;
}

export function print(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return hash(JSON.stringify(answer) ?? '');
  const known = prints.get(answer);
  if (known !== undefined) return known;
  const made = hash(Array.isArray(answer) ? answer.map(print).join() : JSON.stringify(answer));
  prints.set(answer, made);
  return made;
}

export const hash = (text: string): string =>
  createHash('sha1').update(text).digest('base64url').slice(0, 16);
