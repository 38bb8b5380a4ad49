/**
 * JSON that is at hand as text, and that nobody needs to read on its way to the caller. Who writes the answer puts
 * the text in its place (`stringifyAnswer`); anybody else's JSON.stringify writes the same by way of its value.
 */
export class RawJson {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** The text of an answer. Where the database wrote its data, they are not read and written again. */
export function stringifyAnswer(answer: object): string {
  if (!('data' in answer && answer.data instanceof RawJson)) return `${JSON.stringify(answer)}\n`;
  const others = JSON.stringify({ ...answer, data: undefined });
  return others === '{}'
    ? `{"data":${answer.data.text}}\n`
    : `{"data":${answer.data.text},${others.slice(1)}\n`;
}
