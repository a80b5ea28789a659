// Problems at lines of a text that the reader goes on editing. No DOM: only the state.
import { EditorState, type StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { expect, it } from 'vitest';
import type { Problem } from '../../../src/notebook/editor/types.ts';
import { nextProblem, showProblems, wrongLines } from '../../../src/notebook/editor/wrong.ts';

/** As much of a view as these functions use. */
function viewOf(doc: string) {
  const view = {
    state: EditorState.create({ doc, extensions: wrongLines }),
    dispatch(spec: { effects?: StateEffect<unknown> }) {
      view.state = view.state.update(spec).state;
    },
  };
  return view as unknown as EditorView & typeof view;
}
function lines(view: EditorView): number[] {
  const found: number[] = [];
  view.state.field(wrongLines).marks.between(0, view.state.doc.length, (from, _, { spec }) => {
    if ((spec as { class?: string }).class === 'cm-wrong') found.push(view.state.doc.lineAt(from).number);
  });
  return found;
}
const problem = (line: number, column: number | null = null): Problem => ({ line, column, message: 'm' });

it('marks lines, those beyond the end at the end, and moves with them', () => {
  const view = viewOf('a\nb\nc');
  showProblems(view, [problem(3, 9), problem(1, 1), problem(99), problem(0)]);
  expect(lines(view)).toEqual([1, 1, 3, 3]);
  view.state = view.state.update({ changes: { from: 0, insert: 'new\n' } }).state;
  expect(lines(view)).toEqual([2, 2, 4, 4]);
  showProblems(view, []);
  expect(lines(view)).toEqual([]);
});

it('F8 goes round them', () => {
  const view = viewOf('a\nb\nc\nd');
  expect(nextProblem(view)).toBe(false);
  showProblems(view, [problem(2), problem(4)]);
  const caret = () => view.state.doc.lineAt(view.state.selection.main.head).number;
  const visited = [1, 2, 3].map(() => (nextProblem(view), caret()));
  expect(visited).toEqual([2, 4, 2]);
});
