// Lines with problems: a bar at the line, a wavy line under the place, the words below it. For screen readers the words
// stand once more outside the editor, in Editor.svelte, so they are hidden from them here.
import { StateEffect, StateField, type EditorState, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type Command, type DecorationSet } from '@codemirror/view';
import type { Problem } from './types.ts';

const setProblems = StateEffect.define<readonly Problem[]>();

class Words extends WidgetType {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override eq(other: Words): boolean {
    return other.text === this.text;
  }
  toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'cm-wrong-words';
    element.setAttribute('aria-hidden', 'true');
    element.textContent = this.text;
    return element;
  }
}

/** A problem by its position in the text, which moves with it. */
interface Placed {
  readonly at: number;
  /** the place within the line is known */
  readonly exact: boolean;
  readonly message: string;
}

function placed({ doc }: EditorState, { line: number, column, message }: Problem): Placed {
  const line = doc.line(Math.min(Math.max(1, number), doc.lines));
  const offset = column == null ? line.text.search(/\S|$/) : Math.min(Math.max(1, column) - 1, line.length);
  return { at: line.from + offset, exact: column != null, message };
}

function draw(state: EditorState, problems: readonly Placed[]): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { at, exact, message } of problems) {
    const line = state.doc.lineAt(at);
    ranges.push(Decoration.line({ class: 'cm-wrong' }).range(line.from));
    ranges.push(Decoration.widget({ widget: new Words(message), block: true, side: 1 }).range(line.to));
    // a word that ends where the place begins is not the one that is meant
    const to = Math.max(at + 1, state.wordAt(at)?.to ?? 0);
    if (exact && at < line.to) ranges.push(Decoration.mark({ class: 'cm-wrong-here' }).range(at, to));
  }
  return Decoration.set(ranges, true);
}

interface Wrong {
  readonly problems: readonly Placed[];
  readonly marks: DecorationSet;
}

/** The lines with problems, as an extension and as state. */
export const wrongLines = StateField.define<Wrong>({
  create: () => ({ problems: [], marks: Decoration.none }),
  update({ problems, marks }, { changes, docChanged, effects, state }) {
    let next = docChanged ? problems.map((p) => ({ ...p, at: changes.mapPos(p.at, 1) })) : problems;
    for (const effect of effects)
      if (effect.is(setProblems)) next = effect.value.map((problem) => placed(state, problem));
    return next === problems ? { problems, marks } : { problems: next, marks: draw(state, next) };
  },
  provide: (self) => EditorView.decorations.from(self, ({ marks }) => marks),
});

/** Replaces all problems. Marks move with their lines while the reader edits. */
export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  view.dispatch({ effects: setProblems.of(problems) });
}

/** Moves the caret to the next line with a problem, round and round. */
export const nextProblem: Command = (view) => {
  const { doc } = view.state;
  const starts = view.state.field(wrongLines).problems.map(({ at }) => doc.lineAt(at).from).sort((a, b) => a - b); // prettier-ignore
  const head = doc.lineAt(view.state.selection.main.head).from;
  const next = starts.find((start) => start > head) ?? starts[0];
  if (next === undefined) return false;
  view.dispatch({ selection: { anchor: next }, scrollIntoView: true });
  return true;
};
