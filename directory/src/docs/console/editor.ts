/** The only importer of the editor: CodeMirror with GraphQL that knows the hub's schema. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { graphql, updateSchema } from 'cm6-graphql';
import { buildSchema } from 'graphql';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: 'var(--terracotta)' },
  { tag: [tags.string, tags.atom, tags.number, tags.bool, tags.null], color: 'var(--star)' },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: 'var(--danger)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--forest)' },
  { tag: tags.comment, color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '0.88rem' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: '0' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--gold-tint)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--control)',
    maxWidth: 'min(32rem, 90vw)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--forest)',
    color: 'var(--on-forest)',
  },
});

export interface Editor {
  text: string;
}

/** Puts an editor in the place of a text area, under the text area's label. */
export function editorFor(
  area: HTMLTextAreaElement,
  language: 'graphql' | 'json',
  height: string,
  run: () => void,
): Editor & { view: EditorView } {
  const speech: Extension = language === 'graphql' ? graphql() : [json(), linter(emptyOr(jsonParseLinter()))];
  const view = new EditorView({
    parent: area.parentElement ?? undefined,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run: () => (run(), true) }]),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion(),
        speech,
        syntaxHighlighting(colours),
        // Tab is left alone: it leads on to the next control.
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-labelledby': `${area.id}-label` }),
        look,
        EditorView.theme({ '&': { height } }),
      ],
    }),
  });
  area.after(view.dom);
  area.hidden = true;
  area.disabled = true;
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
  };
}

/** No variables are no fault. */
const emptyOr = (lint: ReturnType<typeof jsonParseLinter>) => (view: EditorView) =>
  view.state.doc.toString().trim() === '' ? [] : lint(view);

/** Completion and checking begin when the schema is there; the editor does not wait for it. */
export async function teachSchema(view: EditorView): Promise<void> {
  const response = await fetch('/schema.graphql');
  if (response.ok) updateSchema(view, buildSchema(await response.text(), { assumeValid: true }));
}
