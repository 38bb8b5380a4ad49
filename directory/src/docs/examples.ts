/**
 * The examples of the docs, each once: NAME.graphql, NAME.variables.json where it takes variables, and
 * NAME.answer.json, which api/graphql/docs-examples.test.ts holds equal to what the hub answers.
 */
const files = import.meta.glob<string>('./examples/*', { query: '?raw', import: 'default', eager: true });

export interface Example {
  name: string;
  query: string;
  variables: string | null;
  answer: string;
}

export const examples: Example[] = Object.keys(files).flatMap((path) => {
  const name = /\/([a-z-]+)\.graphql$/.exec(path)?.[1];
  if (!name) return [];
  return {
    name,
    query: text(`${name}.graphql`),
    variables: files[`./examples/${name}.variables.json`] ?? null,
    answer: text(`${name}.answer.json`),
  };
});

export function example(name: string): Example {
  const found = examples.find((one) => one.name === name);
  if (!found) throw new Error(`There is no example ${name}.graphql in directory/src/docs/examples.`);
  return found;
}

/** An example that waits for an id, a cursor or an instant of the reader's own cannot be run as it stands. */
export const runsAsItStands = ({ variables }: Example): boolean => !variables?.includes('"…"');

function text(name: string): string {
  const found = files[`./examples/${name}`];
  if (found === undefined) throw new Error(`directory/src/docs/examples/${name} is missing.`);
  return found;
}
