/** The only importer of the editor. It is loaded by the console alone. */
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

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: 'var(--terracotta)' },
  { tag: [tags.string, tags.atom, tags.number, tags.bool, tags.null], color: 'var(--star)' },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: 'var(--danger)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--forest)' },
  { tag: tags.comment, color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': {
    fontSize: '0.88rem',
    border: '1px solid var(--control)',
    borderRadius: 'var(--radius-small)',
    background: 'var(--raised)',
    color: 'var(--ink)',
  },
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

/**
 * Puts an editor in the place of a text area, under the text area's label. It lives in a shadow tree: there the
 * library adopts its style sheets, where in the page it would write style elements, which the content policy forbids.
 */
export function editorFor(
  area: HTMLTextAreaElement,
  speech: Extension,
  height: string,
  run: () => void,
): Editor & { view: EditorView } {
  const place = document.createElement('div');
  const root = place.attachShadow({ mode: 'open', delegatesFocus: true });
  const label = document.getElementById(`${area.id}-label`)?.textContent?.trim() ?? area.name;
  const view = new EditorView({
    root,
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
        EditorView.contentAttributes.of({ 'aria-label': label }),
        look,
        EditorView.theme({ '&': { height } }),
      ],
    }),
  });
  root.append(view.dom);
  area.after(place);
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

export const jsonSpeech = (): Extension => [json(), linter(emptyOr(jsonParseLinter()))];

/** No variables are no fault. */
const emptyOr = (lint: ReturnType<typeof jsonParseLinter>) => (view: EditorView) =>
  view.state.doc.toString().trim() === '' ? [] : lint(view);
