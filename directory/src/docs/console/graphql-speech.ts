/** GraphQL for the editor: colours at once, completion and checking when the hub's schema is there. */
import type { EditorView } from '@codemirror/view';
import { graphql, updateSchema } from 'cm6-graphql';
import { buildSchema } from 'graphql';

export const graphqlSpeech = () => graphql();

export async function teachSchema(view: EditorView): Promise<void> {
  const response = await fetch('/schema.graphql');
  if (response.ok) updateSchema(view, buildSchema(await response.text(), { assumeValid: true }));
}
