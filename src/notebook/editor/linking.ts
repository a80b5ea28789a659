// Identifiers that name a symbol of the book get its `data-ref` and `data-role`: they take its colour and light up with it.
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { Decorate } from './types.ts';

/** Names of variables, where they are declared, used or taken out of an object by their own name; never `.property`. */
const NAMES = new Set(['VariableName', 'VariableDefinition']);

function marks(view: EditorView, decorate: Decorate): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const shorthand = node.name === 'PropertyDefinition' && node.node.nextSibling === null;
        if (!NAMES.has(node.name) && !shorthand) return;
        const link = decorate(view.state.sliceDoc(node.from, node.to));
        if (link === null) return;
        const attributes = { 'data-ref': link.ref, 'data-role': link.role };
        builder.add(node.from, node.to, Decoration.mark({ attributes, class: 'cm-symbol' }));
      },
    });
  }
  return builder.finish();
}

export function linking(decorate: Decorate): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marks(view, decorate);
      }
      update(update: ViewUpdate): void {
        const reparsed = syntaxTree(update.startState) !== syntaxTree(update.state);
        if (update.docChanged || update.viewportChanged || reparsed)
          this.decorations = marks(update.view, decorate);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
