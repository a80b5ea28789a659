// CodeMirror 6, set up as the book's editor. Imported only when a reader first touches a listing; everything that is heavy
// comes in through this file.
import {
  defaultKeymap,
  history,
  historyKeymap,
  isolateHistory,
  indentWithTab,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { getChunks, unifiedMergeView } from '@codemirror/merge';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap } from '@codemirror/view';
import { linking } from './linking.ts';
import { look } from './look.ts';
import type { Decorate, Problem } from './types.ts';
import { nextProblem, showProblems, wrongLines } from './wrong.ts';

export interface EditorOptions {
  /** Emptied by the caller; the editor is its only child. */
  readonly parent: HTMLElement;
  readonly text: string;
  readonly original: string;
  /** name for screen readers */
  readonly label: string;
  /** id of the element that says how to leave */
  readonly describedBy: string;
  readonly decorate: Decorate;
  onchange(text: string, can: { readonly undo: boolean; readonly redo: boolean }): void;
  onrun(): void;
  /** Tab leaves from now on (true), or indents again (false). */
  onleaving(leaves: boolean): void;
}

/** What the component needs of a running editor. All changes of the text can be undone. */
export interface EditorHandle {
  replace(text: string): void;
  undo(): void;
  redo(): void;
  focus(): void;
  /** Puts the caret where the pointer is. */
  focusAt(x: number, y: number): void;
  /** Puts the caret at the start of a line, counted from 1. */
  goTo(line: number): void;
  /** Shows or hides what differs from the original. */
  compare(on: boolean): void;
  /** Numbers of the lines that differ, from 1, where something was taken out the line after it; empty while none is shown. */
  differing(): number[];
  setProblems(problems: readonly Problem[]): void;
  setDecorate(decorate: Decorate): void;
  destroy(): void;
}

/** Escape makes Tab leave, until another key is pressed or the focus is gone. CodeMirror's own two seconds are too few. */
function tabLeaves(say: (leaves: boolean) => void) {
  let leaves = false;
  const set = (view: EditorView, to: boolean): void => {
    if (leaves === to) return;
    leaves = to;
    view.setTabFocusMode(to);
    say(to);
  };
  return EditorView.domEventHandlers({
    keydown(event, view) {
      if (event.key === 'Escape') set(view, true);
      else if (!['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) set(view, false);
    },
    pointerdown: (_, view) => set(view, false),
    blur: (_, view) => set(view, false),
  });
}

export function mountEditor(options: EditorOptions): EditorHandle {
  const { parent, text, original, label, describedBy, onchange, onrun } = options;
  const links = new Compartment();
  const comparison = new Compartment();
  const run = (): boolean => {
    onrun();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run },
            { key: 'Ctrl-Enter', run },
          ]),
        ),
        tabLeaves(options.onleaving),
        history(),
        typescriptLanguage,
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        keymap.of([{ key: 'F8', run: nextProblem }, indentWithTab, ...historyKeymap, ...defaultKeymap]),
        wrongLines,
        links.of(linking(options.decorate)),
        comparison.of([]),
        look,
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          // Browsers let it be reached anyhow; checkers of accessibility want to read it.
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
          autocorrect: 'off',
          translate: 'no',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const can = { undo: undoDepth(update.state) > 0, redo: redoDepth(update.state) > 0 };
          onchange(update.state.doc.toString(), can);
        }),
      ],
    }),
  });

  return {
    replace: (to) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: to },
        annotations: isolateHistory.of('full'),
      }),
    undo: () => void undo(view),
    redo: () => void redo(view),
    focus: () => view.focus(),
    focusAt(x, y) {
      view.focus();
      view.dispatch({ selection: { anchor: view.posAtCoords({ x, y }, false) } });
    },
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.focus();
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
    compare(on) {
      const extension = on ? unifiedMergeView({ original, mergeControls: false, gutter: false }) : [];
      view.dispatch({ effects: comparison.reconfigure(extension) });
    },
    differing() {
      const { doc } = view.state;
      return (getChunks(view.state)?.chunks ?? []).flatMap(({ fromB, endB }) => {
        const first = doc.lineAt(Math.min(fromB, doc.length)).number;
        const last = doc.lineAt(Math.min(Math.max(fromB, endB), doc.length)).number;
        return Array.from({ length: last - first + 1 }, (_, i) => first + i);
      });
    },
    setProblems: (problems) => showProblems(view, problems),
    setDecorate: (decorate) => view.dispatch({ effects: links.reconfigure(linking(decorate)) }),
    destroy: () => view.destroy(),
  };
}
