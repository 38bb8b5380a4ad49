/** The recipes, each a file that directory/src/docs/recipes.test.ts runs as it is shown. */
import { example } from './examples.ts';
import { addressed } from './hub.ts';

const files = import.meta.glob<string>('./recipes/*', { query: '?raw', import: 'default', eager: true });

/** A recipe for the hub at an address. A spreadsheet's script holds its query in itself, written {{name}}. */
export function recipe(file: string, hub: string): string {
  const text = files[`./recipes/${file}`];
  if (text === undefined) throw new Error(`directory/src/docs/recipes/${file} is missing.`);
  return addressed(text, hub).replaceAll(/\{\{([a-z-]+)\}\}/g, (_, name: string) =>
    example(name).query.replaceAll(/\s+/g, ' ').trim(),
  );
}
